import { addDays, dayOf, inFrenchDay, isInstant } from '../../base/dates.ts'

const clock = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: 'numeric', minute: '2-digit' })
/** « 9 h 41 », in France; empty for what is no instant. */
export const timeOf = (at: number): string => (isInstant(at) ? clock.format(at).replace(':', '\u00a0h\u00a0') : '')

/** Why talk with Chorus Pro waits, in a few words, and until when (epoch ms). */
export type Waiting = { title: string; until: number }
/** « En attente de Chorus Pro : pas de connexion. Nouvel essai à 10 h 15. » Never an error: nothing has gone wrong. */
export const waiting = ({ title, until }: Waiting, now: number): string =>
  `En attente de Chorus Pro : ${title.charAt(0).toLowerCase()}${title.slice(1)}. ${nextTry(until, now)}`
/** When it will be tried again, with its day unless it is today; an hour that has passed is no promise. Both epoch ms. */
export const nextTry = (until: number, now: number): string =>
  until > now ? `Nouvel essai ${dayWord(until, now)}à ${timeOf(until)}.` : 'Nouvel essai en cours.'

function dayWord(until: number, now: number) {
  const [day, today] = [dayOf(until), dayOf(now)]
  if (day === today) return ''
  return day === addDays(today, 1) ? 'demain ' : `le ${inFrenchDay(day)} `
}

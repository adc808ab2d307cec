const clock = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: 'numeric', minute: '2-digit' })
/** « 9 h 41 », in France. */
export const timeOf = (at: number): string => clock.format(at).replace(':', '\u00a0h\u00a0')

/** Why talk with Chorus Pro waits, in a few words, and until when (epoch ms). */
export type Waiting = { title: string; until: number }
/** « En attente de Chorus Pro : pas de connexion. Nouvel essai à 10 h 15. » Never an error: nothing has gone wrong. */
export const waiting = ({ title, until }: Waiting, now: number): string =>
  `En attente de Chorus Pro : ${title.charAt(0).toLowerCase()}${title.slice(1)}. ${nextTry(until, now)}`
/** When it will be tried again; an hour that has passed is no promise. Both epoch ms. */
export const nextTry = (until: number, now: number): string =>
  until > now ? `Nouvel essai à ${timeOf(until)}.` : 'Nouvel essai en cours.'

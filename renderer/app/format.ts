import type { Row } from '../../shared/contract/views.ts'
import { dayOf, isDate, isInstant } from '../../shared/base/dates.ts'
import { formatCents } from '../../shared/base/money.ts'
import { timeOf } from '../../shared/domain/wording/waiting.ts'

const options = { timeZone: 'Europe/Paris' } as const
const utc = { timeZone: 'UTC' } as const
const dayMonth = new Intl.DateTimeFormat('fr-FR', { ...utc, day: 'numeric', month: 'short' })
const full = new Intl.DateTimeFormat('fr-FR', { ...options, dateStyle: 'full' })
const weekday = new Intl.DateTimeFormat('fr-FR', { ...options, weekday: 'short' })

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
/** In one piece: a day is never cut in two. An unknown one is nothing, never a reason to show nothing at all. */
const written = (format: Intl.DateTimeFormat, day: string) =>
  isDate(day) ? format.format(new Date(`${day}T00:00:00Z`)).replaceAll(' ', '\u00a0') : ''

/** « 23 nov. »; empty for a day that is not known. */
export const shortDay = (day: string): string => written(dayMonth, day)
export { longDay } from '../../shared/base/dates.ts'
/** « Lundi 23 novembre 2026 » */
export const fullDay = (at: number): string => capital(full.format(at))
/** « 9 h 41 »; empty for what is no instant. */
export const hour = timeOf
/** « 9 h 41 » today, « Ven. 17 h 30 » before. */
export const whenOf = (at: number, now: number): string =>
  !isInstant(at) || dayOf(at) === dayOf(now) ? hour(at) : `${capital(weekday.format(at))} ${hour(at)}`
/** An ISO local date-time → « 19 nov., 14 h 05 »; a day alone → « 19 nov. ». */
export function moment(at: string): string {
  const [day = '', clock] = at.split('T')
  const short = shortDay(day)
  return clock && short ? `${short}, ${hourOf(at)}` : short
}
/** The hour of an ISO local date-time: « 14 h 05 ». */
export const hourOf = (at: string): string => at.slice(11, 16).replace(/^0/, '').replace(':', '\u00a0h\u00a0')
/** « 7 452,00 € », or a quiet dash for what is not known. */
export const amount = (cents: number | null): string => (cents === null ? '–' : formatCents(cents))
/** An amount of an invoice; of a credit note it is taken away, however its file writes it. */
export const signed = (cents: number | null, isCreditNote: boolean): number | null =>
  cents !== null && isCreditNote ? -Math.abs(cents) : cents
/** What an invoice asks for; a credit note takes it away: « −252,00 € ». */
export const asked = ({ grossTotal, isCreditNote }: Pick<Row, 'grossTotal' | 'isCreditNote'>): string =>
  amount(signed(grossTotal, isCreditNote))

const small = ['Aucune', 'Une', 'Deux', 'Trois', 'Quatre', 'Cinq', 'Six', 'Sept', 'Huit', 'Neuf', 'Dix']
/** « Deux lignes illisibles » out of « ligne illisible »: feminine, numbers up to ten in words. */
export const several = (count: number, word: string): string =>
  `${small[count] ?? count} ${count > 1 ? word.replace(/(?<=\p{L})(?= |$)/gu, 's') : word}`
/** « Cinq factures », « 12 factures », « Une facture »: numbers up to ten in words. */
export const invoices = (count: number): string => several(count, 'facture')

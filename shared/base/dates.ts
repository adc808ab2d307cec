/** Calendar dates are ISO strings, YYYY-MM-DD, in the time zone of the person: an invoice has a day, not an instant. */

/** A day that exists: 2026-02-31 is refused. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (!year || !month || !day) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}

/** « 2026-11-23 » → « 23/11/2026 »; anything else comes back as it is. */
export const inFrenchDay = (day: string): string => (isDate(day) ? day.split('-').reverse().join('/') : day)

const LONG = new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
/** « 23 novembre 2026 », in one piece; empty for a day that is not known. */
export const longDay = (day: string): string =>
  isDate(day)
    ? LONG.format(new Date(`${day}T00:00:00Z`))
        .replaceAll(' ', '\u00a0')
        .replace(/^1\u00a0/, '1ᵉʳ\u00a0')
    : ''

const PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' })

/** Beyond this no clock goes, in epoch milliseconds (ECMA-262). */
const END_OF_TIME = 8.64e15
/** The day in France at this instant (epoch milliseconds); empty for what is no instant. */
export const dayOf = (instant: number): string => (isInstant(instant) ? PARIS.format(instant) : '')
/** Can this number of milliseconds be written as a day and an hour? */
export const isInstant = (instant: number): boolean => Math.abs(instant) <= END_OF_TIME

/** Adds whole days to an ISO date; what is no date comes back as it is. */
export const addDays = (date: string, days: number): string => {
  const sum = Date.parse(`${date}T00:00:00Z`) + days * 86_400_000
  return isDate(date) && Math.abs(sum) <= END_OF_TIME ? new Date(sum).toISOString().slice(0, 10) : date
}

/** Whole days from one ISO date to another; negative when `to` is earlier, NaN when one of them is none. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

/** « 2026-11-20 » → « 20/11/2026 »; anything else comes back as it is. */
export const typeDay = (date: string): string => date.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1')

/** What people type for a day, « 20/11/26 », « 20.11.2026 », « 2026-11-20 », → ISO; undefined when it is not a day. */
export function parseDay(text: string): string | undefined {
  const iso = text.trim()
  if (isDate(iso)) return iso
  const [, day, month, year] = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$/.exec(iso) ?? []
  if (!day || !month || !year) return undefined
  const date = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDate(date) ? date : undefined
}

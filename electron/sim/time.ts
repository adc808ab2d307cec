/** Chorus Pro writes dates in three forms, all on the clock of Paris (chorus-pro-api.md §2.3). Instants are epoch milliseconds. */

const PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' })

/** The same instants are written again and again: of each invoice in each search. */
const written = new Map<number, string>()
const MOST_WRITTEN = 10_000

function local(instant: number): string {
  const known = written.get(instant)
  if (known) return known
  if (written.size === MOST_WRITTEN) written.clear()
  const text = PARIS.format(instant)
  written.set(instant, text)
  return text
}

/** `2026-11-23` */
export const day = (instant: number): string => local(instant).slice(0, 10)

/** `2026-11-23 10:41` */
export const minute = (instant: number): string => local(instant).slice(0, 16)

/**
 * `2026-11-23T10:15:42.000+01:00`, as clients in Go and PHP insist on; without milliseconds, the form of services and that
 * last seen in reports of flows: `2016-12-28T08:31:19+01:00`.
 */
export function moment(instant: number, { hasMilliseconds = true }: { hasMilliseconds?: boolean } = {}): string {
  const there = local(instant).replace(' ', 'T')
  const hours = Math.round((Date.parse(`${there}Z`) - instant) / 3_600_000)
  const milliseconds = hasMilliseconds ? `.${String(instant % 1000).padStart(3, '0')}` : ''
  return `${there}${milliseconds}+${String(hours).padStart(2, '0')}:00`
}

/** A day that exists, written AAAA-MM-JJ. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().slice(0, 10) === text

/**
 * Is an instant within two bounds as a client may write them? A bound of ten characters is a whole day in Paris,
 * a longer one an instant; an empty one does not bound.
 */
export function isWithin({ instant, from, to }: { instant: number; from: string; to: string }): boolean {
  const isAfter = from.length > 10 ? instant >= Date.parse(from) : day(instant) >= from
  const isBefore = to.length > 10 ? instant <= Date.parse(to) : to === '' || day(instant) <= to
  return isAfter && isBefore
}

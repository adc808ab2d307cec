const LONG = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' })

/** « 23 novembre 2026 » from an ISO date; what is no date comes back as it is. */
export function longDay(date: string): string {
  const instant = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(instant) ? date : LONG.format(instant)
}

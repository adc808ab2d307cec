type Content = Record<string, unknown>

/** Ways to say the same content otherwise than the simulator does, as the real platform may. */
export const differently = {
  /** A status that no list holds. */
  statuses: (content: Content) =>
    everywhere(content, (key, value) => (STATUS.test(key) ? 'STATUT_DE_DEMAIN' : value)) as Content,
  /** Days as instants, minutes as instants, instants as minutes. */
  dates: (content: Content) =>
    everywhere(content, (key, value) => (/date/i.test(key) ? otherForm(value) : value)) as Content,
  /** A question without the size of its pages. */
  pages: (content: Content) =>
    everywhere(content, (key, value) => (key.startsWith('nbResultatsParPage') ? undefined : value)) as Content,
}

const STATUS = /^(statut|statutFacture|statutCourantCode|histoStatutCode|etatCourantDepotFlux)$/

function otherForm(date: unknown): unknown {
  if (typeof date !== 'string') return date
  if (/^\d{4}-\d{2}-\d{2}$/.test(date)) return `${date}T00:00:00+01:00`
  if (/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(date)) return `${date.replace(' ', 'T')}:00.000+0100`
  return date.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*$/, '$1 $2')
}

/** A content with each value looked at under its name, however deep. */
function everywhere(value: unknown, change: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => everywhere(each, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'object' ? everywhere(inner, change) : change(key, inner),
    ]),
  )
}

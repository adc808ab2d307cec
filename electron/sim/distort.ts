type Content = Record<string, unknown>

/** Ways to say the same content otherwise than the simulator does, as the real platform may. */
export const differently = {
  /** A status that no list holds. */
  statuses: (content: Content) =>
    everywhere(content, (key, value) => (STATUS.test(key) ? 'STATUT_DE_DEMAIN' : value)) as Content,
  /** Days as instants, minutes as instants, instants as minutes. */
  dates: (content: Content) =>
    everywhere(content, (key, value) => (/date/i.test(key) ? otherForm(value) : value)) as Content,
  /** Days, of all things, that are none. */
  oddDates: (content: Content) =>
    everywhere(content, (key, value) => (/date/i.test(key) ? NO_DAYS[key.length % NO_DAYS.length] : value)) as Content,
  /** Statuses that every object of JavaScript has an answer to. */
  oddWords: (content: Content) =>
    everywhere(content, (key, value) => (STATUS.test(key) ? WORDS[key.length % WORDS.length] : value)) as Content,
  /** Numbers as texts, and texts of digits as numbers. */
  numbers: (content: Content) =>
    everywhere(content, (_key, value) =>
      typeof value === 'number' ? String(value) : /^\d{14}$/.test(String(value)) ? Number(value) : value,
    ) as Content,
  /** Amounts and identifiers of lines that nobody can read; how it went is still said. */
  unreadable: (content: Content) =>
    everywhere(content, (key, value) => (/^(montant|identifiantFactureCPP$)/.test(key) ? ['?'] : value)) as Content,
  /** What the official descriptions do not require, as null. */
  nulls: (content: Content) => everywhere(content, (key, value) => (OPTIONAL.test(key) ? null : value)) as Content,
  withoutLists: (content: Content) =>
    Object.fromEntries(Object.entries(content).filter(([, value]) => !Array.isArray(value))),
  withoutLines: (content: Content) =>
    Object.fromEntries(Object.entries(content).map(([key, value]) => [key, Array.isArray(value) ? [] : value])),
  /** A question without the size of its pages. */
  pages: (content: Content) =>
    everywhere(content, (key, value) => (key.startsWith('nbResultatsParPage') ? undefined : value)) as Content,
}

const STATUS = /^(statut|statutFacture|statutCourantCode|histoStatutCode|etatCourantDepotFlux)$/
const NO_DAYS = ['20261130', '0000-00-00', 'demain', '99999-01-01', '31/02/2026']
const WORDS = ['constructor', '__proto__', 'toString']
const OPTIONAL =
  /^(libelle|pages|total|statutFacture|statutCourantCode|dateDepot|codeFournisseur|designation.*|commentaire.*|histoStatutCommentaire)$/

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

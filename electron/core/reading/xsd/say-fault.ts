import terms from '../../../../shared/tables/business-terms.json' with { type: 'json' }
import type { XmlElement } from '../xml.ts'
import type { Fault } from './validate.ts'

/** What is wrong, for a person: the business meaning of the element beside its name. Ends without a full stop. */
export function sayFault({ path, said }: Fault, root: XmlElement): string {
  const names = namesAt(path, root)
  const own = named(names)
  const beside = (name: string) => named([...names.slice(0, -1), name])
  const inside = (name: string) => named([...names, name])
  for (const [pattern, say] of SENTENCES) {
    const [, ...parts] = pattern.exec(said) ?? [undefined]
    if (parts.length) return say({ own, beside, inside, parts })
  }
  return `quelque chose ne convient pas dans ${own}`
}

type Told = {
  own: string
  /** The name and meaning of an element beside this one, or in it. */
  beside: (name: string) => string
  inside: (name: string) => string
  parts: (string | undefined)[]
}

/** The sentences of libxml2 (xmlschemas.c), by what they are about, and ours. */
const SENTENCES: [RegExp, (told: Told) => string][] = [
  [
    /: This element is not expected\.(?: Expected is (?:one of )?\( (.*) \))?/s,
    ({ own, beside, parts: [expected] }) =>
      expected
        ? `${own} n’est pas à sa place : on attend d’abord ${choice(expected, beside)}`
        : `${own} n’est pas à sa place`,
  ],
  [
    /: Missing child element\(s\)\.(?: Expected is (?:one of )?\( (.*) \))?/s,
    ({ own, inside, parts: [expected] }) =>
      expected ? `il manque ${choice(expected, inside)} dans ${own}` : `${own} est incomplet`,
  ],
  [/: The attribute '([^']*)' is required but missing/, ({ own, parts }) => `il manque « ${parts[0]!} » à ${own}`],
  [
    /, attribute '([^']*)': The attribute .* is not allowed/,
    ({ own, parts }) => `« ${local(parts[0]!)} » est de trop dans ${own}`,
  ],
  [
    /: '([^]*)' is not a valid value of .*'(?:xs:)?([\w:{}.-]+)'/,
    ({ own, parts: [value = '', type = ''] }) => wrongValue(own, value, type),
  ],
  [
    /\[facet '(\w+)'\] The value(?: '([^]*?)')? /,
    ({ own, parts: [facet = '', value = ''] }) => `pour ${own}, ${quoted(value)} ${FACETS[facet] ?? 'n’est pas admis'}`,
  ],
  [
    /: (Character content|Element content) /,
    ({ own, parts }) =>
      parts[0] === 'Character content'
        ? `${own} contient un texte là où il ne faut que des balises`
        : `${own} contient des balises là où il faut une valeur`,
  ],
  [/: (No matching global) declaration/, ({ own }) => `${own} n’est pas la première balise d’une facture CII`],
]

const FACETS: Record<string, string> = {
  maxLength: 'est trop long',
  minLength: 'est trop court',
  length: 'n’a pas la bonne longueur',
  pattern: 'n’a pas la bonne forme',
  totalDigits: 'a trop de chiffres',
  fractionDigits: 'a trop de décimales',
  minInclusive: 'est trop petit',
  maxInclusive: 'est trop grand',
}

const TYPES: [RegExp, string][] = [
  [/decimal|Amount|Quantity|Percent|Rate|Numeric|Measure|integer/i, 'un nombre'],
  [/date|time/i, 'une date'],
  [/boolean|Indicator/i, '« true » ou « false »'],
  [/base64|Binary/i, 'un fichier en base64'],
  [/code|token/i, 'un code admis'],
]

function wrongValue(own: string, value: string, type: string) {
  const wanted = TYPES.find(([pattern]) => pattern.test(type))?.[1] ?? 'une valeur admise'
  return value === '' ? `${own} est vide : il faut ${wanted}` : `pour ${own}, ${quoted(value)} n’est pas ${wanted}`
}

const quoted = (value: string) => (value ? `« ${value.length > 40 ? `${value.slice(0, 40)}…` : value} »` : 'la valeur')

/** « {urn:…}A, {urn:…}B » in words; a long list is cut. */
function choice(expected: string, word: (name: string) => string) {
  const names = expected.split(', ').map((name) => local(name.trim()))
  // In a sequence the last one named is the first that must be there: it is told whatever the length.
  const told = names.length > 3 ? [names.at(-1)!, ...names.slice(0, 2)] : names
  const words = told.map(word)
  return words.length < names.length ? `${words.join(', ')}…` : words.join(' ou ')
}

const local = (name: string) => name.replace(/^.*[}:*]/, '')

/** « total HT (BT-109, TaxBasisTotalAmount) », or the bare name of what has no meaning of its own. */
function named(names: string[]) {
  const path = names.join('/')
  const [known] = terms.entries
    .filter((entry) => path === entry.path || path.endsWith(`/${entry.path}`))
    .toSorted((a, b) => b.path.length - a.path.length)
  const name = names.at(-1) ?? ''
  if (!known) return `« ${name} »`
  return `« ${known.label} » (${known.term ? `${known.term}, ` : ''}${name})`
}

/** The names from the root down; where libxml2 puts a star for a namespace without prefix, the tree knows. */
function namesAt(path: string, root: XmlElement): string[] {
  const names = [root.name]
  let at: XmlElement | undefined = root
  for (const step of path.split('/').slice(2)) {
    const [, name = '', place = '1'] = /^([^[]*)(?:\[(\d+)\])?$/.exec(step) ?? []
    const same: XmlElement[] = at?.children.filter((child) => name === '*' || child.name === local(name)) ?? []
    at = same[Number(place) - 1]
    names.push(at?.name ?? local(name))
  }
  return names
}

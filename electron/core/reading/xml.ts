import { XMLParser, XMLValidator } from 'fast-xml-parser'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }

/** An element of an XML file: names without prefix, the address of its namespace, its own text without its children's. */
export type XmlElement = {
  name: string
  namespace: string
  attributes: Record<string, string>
  text: string
  children: XmlElement[]
}

/** Why an XML file cannot be read. The message is a French sentence. */
export class BadXml extends Error {
  readonly code: 'encoding' | 'tooLarge' | 'doctype' | 'malformed' | 'absurd'

  constructor(code: BadXml['code'], message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Parses an XML file of an unknown hand. Takes its bytes; gives the root element, and whether the bytes were written in
 * the encoding they announce; the text is what they say once decoded. Nothing outside the file is ever looked at: a DOCTYPE, and with it every entity of one’s own,
 * is refused. Throws BadXml.
 */
export function parseXml(bytes: Uint8Array): { root: XmlElement; text: string; isEncodingHonest: boolean } {
  if (bytes.length > limits.xmlBytes.value) {
    throw new BadXml('tooLarge', 'Ces données XML sont trop volumineuses pour une facture.')
  }
  const { text, isEncodingHonest } = decode(bytes)
  refuseTraps(text)
  return { root: parse(text), text, isEncodingHonest }
}

function decode(bytes: Uint8Array) {
  const declared = /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(asciiHead(bytes))?.[1] ?? 'utf-8'
  const encoding = encodingOfMark(bytes) ?? (/^utf-?16/i.test(declared) ? 'utf-8' : declared)
  const decoder = decoderOf(encoding)
  try {
    return { text: decoder.decode(bytes), isEncodingHonest: true }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), isEncodingHonest: false }
  }
}

const asciiHead = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 200)).toString('latin1').replace(/^ï»¿/, '')

/** A byte order mark, or the zeros of UTF-16 without one, win over what the declaration says. */
function encodingOfMark(bytes: Uint8Array) {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0x3c && second === 0) return 'utf-16le'
  if (first === 0 && second === 0x3c) return 'utf-16be'
  if (first === 0xef && second === 0xbb) return 'utf-8'
  return undefined
}

function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new BadXml('encoding', `Ce fichier XML annonce un encodage inconnu (« ${encoding} »).`)
  }
}

/** What no invoice holds and what could cost time or memory is turned away before parsing. */
function refuseTraps(text: string) {
  // eslint-disable-next-line no-control-regex -- these are the characters XML 1.0 forbids
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) {
    throw new BadXml('malformed', 'Ce fichier XML contient des caractères interdits : il est abîmé.')
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, ''))) {
    throw new BadXml('doctype', 'Ce fichier XML contient des définitions (DOCTYPE) qu’une facture n’a pas à contenir.')
  }
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', open + 1)) {
    if (!/[\w:]/.test(text.charAt(open + 1))) continue
    const close = text.indexOf('>', open)
    if (close < 0) throw new BadXml('malformed', 'Ce fichier XML est abîmé ou incomplet.')
    if (close - open > limits.xmlTagLength.value) {
      throw new BadXml('absurd', 'Ce fichier XML a une balise démesurée : ce n’est pas une facture.')
    }
  }
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  cdataPropName: '#cdata',
  maxNestedTags: limits.xmlDepth.value,
})

/** What fast-xml-parser gives with preserveOrder: one key for the name, « :@ » for the attributes. */
type Ordered = { ':@'?: Record<string, string>; [name: string]: unknown }

function parse(text: string): XmlElement {
  const nodes = parsed(text).filter((node) => isElement(nameOf(node)))
  const root = nodes[0] && toElement(nodes[0], new Map())
  if (!root) throw new BadXml('malformed', 'Ce fichier XML est vide.')
  return root
}

function parsed(text: string) {
  // oxlint-disable-next-line typescript/no-deprecated -- deprecated for a package of its own; the check is the same
  if (XMLValidator.validate(text) !== true) throw new BadXml('malformed', 'Ce fichier XML est abîmé ou incomplet.')
  try {
    return parser.parse(text) as Ordered[]
  } catch (error) {
    const isDeep = error instanceof Error && /nested/i.test(error.message)
    throw isDeep
      ? new BadXml('absurd', 'Ce fichier XML emboîte trop d’éléments : ce n’est pas une facture.')
      : new BadXml('malformed', 'Ce fichier XML est abîmé ou incomplet.')
  }
}

const nameOf = (node: Ordered) => Object.keys(node).find((key) => key !== ':@') ?? ''
const isElement = (name: string) => name !== '' && !name.startsWith('#') && !name.startsWith('?')

function toElement(node: Ordered, known: Map<string, string>): XmlElement {
  const qualified = nameOf(node)
  const given = Object.entries(node[':@'] ?? {})
  const spaces = given.some(([name]) => /^xmlns(?::|$)/.test(name)) ? new Map(known) : known
  const attributes: Record<string, string> = {}
  for (const [name, value] of given) {
    if (/^xmlns(?::|$)/.test(name)) spaces.set(name.slice(6), value)
    else attributes[localName(name)] = unescape(value)
  }
  const inside = node[qualified] as Ordered[]
  return {
    name: localName(qualified),
    namespace: spaces.get(qualified.includes(':') ? qualified.slice(0, qualified.indexOf(':')) : '') ?? '',
    attributes,
    text: inside.map(textOf).join(''),
    children: inside.filter((child) => isElement(nameOf(child))).map((child) => toElement(child, spaces)),
  }
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

function textOf(node: Ordered): string {
  if (typeof node['#text'] === 'string') return unescape(node['#text'])
  if (Array.isArray(node['#cdata'])) return (node['#cdata'] as Ordered[]).map((part) => String(part['#text'])).join('')
  return ''
}

const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }))

/** The five entities of XML and numbered characters; any other is a fault, as a bare « & » is. */
function unescape(text: string) {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));|&/g,
    (_, decimal?: string, hex?: string, name?: string) => {
      const character = name
        ? ENTITIES.get(name)
        : characterOf(decimal ? parseInt(decimal, 10) : parseInt(hex ?? '', 16))
      if (character === undefined)
        throw new BadXml('malformed', 'Ce fichier XML contient un « & » isolé : il est abîmé.')
      return character
    },
  )
}

const characterOf = (code: number) =>
  code > 31 && code <= 0x10ffff
    ? String.fromCodePoint(code)
    : code === 9 || code === 10 || code === 13
      ? ' '
      : undefined

/** The elements reached by these names, one step a name; a step may offer several names, separated by « | ». */
export function all(from: XmlElement | undefined, ...path: string[]): XmlElement[] {
  return path.reduce<XmlElement[]>(
    (found, step) => {
      const names = step.split('|')
      return found.flatMap(({ children }) => children.filter(({ name }) => names.includes(name)))
    },
    from ? [from] : [],
  )
}

/** The first element reached by these names. */
export const first = (from: XmlElement | undefined, ...path: string[]): XmlElement | undefined => all(from, ...path)[0]

/** The texts of the elements reached, without spaces around them; empty ones are left out. */
export const textsAt = (from: XmlElement | undefined, ...path: string[]): string[] =>
  all(from, ...path)
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')

/** The first of them; empty when there is none. */
export const textAt = (from: XmlElement | undefined, ...path: string[]): string => textsAt(from, ...path)[0] ?? ''

/** An element: its name without prefix, its own text, its attributes as leaves, and what is in it. */
export type Node = { name: string; text: string; children: Node[] }

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<[?!][^>]*>|<\/([^\s>]+)\s*>|<([^\s/>]+)([^>]*?)(\/?)>|([^<]+)/g
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** Deeper than any list of structures: what goes deeper is not one. */
const DEEPEST = 50

/**
 * The elements of a document that are records, one after the other: an element is one when `isRecord` says so once it is
 * complete. It is taken out of what holds it, so that a list of any length takes little room. No entity is resolved but the
 * five that are always there. What is cut short gives the records before the cut.
 */
export function* xmlRecords(text: string, isRecord: (node: Node) => boolean): Generator<Node> {
  const open: Node[] = []
  TOKEN.lastIndex = 0
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    const [, cdata, closing, opening, attributes = '', isEmpty, words] = found
    if (opening !== undefined) {
      if (open.length >= DEEPEST) return
      open.push({ name: local(opening), text: '', children: leavesOf(attributes) })
    }
    if (closing !== undefined || isEmpty === '/') {
      const node = open.pop()
      if (!node) continue
      if (isRecord(node)) yield node
      else open.at(-1)?.children.push(node)
    }
    const inside = cdata ?? (words === undefined ? undefined : decoded(words))
    if (inside !== undefined && open.length) open.at(-1)!.text += inside
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)
const leavesOf = (attributes: string): Node[] =>
  [...attributes.matchAll(ATTRIBUTE)].map(([, name, double, single]) => ({
    name: local(name!),
    text: decoded(double ?? single ?? ''),
    children: [],
  }))
const decoded = (text: string) =>
  text.includes('&')
    ? text.replace(/&(#x?)?([\da-z]+);/gi, (whole, sharp: string | undefined, name: string) => {
        if (!sharp) return entities[name.toLowerCase()] ?? whole
        const code = parseInt(name, sharp.length > 1 ? 16 : 10)
        return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole
      })
    : text

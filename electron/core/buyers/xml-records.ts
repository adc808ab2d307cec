import { SaxesParser } from 'saxes'

/** An element: its name without prefix, its own text, its attributes as leaves, and what is in it. */
export type Node = { name: string; text: string; children: Node[] }

/** Deeper than any list of structures: what goes deeper is not one. */
const DEEPEST = 50
/** So many slips are passed over; a text with more is no XML. */
const MOST_FAULTS = 1000
/** Read at a time, in characters: records are given before the rest is looked at. */
const CHUNK = 65_536

/**
 * The elements of a document that are records, one after the other: an element is one when `isRecord` says so once it is
 * complete. It is taken out of what holds it, so that a list of any length takes little room. No entity is resolved but the
 * five that are always there. What is cut short gives the records before the cut. Takes as long as the text is long.
 */
export function* xmlRecords(text: string, isRecord: (node: Node) => boolean): Generator<Node> {
  const open: Node[] = []
  let complete: Node[] = []
  let faults = 0
  const say = (words: string) => {
    const node = open.at(-1)
    if (node) node.text += words
  }
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  parser.on('error', () => {
    faults++
  })
  parser.on('text', say)
  parser.on('cdata', say)
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= DEEPEST) faults = MOST_FAULTS
    open.push({ name: local(name), text: '', children: leavesOf(attributes) })
  })
  parser.on('closetag', () => {
    const node = open.pop()
    if (!node) return
    if (isRecord(node)) complete.push(node)
    else open.at(-1)?.children.push(node)
  })
  for (let at = 0; at < text.length && faults < MOST_FAULTS; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK))
    yield* complete
    complete = []
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)
const leavesOf = (attributes: Record<string, string>): Node[] =>
  Object.entries(attributes).map(([name, text]) => ({ name: local(name), text, children: [] }))

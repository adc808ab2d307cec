import { XMLParser, XMLValidator } from 'fast-xml-parser'

export type Node = Record<string, unknown>

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  // No entity is expanded: neither a bomb nor a file of this machine comes in that way.
  processEntities: false,
})

/** Where an XML is not well formed. */
export class NotWellFormed extends Error {
  readonly line: number
  readonly column: number
  constructor({ message, line, column }: { message: string; line: number; column: number }) {
    super(message)
    this.line = line
    this.column = column
  }
}

/** The tree of an XML, without prefixes or attributes, every value a text. Throws NotWellFormed. */
export function parseXml(bytes: Buffer): Node {
  const text = decode(bytes)
  // Its successor, fast-xml-validator, would be one more dependency for the same function.
  // oxlint-disable-next-line typescript/no-deprecated
  const verdict = XMLValidator.validate(text)
  if (verdict !== true)
    throw new NotWellFormed({ message: verdict.err.msg, line: verdict.err.line, column: verdict.err.col })
  try {
    return parser.parse(text) as Node
  } catch (error) {
    // Well formed, yet more than the parser will take: an external entity, a thousand levels.
    throw new NotWellFormed({ message: error instanceof Error ? error.message : '', line: 1, column: 1 })
  }
}

/** UTF-8, or what the XML says of itself. */
function decode(bytes: Buffer): string {
  const declared = /^.{0,60}encoding=["']([\w-]+)["']/.exec(bytes.subarray(0, 100).toString('latin1'))?.[1]
  try {
    return new TextDecoder(declared).decode(bytes)
  } catch {
    return bytes.toString('utf8')
  }
}

/** The elements at the end of a path, wherever one of them comes several times. */
export const all = (node: unknown, ...path: string[]): unknown[] =>
  path.reduce<unknown[]>(
    (nodes, name) =>
      nodes.flatMap((each) => (typeof each === 'object' && each !== null ? listed((each as Node)[name]) : [])),
    listed(node),
  )

/** The text at the end of a path; empty when there is none. */
export function textAt(node: unknown, ...path: string[]): string {
  const found = all(node, ...path)[0]
  return typeof found === 'string' ? found.trim() : ''
}

/** The texts at the end of a path. */
export const textsAt = (node: unknown, ...path: string[]): string[] =>
  all(node, ...path).flatMap((found) => (typeof found === 'string' && found.trim() ? [found.trim()] : []))

/** The amount at the end of a path, in euros; null when there is none. */
export function amountAt(node: unknown, ...path: string[]): number | null {
  const text = textAt(node, ...path)
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : null
}

const listed = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])

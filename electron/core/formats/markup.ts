/** XML text already escaped. */
export type Markup = string

/** XML 1.0 has no place for these, even escaped: controls but tabs and ends of lines, and two that are no letters. */
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu

const escape = (text: string) =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, '')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

type Attributes = Record<string, string>

const open = (name: string, attributes: Attributes) =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escape(value)}"`)
    .join('')}>`

/** Element with a text, on its own line; nothing when the text is empty. */
export const leaf = (name: string, text: string | undefined, attributes: Attributes = {}): Markup =>
  text ? `${open(name, attributes)}${escape(text)}</${name}>\n` : ''

/** Element around others; nothing when they are all empty. */
export function node(name: string, ...inside: Markup[]): Markup {
  const content = inside.join('')
  return content ? `<${name}>\n${content}</${name}>\n` : ''
}

/** Whole document in UTF-8: the root with its namespaces, around its elements. */
export const documentOf = (root: string, namespaces: Attributes, ...inside: Markup[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${open(root, namespaces)}\n${inside.join('')}</${root}>\n`

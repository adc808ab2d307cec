/** An element to be written: its name, its attributes, then a text or its children. What is null or undefined is left out. */
export type Element = { name: string; attributes?: Record<string, string | number>; content: Content }
type Content = string | number | null | undefined | (Element | undefined)[]

/** A short way to say an element. */
export const tag = (name: string, content: Content, attributes: Record<string, string | number> = {}): Element => ({
  name,
  attributes,
  content,
})

/** A whole document in UTF-8. */
export const xmlOf = (root: Element): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}\n`)

function written({ name, attributes = {}, content }: Element): string {
  if (content === null || content === undefined || content === '') return ''
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  const inside = Array.isArray(content)
    ? content.map((child) => (child ? written(child) : '')).join('')
    : escaped(String(content))
  return `<${name}${said.join('')}>${inside}</${name}>`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

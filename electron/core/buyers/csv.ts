/** A line of a table: its number in the file, from 1, and its cells, trimmed. */
export type Line = { number: number; cells: string[] }

const separators = [';', '\t', ',', '|'] as const

/** So many quotes that nothing closes are taken for ordinary signs; a file with more is not a table. */
const STRAY_QUOTES = 20

/**
 * The lines of a CSV, whatever separates its cells. Quotes may hold separators and line ends; blank lines are left out. A
 * quote that nothing closes is a sign like another: what follows is not lost.
 */
export function* csvLines(text: string): Generator<Line> {
  const declared = /^sep=(.)\r?\n/i.exec(text)
  const start = declared ? declared[0].length : 0
  const separator = declared?.[1] ?? separatorOf(text)
  let cells: string[] = []
  let cell = ''
  /** Nothing in the cell yet, but spaces and the « = » of Excel's trick: a quote opens. */
  let isBlank = true
  let isQuoted = false
  let number = declared ? 2 : 1
  let first = number
  let opened = { place: 0, number: 0 }
  const stray = new Set<number>()
  const endCell = () => {
    cells.push(cell.trim())
    cell = ''
    isBlank = true
  }
  for (let place = start; place <= text.length; place++) {
    const sign = text[place]
    if (isQuoted && sign === undefined && stray.size < STRAY_QUOTES) {
      stray.add(opened.place)
      place = opened.place - 1
      number = opened.number
      isQuoted = false
      cell = ''
    } else if (isQuoted && sign !== undefined) {
      if (sign === '\n') number++
      if (sign !== '"') cell += sign
      else if (text[place + 1] === '"') cell += text[++place]!
      else isQuoted = false
    } else if (sign === '"' && !stray.has(place) && isBlank) {
      opened = { place, number }
      isQuoted = true
      isBlank = false
      cell = ''
    } else if (sign === separator) endCell()
    else if (sign === '\n' || sign === undefined || (sign === '\r' && text[place + 1] !== '\n')) {
      endCell()
      if (cells.some(Boolean)) yield { number: first, cells }
      cells = []
      first = ++number
    } else {
      isBlank &&= /[\s\uFEFF=]/.test(sign)
      cell += sign
    }
  }
}

/** The one that is met most often in the first line. */
function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/)
  const head = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '')
  const count = (separator: string) => head.split(separator).length
  return separators.reduce((best, each) => (count(each) > count(best) ? each : best))
}

/** One row of a table in text: its cells, and the line it starts on (from 1). */
export type Row = { line: number; cells: string[]; text: string }

/** More than anybody pastes; what comes after is left out. */
const MOST_ROWS = 5000

/** Rows of a table copied from a page (tabs) or of a CSV file (; or ,): the mark that stands most often in its first lines. */
export function rowsOf(text: string): Row[] {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const sample = plain.split('\n').slice(0, 10).join('\n')
  const mark = ['\t', ';', ','].sort((a, b) => sample.split(b).length - sample.split(a).length)[0]!
  return split(plain, mark).slice(0, MOST_ROWS)
}

/** Cells in double quotes may hold the mark, line ends and, doubled, quotes (RFC 4180). */
function split(text: string, mark: string): Row[] {
  const rows: Row[] = []
  let line = 1
  let row: Row = { line, cells: [], text: '' }
  let cell = ''
  let isQuoted = false
  const endCell = () => {
    row.cells.push(cell.trim())
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (row.cells.some(Boolean)) rows.push({ ...row, text: row.cells.filter(Boolean).join(' · ') })
    row = { line, cells: [], text: '' }
  }
  for (let index = 0; index < text.length; index++) {
    const letter = text[index]!
    if (letter === '\n') line++
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (text[index + 1] === '"') cell += text[++index]!
      else isQuoted = false
    } else if (letter === '"' && !cell.trim()) {
      cell = ''
      isQuoted = true
    } else if (letter === mark) endCell()
    else if (letter === '\n') endRow()
    else cell += letter
  }
  endRow()
  return rows
}

/** The text of a file: UTF-8 when it is that throughout, else the old encoding of French spreadsheets. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

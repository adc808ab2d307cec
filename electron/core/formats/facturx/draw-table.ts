import type { Table } from '../../../../shared/domain/authoring/printed-lines.ts'
import { HAIR, LEFT, RIGHT, mm, wrap, type Paper, type Style } from './paper.ts'
import { drawable } from './fonts.ts'
import type { Styles } from './styles.ts'

/** Space to the right of a cell, and above and below it, points. */
const GAP = mm(3.2)
const PAD = mm(1.4)

type Column = { x: number; width: number; isEnd: boolean }

/** Draws the lines; their head comes again on each page, and no line is broken in two. */
export function drawTable(paper: Paper, table: Table, styles: Styles): void {
  const columns = columnsOf(table, styles)
  drawHead(paper, table, columns, styles)
  for (const { cells, more } of table.rows) {
    const row = layOut({ cells, more }, columns, table.wide, styles)
    if (paper.need(row.height)) drawHead(paper, table, columns, styles)
    drawRow(paper, row, columns, styles)
    paper.rule(LEFT, RIGHT - LEFT, paper.y, 0.25, HAIR)
  }
  if (!table.foot) return
  const foot = layOut({ cells: table.foot, more: '' }, columns, table.wide, styles)
  if (paper.need(foot.height)) drawHead(paper, table, columns, styles)
  drawRow(paper, foot, columns, { ...styles, cell: styles.strongCell, figure: styles.strongCell })
}

const widthOf = (text: string, { font, size }: Style) => font.widthOfTextAtSize(drawable(text, font), size)

/** Each column as wide as its widest cell; the designation has the rest. */
function columnsOf({ columns, rows, foot, wide }: Table, styles: Styles): Column[] {
  const widths = columns.map(({ head, isEnd }, index) => {
    const heads = head.split('\n').map((line) => widthOf(line, styles.head))
    const cells = rows.map(({ cells: row }) => widthOf(row[index]!, isEnd ? styles.figure : styles.cell))
    return Math.max(...heads, ...cells, foot ? widthOf(foot[index]!, styles.strongCell) : 0) + GAP
  })
  // Long references are broken rather than squeeze the designation.
  const taken = widths.map((width, index) => (index === wide ? 0 : Math.min(width, mm(30))))
  taken[wide] = RIGHT - LEFT - taken.reduce((sum, width) => sum + width, 0) + GAP
  let x = LEFT
  return columns.map(({ isEnd }, index) => {
    const column = { x, width: taken[index]! - GAP, isEnd }
    x += taken[index]!
    return column
  })
}

const edge = ({ x, width, isEnd }: Column) => (isEnd ? x + width : x)

function drawHead(paper: Paper, table: Table, columns: Column[], styles: Styles) {
  const heads = table.columns.map(({ head }) => head.split('\n'))
  const height = Math.max(...heads.map((lines) => lines.length)) * styles.head.leading
  paper.rule(LEFT, RIGHT - LEFT, paper.y, 0.75)
  heads.forEach((lines, index) => {
    const y = paper.y - mm(1.3) - (height - lines.length * styles.head.leading)
    paper.block(lines, { x: edge(columns[index]!), y }, styles.head, columns[index]!.isEnd)
  })
  paper.y -= height + mm(2.6)
  paper.rule(LEFT, RIGHT - LEFT, paper.y, 0.75)
}

type Row = { cells: string[][]; more: string[]; height: number; wide: number }

function layOut(row: { cells: string[]; more: string }, columns: Column[], wide: number, styles: Styles): Row {
  const cells = row.cells.map((cell, index) =>
    columns[index]!.isEnd ? [cell] : wrap(cell, columns[index]!.width, styles.cell),
  )
  const more = row.more ? wrap(row.more, columns[wide]!.width, styles.more) : []
  const heights = cells.map(
    (lines, index) => lines.length * styles.cell.leading + (index === wide ? more.length * styles.more.leading : 0),
  )
  return { cells, more, height: Math.max(...heights) + 2 * PAD, wide }
}

function drawRow(paper: Paper, { cells, more, height, wide }: Row, columns: Column[], styles: Styles) {
  const top = paper.y - PAD
  cells.forEach((lines, index) => {
    const column = columns[index]!
    paper.block(lines, { x: edge(column), y: top }, column.isEnd ? styles.figure : styles.cell, column.isEnd)
  })
  paper.block(more, { x: columns[wide]!.x, y: top - cells[wide]!.length * styles.cell.leading }, styles.more)
  paper.y -= height
}

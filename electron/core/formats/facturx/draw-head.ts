import type { PDFImage } from '@cantoo/pdf-lib'
import type { Printed, PrintedParty } from '../../../../shared/domain/authoring/printed.ts'
import { LEFT, RIGHT, mm, wrap, type Paper } from './paper.ts'
import type { Styles } from './styles.ts'

/** Columns of the head, points: the right one is 62 mm wide, 12 mm away from the left one (a4.css). */
const SIDE = mm(62)
const SIDE_X = RIGHT - SIDE
const MAIN = RIGHT - LEFT - SIDE - mm(12)
/** Max size of the logo, points. */
const LOGO = { width: mm(50), height: mm(18) }

/** Draws who, what, when, for whom and the references; leaves the paper under them. */
export function drawHead(paper: Paper, words: Printed, styles: Styles, logo: PDFImage | null): void {
  const top = paper.y
  const from = drawFrom(paper, words, styles, logo)
  const what = drawWhat(paper, words, styles, top)
  paper.y = Math.min(from, what) - mm(8)
  if (words.valideur) drawThree(paper, words, words.valideur, styles)
  else drawTwo(paper, words, styles)
  if (!words.subject) return
  const lines = wrap(words.subject, RIGHT - LEFT, styles.subject)
  paper.y -= paper.block(lines, { x: LEFT, y: paper.y }, styles.subject) + mm(2.5)
}

function drawFrom(paper: Paper, { from }: Printed, styles: Styles, logo: PDFImage | null): number {
  let { y } = paper
  if (logo) {
    const { width, height } = logo.scaleToFit(LOGO.width, LOGO.height)
    paper.page.drawImage(logo, { x: LEFT, y: y - height, width, height })
    y -= height + mm(3)
  }
  y -= paper.block(wrap(from.name, MAIN, styles.firm), { x: LEFT, y }, styles.firm) + mm(1)
  for (const line of from.lines) y -= paper.block(wrap(line, MAIN, styles.from), { x: LEFT, y }, styles.from)
  return y
}

function drawWhat(paper: Paper, { title, number, facts }: Printed, styles: Styles, top: number): number {
  let y = top - paper.block(wrap(title, SIDE, styles.title), { x: SIDE_X, y: top }, styles.title) - mm(2)
  y -= paper.block(wrap(number, SIDE, styles.number), { x: SIDE_X, y }, styles.number)
  for (const fact of facts) y -= paper.block(wrap(fact, SIDE, styles.fact), { x: SIDE_X, y }, styles.fact)
  return y
}

function drawTwo(paper: Paper, words: Printed, styles: Styles) {
  const left = drawReferences(paper, words, styles, { x: LEFT, width: MAIN })
  const right = drawParty(paper, words.client, styles, { x: SIDE_X, width: SIDE })
  paper.y = Math.min(left, right) - mm(7)
}

/** Client, valideur and references side by side: 1, 1 and 1.2 parts with 6 mm between (a4.css). */
function drawThree(paper: Paper, words: Printed, valideur: PrintedParty, styles: Styles) {
  const gap = mm(6)
  const width = (RIGHT - LEFT - 2 * gap) / 3.2
  const small = {
    ...styles,
    name: { ...styles.name, size: 9.5 },
    text: styles.from,
    reference: { ...styles.reference, size: 8.5 },
  }
  const bottoms = [
    drawParty(paper, words.client, small, { x: LEFT, width }),
    drawParty(paper, valideur, small, { x: LEFT + width + gap, width }),
    drawReferences(paper, words, small, { x: LEFT + 2 * (width + gap), width: width * 1.2 }),
  ]
  paper.y = Math.min(...bottoms) - mm(6)
}

type Column = { x: number; width: number }

/** Draws a heading with its rule; gives where what it announces begins. */
function drawHeading(paper: Paper, heading: string, styles: Styles, { x, width }: Column): number {
  const y = paper.y - paper.block([heading], { x, y: paper.y }, styles.heading) - mm(0.8)
  paper.rule(x, width, y, 0.5)
  return y - mm(1.6)
}

function drawParty(paper: Paper, { heading, name, lines }: PrintedParty, styles: Styles, column: Column): number {
  let y = drawHeading(paper, heading, styles, column)
  y -= paper.block(wrap(name, column.width, styles.name), { x: column.x, y }, styles.name)
  for (const line of lines) y -= paper.block(wrap(line, column.width, styles.text), { x: column.x, y }, styles.text)
  return y
}

function drawReferences(paper: Paper, { references }: Printed, styles: Styles, column: Column): number {
  let y = drawHeading(paper, 'Références', styles, column)
  const { font, size } = styles.text
  const widest = Math.max(...references.map(({ label }) => font.widthOfTextAtSize(label, size)))
  const x = column.x + widest + mm(4)
  for (const { label, value } of references) {
    paper.block([label], { x: column.x, y }, styles.text)
    const lines = wrap(value, column.x + column.width - x, styles.reference)
    y -= paper.block(lines, { x, y }, styles.reference) + mm(0.6)
  }
  return y
}

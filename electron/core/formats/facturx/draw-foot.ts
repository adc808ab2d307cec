import type { Printed } from '../../../../shared/domain/authoring/printed.ts'
import type { Sum, Sums } from '../../../../shared/domain/authoring/printed-sums.ts'
import type { Paragraph } from '../../../../shared/domain/authoring/printed-terms.ts'
import { LEFT, RIGHT, mm, wrap, type Paper } from './paper.ts'
import type { Styles } from './styles.ts'

/** Columns of the foot, points: the right one is 84 mm wide, 10 mm away from the left one (a4.css). */
const SIDE = mm(84)
const SIDE_X = RIGHT - SIDE
const MAIN = RIGHT - LEFT - SIDE - mm(10)

/** Draws the sums, kept together on one page. */
export function drawSums(paper: Paper, sums: Sums, styles: Styles): void {
  paper.need(mm(5) + Math.max(sumsHeight(sums.sums, styles), (sums.vat.length + 3) * styles.text.leading * 1.3))
  paper.y -= mm(5)
  const left = drawVat(paper, sums, styles)
  const right = drawTotal(paper, sums.sums, styles)
  paper.y = Math.min(left, right)
}

const VAT_HEADS = ['Taux de TVA', 'Base HT', 'Montant de la TVA']

function drawVat(paper: Paper, { vat, mentions, explained }: Sums, styles: Styles): number {
  let { y } = paper
  if (vat.length) {
    const edges = [LEFT, LEFT + MAIN * 0.56, LEFT + MAIN]
    VAT_HEADS.forEach((head, index) => paper.block([head], { x: edges[index]!, y }, styles.head, index > 0))
    y -= styles.head.leading + mm(1)
    paper.rule(LEFT, MAIN, y, 0.5)
    for (const cells of vat) {
      y -= mm(1)
      cells.forEach((cell, index) => paper.block([cell], { x: edges[index]!, y }, styles.figure, index > 0))
      y -= styles.figure.leading + mm(0.6)
    }
    y -= mm(2)
  }
  for (const text of mentions) y -= paper.block(wrap(text, MAIN, styles.mention), { x: LEFT, y }, styles.mention)
  for (const text of explained) y -= paper.block(wrap(text, MAIN, styles.text), { x: LEFT, y }, styles.text)
  return y
}

const labelWidth = (amount: string, styles: Styles) =>
  SIDE - styles.due.font.widthOfTextAtSize(amount.replace(/\u202f/g, '\u00a0'), styles.sum.size) - mm(6)

const sumsHeight = (sums: Sum[], styles: Styles) =>
  sums.reduce(
    (height, { kind, more }) => height + (kind === 'due' ? mm(10) : mm(6)) + (more ? styles.more.leading * 2 : 0),
    0,
  )

function drawTotal(paper: Paper, sums: Sum[], styles: Styles): number {
  let { y } = paper
  for (const sum of sums) y = sum.kind === 'due' ? drawDue(paper, sum, styles, y) : drawSum(paper, sum, styles, y)
  return y
}

function drawSum(paper: Paper, { label, more, amount, kind }: Sum, styles: Styles, from: number): number {
  const isRuled = kind === 'rule'
  const style = isRuled ? styles.strongCell : styles.sum
  let y = from - mm(0.6)
  if (isRuled) {
    paper.rule(SIDE_X, SIDE, y, 0.5)
    y -= mm(1.2)
  }
  paper.block([amount], { x: RIGHT, y }, style, true)
  y -= paper.block(
    wrap(label, labelWidth(amount, styles), isRuled ? style : styles.text),
    { x: SIDE_X, y },
    isRuled ? style : styles.text,
  )
  if (more) y -= paper.block(wrap(more, labelWidth(amount, styles), styles.more), { x: SIDE_X, y }, styles.more)
  return y - mm(0.6)
}

function drawDue(paper: Paper, { label, amount }: Sum, styles: Styles, from: number): number {
  let y = from - mm(1)
  paper.rule(SIDE_X, SIDE, y, 1)
  y -= mm(2)
  paper.block([label], { x: SIDE_X, y }, styles.due)
  y -= paper.block([amount], { x: RIGHT, y }, styles.due, true) + mm(2)
  paper.rule(SIDE_X, SIDE, y, 1)
  return y
}

/** Draws what the law wants said and the payment, kept together on one page. */
export function drawTerms(paper: Paper, { left, right }: Printed, styles: Styles): void {
  const columns = [
    { x: LEFT, width: MAIN, paragraphs: left },
    { x: SIDE_X, width: SIDE, paragraphs: right },
  ]
  const heights = columns.map(({ paragraphs, width }) =>
    paragraphs.reduce((height, paragraph) => height + heightOf(paragraph, width, styles), 0),
  )
  paper.need(mm(6) + Math.max(...heights))
  paper.y -= mm(6)
  for (const { x, width, paragraphs } of columns) {
    let { y } = paper
    for (const { heading, lines } of paragraphs) {
      y -= paper.block([heading], { x, y }, styles.heading) + mm(0.8)
      for (const line of lines) y -= paper.block(wrap(line, width, styles.term), { x, y }, styles.term)
      y -= mm(2.2)
    }
  }
}

const heightOf = ({ lines }: Paragraph, width: number, styles: Styles) =>
  styles.heading.leading + mm(3) + lines.flatMap((line) => wrap(line, width, styles.term)).length * styles.term.leading

/** Draws the legal line and the number of each page at its foot, once all pages are there. */
export function drawFeet(paper: Paper, legal: string[], styles: Styles): void {
  const pages = paper.pdf.getPages()
  const lines = legal.flatMap((line) => wrap(line, mm(140), styles.foot)).slice(0, 3)
  pages.forEach((page, index) => {
    paper.page = page
    paper.block(lines, { x: LEFT, y: mm(15) }, styles.foot)
    paper.block([`Page ${index + 1} sur ${pages.length}`], { x: RIGHT, y: mm(15) }, styles.foot, true)
  })
}

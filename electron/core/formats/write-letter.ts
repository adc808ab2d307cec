import { PDFDocument } from '@cantoo/pdf-lib'
import type { Letter } from '../../../shared/domain/receivables/letter.ts'
import { formatCents } from '../../../shared/base/money.ts'
import { embedFonts } from './facturx/fonts.ts'
import { HAIR, LEFT, mm, Paper, RIGHT, wrap, type Style } from './facturx/paper.ts'

const WIDTH = RIGHT - LEFT
/** Where the addressee stands, points: for an envelope with a window on the right. */
const TO = LEFT + mm(95)

/** A letter about a late payment as an A4 in PDF, drawn as invoices are; `at` is its moment, epoch milliseconds. */
export async function writeLetter(letter: Letter, at: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const fonts = await embedFonts(pdf)
  const paper = new Paper(pdf, fonts)
  const text: Style = { font: fonts.text, size: 10, leading: 15 }
  const strong: Style = { ...text, font: fonts.strong }
  const figures: Style = { ...text, font: fonts.figures }

  /** A paragraph, over as many pages as it takes. */
  function write(paragraph: string, style: Style, gap = mm(3.5)) {
    for (const line of wrap(paragraph, WIDTH, style)) {
      paper.need(style.leading)
      paper.y -= paper.block([line], { x: LEFT, y: paper.y }, style)
    }
    paper.y -= gap
  }
  const [name = '', ...address] = letter.from
  const top = paper.y
  const head = paper.block(wrap(name, mm(80), strong), { x: LEFT, y: top }, strong)
  const from = head + paper.block(address, { x: LEFT, y: top - head }, text)
  const to = letter.to.flatMap((line) => wrap(line, RIGHT - TO, text))
  const drop = mm(25)
  paper.y = top - Math.max(from, drop + paper.block(to, { x: TO, y: top - drop }, text)) - mm(10)
  paper.y -= paper.block([letter.place], { x: RIGHT, y: paper.y }, text, true) + mm(6)
  write(letter.subject, strong, 0)
  write(letter.references, text, mm(6))
  for (const paragraph of letter.opening) write(paragraph, text)
  letter.sums.forEach(({ word, cents }, place) => {
    const isTotal = place === letter.sums.length - 1
    paper.need(text.leading * 1.4)
    paper.write(word, LEFT, paper.y - text.leading, isTotal ? strong : text)
    const sum = isTotal ? { ...figures, font: fonts.strongFigures } : figures
    paper.write(formatCents(cents), RIGHT, paper.y - text.leading, sum, true)
    paper.y -= text.leading * 1.4
    paper.rule(LEFT, WIDTH, paper.y, isTotal ? 1 : 0.5, isTotal ? undefined : HAIR)
  })
  if (letter.sums.length) paper.y -= mm(5)
  for (const paragraph of letter.closing) write(paragraph, text)
  paper.need(text.leading * 3)
  paper.y -= text.leading
  write(`Pour ${name}`, text)
  pdf.setTitle(letter.subject)
  pdf.setAuthor(name)
  pdf.setProducer('Choriste')
  pdf.setLanguage('fr-FR')
  pdf.setCreationDate(new Date(at))
  pdf.setModificationDate(new Date(at))
  return pdf.save({ addDefaultPage: false })
}

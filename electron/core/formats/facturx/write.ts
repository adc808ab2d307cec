import { PDFDocument, rgb, type Color } from '@cantoo/pdf-lib'
import type { AuthoredInvoice } from '../../../../shared/domain/authoring/authored.ts'
import { printed } from '../../../../shared/domain/authoring/printed.ts'
import { writeCii } from '../cii/write.ts'
import type { Dialect } from '../dialect.ts'
import { termsOf } from '../terms.ts'
import { drawFeet, drawSums, drawTerms } from './draw-foot.ts'
import { drawHead } from './draw-head.ts'
import { drawTable } from './draw-table.ts'
import { embedFonts } from './fonts.ts'
import { embedLogo } from './logo.ts'
import { Paper, BLACK } from './paper.ts'
import { makeFacturX, type Piece } from './pdfa.ts'
import { stylesOf } from './styles.ts'

/** Dialect of the data, when the file is made (epoch milliseconds), the firm's look, the pieces that go along. */
export type Asked = { dialect: Dialect; at: number; look?: Look; pieces?: Piece[] }

/** Look of a firm's invoices: a colour as « #rrggbb », a logo in PNG or JPEG. */
export type Look = { color?: string; logo?: Uint8Array }

/**
 * Factur-X of an authored invoice: an A4 in PDF/A-3b with its data inside. The same invoice at the same moment is the same bytes.
 * Throws BadLogo, and RangeError beyond what can be counted.
 */
export async function writeFacturX(
  invoice: AuthoredInvoice,
  { dialect, at, look = {}, pieces = [] }: Asked,
): Promise<Uint8Array> {
  const terms = termsOf(invoice, dialect, 'facturx')
  const words = printed(invoice, terms.totals)
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const paper = new Paper(pdf, await embedFonts(pdf))
  const styles = stylesOf(paper.fonts, colorOf(look.color))
  drawHead(paper, words, styles, look.logo ? await embedLogo(pdf, look.logo) : null)
  drawTable(paper, words.table, styles)
  drawSums(paper, words.sums, styles)
  drawTerms(paper, words, styles)
  drawFeet(paper, words.legal, styles)
  pdf.setLanguage('fr-FR')
  const about = { title: `${words.title} ${words.number}`, author: invoice.seller.name, producer: 'Choriste', at }
  await makeFacturX(pdf, { xml: writeCii(terms), guideline: terms.guideline, about, pieces })
  return pdf.save({ addDefaultPage: false, updateFieldAppearances: false })
}

function colorOf(text = ''): Color {
  const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text) ?? []
  if (!red || !green || !blue) return BLACK
  const part = (hex: string) => Number.parseInt(hex, 16) / 255
  return rgb(part(red), part(green), part(blue))
}

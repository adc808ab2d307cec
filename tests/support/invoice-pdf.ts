import { AFRelationship, PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { layouts, type LayoutName } from './invoice-pdf/layouts.ts'
import { createPaper } from './invoice-pdf/paper.ts'
import { totalsOf } from './invoice-pdf/totals.ts'
import { ciiXml } from './invoice-xml.ts'

/** One of the two parties of an invoice, as printed. */
export type Party = { name: string; address: string[]; siret?: string; vat?: string; contact?: string; legal?: string }

/** A line of an invoice: price of one, in cents, before tax; rate of VAT in hundredths of a percent. */
export type Line = { label: string; quantity: number; unit?: string; price: number; rate: number }

export type Invoice = {
  /** What the invoice says. Totals left out are worked out from the lines. */
  fields: Partial<Fields>
  supplier: Party
  buyer: Party
  lines: Line[]
  /** Sentences at the end: how to pay, mentions. */
  mentions?: string[]
}

type Options = Invoice & {
  layout: LayoutName
  /** Puts the invoice as factur-x.xml into the PDF: true for the fields as they are, or an XML of one’s own. */
  facturx?: boolean | string
  /** Turns the page: it is still read upright. */
  rotate?: 0 | 90 | 180 | 270
}

export { layoutNames } from './invoice-pdf/layouts.ts'
export { ciiXml, ublXml } from './invoice-xml.ts'

/** Draws an invoice as a one-page PDF. Takes what it says and how it looks; gives its bytes. */
export async function invoicePdf({ layout, facturx, rotate = 0, ...invoice }: Options): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const fields = { ...totalsOf(invoice.lines), ...invoice.fields }
  const paper = createPaper({
    page: document.addPage(rotate % 180 === 0 ? [595.28, 841.89] : [841.89, 595.28]),
    regular: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
    rotate,
  })
  layouts[layout]({ ...invoice, fields, paper })
  document.setTitle(`Facture ${fields.number ?? ''}`)
  if (facturx) {
    const xml = typeof facturx === 'string' ? facturx : ciiXml({ ...invoice, fields })
    await document.attach(new TextEncoder().encode(xml), 'factur-x.xml', {
      mimeType: 'text/xml',
      description: 'Factur-X',
      afRelationship: AFRelationship.Data,
    })
  }
  return document.save()
}

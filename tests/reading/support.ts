import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { readDocument } from '../../electron/core/reading/read.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import type { Reading } from '../../shared/domain/document/reading.ts'
import type { Invoice } from '../support/invoice-pdf.ts'

/** Firms and buyers that do not exist; their numbers have the right check digits. */
export const supplier = {
  name: 'Menuiserie Bréhat',
  address: ['12 rue des Lilas', '22000 Saint-Brieuc'],
  siret: '84210399600018',
  contact: '02 96 00 00 00 - contact@menuiserie-brehat.example',
  legal: 'SARL au capital de 8 000 € - RCS Saint-Brieuc 842 103 996',
}
export const buyer = {
  name: 'Commune de Plérin-le-Vieux',
  address: ['Hôtel de Ville', '22190 Plérin-le-Vieux'],
  siret: '21220187500011',
}
export const STATE = '11000201100044'

export const fields: Partial<Fields> = {
  number: 'F2026-041',
  issueDate: '2026-03-14',
  dueDate: '2026-04-13',
  engagementNumber: '1512345678',
  serviceCode: 'DST-VOIRIE',
  contractNumber: '2025M0007',
  iban: 'FR7630004000031234567890143',
}

/** Two rates of VAT: 1 336,00 at 20 % and 425,00 at 5,5 %. */
export const lines = [
  { label: 'Porte de service en chêne', quantity: 2, unit: 'u', price: 62_050, rate: 2000 },
  { label: 'Copeaux de bois', quantity: 10, unit: 'm3', price: 4_250, rate: 550 },
  { label: 'Pose', quantity: 1, price: 9_500, rate: 2000 },
]

export const invoice: Invoice = { fields, supplier, buyer, lines }

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

export const read = (file: Uint8Array | string, name = 'facture.pdf'): Promise<Reading> =>
  readDocument(typeof file === 'string' ? bytesOf(file) : file, name)

/** Text at a place of a page: from its top left corner to the baseline, in points. */
type Written = [text: string, x: number, y: number, size?: number]

/** A PDF with exactly these texts, on one page or several. */
export async function pdfOf(...pages: Written[][]): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (const texts of pages) {
    const page = document.addPage([595, 842])
    for (const [text, x, y, size = 10] of texts) page.drawText(text, { x, y: 842 - y, size, font })
  }
  return document.save()
}

/** Reads a page with these texts, down the left margin unless a place is given. */
export const readPage = async (...texts: (string | Written)[]): Promise<Reading> =>
  read(await pdfOf(texts.map((text, index) => (typeof text === 'string' ? [text, 50, 60 + index * 22] : text))))

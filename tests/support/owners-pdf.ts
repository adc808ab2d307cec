import fontkit from '@cantoo/fontkit'
import { PDFDocument } from '@cantoo/pdf-lib'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatCents, formatRate } from '../../shared/base/money.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { complete } from './complete.ts'

const FONT = readFileSync(join(import.meta.dirname, '../../resources/fonts/Inter_400Regular.ttf'))

/** PDF of an owner whose program embeds its font: nothing stands against an archive. `change` is what a case does to it. */
export async function ownersPdf(
  given: Partial<Fields> = {},
  change: (pdf: PDFDocument) => unknown = () => undefined,
): Promise<Uint8Array> {
  const fields = { ...complete, ...given }
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  pdf.setSubject('Un sujet que les métadonnées ne redisent pas')
  const page = pdf.addPage([595, 842])
  const font = await pdf.embedFont(FONT, { subset: true })
  linesOf(fields).forEach((line, index) => page.drawText(line, { x: 60, y: 780 - index * 20, size: 11, font }))
  await change(pdf)
  return pdf.save()
}

const amount = (cents: number | null) => formatCents(cents ?? 0)

const linesOf = (fields: Fields) => [
  fields.supplierName,
  `SIRET : ${fields.supplierSiret}`,
  `Facture N° ${fields.number}`,
  `Date de facture : ${fields.issueDate.split('-').reverse().join('/')}`,
  `Client : ${fields.buyerName}`,
  `SIRET client : ${fields.buyerSiret}`,
  ...(fields.serviceCode ? [`Code service : ${fields.serviceCode}`] : []),
  ...(fields.engagementNumber ? [`N° d’engagement : ${fields.engagementNumber}`] : []),
  `Total HT : ${amount(fields.netTotal)}`,
  ...fields.vatLines.map(({ rate, base, tax }) => `TVA ${formatRate(rate ?? 0)} sur ${amount(base)} : ${amount(tax)}`),
  `Total TVA : ${amount(fields.taxTotal)}`,
  `Total TTC : ${amount(fields.grossTotal)}`,
  `Net à payer : ${amount(fields.payable)}`,
  ...(fields.iban ? [`IBAN : ${fields.iban}`] : []),
]

import { expect, it } from 'vitest'
import { missingMentions } from '../../shared/domain/document/mentions.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { ciiXml, invoicePdf, layoutNames } from '../support/invoice-pdf.ts'
import { invoice, pdfOf, read, readPage, supplier } from './support.ts'

const HEAD = ['Facture n° F2026-041', 'Date : 14/03/2026', 'Total HT 1 000,00 €', 'Total TTC 1 000,00 €', 'TVA 0,00 €']
const ADDRESSES = ['22000 Saint-Brieuc', "22190 L'Haÿ-les-Étangs"]
const SIRETS = ['SIRET 842 103 996 00018', 'SIRET client : 21220187500011']
const REST = ['Bon de commande 12', 'Quantité 1', 'Règlement par virement', ...ADDRESSES, ...SIRETS]

/** The ids that seem to be missing on a page with these lines. */
async function missing(lines: string[], fields: Partial<Fields> = {}) {
  const answer = await readPage(...lines)
  return missingMentions({ ...answer.fields, ...fields }, answer.document).map(({ id }) => id)
}

it('finds nothing missing on a page that has all', async () => {
  expect(await missing([...HEAD, ...REST, 'TVA non applicable, art. 293 B du CGI'])).toEqual([])
})

it('names what a bare page lacks, in the order of the table', async () => {
  expect(await missing(HEAD)).toEqual(['addresses', 'sirets', 'order', 'quantities', 'payment', 'noVat'])
})

it('takes both codes of law, and words cut at the end of a line', async () => {
  expect(await missing([...HEAD, ...REST, 'Exonération prévue par le CIBS'])).toEqual([])
  expect(await missing([...HEAD, ...REST, 'TVA non', 'applicable'])).toEqual([])
})

it('wants two different SIRETs, and two addresses that may be of one town', async () => {
  const twice = [...SIRETS.slice(0, 1), 'SIRET 84210399600018']
  const lines = [...HEAD, 'Commande', 'Quantité', 'Paiement', 'art. 293 B', '22000 Saint-Brieuc', '22000 Saint-Brieuc']
  expect(await missing([...lines, ...twice])).toEqual(['sirets'])
})

it('asks a subcontractor who counts no VAT for « Autoliquidation »', async () => {
  const lines = [...HEAD, ...REST]
  expect(await missing(lines, { cadre: 'A9' })).toEqual(['reverseCharge'])
  expect(await missing([...lines, 'Autoliquidation'], { cadre: 'A9' })).toEqual([])
})

it('asks for a VAT number only where VAT is counted, and a credit note for neither payment nor order', async () => {
  const lines = [...HEAD, ...REST.filter((line) => !line.startsWith('Règlement')), 'art. 293 B']
  expect(await missing(lines, { taxTotal: 20_000 })).toEqual(['payment', 'vatNumber'])
  expect(
    await missing(
      lines.filter((line) => !line.startsWith('Bon')),
      { typeCode: '381' },
    ),
  ).toEqual([])
  expect(await missing([...lines, 'FR12 842 103 996'], { taxTotal: 20_000, typeCode: '381' })).toEqual([])
})

it('does not ask on the page for an order that the form tells', async () => {
  const lines = [...HEAD, ...REST.slice(1), 'art. 293 B']
  expect(await missing(lines)).toEqual(['order'])
  expect(await missing(lines, { engagementNumber: '1512345678' })).toEqual([])
})

it('says nothing where data are the invoice, or no text is', async () => {
  for (const file of [ciiXml(invoice), await pdfOf([])]) {
    const { fields, document } = await read(file)
    expect(document.mentions).toBeUndefined()
    expect(missingMentions(fields, document)).toEqual([])
  }
})

it.each(layoutNames)('says nothing false of an ordinary invoice, laid out as « %s »', async (layout) => {
  const { fields, document } = await read(
    await invoicePdf({ ...invoice, supplier: { ...supplier, vat: 'FR83842103996' }, layout }),
  )
  expect(missingMentions(fields, document).map(({ id }) => id)).toEqual([])
})

import { degrees, PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { siretsIn } from '../../shared/domain/document/page/shapes.ts'
import { isSiret } from '../../shared/base/siret.ts'
import { pdfOf, read, readPage } from './support.ts'

// Kinds that were tried and held: they stay good.

const HEAD = ['FACTURE N° F2026-0412', 'Date : 12/11/2026']
const TOTALS = ['Total HT : 1 600,00 €', 'TVA 20 % : 320,00 €', 'Total TTC : 1 920,00 €']
const WHOLE = { netTotal: 160_000, taxTotal: 32_000, grossTotal: 192_000, payable: 192_000 }

it('takes La Poste’s own SIRETs, hyphens and dots', () => {
  expect(isSiret('35600000049837')).toBe(true)
  for (const printed of ['817 345 200 00015', '817-345-200-00015', '817.345.200.00015', '817 - 345 - 200 - 00015'])
    expect(siretsIn(printed).map(({ value }) => value)).toEqual(['81734520000015'])
})

describe('amounts', () => {
  it.each([
    ['narrow spaces', '1\u00a0600,00 €', '320,00 €', '1\u00a0920,00 €'],
    ['points', '1.600,00 €', '320,00 €', '1.920,00 €'],
    ['apostrophes', "1'600,00 €", '320,00 €', "1'920,00 €"],
    ['« € » in front', '€ 1 600,00', '€ 320,00', '€ 1 920,00'],
    ['no sign at all', '1600,00', '320,00', '1920,00'],
  ])('are read with %s', async (_, net, tax, gross) => {
    const found = await readPage(...HEAD, `Total HT : ${net}`, `TVA 20 % : ${tax}`, `Total TTC : ${gross}`)
    expect(found.fields).toMatchObject(WHOLE)
  })

  it.each([
    ['overseas', '8,5 %', '136,00 €', '1 736,00 €', 850],
    ['Corsican', '2,1 %', '33,60 €', '1 633,60 €', 210],
    ['rounded line by line', '20 %', '320,01 €', '1 920,01 €', 2000],
  ])('add up with a %s VAT', async (_, rate, tax, gross, expected) => {
    const found = await readPage(...HEAD, 'Total HT : 1 600,00 €', `TVA ${rate} : ${tax}`, `Total TTC : ${gross}`)
    expect(found.fields.netTotal).toBe(160_000)
    expect(found.fields.vatLines).toMatchObject([{ rate: expected, base: 160_000 }])
  })

  it.each([
    ['minus signs', '-1 600,00 €', '-320,00 €', '-1 920,00 €'],
    ['brackets', '(1 600,00 €)', '(320,00 €)', '(1 920,00 €)'],
  ])('of a credit note are positive, with %s too', async (_, net, tax, gross) => {
    const rows: [string, string][] = [['Total HT', net], ['TVA 20 %', tax], ['Total TTC', gross]] // prettier-ignore
    const found = await readPage('AVOIR N° A-12', 'Date : 12/11/2026', ...rows.flatMap(([words, amount], index): [string, number, number][] => [[words, 300, 300 + 18 * index], [amount, 450, 300 + 18 * index]])) // prettier-ignore
    expect(found.fields).toMatchObject({ typeCode: '381', netTotal: 160_000, grossTotal: 192_000 })
  })

  it('leave port, éco-participation and remise where they are', async () => {
    const found = await readPage(
      ...HEAD,
      'Frais de port : 15,00 €',
      'Dont éco-participation : 1,20 €',
      'Remise HT : 50,00 €',
      ...TOTALS,
    )
    expect(found.fields).toMatchObject({ ...WHOLE, discount: null })
  })

  it('may be paid in full beforehand', async () => {
    const found = await readPage(...HEAD, ...TOTALS, 'Acompte versé : 1 920,00 €', 'Net à payer : 0,00 €')
    expect(found.fields).toMatchObject({ prepaid: 192_000, payable: 0 })
  })
})

describe('pages', () => {
  it.each([90, 180, 270])('are read turned by %d degrees', async (angle) => {
    const document = await PDFDocument.load(
      await pdfOf([...HEAD, ...TOTALS].map((text, index) => [text, 50, 60 + index * 22])),
    )
    document.getPage(0).setRotation(degrees(angle))
    expect((await read(await document.save())).fields).toMatchObject({ number: 'F2026-0412', ...WHOLE })
  })

  it.each([true, false])('are read as a filled form, with its appearance: %s', async (hasAppearance) => {
    const document = await PDFDocument.load(await pdfOf([['FACTURE N°', 50, 60], ...TOTALS.map((text, index): [string, number, number] => [text, 50, 300 + index * 22])])) // prettier-ignore
    const field = document.getForm().createTextField('numero')
    field.setText('F2026-0412')
    field.addToPage(document.getPage(0), { x: 130, y: 775, width: 150, height: 18 })
    const bytes = await document.save({ updateFieldAppearances: hasAppearance })
    expect((await read(bytes)).fields.number).toBe('F2026-0412')
  })

  it('are read as a browser prints them', async () => {
    const found = await readPage(['30/11/2026 07:12', 24, 20, 8], ['Facture F2026-0412 - MaCompta en ligne', 220, 20, 8], ...HEAD, ...TOTALS, ['https://app.compta.example/f?id=20264417&date=2026-10-02', 24, 830, 8]) // prettier-ignore
    expect(found.fields).toMatchObject({ number: 'F2026-0412', issueDate: '2026-11-12', ...WHOLE })
  })

  it.each(['DUPLICATA', 'BON DE LIVRAISON N° BL-12'])('are one invoice with « %s » behind', async (title) => {
    const first = [...HEAD, ...TOTALS].map((text, index): [string, number, number] => [text, 50, 60 + index * 22])
    const found = await read(
      await pdfOf(first, [[title, 50, 60, 16], ...(title === 'DUPLICATA' ? first.slice(1) : [])]),
    )
    expect(found.document.nature).toBeUndefined()
    expect(found.fields).toMatchObject({ number: 'F2026-0412', issueDate: '2026-11-12', ...WHOLE })
  })
})

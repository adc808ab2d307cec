import { PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { invoicePdf, layoutNames } from '../support/invoice-pdf.ts'
import { joinPdfs } from '../support/join-pdfs.ts'
import { fields, invoice, pdfOf, read, supplier } from './support.ts'

const one = (number: string, more: Partial<Parameters<typeof invoicePdf>[0]> = {}) =>
  invoicePdf({ ...invoice, layout: 'labelsLeft', ...more, fields: { ...fields, number, ...more.fields } })

/** The parts found in these files joined: « 1 F-1, 2-3 F-2 »; empty when it is one invoice. */
async function partsIn(...files: Uint8Array[]): Promise<string> {
  const { document } = await read(await joinPdfs(...files))
  return (document.parts ?? [])
    .map(({ from, to, number }) => `${from === to ? from : `${from}-${to}`} ${number}`)
    .join(', ')
}

/** A page of its own, with these lines down its left margin. */
const page = (...lines: string[]) => pdfOf(lines.map((text, index) => [text, 50, 60 + index * 22]))

describe('several invoices in one PDF', () => {
  it.each(layoutNames)('are told apart: %s', async (layout) => {
    expect(
      await partsIn(await one('F-1', { layout }), await one('F-2', { layout }), await one('F-3', { layout })),
    ).toBe('1 F-1, 2 F-2, 3 F-3')
  })

  it('are told apart with the pages that belong to each', async () => {
    const annexe = await page('Annexe : relevé des heures', 'Équipe du matin : 12 h', 'Équipe du soir : 8 h')
    expect(await partsIn(await one('F-1'), annexe, await one('F-2'), annexe, annexe)).toBe('1-2 F-1, 3-5 F-2')
  })

  it('are told apart when one is a credit note, or the pages are counted anew', async () => {
    expect(await partsIn(await one('F-1'), await one('AV-2', { fields: { typeCode: '381' } }))).toBe('1 F-1, 2 AV-2')
    const first = await page('FACTURE N° F-1', 'Date : 14/03/2026', 'Lot 1 1 000,00', 'Page 1/2')
    const last = await page('FACTURE N° F-1', 'Date : 14/03/2026', 'Total HT 1 000,00 €', 'TVA 20 % 200,00 €', 'Total TTC 1 200,00 €', 'Page 2/2') // prettier-ignore
    expect(await partsIn(first, last, await one('F-2'))).toBe('1-2 F-1, 3 F-2')
  })

  it('are told apart when their numbers are short, and elsewhere on the page', async () => {
    expect(await partsIn(await one('41', { mentions: ['Reçu le 42, quai 2'] }), await one('42'))).toBe('1 41, 2 42')
  })

  it('are told apart when they are of two firms', async () => {
    const other = { ...supplier, name: 'Garage Kermarec', siret: '73282932000074', legal: 'SAS Garage Kermarec' }
    expect(await partsIn(await one('F-1'), await one('G-9', { supplier: other }))).toBe('1 F-1, 2 G-9')
  })
})

describe('an invoice with other papers is one', () => {
  it.each<[string, () => Promise<Uint8Array[]>]>([
    ['its own second page, under the same head', async () => [await one('F-1'), await one('F-1')]],
    ['a number written another way', async () => [await one('FA 2026 01'), await one('FA202601')]],
    [
      'a delivery note',
      async () => [
        await one('F-1'),
        await page(
          'BON DE LIVRAISON N° BL-88',
          'Date : 12/03/2026',
          'Facture n° F-1',
          '2 portes',
          'Reçu le 12/03/2026',
        ),
      ],
    ],
    [
      'a quotation with its totals',
      async () => [
        await one('F-1'),
        await page(
          'DEVIS N° D-12',
          'Date : 02/02/2026',
          'Total HT 1 000,00 €',
          'TVA 20 % 200,00 €',
          'Total TTC 1 200,00 €',
        ),
      ],
    ],
    [
      'pages that go on counting',
      async () => [
        await one('F-1'),
        await page('FACTURE N° F-2', 'Date : 14/03/2026', 'Total HT 10,00 €', 'Total TTC 12,00 €', 'Page 2/3'),
      ],
    ],
    [
      'a certificate that speaks of another invoice',
      async () => [
        await one('F-1'),
        await page(
          'ATTESTATION',
          'Pour votre facture n° F-0 du 03/02/2026',
          'Date : 14/03/2026',
          'Total TTC : 12,00 €',
        ),
      ],
    ],
    [
      'a reminder at the foot of its second page',
      async () => [
        await one('F-1'),
        await pdfOf([
          ['Reste dû', 50, 60],
          ['Facture n° F-0', 50, 700],
          ['Date : 14/02/2026', 50, 722],
          ['Total TTC : 12,00 €', 50, 744],
        ]),
      ],
    ],
    [
      'a page with a number and a total, and no date',
      async () => [await one('F-1'), await page('FACTURE N° F-2', 'Total HT 10,00 €', 'Total TTC 12,00 €')],
    ],
    [
      'a page with a number and no total',
      async () => [await one('F-1'), await page('FACTURE N° F-2', 'Date : 14/03/2026', 'Détail des heures')],
    ],
    [
      'a copy of the invoice a credit note corrects',
      async () => [await one('AV-2', { fields: { typeCode: '381', originNumber: 'F-1' } }), await one('F-1')],
    ],
    [
      'the bill of a subcontractor, made out to this firm',
      async () => [
        await one('F-1'),
        await one('S-7', {
          supplier: {
            name: 'Bois du Léon',
            address: ['1 quai Sud', '29600 Morlaix'],
            siret: '73282932000074',
            contact: '02 98 00 00 00 - bois@leon.example',
          },
          buyer: { name: supplier.name, address: supplier.address, siret: supplier.siret },
        }),
      ],
    ],
    [
      'general terms that speak of invoices',
      async () => [
        await one('F-1'),
        await page('CONDITIONS GÉNÉRALES', 'Facture : toute facture est payable à 30 jours.', 'Total TTC : 0,00 €'),
      ],
    ],
  ])('%s', async (_what, files) => {
    expect(await partsIn(...(await files()))).toBe('')
  })

  it('and a Factur-X is never taken apart: Chorus Pro takes its data', async () => {
    const document = await PDFDocument.load(await one('F-1', { facturx: true }))
    const other = await PDFDocument.load(await one('F-2'))
    for (const copy of await document.copyPages(other, [0])) document.addPage(copy)
    const { document: facts } = await read(await document.save())
    expect(facts).toMatchObject({ kind: 'facturx', pages: 2 })
    expect(facts.parts).toBeUndefined()
  })
})

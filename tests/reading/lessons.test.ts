import { nothingRemembered } from '../../electron/core/reading/known.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { learnPdf } from '../../electron/core/reading/learn-pdf.ts'
import { nothingLearnt } from '../../electron/core/reading/lessons/learn.ts'
import { readDocument } from '../../electron/core/reading/read.ts'
import { emptyFields, type Fields } from '../../shared/domain/fields/fields.ts'
import { TaughtField, type Lesson } from '../../shared/domain/document/layout-hint.ts'
import type { Origins } from '../../shared/domain/document/reading.ts'
import { invoicePdf, layoutNames, type Invoice } from '../support/invoice-pdf.ts'
import { totalsOf } from '../support/invoice-pdf/totals.ts'
import { oddPdf, type Odd } from '../support/odd-invoice.ts'
import { buyer, pdfOf, supplier } from './support.ts'

const at = Date.UTC(2026, 2, 12, 9)

/** Everything typed by a person. */
const typed = Object.fromEntries(
  TaughtField.options.map((field) => [field, { source: 'user', trust: 'typed' }]),
) as Origins
const teach = (pdf: Uint8Array, fields: Partial<Fields>, { lessons = [] as Lesson[], origins = typed } = {}) =>
  learnPdf(pdf, { fields: { ...emptyFields, ...fields }, origins, lessons, at })
const squeezed = (value: unknown) => JSON.stringify(value ?? '').replace(/\s/g, '')
const same = (one: unknown, other: unknown) => squeezed(one) === squeezed(other)

const day = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([month, date]) => `2026-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
const digits = (length: number) => fc.integer({ min: 10 ** (length - 1), max: 10 ** length - 1 }).map(String)
const line = fc.record({
  label: fc.constantFrom('Pose', 'Porte de service en chêne', 'Entretien annuel', 'Fournitures', 'Vernis'),
  quantity: fc.integer({ min: 1, max: 9 }),
  price: fc.integer({ min: 1_000, max: 90_000 }),
  rate: fc.constantFrom(2000, 1000, 550),
})
const invoices: fc.Arbitrary<Invoice> = fc
  .record({
    number: digits(4).map((n) => `F2026-${n}`),
    issueDate: day,
    engagementNumber: digits(10),
    serviceCode: fc.constantFrom('DST-VOIRIE', 'ECOLES', 'SG_01', 'CULTURE'),
    contractNumber: digits(4).map((n) => `2025M${n}`),
    lines: fc.array(line, { minLength: 1, maxLength: 7 }),
  })
  .map(({ lines, ...fields }) => ({
    fields: { ...fields, iban: 'FR7630004000031234567890143' },
    supplier,
    buyer,
    lines,
  }))

it.each(layoutNames)(
  'what « %s » teaches never makes another invoice of it worse',
  { timeout: 120_000 },
  async (layout) => {
    await fc.assert(
      fc.asyncProperty(invoices, invoices, async (one, other) => {
        const truth = (invoice: Invoice) => ({ ...totalsOf(invoice.lines), buyerSiret: buyer.siret, ...invoice.fields })
        const pdf = await invoicePdf({ ...other, layout })
        const { lessons } = await teach(await invoicePdf({ ...one, layout }), truth(one))
        const [alone, helped] = [
          await readDocument(pdf, ''),
          await readDocument(pdf, '', { ...nothingRemembered, lessons }),
        ]
        const right = (fields: Fields) =>
          TaughtField.options.filter((field) => same(fields[field], truth(other)[field as keyof typeof alone.fields]))
        expect(right(helped.fields)).toEqual(expect.arrayContaining(right(alone.fields)))
      }),
      { seed: 20_260_312, numRuns: 12 },
    )
  },
)

it('learns nothing from an invoice that was read right', async () => {
  const [invoice] = fc.sample(invoices, { seed: 7, numRuns: 1 })
  const pdf = await invoicePdf({ ...invoice!, layout: 'labelsLeft' })
  const { fields, origins } = await readDocument(pdf, '')
  expect(await teach(pdf, fields, { origins })).toEqual(nothingLearnt)
})

it('finds a total under words nobody knows, and keeps the sum that adds up', async () => {
  const page = (net: string, tax: string, gross: string, left: string, rows: number) =>
    pdfOf([
      ['Scierie Tanguy', 50, 50],
      ['3 quai Neuf', 50, 64],
      ['22500 Paimpol', 50, 78],
      ['SIRET 842 103 996 00018', 50, 92],
      ['Facture n° 77 du 14/03/2026', 50, 160],
      ...Array.from({ length: rows }, (_, n): [string, number, number] => [`Planche ${n} de pin`, 50, 220 + n * 18]),
      ['Total HT', 300, 260 + rows * 18],
      [net, 480, 260 + rows * 18],
      ['TVA 20 %', 300, 276 + rows * 18],
      [tax, 480, 276 + rows * 18],
      ['Total TTC', 300, 292 + rows * 18],
      [gross, 480, 292 + rows * 18],
      ['Part du commanditaire', 300, 330 + rows * 18],
      [left, 480, 330 + rows * 18],
    ])
  const one = await page('1 000,00', '200,00', '1 200,00', '900,00', 2)
  const read = await readDocument(one, '')
  expect(read.fields).toMatchObject({ grossTotal: 120_000, payable: 120_000 })
  const { lessons } = await teach(
    one,
    { ...read.fields, payable: 90_000 },
    {
      origins: { ...read.origins, payable: { source: 'user', trust: 'typed' } },
    },
  )
  const { fields, origins } = await readDocument(await page('500,00', '100,00', '600,00', '450,00', 5), '', {
    ...nothingRemembered,
    lessons,
  })
  expect(fields).toMatchObject({ netTotal: 50_000, taxTotal: 10_000, grossTotal: 60_000, payable: 45_000 })
  expect(origins.payable).toMatchObject({ label: 'Part du commanditaire', reason: 'comme vous l’avez montré le 12/03' })

  // Shown wrongly: the tax as the total before tax. What does not add up is not taken.
  const wrong = await teach(
    one,
    { ...read.fields, netTotal: 20_000 },
    {
      origins: { netTotal: { source: 'user', trust: 'typed' } },
    },
  )
  const after = await readDocument(await page('500,00', '100,00', '600,00', '450,00', 5), '', {
    ...nothingRemembered,
    lessons: wrong.lessons,
  })
  expect(after.fields).toMatchObject({ netTotal: 50_000, taxTotal: 10_000, grossTotal: 60_000 })
})

it('of several places where a value is printed takes the one that was pointed at', async () => {
  const page = (date: string) =>
    pdfOf([
      ['Scierie Tanguy', 50, 50],
      ['SIRET 842 103 996 00018', 50, 64],
      ['Facture n° 77', 50, 160],
      ['Chantier terminé :', 50, 190],
      [date, 150, 190],
      ['Commande passée :', 50, 210],
      [date, 150, 210],
      ['Total TTC 120,00 €', 50, 300],
    ])
  const pdf = await page('14/03/2026')
  const { fields } = await readDocument(pdf, '')
  const dated = { ...fields, issueDate: '2026-03-14' }
  expect((await teach(pdf, dated, { origins: { issueDate: { source: 'user', trust: 'typed' } } })).lessons).toEqual([])
  const place = { page: 1, x: 150 / 595, y: 202 / 842, width: 0.08, height: 0.012 }
  const { lessons } = await teach(pdf, dated, { origins: { issueDate: { source: 'user', trust: 'typed', place } } })
  expect(lessons.map(({ field, spot }) => [field, spot.beside[0]?.shown])).toEqual([['issueDate', 'Commande passée']])
})

const odd: fc.Arbitrary<Odd> = fc
  .record({
    number: digits(4).map((n) => `VK-${n}`),
    engagement: fc.oneof(digits(10), fc.constant('')),
    service: fc.constantFrom('BATIMENT', 'ECOLES', 'D2D0010069', 'SG-12', ''),
    market: fc.oneof(
      digits(4).map((n) => `26M${n}`),
      fc.constant(''),
    ),
    rows: fc.integer({ min: 1, max: 12 }),
    buyer: fc.constantFrom('Commune fictive', 'Centre hospitalier des Marais', 'SIVU DES TROIS VALLEES'),
  })
  .map(({ rows, ...rest }) => ({
    ...rest,
    date: '12/03/2026',
    articles: Array.from({ length: rows }, (_, n): [string, string] => [`Vitrage ${n} du lot`, '100,00']),
    net: `${rows}00,00`,
    tax: `${rows * 20},00`,
    gross: `${rows * 120},00`,
  }))
const truthOf = ({ number, engagement, service, market }: Odd) => ({
  number,
  engagementNumber: engagement,
  serviceCode: service,
  contractNumber: market,
})

it(
  'fills what a layout hides, whatever else is on it, and nothing that is not there',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(odd, odd, async (one, other) => {
        const pdf = await oddPdf(one)
        const { fields, origins } = await readDocument(pdf, '')
        const { lessons } = await teach(pdf, { ...fields, ...truthOf(one) }, { origins: { ...origins, ...typed } })
        const helped = await readDocument(await oddPdf(other), '', { ...nothingRemembered, lessons })
        const [shown, there] = [truthOf(one), truthOf(other)]
        for (const name of Object.keys(shown) as (keyof typeof shown)[])
          expect([name, helped.fields[name]]).toEqual([name, shown[name] ? there[name] : ''])
      }),
      { seed: 20_260_312, numRuns: 30 },
    )
  },
)

it('keeps what one firm has taught from another that has the same layout', async () => {
  const [one, other] = fc.sample(odd, { seed: 3, numRuns: 2 }) as [Odd, Odd]
  const pdf = await oddPdf(one)
  const { fields, origins } = await readDocument(pdf, '')
  const { lessons } = await teach(pdf, { ...fields, ...truthOf(one) }, { origins: { ...origins, ...typed } })
  expect(lessons.length).toBeGreaterThan(0)
  const supplier = ['Scierie Tanguy', '3 quai Neuf', '22500 Paimpol', 'SIRET 842 103 996 00018']
  const theirs = await oddPdf({ ...other, supplier })
  expect(await readDocument(theirs, '', { ...nothingRemembered, lessons })).toEqual(await readDocument(theirs, ''))
})

it('does not look for what was shown among other words', async () => {
  const [one] = fc.sample(odd, { seed: 3, numRuns: 1 }) as [Odd]
  const pdf = await oddPdf({ ...one, service: 'ECOLES' })
  const { fields, origins } = await readDocument(pdf, '')
  const { lessons } = await teach(pdf, { ...fields, serviceCode: 'ECOLES' }, { origins: { ...origins, ...typed } })
  const asked = lessons.filter(({ field }) => field === 'serviceCode')
  expect(asked).toHaveLength(1)
  const elsewhere = await pdfOf([
    ['SIRET 987 654 324 00019', 50, 60],
    ['Facture n° 77', 50, 80],
    ['Pôle demandeur', 50, 100],
    ['GYMNASE', 150, 100],
    ['Solde : 120,00 €', 50, 120],
  ])
  expect(await readDocument(elsewhere, '', { ...nothingRemembered, lessons: asked })).toEqual(
    await readDocument(elsewhere, ''),
  )
})

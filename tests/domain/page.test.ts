import { describe, expect, it } from 'vitest'
import { openPdf } from '../../electron/core/reading/pdf.ts'
import type { FieldName } from '../../shared/domain/fields/fields.ts'
import { placeOfValue } from '../../shared/domain/document/page/find.ts'
import { fieldsFor, kindOf, valueOf, wholeOf, type Kind } from '../../shared/domain/document/page/take.ts'
import {
  around,
  cellOf,
  cellsOf,
  cellsOn,
  textOf,
  wordAt,
  wordsIn,
  type PageCell,
} from '../../shared/domain/document/page/words.ts'
import { complete } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'

/** Cells one under the other, words of equal width beside each other. */
const page = (...lines: string[]): PageCell[] =>
  lines.map((line, row) =>
    cellOf(
      line.split(' ').map((text, column) => ({
        text,
        place: { page: 1, x: column / 10, y: row / 10, width: 0.09, height: 0.05 },
      })),
    ),
  )
const word = (cells: PageCell[], text: string) =>
  cells.flatMap(({ words }) => words).find((each) => each.text === text)!

describe('a value under the pointer', () => {
  it.each<[string, string, Kind, string | number]>([
    ['Total TTC 1 234,56 €', '234,56', 'amount', 123_456],
    ['Total TTC 1 234,56 €', '1', 'amount', 123_456],
    ['Remise - 12,00 €', '12,00', 'amount', -1_200],
    ['Total 1200', '1200', 'amount', 120_000],
    ['Le 3 mars 2026', 'mars', 'day', '2026-03-03'],
    ['Date : 14/03/2026', '14/03/2026', 'day', '2026-03-14'],
    ['SIRET 987 654 324 00019', '654', 'siret', '98765432400019'],
    ['IBAN FR14 2004 1010 0505 0001 3M02 606', '1010', 'iban', 'FR1420041010050500013M02606'],
    ['Facture n° FA-2026-0043,', 'FA-2026-0043,', 'code', 'FA-2026-0043'],
    ['Commune de Saint-Aubrac', 'Saint-Aubrac', 'words', 'Commune de Saint-Aubrac'],
    ['TVA 5,5 % 11,00', '5,5', 'rate', 550],
    ['20', '20', 'rate', 2000],
  ])('« %s », at %s, as %s', (line, at, kind, expected) => {
    expect(valueOf(kind, wholeOf(kind, word(page(line), at)))).toBe(expected)
  })
  it.each<[string, Kind]>([
    ['bonjour', 'amount'],
    ['31/02/2026', 'day'],
    ['98765432400', 'siret'],
    ['FR14', 'iban'],
  ])('« %s » is no %s', (text, kind) => {
    expect(valueOf(kind, wholeOf(kind, word(page(text), text)))).toBeUndefined()
  })
})

describe('what lies in a rectangle', () => {
  const cells = page('Commune de', 'Saint-Aubrac', 'FA-2026- x', '0043', 'Total TTC 1 200,00 €')
  const taken = (x: number, y: number, width: number, height: number) => wordsIn(cells, { x, y, width, height })
  it('is joined, line after line', () => {
    const words = taken(0, 0, 0.3, 0.2)
    expect(valueOf('words', words)).toBe('Commune de Saint-Aubrac')
    expect(around(words)).toMatchObject({ page: 1, x: 0, y: 0, height: 0.1 + 0.05 })
  })
  it('goes on without a space after a hyphen at the end of a line', () => {
    expect(valueOf('code', taken(0, 0.2, 0.1, 0.2))).toBe('FA-2026-0043')
  })
  it('may hold the label as well', () => {
    expect(valueOf('amount', taken(0, 0.4, 0.9, 0.1))).toBe(120_000)
    expect(valueOf('code', page('N° de marché : M-7')[0]!.words)).toBe('M-7')
  })
  it('may be empty', () => {
    expect(taken(0.9, 0.9, 0.05, 0.05)).toEqual([])
    expect(around([])).toBeUndefined()
    expect(textOf([])).toBe('')
  })
  it('finds the word under a point, with a little room', () => {
    expect(wordAt(cells, 0.05, 0.16)?.text).toBe('Saint-Aubrac')
    expect(wordAt(cells, 0.05, 0.08)).toBeUndefined()
  })
})

describe('the fields a value could fill', () => {
  it.each<[string, string, Kind, FieldName]>([
    ['SIRET 987 654 324 00019', '987', 'siret', 'buyerSiret'],
    ['Total 1 200,00', '200,00', 'amount', 'grossTotal'],
    ['le 14/03/2026', '14/03/2026', 'day', 'dueDate'],
    ['Commande 4500012345', '4500012345', 'code', 'engagementNumber'],
    ['Commune de Saint-Aubrac', 'Commune', 'code', 'buyerName'],
  ])('« %s »', (line, at, kind, field) => {
    expect(kindOf([word(page(line), at)])).toBe(kind)
    expect(fieldsFor(kind)).toContain(field)
  })
})

describe('where a typed value is printed', () => {
  const cells = page('Total HT 1 000,00', 'TTC 1 200,00 €', 'Net 1 200,00 €', 'Le 14/03/2026', 'Bon 12 du 2012', 'A-12')
  it.each<[FieldName, string | number, { x: number; y: number } | undefined]>([
    ['netTotal', 100_000, { x: 0.2, y: 0 }],
    ['grossTotal', 120_000, undefined],
    ['issueDate', '2026-03-14', { x: 0.1, y: 0.3 }],
    ['engagementNumber', '12', { x: 0.1, y: 0.4 }],
    ['number', 'FA-1', undefined],
    ['comment', '', undefined],
  ])('%s %s', (name, value, expected) => {
    const place = placeOfValue(name, value, cells)
    if (expected) expect(place).toMatchObject(expected)
    else expect(place).toBeUndefined()
  })
})

it('reads the words of a real page where the reader does', async () => {
  const party = { name: 'Commune fictive', address: [], siret: complete.buyerSiret }
  const supplier = { name: 'Menuiserie Aubrelle', address: [], siret: complete.supplierSiret }
  const lines = [{ label: 'Portes', quantity: 1, price: 100_000, rate: 2000 }]
  const bytes = await invoicePdf({ layout: 'labelsLeft', fields: complete, supplier, buyer: party, lines })
  const { pages, close } = await openPdf(bytes)
  const cells = cellsOf(pages[0]!)
  await close()
  const place = placeOfValue('grossTotal', 120_000, cells)!
  expect(place).toMatchObject({ page: 1 })
  expect(place.x + place.width).toBeGreaterThan(0.9)
  const at = wordAt(cells, place.x + place.width / 2, place.y + place.height / 2)!
  expect(valueOf('amount', wholeOf('amount', at))).toBe(120_000)
})

describe('the words recognised on a scan', () => {
  const words = (number: number, ...texts: string[]) =>
    texts.map((text, column) => ({ text, place: { page: number, x: column / 10, y: 0.2, width: 0.09, height: 0.02 } }))
  const recognised = [words(1, 'Total', 'TTC', '1', '200,00', '€'), words(3, 'Annexe'), words(3, 'Total', '80,00'), []]

  it('are those of one page, cell by cell', () => {
    expect(cellsOn(3, recognised).map(({ text }) => text)).toEqual(['Annexe', 'Total 80,00'])
    expect(cellsOn(2, recognised)).toEqual([])
  })
  it('are pointed at and looked up like printed ones', () => {
    const cells = cellsOn(1, recognised)
    expect(valueOf('amount', wholeOf('amount', wordAt(cells, 0.24, 0.21)!))).toBe(120_000)
    expect(placeOfValue('grossTotal', 120_000, cells)).toMatchObject({ page: 1, x: 0.2, y: 0.2 })
  })
})

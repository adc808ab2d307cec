import { expect, it } from 'vitest'
import { toCsv } from '../../electron/core/exports/csv.ts'
import { cellsOf as lineOf, saleColumns, type Sale } from '../../electron/core/exports/sales-table.ts'
import { toXlsx } from '../../electron/core/exports/xlsx.ts'
import { zipEntries } from '../../electron/core/reading/archive/zip.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { complete } from '../support/complete.ts'
import { world } from '../support/world.ts'

/** An invoice and its row, with these fields. */
async function sale(fields: Partial<Fields> = {}): Promise<Sale> {
  const here = world()
  const id = await here.draft(fields)
  return { row: here.core.rows().find((row) => row.id === id)!, invoice: here.get(id) }
}
const cellsOf = (csv: string) => csv.split('\r\n').map((line) => line.split(';'))

it('writes a CSV a French Excel opens: its mark, semicolons, decimal commas, days', async () => {
  const csv = toCsv(saleColumns, [lineOf(saleColumns, await sale())])
  expect(csv.charCodeAt(0)).toBe(0xfeff)
  const [heads, line, end] = cellsOf(csv.slice(1))
  expect(end).toEqual([''])
  const at = (head: string) => line![heads!.indexOf(head)]
  expect(at('N° de facture')).toBe(complete.number)
  expect(at('Total TTC')).toBe('1200,00')
  expect(at('Date de facture')).toMatch(/^\d\d\/\d\d\/\d{4}$/)
  expect(at('SIRET du client')).toBe(complete.buyerSiret)
})

it('counts a credit note off', async () => {
  const note = await sale({ typeCode: '381', originNumber: 'FA-1' })
  const [heads, line] = cellsOf(toCsv(saleColumns, [lineOf(saleColumns, note)]).slice(1))
  expect(line![heads!.indexOf('Total TTC')]).toBe('-1200,00')
  expect(line![heads!.indexOf('Type')]).toBe('Avoir')
})

it.each(['=1+1', '+33 1', '-2', '@SUM(A1)', '\t=1', ' =HYPERLINK("x")'])(
  'never hands a formula to a spreadsheet: « %s »',
  async (text) => {
    const { row, invoice } = await sale()
    const odd = lineOf(saleColumns, { row: { ...row, buyer: text }, invoice })
    const csv = toCsv(saleColumns, [odd])
    const client = cellsOf(csv)[1]![3]!
    expect(client.replace(/^"/, '')).toMatch(/^'/)
    expect(await sheetOf(await toXlsx('Factures', saleColumns, [odd]))).not.toContain('<f>')
  },
)

it('keeps semicolons, quotes and line ends of a name in its cell', async () => {
  const { row, invoice } = await sale()
  const csv = toCsv(saleColumns, [lineOf(saleColumns, { row: { ...row, buyer: 'A; "B"\nC' }, invoice })])
  expect(csv).toContain(';"A; ""B""\nC";')
})

it('writes a workbook in which amounts and days are numbers', async () => {
  const sheet = await sheetOf(await toXlsx('Factures', saleColumns, [lineOf(saleColumns, await sale())]))
  expect(sheet).toMatch(/<c r="K2"[^>]*><v>1200<\/v>/)
  // The day, as Excel counts them.
  expect(sheet).toMatch(/<c r="C2"[^>]*><v>4\d{4}<\/v>/)
})

/** The one sheet of a workbook, as XML. */
async function sheetOf(xlsx: Buffer): Promise<string> {
  for await (const { path, read } of zipEntries(new Uint8Array(xlsx)))
    if (path.endsWith('sheet1.xml')) return Buffer.from(await read()).toString('utf8')
  throw new Error('no sheet')
}

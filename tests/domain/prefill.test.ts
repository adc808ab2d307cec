import { expect, it } from 'vitest'
import { stranger } from '../../shared/domain/buyers/buyer.ts'
import { prefill } from '../../shared/domain/firms/prefill.ts'
import type { Fields, VatLine, VatScheme } from '../../shared/domain/fields/fields.ts'
import { complete } from '../support/complete.ts'
import { readingOf } from '../support/world.ts'

const company = {
  siret: '98765432400019',
  name: 'Menuiserie Aubrelle',
  vatScheme: 'TVA_SUR_DEBIT' as VatScheme,
  exemptionReason: 'FRANCHISE',
  ibans: [] as string[],
}
const buyer = { ...stranger(complete.buyerSiret, 'Ville'), serviceCode: 'ST01', invoices: 3 }
const filled = (read: Partial<Fields>, known: Partial<typeof company> = {}) =>
  prefill(readingOf(read), { company: { ...company, ...known }, buyer })

it('leaves alone what was read', () => {
  const { fields, origins } = filled({ number: 'A-7' })
  expect(fields.number).toBe('A-7')
  expect(origins.number).toMatchObject({ source: 'text' })
})

it('no longer doubts a SIRET that is the firm’s own', () => {
  const reading = readingOf({ supplierSiret: company.siret })
  reading.origins.supplierSiret = { source: 'text', trust: 'check' }
  const trust = (own: string) =>
    prefill(reading, { company: { ...company, siret: own }, buyer }).origins.supplierSiret?.trust
  expect([trust(company.siret), trust('12345678200051')]).toEqual(['sure', 'check'])
})

it('takes the firm from the settings and the habits of this buyer', () => {
  const { fields, origins } = filled({ supplierSiret: '', supplierName: '', serviceCode: '' })
  expect(fields).toMatchObject({ supplierSiret: company.siret, supplierName: company.name, serviceCode: 'ST01' })
  expect(origins.serviceCode).toEqual({ source: 'buyer', trust: 'likely' })
})

it.each<[taxTotal: number, habit: VatScheme, scheme: VatScheme, reason: string]>([
  [2000, 'TVA_SUR_DEBIT', 'TVA_SUR_DEBIT', ''],
  [2000, 'EXONERATION', '', ''],
  [0, 'EXONERATION', 'EXONERATION', 'FRANCHISE'],
  [0, 'SANS_TVA', 'SANS_TVA', ''],
  [0, 'TVA_SUR_DEBIT', 'SANS_TVA', ''],
])('with %s cents of VAT and the habit %s, says %s', (taxTotal, vatScheme, scheme, reason) => {
  const { fields } = filled({ taxTotal, vatScheme: '' }, { vatScheme })
  expect(fields).toMatchObject({ vatScheme: scheme, exemptionReason: reason })
})

it.each<[name: string, totals: Partial<Fields>, lines: VatLine[]]>([
  [
    'one usual rate makes the VAT',
    { netTotal: 208_012, taxTotal: 41_602 },
    [{ rate: 2000, base: 208_012, tax: 41_602 }],
  ],
  ['two rates are mixed', { netTotal: 200_000, taxTotal: 30_000 }, []],
  ['so little that several would do', { netTotal: 20, taxTotal: 2 }, []],
  ['no VAT', { netTotal: 12_640, taxTotal: 0 }, []],
])('works the VAT out where only totals are printed: %s', (_, totals, lines) => {
  const { fields, origins } = filled({ ...totals, vatLines: [] })
  expect(fields.vatLines).toEqual(lines)
  if (lines.length) expect(origins.vatLines).toMatchObject({ source: 'text', trust: 'check' })
})

it.each([
  ['TVA non applicable, art. 293 B du CGI', 'F'],
  ['Exonération de TVA, art. 261-4-4° a du CGI', 'E'],
  ['Exonéré de TVA', ''],
])('finds in the list of Chorus Pro the reason of « %s »', (exemption, code) => {
  const reading = readingOf({ taxTotal: 0, vatScheme: 'EXONERATION' })
  reading.document.exemption = exemption
  const exemptions = [
    { code: 'F', label: 'Franchise en base, art. 293 B du CGI' },
    { code: 'E', label: 'Enseignement et formation (261-4-4°)' },
    { code: 'X', label: 'Exportation' },
  ]
  const known = { company: { ...company, exemptionReason: '' }, buyer, exemptions }
  expect(prefill(reading, known).fields.exemptionReason).toBe(code)
})

import { describe, expect, test } from 'vitest'
import { faultsOf } from '../../shared/domain/authoring/faults.ts'
import { platformLacks } from '../../shared/domain/authoring/platform-lacks.ts'
import { aubrelle, authored, college, courlange, line, tavernel, type Given } from '../support/authored.ts'

const franchise = line({ rate: 0, motive: 'franchise' })
const origin = { number: '2026-0125', date: '2026-10-27' }
const progress = { contract: 100, toDate: 100, previous: 0 }

test('an invoice that has all it needs may be issued', () => {
  expect(faultsOf(authored())).toEqual([])
  expect(faultsOf(authored({ seller: tavernel, lines: [franchise] }))).toEqual([])
  expect(faultsOf(authored({ kind: 'creditNote', origin }))).toEqual([])
})

test.each<[string, Given]>([
  ['party.address', { buyer: { ...college, address: { ...college.address, postcode: '' } } }],
  ['party.name', { buyer: { ...college, name: 'x'.repeat(100) } }],
  ['party.valideur', { cadre: 'A9', valideur: { ...courlange, siret: aubrelle.siret } }],
  ['party.vatNumber', { seller: { ...aubrelle, vatNumber: '' } }],
  ['lines.none', { lines: [] }],
  ['lines.progress', { lines: [line(), line({ progress })] }],
  ['lines.franchise', { lines: [franchise, line()] }],
  [
    'discount.tooLarge',
    { discount: { kind: 'amount', value: 1 }, lines: [line(), line({ rate: 1000, quantity: -1 })] },
  ],
  ['prepaid.tooLarge', { prepaid: { amount: 12_001, invoice: null, tax: null } }],
  ['total.negative', { lines: [line({ quantity: -10_000 })] }],
  ['origin.missing', { kind: 'creditNote' }],
  ['payment.iban', { iban: 'FR7699999000420000012345661' }],
  ['payment.terms', { terms: { due: '', lateInterest: '', recoveryCosts: '', earlyPayment: '' } }],
  ['dates.period', { performedFrom: '2026-11-20', performedTo: '2026-11-18' }],
  ['dates.due', { dueDate: '2026-11-22' }],
  ['texts.tooLong', { comment: 'x'.repeat(1025) }],
  ['amounts.tooLarge', { lines: [line({ quantity: Number.MAX_SAFE_INTEGER, unitPrice: Number.MAX_SAFE_INTEGER })] }],
])('%s stops an invoice, with a sentence', (code, given) => {
  const found = faultsOf(authored(given))
  expect(found.map((fault) => fault.code)).toEqual([code])
  expect(found[0]!.message).toMatch(/^[A-ZÉÀ].*\.$/)
})

test.each([
  ['line.designation', { designation: ' ' }],
  ['line.tooLong', { details: 'x'.repeat(1025) }],
  ['line.unit', { unit: 'PIECE' }],
  ['line.price', { unitPrice: -1 }],
  ['line.quantity', { quantity: 0 }],
  ['line.rate', { rate: 2100 }],
  ['line.motive', { rate: 0 }],
  ['line.motive', { rate: 2000, motive: 'formation' }],
])('%s stops a line, and says which', (code, given) => {
  expect(faultsOf(authored({ lines: [line(), line(given)] }))).toMatchObject([{ code, line: 1 }])
})

describe('what an invoice still lacks for a platform', () => {
  test('nothing, when it has its addresses, its terms and a plain number', () => {
    expect(platformLacks(authored())).toEqual([])
  })

  test.each<[string, Given]>([
    ['BT-23', { cadre: 'A4' }],
    ['BT-1', { number: '2026 0137' }],
    ['BT-25', { kind: 'creditNote', origin: { ...origin, number: 'n° 12' } }],
    ['BT-26', { kind: 'creditNote', origin: { ...origin, date: '' } }],
    ['BT-2', { dueDate: '1999-12-31' }],
    ['BT-34', { seller: { ...aubrelle, electronicAddress: '' } }],
    ['BT-49', { buyer: { ...college, electronicAddress: 'à/b' } }],
    ['BT-29', { seller: { ...aubrelle, siret: '987654324' } }],
    ['BT-46', { buyer: { ...college, siret: '' } }],
    ['BT-46', { serviceCode: 'ST/01' }],
    ['EXT-FR-FE-BG-03', { cadre: 'A12' }],
  ])('%s, in a sentence', (term, given) => {
    expect(platformLacks(authored(given)).map((lack) => lack.term)).toEqual([term])
  })

  test('the three sentences of BR-FR-05', () => {
    const terms = { due: 'À réception.', lateInterest: '', recoveryCosts: '', earlyPayment: '' }
    expect(platformLacks(authored({ terms })).map(({ term }) => term)).toEqual(['PMD', 'PMT', 'AAB'])
  })
})

import { describe, expect, test } from 'vitest'
import { creditNoteOn } from '../../shared/domain/authoring/credit-note.ts'
import { faultsOf } from '../../shared/domain/authoring/faults.ts'
import { nextSituation, percentsOf } from '../../shared/domain/authoring/situations.ts'
import { totalsOf } from '../../shared/domain/authoring/totals.ts'
import { authored, line } from '../support/authored.ts'

const about = { number: 'AV-2026-005', issueDate: '2026-11-24', reason: 'deux tables livrées en trop' }

describe('a credit note on an invoice', () => {
  const lines = [line({ quantity: 40_000 }), line({ rate: 1000, quantity: 20_000 })]
  const invoice = authored({ lines, prepaid: { amount: 1000, invoice: null, tax: null }, dueDate: '2026-12-23' })

  test('as a whole has the same totals, all of it to deduct', () => {
    const credit = creditNoteOn(invoice, about)
    expect(faultsOf(credit)).toEqual([])
    expect(credit).toMatchObject({
      kind: 'creditNote',
      origin: { number: '2026-0137', date: '2026-11-23' },
      dueDate: '',
    })
    const { grossTotal, payable } = totalsOf(credit)
    expect([grossTotal, payable]).toEqual([totalsOf(invoice).grossTotal, totalsOf(invoice).grossTotal])
  })

  test('in part takes back the lines and quantities that are named, never more than there were', () => {
    const part = [
      { line: 0, quantity: 20_000 },
      { line: 1, quantity: 90_000 },
      { line: 7, quantity: 10_000 },
    ]
    const credit = creditNoteOn(invoice, { ...about, part })
    expect(credit.lines.map(({ quantity }) => quantity)).toEqual([20_000, 20_000])
    expect(totalsOf(credit).netTotal).toBe(40_000)
  })

  test('a share of the discount follows the lines, an amount only the whole', () => {
    const part = [{ line: 0, quantity: 10_000 }]
    const of = (discount: NonNullable<typeof invoice.discount>) =>
      totalsOf(creditNoteOn({ ...invoice, discount }, { ...about, part }))
    expect(of({ kind: 'percent', value: 1000, reason: 'Remise' }).allowance).toBe(1000)
    expect(of({ kind: 'amount', value: 1000, reason: 'Remise' }).allowance).toBe(0)
    expect(
      totalsOf(creditNoteOn({ ...invoice, discount: { kind: 'amount', value: 1000, reason: '' } }, about)).allowance,
    ).toBe(1000)
  })
})

describe('situations of works', () => {
  const progress = { contract: 1_840_000, toDate: 5000, previous: 0 }
  const first = authored({ kind: 'situation', situation: { rank: 1, before: '' }, lines: [line({ progress })] })

  test('the next one begins where the last one ended, and all of them make the contract', () => {
    const second = nextSituation(first, '2026-0138', '2026-12-21')
    expect(second.situation).toEqual({ rank: 2, before: 'Situation n° 1 : facture 2026-0137.' })
    expect(totalsOf(second).netTotal).toBe(0)
    const done = {
      ...second,
      lines: second.lines.map((each) => ({ ...each, progress: { ...each.progress!, toDate: 10_000 } })),
    }
    expect(totalsOf(first).netTotal + totalsOf(done).netTotal).toBe(1_840_000)
  })

  test('in percent: before, now, to date', () => {
    expect(percentsOf({ contract: 1_840_000, toDate: 8000, previous: 920_000 })).toEqual({
      before: 5000,
      now: 3000,
      toDate: 8000,
    })
    expect(percentsOf({ contract: 0, toDate: 0, previous: 0 })).toEqual({ before: 0, now: 0, toDate: 0 })
  })
})

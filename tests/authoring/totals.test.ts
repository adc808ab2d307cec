import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AuthoredInvoice } from '../../shared/domain/authoring/authored.ts'
import { parseDecimal, toDecimalText } from '../../shared/domain/authoring/decimal.ts'
import { totalsOf } from '../../shared/domain/authoring/totals.ts'
import { authored, line } from '../support/authored.ts'
import { randomAuthored } from '../support/random-authored.ts'

/**
 * The same sums by other means: fractions of BigInt, in euros, rounded to the cent only where the law wants a cent. Nothing is
 * shared with the product but the names of the fields.
 */
type Fraction = { n: bigint; d: bigint }
const of = (n: number, d = 1) => ({ n: BigInt(n), d: BigInt(d) })
const times = (a: Fraction, b: Fraction) => ({ n: a.n * b.n, d: a.d * b.d })
const plus = (a: Fraction, b: Fraction) => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d })
const minus = (a: Fraction, b: Fraction) => plus(a, { n: -b.n, d: b.d })
/** To the cent: the whole cents below, one more when what is left is half a cent or more; the same below zero. */
function cent({ n, d }: Fraction): Fraction {
  const isNegative = n < 0n
  const scaled = (isNegative ? -n : n) * 100n
  const whole = scaled / d + ((scaled % d) * 2n >= d ? 1n : 0n)
  return { n: isNegative ? -whole : whole, d: 100n }
}
const inCents = ({ n, d }: Fraction) => Number((n * 100n) / d)
const total = (amounts: Fraction[]) => amounts.reduce(plus, of(0))

function expected({ lines, discount, prepaid, retention }: AuthoredInvoice) {
  const nets = lines.map(({ quantity, unitPrice, discount: off, progress }) => {
    if (progress) {
      return minus(cent(times(of(progress.contract, 100), of(progress.toDate, 10_000))), of(progress.previous, 100))
    }
    const gross = cent(times(of(quantity, 10_000), of(unitPrice, 1_000_000)))
    return minus(gross, cent(times(gross, of(off, 10_000))))
  })
  const keys = lines.map(({ rate, motive }) => `${rate} ${motive === '' ? 'S' : 'E'}`)
  const groups = [...new Set(keys)].map((key) => ({
    rate: Number.parseInt(key, 10),
    sum: total(nets.filter((_, index) => keys[index] === key)),
  }))
  const whole = total(groups.map(({ sum }) => sum))
  // An amount is shared as exactly as cents allow: each part within a cent of its due, all of them together the amount.
  const percent = discount?.kind === 'percent' ? of(discount.value, 10_000) : null
  const allowances = percent ? groups.map(({ sum }) => cent(times(sum, percent))) : null
  return { nets, groups, whole, allowances, prepaid: of(prepaid?.amount ?? 0, 100), retention: of(retention, 10_000) }
}

describe('totals of an authored invoice', () => {
  test('10,000 random invoices equal an exact rational computation', () => {
    fc.assert(
      fc.property(randomAuthored, (invoice) => {
        const totals = totalsOf(invoice)
        const wanted = expected(invoice)
        expect(totals.lines.map(({ net }) => net)).toEqual(wanted.nets.map(inCents))
        expect(totals.lineTotal).toBe(inCents(wanted.whole))
        const byRate = wanted.groups.map((group, index) => ({ ...group, index })).sort((a, b) => b.rate - a.rate)
        const amount = invoice.discount?.kind === 'amount' && totals.lineTotal ? invoice.discount.value : 0
        if (amount) expect(totals.allowance).toBe(amount)
        let [tax, net] = [of(0), of(0)]
        byRate.forEach(({ rate, sum, index }, place) => {
          const found = totals.rates[place]!
          if (amount) {
            const due = (amount * inCents(sum)) / totals.lineTotal
            expect(Math.abs(found.allowance - due)).toBeLessThan(1)
          }
          const allowance = wanted.allowances?.[index] ?? of(found.allowance, 100)
          const base = minus(sum, allowance)
          const own = cent(times(base, of(rate, 10_000)))
          expect([found.rate, found.base, found.tax]).toEqual([rate, inCents(base), inCents(own)])
          net = plus(net, base)
          tax = plus(tax, own)
        })
        const gross = plus(net, tax)
        expect([totals.netTotal, totals.taxTotal, totals.grossTotal]).toEqual([net, tax, gross].map(inCents))
        expect(totals.payable).toBe(inCents(minus(gross, wanted.prepaid)))
        expect(totals.retention).toBe(inCents(cent(times(gross, wanted.retention))))
      }),
      { numRuns: 10_000, seed: 20261130 },
    )
  })

  test('half a cent goes up, the discount is on what is printed, VAT is rounded once for a rate', () => {
    const totals = totalsOf(
      authored({
        lines: [
          line({ quantity: 10_000, unitPrice: 1_005_000, discount: 5000 }),
          line({ quantity: 30_000, unitPrice: 335_000 }),
          line({ quantity: 10_000, unitPrice: 20_000 }),
        ],
      }),
    )
    expect(totals.lines).toEqual([
      { gross: 101, discount: 51, net: 50 },
      { gross: 101, discount: 0, net: 101 },
      { gross: 2, discount: 0, net: 2 },
    ])
    expect(totals.rates).toMatchObject([{ category: 'S', rate: 2000, base: 153, tax: 31 }])
  })

  test('an amount taken off the whole is shared to the cent among rates', () => {
    const thirds = [2000, 1000, 550].map((rate) => line({ rate, unitPrice: 10_000_000 }))
    const { rates, allowance } = totalsOf(authored({ lines: thirds, discount: { kind: 'amount', value: 100 } }))
    expect(rates.map((each) => each.allowance)).toEqual([34, 33, 33])
    expect(allowance).toBe(100)
  })

  test('the mockup of the four rates, to the cent', () => {
    const lines = [
      line({ quantity: 40_000, unitPrice: 285_000_000, discount: 500 }),
      line({ quantity: 40_000, unitPrice: 130_000_000 }),
      line({ quantity: 30_000, unitPrice: 640_000_000, rate: 550 }),
      line({ quantity: 144_000, unitPrice: 18_500_000, rate: 1000 }),
      line({ unitPrice: 95_000_000 }),
    ]
    const prepaid = { amount: 60_000, invoice: { number: '2026-0110', date: '2026-10-09' }, tax: 10_000 }
    expect(totalsOf(authored({ lines, prepaid }))).toMatchObject({
      netTotal: 388_440,
      taxTotal: 47_184,
      grossTotal: 435_624,
      payable: 375_624,
    })
  })

  test('what was already paid leaves nothing, a retention is still owed', () => {
    expect(totalsOf(authored({ cadre: 'A2' }))).toMatchObject({ prepaid: 12_000, payable: 0 })
    expect(totalsOf(authored({ retention: 500 }))).toMatchObject({ payable: 12_000, retention: 600 })
  })

  test('what is beyond counting is refused, not rounded', () => {
    const huge = line({ quantity: Number.MAX_SAFE_INTEGER, unitPrice: Number.MAX_SAFE_INTEGER })
    expect(() => totalsOf(authored({ lines: [huge] }))).toThrow(RangeError)
  })
})

test('decimals are read as people type them and written as files want them', () => {
  expect(parseDecimal('1 250,5', 4)).toBe(12_505_000)
  expect(parseDecimal('−3', 4)).toBe(-30_000)
  expect(parseDecimal('0,123456', 6)).toBe(123_456)
  for (const text of ['', '1,23456', 'douze', '1,2,3', '9999999999999']) expect(parseDecimal(text, 4)).toBeUndefined()
  expect(toDecimalText(144_000, 4)).toBe('14.4')
  expect(toDecimalText(-5, 4)).toBe('-0.0005')
  expect(toDecimalText(285_000_000, 6, 2)).toBe('285.00')
})

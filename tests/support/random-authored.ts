import fc from 'fast-check'
import { AuthoredInvoice } from '../../shared/domain/authoring/authored.ts'
import { authored, line } from './authored.ts'

/** Rates that the reform takes (chorus-pro-api.md §8.6), hundredths of a percent. */
const rates = fc.constantFrom(2000, 1000, 550, 210, 850, 90, 1300)
const taxed = fc.record({ rate: rates, motive: fc.constant('') })
const untaxed = fc.record({ rate: fc.constant(0), motive: fc.constantFrom('debours', 'formation', 'franchise') })

const plain = fc
  .record({
    vat: fc.oneof({ weight: 5, arbitrary: taxed }, { weight: 1, arbitrary: untaxed }),
    quantity: fc.oneof(
      fc.integer({ min: 1, max: 50 }).map((n) => n * 10_000),
      fc.integer({ min: 1, max: 9_999_999 }),
    ),
    unitPrice: fc.oneof(
      fc.integer({ min: 0, max: 500_000 }).map((cents) => cents * 10_000),
      fc.integer({ min: 0, max: 2_000_000_000 }),
    ),
    discount: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10_000 })),
  })
  .map(({ vat, ...rest }) => line({ ...vat, ...rest }))

const situation = fc
  .record({
    vat: taxed,
    contract: fc.integer({ min: 0, max: 90_000_000 }),
    toDate: fc.integer({ min: 0, max: 10_000 }),
    before: fc.integer({ min: 0, max: 10_000 }),
  })
  .map(({ vat, contract, toDate, before }) =>
    line({
      ...vat,
      progress: { contract, toDate, previous: Math.floor((contract * Math.min(before, toDate)) / 10_000) },
    }),
  )

const discount = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  fc.integer({ min: 1, max: 3000 }).map((value) => ({ kind: 'percent' as const, value })),
  fc.integer({ min: 1, max: 99_999 }).map((value) => ({ kind: 'amount' as const, value })),
)

/** Random invoices of every kind of line, discount, deposit and retention; amounts that people do write. */
export const randomAuthored: fc.Arbitrary<AuthoredInvoice> = fc
  .record({
    lines: fc.oneof(
      { weight: 4, arbitrary: fc.array(plain, { minLength: 1, maxLength: 12 }) },
      { weight: 1, arbitrary: fc.array(situation, { minLength: 1, maxLength: 8 }) },
    ),
    discount,
    prepaid: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 100_000 })),
    retention: fc.oneof(fc.constant(0), fc.constant(500)),
  })
  .map(({ prepaid, ...rest }) =>
    authored({ ...rest, prepaid: prepaid === null ? null : { amount: prepaid, invoice: null, tax: null } }),
  )

import { describe, expect, it } from 'vitest'
import { emptyFields, type Fields } from '../../shared/domain/fields/fields.ts'
import { atRate, missingTotals, rateChoices } from '../../shared/domain/fields/totals.ts'

const of = (fields: Partial<Fields>): Fields => ({ ...emptyFields, ...fields })

describe('what follows from the totals that are there', () => {
  it.each([
    [{ grossTotal: 120_00 }, { payable: 120_00 }],
    [{ payable: 120_00 }, { grossTotal: 120_00 }],
    [
      { netTotal: 100_00, taxTotal: 20_00 },
      { grossTotal: 120_00, payable: 120_00 },
    ],
    [
      { netTotal: 100_00, grossTotal: 120_00 },
      { taxTotal: 20_00, payable: 120_00 },
    ],
    [
      { cadre: 'A2', grossTotal: 120_00, taxTotal: 20_00 },
      { netTotal: 100_00, payable: 0 },
    ],
    [{ netTotal: 100_00 }, {}],
    // What was deducted is the person's to say.
    [{ grossTotal: 120_00, netTotal: 100_00, prepaid: 20_00 }, {}],
    [{ netTotal: 100_00, taxTotal: 20_00, discount: 5_00 }, {}],
  ] as [Partial<Fields>, Partial<Fields>][])('%o gives %o', (given, expected) => {
    expect(missingTotals(of(given))).toEqual(expected)
  })

  it('leaves alone what is there, and what has just been emptied', () => {
    expect(missingTotals(of({ netTotal: 1, taxTotal: 2, grossTotal: 9, payable: 9 }))).toEqual({})
    expect(missingTotals(of({ netTotal: 100_00, taxTotal: 20_00, payable: 120_00 }), 'grossTotal')).toEqual({})
  })
})

describe('one rate for the whole invoice', () => {
  it('finds the net total again from any total, to the cent', () => {
    for (const rate of rateChoices)
      for (let net = 1; net < 3_000; net += 7) {
        const tax = Math.round((net * rate) / 10_000)
        const whole = { netTotal: net, taxTotal: tax, grossTotal: net + tax, payable: net + tax }
        const expected = { ...whole, vatLines: [{ rate, base: net, tax }] }
        expect(atRate(of({ grossTotal: net + tax }), rate)).toEqual(expected)
        expect(atRate(of({ netTotal: net }), rate)).toEqual(expected)
      }
  })

  it('without VAT has no line, and without a total says nothing', () => {
    expect(atRate(of({ payable: 90_00 }), 0)).toEqual({
      netTotal: 90_00,
      taxTotal: 0,
      grossTotal: 90_00,
      payable: 90_00,
      vatLines: [],
    })
    expect(atRate(of({}), 2000)).toEqual({})
  })
})

import limits from '../data/limits.json' with { type: 'json' }
import referentials from '../data/referentials.json' with { type: 'json' }
import type { Rule } from './rule.ts'
import type { Paper } from './paper.ts'

/** Amounts add up to the cent (chorus-pro-api.md §8.6); those of a credit note are positive (§8.7). */

const isNear = (one: number, other: number) => Math.abs(one - other) < limits.toleranceEuros + 0.0001
const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** A rule of amounts speaks only when all four are there. */
type Amounts = Paper & { net: number; tax: number; gross: number; payable: number }
const ofAmounts =
  (rule: (paper: Amounts) => ReturnType<Rule>): Rule =>
  (paper) =>
    areThere(paper) ? rule(paper) : undefined
const areThere = (paper: Paper): paper is Amounts =>
  paper.net !== null && paper.tax !== null && paper.gross !== null && paper.payable !== null

const amountsAreGiven: Rule = (paper) => (areThere(paper) ? undefined : { name: 'amountMissing' })

const vatIsGiven: Rule = ({ vatLines, vatScheme, tax }) =>
  vatLines.length === 0 && (vatScheme.startsWith('TVA_') || tax) ? { name: 'vatMissing' } : undefined

/** domaine.md §16.7 */
const noneIsNone: Rule = ({ vatScheme, tax }) =>
  ['EXONERATION', 'SANS_TVA'].includes(vatScheme) && tax ? { name: 'vatNotNone' } : undefined

/** Only a supposition of the reference, which the AIFE's own examples do not all follow: refused when strict. */
const basesMakeNet: Rule = ({ vatLines, net }, { isStrict }) =>
  isStrict && net !== null && vatLines.length && !isNear(sum(vatLines.map(({ base }) => base)), net)
    ? { name: 'amountNet' }
    : undefined

const taxesMakeTax = ofAmounts(({ vatLines, tax }) =>
  vatLines.length && !isNear(sum(vatLines.map((line) => line.tax)), tax) ? { name: 'amountTax' } : undefined,
)

/** Whether the total is before or after the discount is not known (§16.9): both are taken. */
const grossAddsUp = ofAmounts(({ net, tax, discount, gross }) =>
  isNear(net + tax - discount, gross) || isNear(net + tax, gross) ? undefined : { name: 'amountGross' },
)

const payableIsWithin = ofAmounts(({ gross, payable }) =>
  payable > gross && !isNear(payable, gross) ? { name: 'amountPayable' } : undefined,
)

const nothingIsDue = ofAmounts(({ cadre, payable }) =>
  cadre.startsWith('A2_') && !isNear(payable, 0) ? { name: 'paidAmount' } : undefined,
)

const creditIsPositive = ofAmounts(({ kind, net, gross, payable }) =>
  kind === 'AVOIR' && Math.min(net, gross, payable) < 0 ? { name: 'creditNoteSign' } : undefined,
)

const rateIsKnown: Rule = ({ vatLines, lines }) => {
  const codes = [...vatLines, ...lines].map(({ code }) => code).filter(Boolean)
  const stranger = codes.find((code) => !referentials.vatRates.some(({ codeTauxTva }) => codeTauxTva === code))
  return stranger ? { name: 'vatRateUnknown', about: stranger } : undefined
}

export const amountRules: Rule[] = [
  amountsAreGiven,
  vatIsGiven,
  noneIsNone,
  basesMakeNet,
  taxesMakeTax,
  grossAddsUp,
  payableIsWithin,
  nothingIsDue,
  creditIsPositive,
  rateIsKnown,
]

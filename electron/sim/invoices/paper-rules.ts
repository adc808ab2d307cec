import limits from '../data/limits.json' with { type: 'json' }
import { day, isDay } from '../time.ts'
import type { Rule } from './rule.ts'

/** Number, date, supplier, cadre: what an invoice is, before any amount. */

const hasNumber: Rule = ({ number }) => (number ? undefined : { name: 'numberMissing' })

const numberFits: Rule = ({ number }) => (number.length > limits.numberLength ? { name: 'numberTooLong' } : undefined)

/** chorus-pro-api.md §8.1 */
const numberIsPlain: Rule = ({ number }) =>
  /^(?! )(?!.* {2})(?!.* $)[A-Za-z0-9+_/ -]*$/.test(number) ? undefined : { name: 'numberShape', about: number }

/** SIREN, year and number: never twice (chorus-pro-api.md §8.1). */
const numberIsNew: Rule = (paper, { store }) =>
  store.isTaken(paper) ? { name: 'numberTaken', about: paper.number } : undefined

/** A day that does not exist is none. */
const hasDate: Rule = ({ issueDate }) => (isDay(issueDate) ? undefined : { name: 'dateMissing' })

/** chorus-pro-api.md §8.5 */
const dateIsPast: Rule = ({ issueDate }, { now }) =>
  issueDate > day(now()) ? { name: 'dateFuture', about: issueDate } : undefined

const yearIsOurs: Rule = ({ issueDate }) => {
  const year = Number(issueDate.slice(0, 4))
  return issueDate && (year < limits.firstYear || year > limits.lastYear)
    ? { name: 'dateYear', about: issueDate }
    : undefined
}

/** The supplier is an active structure of the account (chorus-pro-api.md §8.4). */
const supplierIsOurs: Rule = ({ supplierSiret }, { directory }) => {
  const structure = directory.bySiret(supplierSiret)
  if (!structure?.isOurs) return { name: 'supplierUnknown', about: supplierSiret }
  return structure.isClosed ? { name: 'supplierClosed', about: supplierSiret } : undefined
}

const currencyIsCode: Rule = ({ currency }) =>
  /^[A-Z]{3}$/.test(currency) ? undefined : { name: 'currencyShape', about: currency }

/** A credit note needs no means of payment (chorus-pro-api.md §3.3, §8.7). */
const hasPayment: Rule = ({ kind, paymentMode }) =>
  kind === 'FACTURE' && !paymentMode ? { name: 'paymentMissing' } : undefined

export const paperRules: Rule[] = [
  hasNumber,
  numberFits,
  numberIsPlain,
  hasDate,
  dateIsPast,
  yearIsOurs,
  supplierIsOurs,
  numberIsNew,
  currencyIsCode,
  hasPayment,
]

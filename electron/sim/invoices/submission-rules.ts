import referentials from '../data/referentials.json' with { type: 'json' }
import type { Rule } from './rule.ts'

/** What `soumettre` asks for besides: a file does not name its valideur, nor the code of its exemption. */

/** chorus-pro-api.md §8.8 */
const valideurIsKnown: Rule = ({ cadre, valideurSiret, supplierSiret }, { directory }) => {
  if (!/^A(9|12)_/.test(cadre)) return undefined
  if (!valideurSiret) return { name: 'valideurMissing' }
  if (valideurSiret === supplierSiret) return { name: 'valideurIsSupplier' }
  return directory.bySiret(valideurSiret) ? undefined : { name: 'valideurUnknown', about: valideurSiret }
}

/** A valideur without services takes any code, as a recipient does. */
const valideurServiceIsKnown: Rule = ({ valideurSiret, valideurService: code }, { directory }) => {
  const services = directory.bySiret(valideurSiret)?.services ?? []
  const isStranger = code && services.length > 0 && !services.some((each) => each.code === code && !each.isClosed)
  return isStranger ? { name: 'valideurServiceUnknown', about: code } : undefined
}

/** One of the two rates, its code or its value, is due on each line (chorus-pro-api.md §3.3). */
const rateIsGiven: Rule = ({ vatLines, lines }) =>
  [...vatLines, ...lines].some(({ code, rate }) => !code && rate === null) ? { name: 'vatRateMissing' } : undefined

/** chorus-pro-api.md §3.3 */
const exemptionIsKnown: Rule = ({ vatScheme, exemption }) => {
  if (vatScheme !== 'EXONERATION') return undefined
  if (!exemption) return { name: 'exemptionMissing' }
  const isKnown = referentials.exemptions.some(({ codeMotifExonerationTva }) => codeMotifExonerationTva === exemption)
  return isKnown ? undefined : { name: 'exemptionUnknown', about: exemption }
}

export const submissionRules: Rule[] = [valideurIsKnown, valideurServiceIsKnown, exemptionIsKnown, rateIsGiven]

import referentials from '../data/referentials.json' with { type: 'json' }
import type { Rule } from './checks.ts'

/** What `soumettre` asks for besides: a file does not name its valideur, nor the code of its exemption. */

/** chorus-pro-api.md §8.8 */
const valideurIsKnown: Rule = ({ cadre, valideurSiret, supplierSiret }, { directory }) => {
  if (!/^A(9|12)_/.test(cadre)) return undefined
  if (!valideurSiret) return { name: 'valideurMissing' }
  if (valideurSiret === supplierSiret) return { name: 'valideurIsSupplier' }
  return directory.bySiret(valideurSiret) ? undefined : { name: 'valideurUnknown', about: valideurSiret }
}

/** chorus-pro-api.md §3.3 */
const exemptionIsKnown: Rule = ({ vatScheme, exemption }) => {
  if (vatScheme !== 'EXONERATION') return undefined
  if (!exemption) return { name: 'exemptionMissing' }
  const isKnown = referentials.exemptions.some(({ codeMotifExonerationTva }) => codeMotifExonerationTva === exemption)
  return isKnown ? undefined : { name: 'exemptionUnknown', about: exemption }
}

export const submissionRules: Rule[] = [valideurIsKnown, exemptionIsKnown]

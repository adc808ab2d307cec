import { isCreditNote, type Fields } from '../../../shared/domain/fields/fields.ts'
import { choosable, nearestService } from '../../../shared/domain/buyers/requirements.ts'
import { shortNumber } from '../../../shared/domain/rules/number.ts'
import type { RuleContext } from '../../../shared/domain/rules/rule.ts'
import type { SubmissionFormat } from '../../../shared/domain/document/submission-format.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'

/** What one button puts right. It is proposed, and applied only when a person presses it. */
export type Remedy = { word: string; changes?: Partial<Fields>; circuit?: SubmissionFormat }

/** The ways out of a problem that need no typing. */
export function remediesOf({ code, field }: Problem, fields: Fields, facts: RuleContext): Remedy[] {
  switch (code) {
    case 'number.tooLong':
    case 'number.shape': {
      const number = shortNumber(fields.number)
      return number ? [{ word: `Prendre ${number}`, changes: { number } }] : []
    }
    case 'service.missing':
    case 'service.closed':
    case 'service.reserved': {
      const service = likelyService(fields, facts)
      return service ? [{ word: `Prendre ${service}`, changes: { serviceCode: service } }] : []
    }
    case 'exemptionReason.missing': {
      // The usual one of a small firm (domaine.md §7): Chorus Pro's own list says under which code.
      const [only, second] = facts.exemptions.filter(({ label }) => /293\s?-?B/i.test(label))
      return only && !second ? [{ word: 'Franchise en base, art. 293 B', changes: { exemptionReason: only.code } }] : []
    }
    case 'cadre.alreadyPaid':
      return [
        { word: 'Mettre le net à payer à 0 €', changes: { payable: 0 } },
        { word: 'Elle reste à payer (cadre A1)', changes: { cadre: 'A1' } },
      ]
    case 'vatLines.missing':
      return field === 'vatScheme' ? [{ word: 'Choisir « Sans TVA »', changes: { vatScheme: 'SANS_TVA' } }] : []
    case 'amounts.negative':
      return [
        isCreditNote(fields)
          ? { word: 'Retirer les signes moins', changes: positive(fields) }
          : { word: 'C’est un avoir', changes: { ...positive(fields), typeCode: '381' } },
      ]
    case 'flux.paymentMeans':
    case 'flux.reform':
    case 'flux.tooLong':
    case 'flux.typed':
      return facts.document.kind === 'facturx' ? [{ word: 'Déposer le PDF simple', circuit: 'pdf' }] : []
    case 'cadre.valideur':
      return facts.document.kind === 'facturx' && field === 'valideurSiret' && facts.circuit === 'flux'
        ? [{ word: 'Déposer le PDF simple', circuit: 'pdf' }]
        : []
    default:
      return []
  }
}

/** The only service there is, or the one that was probably meant. */
function likelyService({ serviceCode }: Fields, { recipient }: RuleContext): string | undefined {
  if (!recipient) return undefined
  const [only, second] = choosable(recipient)
  if (only && !second) return only.code
  return serviceCode ? nearestService(recipient, serviceCode)?.code : undefined
}

const abs = (cents: number | null) => (cents === null ? null : Math.abs(cents))
const positive = ({ netTotal, taxTotal, grossTotal, payable, vatLines }: Fields): Partial<Fields> => ({
  netTotal: abs(netTotal),
  taxTotal: abs(taxTotal),
  grossTotal: abs(grossTotal),
  payable: abs(payable),
  vatLines: vatLines.map(({ rate, base, tax }) => ({ rate, base: Math.abs(base), tax: Math.abs(tax) })),
})

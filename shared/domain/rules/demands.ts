import limits from '../../tables/limits.json' with { type: 'json' }
import { choosable, demands, nearestService, PUBLIC_ONLY } from '../buyers/requirements.ts'
import { clientOf, firmness } from './firmness.ts'
import { tooLong } from './too-long.ts'
import { rule, type Finding } from './rule.ts'

const ORDER = 'Il figure sur le bon de commande ou la lettre de commande. Sinon, demandez-le au service qui a commandé.'

const serviceGiven = rule({
  code: 'service.missing',
  control: 'service',
  source: 'domaine.md §4.2, §16.8, chorus-pro-api.md §8.2',
  confidence: 'sure',
  severity: 'stop',
  field: 'serviceCode',
  find: (fields, facts) => {
    if (fields.serviceCode) return undefined
    if (facts.recipient && demands(facts.recipient, '').service)
      return {
        ...firmness(facts),
        message: 'Il manque le code service.',
        advice: `${clientOf(fields, facts)} l’exige. ${ORDER}`,
      }
    // The State is one SIRET for all its offices: the service code names the right one (domaine.md §4.3).
    return fields.buyerSiret === limits.stateSiret.value
      ? {
          severity: 'warn',
          message: 'Il manque le code service : il désigne le bureau de l’État qui paiera.',
          advice: ORDER,
        }
      : undefined
  },
})

const serviceForFirms = rule({
  code: 'service.reserved',
  control: 'service',
  source: 'domaine.md §4.2 [R1]',
  confidence: 'sure',
  severity: 'stop',
  field: 'serviceCode',
  find: ({ serviceCode }) =>
    serviceCode === PUBLIC_ONLY
      ? {
          message: 'Le service « FACTURES_PUBLIQUES » est réservé aux factures entre administrations.',
          advice: 'Choisissez un autre service, celui que dit le bon de commande.',
        }
      : undefined,
})

const serviceOpen = rule({
  code: 'service.closed',
  control: 'service',
  source: 'domaine.md §4.2, chorus-pro-api.md §8.2',
  confidence: 'sure',
  severity: 'stop',
  field: 'serviceCode',
  find: (fields, facts): Finding => {
    const { serviceCode } = fields
    const { recipient } = facts
    if (!recipient || !serviceCode || serviceCode === PUBLIC_ONLY || !recipient.services.length) return undefined
    const service = recipient.services.find(({ code }) => code === serviceCode)
    if (service?.isActive) return undefined
    if (service)
      return {
        ...firmness(facts),
        message: `Le service « ${serviceCode} » a fermé.`,
        advice: 'Choisissez-en un autre dans la liste.',
      }
    const near = nearestService(recipient, serviceCode)
    return {
      ...firmness(facts),
      message: `« ${serviceCode} » n’est pas un service de ce client.`,
      advice: near
        ? `Le plus proche est « ${near.code} », ${near.name}.`
        : choosable(recipient).length
          ? 'Choisissez un service dans la liste.'
          : 'Demandez son code service au client.',
    }
  },
})

const engagementGiven = rule({
  code: 'engagement.missing',
  control: 'engagement',
  source: 'domaine.md §4.2, §16.8, chorus-pro-api.md §8.2',
  confidence: 'sure',
  severity: 'stop',
  field: 'engagementNumber',
  find: (fields, facts) => {
    const { engagementNumber, serviceCode } = fields
    if (!facts.recipient || engagementNumber) return undefined
    const wanted = demands(facts.recipient, serviceCode)
    if (wanted.engagement)
      return {
        ...firmness(facts),
        message: 'Il manque le numéro d’engagement.',
        advice: `${clientOf(fields, facts)} l’exige. ${ORDER}`,
      }
    return wanted.either && !serviceCode
      ? {
          ...firmness(facts),
          message: 'Il manque le code service ou le numéro d’engagement.',
          advice: `${clientOf(fields, facts)} exige l’un des deux. ${ORDER}`,
        }
      : undefined
  },
})

const engagementOfTheState = rule({
  code: 'engagement.stateShape',
  control: 'engagement',
  source: limits.stateEngagementDigits.source,
  confidence: 'likely',
  severity: 'warn',
  field: 'engagementNumber',
  find: ({ engagementNumber, buyerSiret }) =>
    buyerSiret === limits.stateSiret.value &&
    engagementNumber &&
    !new RegExp(`^\\d{${limits.stateEngagementDigits.value}}$`).test(engagementNumber)
      ? {
          message: `L’État attend d’ordinaire un engagement de ${limits.stateEngagementDigits.value} chiffres.`,
          advice: 'Vérifiez-le sur le bon de commande, zéros de tête compris.',
        }
      : undefined,
})

/** Which structure to name in the question is not settled (chorus-pro-api.md §6.2 [P]): so it warns. */
const engagementExists = rule({
  code: 'engagement.unknown',
  control: 'engagement',
  source: 'chorus-pro-api.md §8.2, §6.2 [P] ; domaine.md §4.3',
  confidence: 'likely',
  severity: 'warn',
  field: 'engagementNumber',
  find: ({ engagementNumber, buyerSiret }, { isOrderUnknown }) =>
    buyerSiret === limits.stateSiret.value && engagementNumber && isOrderUnknown
      ? {
          message: `Chorus Pro ne trouve pas de commande de l’État sous le numéro ${engagementNumber}.`,
          advice:
            'Vérifiez-le sur le bon de commande, chiffre par chiffre. Sinon, demandez-le au service qui a commandé.',
        }
      : undefined,
})

/** What a buyer asks for on an invoice (domaine.md §4.2). */
export const demandRules = [
  serviceGiven,
  serviceForFirms,
  serviceOpen,
  tooLong('serviceCode', 'service', limits.serviceLength, 'Le code service'),
  engagementGiven,
  engagementOfTheState,
  engagementExists,
  tooLong('engagementNumber', 'engagement', limits.engagementLength, 'Le numéro d’engagement'),
]

import limits from '../../tables/limits.json' with { type: 'json' }
import type { Fields } from '../fields.ts'
import type { Origin } from '../reading.ts'
import { choosable, clientName, demands, isOtherName, isStale, nearestService } from '../recipient.ts'
import { formatSiret, isSiret } from '../siret.ts'
import { tooLong } from './too-long.ts'
import type { Facts, Finding, Rule } from './rule.ts'

/** A demand of a recipient asked long ago is only a doubt (domaine.md §16.8). */
const firmness = ({ recipient, today }: Facts): { severity: 'stop' | 'warn' } => ({
  severity: recipient && isStale(recipient, today) ? 'warn' : 'stop',
})
const clientOf = (fields: Fields, { recipient }: Facts) => clientName(fields, recipient) || 'Ce client'
const ORDER = 'Il figure sur le bon de commande ou la lettre de commande. Sinon, demandez-le au service qui a commandé.'

const recipientKnown: Rule = {
  code: 'recipient.unknown',
  control: 'recipient',
  source: 'domaine.md §4.1 [C13]',
  severity: 'stop',
  field: 'buyerSiret',
  find: ({ buyerSiret }, { isRecipientUnknown }) =>
    isRecipientUnknown && isSiret(buyerSiret)
      ? {
          message: `Chorus Pro ne connaît pas de structure ${formatSiret(buyerSiret)}.`,
          advice: 'Vérifiez le SIRET de facturation auprès du client : ce n’est pas toujours celui de son adresse.',
        }
      : undefined,
}

/** Not a name from the address book, nor one in doubt. */
const isSaid = (origin: Origin | undefined) => origin?.source !== 'buyer' && origin?.trust !== 'check'

/** A name is read with less certainty than a SIRET, and bodies bear several: so it warns. */
const recipientNamed: Rule = {
  code: 'recipient.otherName',
  control: 'recipient',
  source: 'domaine.md §4.1, §4.6',
  severity: 'warn',
  field: 'buyerSiret',
  find: (fields, { recipient, origins }) =>
    recipient && isSaid(origins.buyerName) && isOtherName(fields, recipient)
      ? {
          message: `Ce SIRET est celui de ${recipient.name} ; la page dit ${fields.buyerName}.`,
          advice: 'Vérifiez le client.',
        }
      : undefined,
}

const recipientActive: Rule = {
  code: 'recipient.inactive',
  control: 'recipient',
  source: 'domaine.md §4.1 [C13]',
  severity: 'stop',
  field: 'buyerSiret',
  find: (fields, facts) =>
    facts.recipient && !facts.recipient.isActive
      ? {
          ...firmness(facts),
          message: `${clientOf(fields, facts)} n’est plus une structure active de Chorus Pro.`,
          advice: 'Demandez au client son nouveau SIRET de facturation.',
        }
      : undefined,
}

const notAsked: Rule = {
  code: 'recipient.notAsked',
  control: 'recipient',
  source: 'domaine.md §16.8',
  severity: 'warn',
  field: 'buyerSiret',
  find: ({ buyerSiret }, { recipient, isRecipientUnknown, today }) => {
    if (!isSiret(buyerSiret) || isRecipientUnknown) return undefined
    if (!recipient)
      return {
        message: 'Ce que ce client exige n’a pas encore pu être demandé à Chorus Pro.',
        advice: 'Ce sera fait avant l’envoi.',
      }
    return isStale(recipient, today)
      ? { message: `Ce que ce client exige date du ${recipient.asOf.split('-').reverse().join('/')} : à vérifier.` }
      : undefined
  },
}

const serviceGiven: Rule = {
  code: 'service.missing',
  control: 'service',
  source: 'domaine.md §4.2, §16.8',
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
    return !facts.recipient && fields.buyerSiret === limits.stateSiret.value
      ? {
          severity: 'warn',
          message: 'Il manque le code service : il désigne le bureau de l’État qui paiera.',
          advice: ORDER,
        }
      : undefined
  },
}

const serviceOpen: Rule = {
  code: 'service.closed',
  control: 'service',
  source: 'domaine.md §4.2',
  severity: 'stop',
  field: 'serviceCode',
  find: (fields, facts): Finding => {
    const { serviceCode } = fields
    const { recipient } = facts
    if (!recipient || !serviceCode || !recipient.services.length) return undefined
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
}

const engagementGiven: Rule = {
  code: 'engagement.missing',
  control: 'engagement',
  source: 'domaine.md §4.2, §16.8',
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
}

const engagementOfTheState: Rule = {
  code: 'engagement.stateShape',
  control: 'engagement',
  source: limits.stateEngagementDigits.source,
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
}

export const recipientRules = [
  recipientKnown,
  recipientNamed,
  recipientActive,
  notAsked,
  serviceGiven,
  serviceOpen,
  tooLong('serviceCode', 'service', limits.serviceLength, 'Le code service'),
  engagementGiven,
  engagementOfTheState,
  tooLong('engagementNumber', 'engagement', limits.engagementLength, 'Le numéro d’engagement'),
]

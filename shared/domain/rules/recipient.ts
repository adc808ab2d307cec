import { inFrenchDay } from '../../base/dates.ts'
import type { Origin } from '../document/reading.ts'
import { isOtherName, isStale } from '../buyers/requirements.ts'
import { formatSiret, isSiret } from '../../base/siret.ts'
import { clientOf, firmness } from './firmness.ts'
import { rule } from './rule.ts'

const recipientKnown = rule({
  code: 'recipient.unknown',
  control: 'recipient',
  source: 'domaine.md §4.1 [C13]',
  confidence: 'sure',
  severity: 'stop',
  field: 'buyerSiret',
  find: ({ buyerSiret }, { isRecipientUnknown }) =>
    isRecipientUnknown && isSiret(buyerSiret)
      ? {
          message: `Chorus Pro ne connaît pas d’administration sous le SIRET ${formatSiret(buyerSiret)}.`,
          advice: 'Vérifiez le SIRET de facturation auprès du client : ce n’est pas toujours celui de son adresse.',
        }
      : undefined,
})

/** Not a name from the address book, nor one in doubt. */
const isSaid = (origin: Origin | undefined) => origin?.source !== 'buyer' && origin?.trust !== 'check'

/** A name is read with less certainty than a SIRET, and bodies bear several: so it warns. */
const recipientNamed = rule({
  code: 'recipient.otherName',
  control: 'recipient',
  source: 'domaine.md §4.1, §4.6',
  confidence: 'likely',
  severity: 'warn',
  field: 'buyerSiret',
  find: (fields, { recipient, origins }) =>
    recipient && isSaid(origins.buyerName) && isOtherName(fields, recipient)
      ? {
          message: `Ce SIRET est celui de ${recipient.name} ; la page dit ${fields.buyerName}.`,
          advice: 'Vérifiez le client.',
        }
      : undefined,
})

const recipientActive = rule({
  code: 'recipient.inactive',
  control: 'recipient',
  source: 'domaine.md §4.1 [C13]',
  confidence: 'sure',
  severity: 'stop',
  field: 'buyerSiret',
  find: (fields, facts) =>
    facts.recipient && !facts.recipient.isActive
      ? {
          ...firmness(facts),
          message: `${clientOf(fields, facts)} ne reçoit plus de factures sous ce SIRET.`,
          advice: 'Demandez au client son nouveau SIRET de facturation.',
        }
      : undefined,
})

const forWorksOnly = rule({
  code: 'recipient.worksOnly',
  control: 'recipient',
  source: 'domaine.md §4.2 (estMoaUniquement), §5.2',
  confidence: 'sure',
  severity: 'stop',
  field: 'buyerSiret',
  find: (fields, facts) =>
    facts.recipient?.isWorksOnly
      ? {
          ...firmness(facts),
          message: `${clientOf(fields, facts)} ne reçoit ici que des factures de marchés de travaux.`,
          advice:
            'Pour une facture ordinaire, demandez au client son autre SIRET de facturation. Pour un marché de travaux, déposez-la sur le portail, dans « Factures de travaux ».',
        }
      : undefined,
})

const notAsked = rule({
  code: 'recipient.notAsked',
  control: 'recipient',
  source: 'domaine.md §16.8',
  confidence: 'sure',
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
      ? {
          message: `Ce que ce client exige a été demandé le ${inFrenchDay(recipient.asOf)} : cela a pu changer.`,
          advice: 'Ce sera demandé de nouveau avant l’envoi.',
        }
      : undefined
  },
})

export const recipientRules = [recipientKnown, recipientNamed, recipientActive, forWorksOnly, notAsked]

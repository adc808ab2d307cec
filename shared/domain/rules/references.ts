import limits from '../../tables/limits.json' with { type: 'json' }
import { daysBetween, inFrenchDay, isDate } from '../../base/dates.ts'
import { isCreditNote, normalNumber } from '../fields/fields.ts'
import { tooLong } from './too-long.ts'
import { rule } from './rule.ts'

const dateGiven = rule({
  code: 'date.missing',
  control: 'date',
  source: 'domaine.md §16.9',
  confidence: 'sure',
  severity: 'stop',
  field: 'issueDate',
  find: ({ issueDate }) => {
    if (!issueDate)
      return {
        message: 'Il manque la date de la facture.',
        advice: 'C’est celle où vous l’avez faite, pas l’échéance.',
      }
    return isDate(issueDate) && /^20/.test(issueDate)
      ? undefined
      : { message: `« ${issueDate} » n’est pas une date.`, advice: 'Écrivez-la ainsi : 23/11/2026.' }
  },
})

const dateNotFuture = rule({
  code: 'date.future',
  control: 'date',
  source: 'chorus-pro-api.md §8.5 [S], §3.3 ; domaine.md §16.9',
  confidence: 'sure',
  severity: 'stop',
  field: 'issueDate',
  find: ({ issueDate }, { today }) =>
    isDate(issueDate) && issueDate > today
      ? {
          message: `La facture est datée du ${inFrenchDay(issueDate)}, un jour à venir : Chorus Pro ne la prend pas avant.`,
          advice: 'Vérifiez le mois et l’année. Si la date est la bonne, envoyez la facture ce jour-là.',
        }
      : undefined,
})

const dateNotOld = rule({
  code: 'date.old',
  control: 'date',
  source: limits.oldInvoiceDays.source,
  confidence: 'sure',
  severity: 'warn',
  field: 'issueDate',
  find: ({ issueDate }, { today }) =>
    isDate(issueDate) && daysBetween(issueDate, today) > limits.oldInvoiceDays.value
      ? {
          message: `La facture est datée du ${inFrenchDay(issueDate)} : elle a plus d’un an.`,
          advice: 'Vérifiez l’année sur la page.',
        }
      : undefined,
})

const originGiven = rule({
  code: 'origin.missing',
  control: 'references',
  source: 'domaine.md §16.7, §7',
  confidence: 'sure',
  severity: 'warn',
  field: 'originNumber',
  find: (fields) =>
    isCreditNote(fields) && !fields.originNumber
      ? {
          message: 'Cet avoir ne dit pas quelle facture il corrige.',
          advice: 'Indiquez le numéro de cette facture : le client la cherchera.',
        }
      : undefined,
})

const oneOrigin = rule({
  code: 'origin.several',
  control: 'references',
  source: 'domaine.md §7 (BR-FR-CPRO-20)',
  confidence: 'sure',
  severity: 'warn',
  field: 'originNumber',
  find: (fields) => {
    if (!isCreditNote(fields) || !fields.originNumber) return undefined
    if (normalNumber(fields.originNumber) === normalNumber(fields.number))
      return {
        message: 'L’avoir porte le numéro de la facture qu’il corrige.',
        advice: 'Un avoir a son propre numéro ; celui de la facture va dans « N° de facture d’origine ».',
      }
    return /[,;]|\bet\b/.test(fields.originNumber)
      ? {
          message: 'Un avoir corrige une seule facture ; celui-ci en cite plusieurs.',
          advice: 'Gardez le numéro de la facture principale, ou faites un avoir par facture.',
        }
      : undefined
  },
})

const sameBuyerAsOrigin = rule({
  code: 'origin.otherBuyer',
  control: 'references',
  source: 'domaine.md §7 (même destinataire, même service)',
  confidence: 'sure',
  severity: 'warn',
  field: 'originNumber',
  find: (fields, { corrected }) => {
    if (!corrected || !isCreditNote(fields)) return undefined
    if (corrected.buyerSiret !== fields.buyerSiret)
      return {
        message: `La facture ${fields.originNumber} était pour un autre client.`,
        advice: 'Un avoir va au client de la facture qu’il corrige.',
      }
    return corrected.serviceCode !== fields.serviceCode
      ? {
          message: `La facture ${fields.originNumber} était pour ${corrected.serviceCode ? `le service ${corrected.serviceCode}` : 'ce client, sans code service'}.`,
          advice: 'Un avoir va au même service que la facture qu’il corrige.',
        }
      : undefined
  },
})

export const referenceRules = [
  dateGiven,
  dateNotFuture,
  dateNotOld,
  originGiven,
  oneOrigin,
  sameBuyerAsOrigin,
  tooLong('contractNumber', 'references', limits.contractLength, 'Le numéro de marché'),
  tooLong('comment', 'references', limits.commentLength, 'Le commentaire'),
]

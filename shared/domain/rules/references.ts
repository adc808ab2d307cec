import limits from '../../tables/limits.json' with { type: 'json' }
import { daysBetween, isDate } from '../dates.ts'
import { isCreditNote } from '../fields.ts'
import { wordsOf } from '../status.ts'
import { tooLong } from './too-long.ts'
import type { Rule } from './rule.ts'

const numberLength = limits.numberLength.value

const numberGiven: Rule = {
  code: 'number.missing',
  control: 'number',
  source: 'domaine.md §16.2',
  severity: 'stop',
  field: 'number',
  find: ({ number }) => (number.trim() ? undefined : { message: 'Il manque le numéro de la facture.' }),
}

const numberShort: Rule = {
  code: 'number.tooLong',
  control: 'number',
  source: limits.numberLength.source,
  severity: 'stop',
  field: 'number',
  find: ({ number }) =>
    number.length > numberLength
      ? {
          message: `Le numéro a ${number.length} caractères ; Chorus Pro en accepte ${numberLength}.`,
          advice: `Vous pouvez saisir par exemple « ${number.replace(/[^A-Za-z0-9]/g, '').slice(-numberLength)} ».`,
        }
      : undefined,
}

const numberShape: Rule = {
  code: 'number.shape',
  control: 'number',
  source: 'domaine.md §2.5 ◐, chorus-pro-api.md §8.1',
  severity: 'warn',
  field: 'number',
  find: ({ number }) =>
    !number || /^(?! )(?!.* {2})(?!.* $)[A-Za-z0-9+_/ -]+$/.test(number)
      ? undefined
      : {
          message: 'Le numéro contient un caractère que Chorus Pro n’accepte sans doute pas.',
          advice: 'Sont sûrs : lettres sans accent, chiffres, - _ / +.',
        },
}

const neverSent: Rule = {
  code: 'number.twin',
  control: 'number',
  source: 'domaine.md §16.3, §9',
  severity: 'stop',
  field: 'number',
  find: ({ number }, { twins }) => {
    const sent = twins.find(({ stage }) => !['arrived', 'draft', 'discarded'].includes(stage))
    if (!sent) return undefined
    if (sent.stage === 'portal')
      return {
        message: `Une autre facture ${number} est déjà validée, à déposer sur le portail.`,
        advice: 'Une seule des deux pourra l’être.',
      }
    const { group, label } = wordsOf(sent.status ?? '')
    return group === 'refused'
      ? {
          message: `Le numéro ${number} a déjà servi pour une facture « ${label} ».`,
          advice: 'Une facture refusée garde son numéro : donnez-en un nouveau à celle-ci.',
        }
      : { message: `La facture ${number} est déjà partie.`, advice: 'Regardez-la dans Suivi. Rien ne part deux fois.' }
  },
}

const otherDraft: Rule = {
  code: 'number.otherDraft',
  control: 'number',
  source: 'domaine.md §16.3',
  severity: 'warn',
  field: 'number',
  find: ({ number }, { twins }) =>
    twins.some(({ stage }) => stage === 'draft')
      ? {
          message: `Même numéro qu’une autre facture en attente : ${number}.`,
          advice: 'Une seule des deux pourra partir.',
        }
      : undefined,
}

const dateGiven: Rule = {
  code: 'date.missing',
  control: 'date',
  source: 'domaine.md §16.9',
  severity: 'stop',
  field: 'issueDate',
  find: ({ issueDate }) => {
    if (!issueDate) return { message: 'Il manque la date de la facture.' }
    return isDate(issueDate) && /^20/.test(issueDate) ? undefined : { message: `« ${issueDate} » n’est pas une date.` }
  },
}

const dateNotFuture: Rule = {
  code: 'date.future',
  control: 'date',
  source: 'domaine.md §16.9, §6.4',
  severity: 'warn',
  field: 'issueDate',
  find: ({ issueDate }, { today }) =>
    isDate(issueDate) && issueDate > today
      ? { message: 'La date de facture est dans le futur.', advice: 'Vérifiez le mois et l’année.' }
      : undefined,
}

const dateNotOld: Rule = {
  code: 'date.old',
  control: 'date',
  source: limits.oldInvoiceDays.source,
  severity: 'warn',
  field: 'issueDate',
  find: ({ issueDate }, { today }) =>
    isDate(issueDate) && daysBetween(issueDate, today) > limits.oldInvoiceDays.value
      ? { message: 'La facture a plus d’un an.', advice: 'Vérifiez l’année.' }
      : undefined,
}

const originGiven: Rule = {
  code: 'origin.missing',
  control: 'references',
  source: 'domaine.md §16.7, §7',
  severity: 'warn',
  field: 'originNumber',
  find: (fields) =>
    isCreditNote(fields) && !fields.originNumber
      ? { message: 'Un avoir renvoie à la facture qu’il corrige.', advice: 'Indiquez son numéro.' }
      : undefined,
}

export const referenceRules = [
  numberGiven,
  numberShort,
  numberShape,
  neverSent,
  otherDraft,
  dateGiven,
  dateNotFuture,
  dateNotOld,
  originGiven,
  tooLong('contractNumber', 'references', limits.contractLength, 'Le numéro de marché'),
  tooLong('comment', 'references', limits.commentLength, 'Le commentaire'),
]

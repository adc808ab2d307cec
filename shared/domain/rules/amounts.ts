import type { FieldName, Fields } from '../fields.ts'
import { isCreditNote } from '../fields.ts'
import { formatCents } from '../money.ts'
import type { Rule } from './rule.ts'

/** Cents two ways of rounding may differ by (domaine.md §16.4). */
const TOLERANCE = 1
const differs = (a: number, b: number) => Math.abs(a - b) > TOLERANCE
const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

const given = (field: FieldName & ('netTotal' | 'taxTotal' | 'grossTotal' | 'payable'), what: string): Rule => ({
  code: `${field}.missing`,
  control: 'amounts',
  source: 'domaine.md §3',
  severity: 'stop',
  field,
  find: (fields, { circuit }) => {
    if (fields[field] !== null) return undefined
    // BT-110 may be left out where no VAT is counted.
    if (circuit === 'flux' && field === 'taxTotal' && fields.netTotal === fields.grossTotal) return undefined
    return { message: `Il manque ${what}.` }
  },
})

const totalsAgree: Rule = {
  code: 'amounts.total',
  control: 'amounts',
  source: 'domaine.md §16.4',
  severity: 'stop',
  field: 'grossTotal',
  find: ({ netTotal, taxTotal, grossTotal }) =>
    netTotal !== null && taxTotal !== null && grossTotal !== null && differs(netTotal + taxTotal, grossTotal)
      ? {
          message: `${formatCents(netTotal)} HT et ${formatCents(taxTotal)} de TVA font ${formatCents(netTotal + taxTotal)}, pas ${formatCents(grossTotal)}.`,
          advice: 'Corrigez le montant mal lu ; si la page dit cela, la facture est à refaire.',
        }
      : undefined,
}

const vatLinesAgree: Rule = {
  code: 'amounts.vatLines',
  control: 'amounts',
  source: 'domaine.md §16.4',
  severity: 'stop',
  field: 'vatLines',
  find: ({ vatLines, taxTotal }) => {
    const total = sum(vatLines.map(({ tax }) => tax))
    return vatLines.length && taxTotal !== null && differs(total, taxTotal)
      ? { message: `Les lignes de TVA font ${formatCents(total)}, le total de TVA ${formatCents(taxTotal)}.` }
      : undefined
  },
}

const vatBasesAgree: Rule = {
  code: 'amounts.vatBases',
  control: 'amounts',
  source: 'chorus-pro-api.md §8.6 [H]',
  severity: 'warn',
  field: 'vatLines',
  find: ({ vatLines, netTotal }) => {
    const total = sum(vatLines.map(({ base }) => base))
    return vatLines.length && netTotal !== null && differs(total, netTotal)
      ? { message: `Les bases de TVA font ${formatCents(total)}, le total HT ${formatCents(netTotal)}.` }
      : undefined
  },
}

const vatLineGiven: Rule = {
  code: 'vatLines.missing',
  control: 'amounts',
  source: 'chorus-pro-api.md §3.3',
  severity: 'stop',
  field: 'vatLines',
  find: ({ vatLines, taxTotal }, { circuit }) => {
    if (circuit === 'flux' || !taxTotal) return undefined
    if (!vatLines.length)
      return { message: 'Il manque le détail de la TVA par taux.', advice: 'Ajoutez une ligne par taux.' }
    return vatLines.some(({ rate }) => rate === null) ? { message: 'Une ligne de TVA n’a pas de taux.' } : undefined
  },
}

const payableAgrees: Rule = {
  code: 'amounts.payable',
  control: 'amounts',
  source: 'domaine.md §16.4, §3; BT-114 of EN 16931',
  severity: 'stop',
  field: 'payable',
  find: ({ cadre, grossTotal, discount, prepaid, retention, payable }, { document, circuit }) => {
    if (cadre === 'A2' || grossTotal === null || payable === null) return undefined
    const deducted = (discount ?? 0) + (prepaid ?? 0) + (retention ?? 0) - (document.rounding ?? 0)
    if (!differs(grossTotal - deducted, payable)) return undefined
    // A Factur-X MINIMUM says what is left to pay, not what was paid: nothing contradicts.
    const isUntold = circuit === 'flux' && prepaid === null && payable < grossTotal
    const minus = deducted ? ' moins ce qui en est déduit' : ''
    return {
      ...(isUntold && { severity: 'warn' as const }),
      message: `Le TTC${minus} fait ${formatCents(grossTotal - deducted)}, le net à payer ${formatCents(payable)}.`,
      advice: 'Une remise, un acompte ou une retenue de garantie s’indique sous les montants.',
    }
  },
}

const isNegative = ({ netTotal, grossTotal, payable }: Fields) =>
  [netTotal, grossTotal, payable].some((amount) => amount !== null && amount < 0)

const notNegative: Rule = {
  code: 'amounts.negative',
  control: 'amounts',
  source: 'domaine.md §6.4, §7, §16.2; chorus-pro-api.md §8.7',
  severity: 'warn',
  field: 'grossTotal',
  find: (fields, { circuit }) => {
    if (!isNegative(fields)) return undefined
    if (isCreditNote(fields))
      return {
        severity: 'stop',
        message: 'Chorus Pro veut les montants d’un avoir en positif.',
        advice: circuit === 'flux' ? 'Le fichier est à refaire, sans signe moins.' : 'Retirez le signe moins.',
      }
    return {
      message: 'Le montant est négatif : est-ce un avoir ?',
      advice: 'Changez le type, et saisissez les montants en positif.',
    }
  },
}

const noVatMeansNone: Rule = {
  code: 'vat.none',
  control: 'amounts',
  source: 'domaine.md §16.7, §7',
  severity: 'stop',
  field: 'vatScheme',
  find: ({ vatScheme, taxTotal }) =>
    ['EXONERATION', 'SANS_TVA'].includes(vatScheme) && taxTotal
      ? {
          message: 'La facture est dite sans TVA, mais elle en porte.',
          advice: 'Corrigez le type de TVA ou le montant.',
        }
      : undefined,
}

const schemeGiven: Rule = {
  code: 'vatScheme.missing',
  control: 'amounts',
  source: 'domaine.md §3',
  severity: 'stop',
  field: 'vatScheme',
  find: ({ vatScheme }, { circuit }) =>
    vatScheme || circuit === 'flux'
      ? undefined
      : {
          message: 'Il manque le type de TVA.',
          advice: 'Sur les débits ou sur les encaissements : votre comptable le sait.',
        },
}

const exemptionGiven: Rule = {
  code: 'exemptionReason.missing',
  control: 'amounts',
  source: 'chorus-pro-api.md §3.3',
  severity: 'stop',
  field: 'exemptionReason',
  find: ({ vatScheme, exemptionReason }, { circuit, exemptions }) =>
    vatScheme !== 'EXONERATION' || exemptionReason || circuit === 'flux'
      ? undefined
      : {
          message: 'Il manque le motif d’exonération de TVA.',
          advice: exemptions.length
            ? 'Choisissez-le dans la liste : il sera proposé aux factures suivantes.'
            : 'La liste vient de Chorus Pro, qui ne répond pas pour le moment. Sans motif, choisissez « Sans TVA ».',
        },
}

export const amountRules = [
  given('netTotal', 'le total HT'),
  given('taxTotal', 'le total de TVA'),
  given('grossTotal', 'le total TTC'),
  given('payable', 'le net à payer'),
  totalsAgree,
  vatLineGiven,
  vatLinesAgree,
  vatBasesAgree,
  payableAgrees,
  notNegative,
  noVatMeansNone,
  schemeGiven,
  exemptionGiven,
]

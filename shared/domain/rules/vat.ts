import { exemptionSaid } from '../document/exemption.ts'
import rates from '../../tables/vat-rates.json' with { type: 'json' }
import { formatCents } from '../../base/money.ts'
import { isInData } from '../document/reading.ts'
import { differs, sum } from './cents.ts'
import { rule } from './rule.ts'

const vatLinesAgree = rule({
  code: 'amounts.vatLines',
  control: 'amounts',
  source: 'domaine.md §16.4, chorus-pro-api.md §8.6',
  confidence: 'sure',
  severity: 'stop',
  field: 'vatLines',
  find: ({ vatLines, taxTotal }) => {
    const total = sum(vatLines.map(({ tax }) => tax))
    return vatLines.length && taxTotal !== null && differs(total, taxTotal)
      ? {
          message: `Les lignes de TVA font ${formatCents(total)}, le total de TVA ${formatCents(taxTotal)}.`,
          advice: 'Corrigez le montant mal lu, ou ajoutez le taux qui manque.',
        }
      : undefined
  },
})

const vatBasesAgree = rule({
  code: 'amounts.vatBases',
  control: 'amounts',
  source: 'chorus-pro-api.md §8.6 [H]',
  confidence: 'likely',
  severity: 'warn',
  field: 'vatLines',
  find: ({ vatLines, netTotal }) => {
    const total = sum(vatLines.map(({ base }) => base))
    return vatLines.length && netTotal !== null && differs(total, netTotal)
      ? {
          message: `Les bases de TVA font ${formatCents(total)}, le total HT ${formatCents(netTotal)}.`,
          advice: 'Regardez s’il manque un taux : les bases de toutes les lignes font d’ordinaire le total HT.',
        }
      : undefined
  },
})

const NO_LINES = 'Il manque le détail de la TVA par taux.'
const REDO = 'Corrigez le fichier dans le logiciel qui l’a fait.'

const vatLineGiven = rule({
  code: 'vatLines.missing',
  control: 'amounts',
  source: 'domaine.md §3 (O), chorus-pro-api.md §3.3, §7.5',
  confidence: 'sure',
  severity: 'stop',
  field: 'vatLines',
  find: ({ vatLines, vatScheme, taxTotal }, { circuit }) => {
    if (circuit === 'flux') return taxTotal && !vatLines.length ? { message: NO_LINES, advice: REDO } : undefined
    if (!vatLines.length && taxTotal === 0 && vatScheme.startsWith('TVA_'))
      return {
        field: 'vatScheme',
        message: 'La facture ne compte pas de TVA, mais elle est dite soumise à la TVA.',
        advice: 'Choisissez « Sans TVA » ou « Exonération » ; à taux zéro, ajoutez une ligne à 0 %.',
      }
    if (!taxTotal) return undefined
    if (!vatLines.length) return { message: NO_LINES, advice: 'Ajoutez une ligne par taux.' }
    return vatLines.some(({ rate }) => rate === null)
      ? { message: 'Une ligne de TVA n’a pas de taux.', advice: 'Indiquez-le : 20 %, 10 %, 5,5 %…' }
      : undefined
  },
})

/** Rates that official software may use (chorus-pro-api.md §8.6, A7 G1.24); the living list is Chorus Pro's own. */
const rateIsUsual = rule({
  code: 'vatLines.rate',
  control: 'amounts',
  source: 'chorus-pro-api.md §8.6 (A7 G1.24) ; domaine.md §7',
  confidence: 'likely',
  severity: 'warn',
  field: 'vatLines',
  find: ({ vatLines }) => {
    const odd = vatLines.find(({ rate }) => rate !== null && !rates.accepted.includes(rate))
    return odd
      ? {
          message: `Un taux de TVA de ${formatRate(odd.rate!)} n’existe pas en France.`,
          advice: 'Vérifiez-le sur la page : 20 %, 10 %, 5,5 % et 2,1 % sont les plus courants.',
        }
      : undefined
  },
})
const formatRate = (rate: number) => `${String(rate / 100).replace('.', ',')} %`

const noVatMeansNone = rule({
  code: 'vat.none',
  control: 'amounts',
  source: 'domaine.md §16.7, §7',
  confidence: 'sure',
  severity: 'stop',
  field: 'vatScheme',
  find: ({ vatScheme, taxTotal }, { circuit, origins }) =>
    // Of a flow only what its file says counts.
    (circuit === 'pdf' || (origins.vatScheme !== undefined && isInData(origins.vatScheme))) &&
    ['EXONERATION', 'SANS_TVA'].includes(vatScheme) &&
    taxTotal
      ? {
          message: 'La facture est dite sans TVA, mais elle en porte.',
          advice: 'Corrigez le type de TVA ou le montant.',
        }
      : undefined,
})

const schemeGiven = rule({
  code: 'vatScheme.missing',
  control: 'amounts',
  source: 'domaine.md §3',
  confidence: 'sure',
  severity: 'stop',
  field: 'vatScheme',
  find: ({ vatScheme }, { circuit }) =>
    vatScheme || circuit === 'flux'
      ? undefined
      : {
          message: 'Il manque le type de TVA.',
          advice: 'Sur les débits ou sur les encaissements : votre comptable le sait.',
        },
})

const exemptionGiven = rule({
  code: 'exemptionReason.missing',
  control: 'amounts',
  source: 'chorus-pro-api.md §3.3',
  confidence: 'sure',
  severity: 'stop',
  field: 'exemptionReason',
  find: ({ vatScheme, exemptionReason }, { circuit, exemptions, document }) => {
    if (vatScheme !== 'EXONERATION' || exemptionReason || circuit === 'flux') return undefined
    const words = document.exemption
    const said = words ? exemptionSaid(words, exemptions) : undefined
    return {
      message: words
        ? `La page dit « ${words} » : il reste à choisir le motif d’exonération de Chorus Pro.`
        : 'Il manque le motif d’exonération de TVA.',
      advice: said
        ? `Dans la liste, c’est « ${said.label} ».`
        : exemptions.length
          ? 'Choisissez-le dans la liste : il sera proposé aux factures suivantes.'
          : 'La liste vient de Chorus Pro, qui ne répond pas pour le moment. Sans motif, choisissez « Sans TVA ».',
    }
  },
})

const exemptionKnown = rule({
  code: 'exemptionReason.unknown',
  control: 'amounts',
  source: 'chorus-pro-api.md §3.3, §5.6',
  confidence: 'sure',
  severity: 'stop',
  field: 'exemptionReason',
  find: ({ vatScheme, exemptionReason }, { circuit, exemptions }) =>
    circuit === 'pdf' &&
    vatScheme === 'EXONERATION' &&
    exemptionReason &&
    exemptions.length &&
    exemptions.every(({ code }) => code !== exemptionReason)
      ? {
          message: 'Chorus Pro ne propose plus ce motif d’exonération de TVA.',
          advice: 'Choisissez-en un autre dans la liste.',
        }
      : undefined,
})

export const vatRules = [
  vatLineGiven,
  vatLinesAgree,
  vatBasesAgree,
  rateIsUsual,
  noVatMeansNone,
  schemeGiven,
  exemptionGiven,
  exemptionKnown,
]

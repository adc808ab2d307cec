import limits from '../../tables/limits.json' with { type: 'json' }
import type { Fields } from '../fields/fields.ts'
import { isCreditNote } from '../fields/fields.ts'
import { formatCents } from '../../base/money.ts'
import type { DocumentFacts } from '../document/reading.ts'
import { differs } from './cents.ts'
import { rule, type Rule } from './rule.ts'

type Total = 'netTotal' | 'taxTotal' | 'grossTotal' | 'payable'
const given = <Field extends Total>(field: Field, what: string): Rule<`${Field}.missing`> => ({
  code: `${field}.missing`,
  control: 'amounts',
  source: 'domaine.md §3',
  confidence: 'sure',
  severity: 'stop',
  field,
  find: (fields, { circuit }) => {
    if (fields[field] !== null) return undefined
    // BT-110 may be left out where no VAT is counted.
    if (circuit === 'flux' && field === 'taxTotal' && fields.netTotal === fields.grossTotal) return undefined
    return { message: `Il manque ${what}.`, advice: 'Il se lit au bas de la facture.' }
  },
})

/**
 * The total already has the discount taken off. Whether Chorus Pro wants it before or after is not known
 * (chorus-pro-api.md §8.6 [H], §16.9 against domaine.md §16.4): both pass.
 */
const isDiscounted = ({
  netTotal,
  taxTotal,
  grossTotal,
  discount,
}: Pick<Fields, 'netTotal' | 'taxTotal' | 'grossTotal' | 'discount'>) =>
  !!discount &&
  netTotal !== null &&
  taxTotal !== null &&
  grossTotal !== null &&
  !differs(netTotal + taxTotal - discount, grossTotal)

const totalsAgree = rule({
  code: 'amounts.total',
  control: 'amounts',
  source: 'domaine.md §16.4, chorus-pro-api.md §8.6',
  confidence: 'sure',
  severity: 'stop',
  field: 'grossTotal',
  find: ({ netTotal, taxTotal, grossTotal, discount }) =>
    netTotal !== null &&
    taxTotal !== null &&
    grossTotal !== null &&
    differs(netTotal + taxTotal, grossTotal) &&
    !isDiscounted({ netTotal, taxTotal, grossTotal, discount })
      ? {
          message: `${formatCents(netTotal)} HT et ${formatCents(taxTotal)} de TVA font ${formatCents(netTotal + taxTotal)}, pas ${formatCents(grossTotal)}.`,
          advice: 'Corrigez le montant mal lu ; si la page dit cela, la facture est à refaire.',
        }
      : undefined,
})

/** 19 digits of which six are decimals (domaine.md §2.5 ◐). Cents. */
const notTooLarge = rule({
  code: 'amounts.tooLarge',
  control: 'amounts',
  source: limits.amountCents.source,
  confidence: 'likely',
  severity: 'warn',
  field: 'grossTotal',
  find: ({ netTotal, taxTotal, grossTotal, payable }) =>
    [netTotal, taxTotal, grossTotal, payable].some((amount) => Math.abs(amount ?? 0) > limits.amountCents.value)
      ? { message: 'Un montant dépasse ce que Chorus Pro sait écrire.', advice: 'Vérifiez les zéros.' }
      : undefined,
})

const payableAgrees = rule({
  code: 'amounts.payable',
  control: 'amounts',
  source: 'domaine.md §16.4, §3; BT-114 of EN 16931',
  confidence: 'sure',
  severity: 'stop',
  field: 'payable',
  find: (fields, { document, circuit }) => {
    const { cadre, grossTotal, discount, prepaid, retention, payable } = fields
    if (cadre === 'A2' || grossTotal === null || payable === null) return undefined
    const off = (isDiscounted(fields) ? 0 : (discount ?? 0)) + (prepaid ?? 0) + (retention ?? 0)
    const deducted = off - (document.rounding ?? 0) - adjusted(document)
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
})

/** What the page adds to the gross total and takes off under names Chorus Pro has no field for. Cents. */
const adjusted = ({ adjustments = [] }: DocumentFacts) => adjustments.reduce((total, { cents }) => total + cents, 0)

/** The form has a discount and a net to pay, and « Commentaire » for what lies between (chorus-pro-api.md §3.3, §8.6). */
const adjustmentsTold = rule({
  code: 'amounts.adjusted',
  control: 'amounts',
  source: 'chorus-pro-api.md §8.6, §8.10',
  confidence: 'likely',
  severity: 'warn',
  field: 'payable',
  find: ({ payable, grossTotal }, { document, circuit }) => {
    const { adjustments = [] } = document
    if (circuit !== 'pdf' || adjustments.length === 0 || payable === null || grossTotal === null) return undefined
    const list = adjustments.map(({ label, cents }) => `« ${label} » ${formatCents(cents)}`).join(', ')
    return {
      message: `Entre le TTC et le net à payer, la page porte ${list} : Chorus Pro n’a pas de champ pour cela.`,
      advice:
        payable > grossTotal
          ? 'Le net à payer dépasse le TTC : dites pourquoi dans « Commentaire ». Si votre client le refuse, mettez cette somme en ligne à 0 % de TVA.'
          : 'Le net à payer en tient compte ; dites pourquoi dans « Commentaire », le client le lit.',
    }
  },
})

const isNegative = ({ netTotal, grossTotal, payable }: Fields) =>
  [netTotal, grossTotal, payable].some((amount) => amount !== null && amount < 0)

const notNegative = rule({
  code: 'amounts.negative',
  control: 'amounts',
  source: 'domaine.md §6.4, §7, §16.2; chorus-pro-api.md §8.7',
  confidence: 'sure',
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
})

export const amountRules = [
  given('netTotal', 'le total HT'),
  given('taxTotal', 'le total de TVA'),
  given('grossTotal', 'le total TTC'),
  given('payable', 'le net à payer'),
  totalsAgree,
  notTooLarge,
  payableAgrees,
  adjustmentsTold,
  notNegative,
]

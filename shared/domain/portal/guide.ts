import { cadreOf, isWorks } from '../fields/cadre.ts'
import { typeDay } from '../../base/dates.ts'
import { isCreditNote, type Fields } from '../fields/fields.ts'
import { paymentModes, vatSchemes } from '../fields/form-labels.ts'
import type { InvoiceAt } from '../lifecycle/invoice.ts'
import { roleWords, type Market } from '../buyers/works-contract.ts'
import { formatRate, toDecimal } from '../../base/money.ts'
import { formatSiret } from '../../base/siret.ts'
import { french } from '../../base/french.ts'
import type { WalkStep } from '../lifecycle/portal-progress.ts'

/** One field of the portal's form: its label there, how it reads here, what is put in the clipboard; words are not codes. */
export type Value = { name: string; label: string; shown: string; copied: string; isWord?: true }
export type Group = { title: string; values: Value[] }
/** A station of the way through the portal, with what stands under its name. */
export type Station = { step: WalkStep; title: string; under: string }
type Portal = Pick<InvoiceAt<'portal'>, 'fields' | 'circuit' | 'walk'>

const wordOf = (list: { value: string; word: string }[], value: string) =>
  list.find((entry) => entry.value === value)?.word ?? value

/**
 * The stations, in the portal's own order (domaine.md §2.2). A file of data is not followed by a form: the portal answers
 * with the number of a lot (§2.3).
 */
export function stationsOf({ fields, circuit, walk }: Portal, fileName: string): Station[] {
  const values = formOf(fields).flatMap((group) => group.values)
  const copied = values.filter(({ name }) => walk.copied.includes(name)).length
  const form: Station[] = [
    {
      step: 'formulaire',
      title: 'Remplir le formulaire',
      under: `${copied} champ${copied > 1 ? 's' : ''} copié${copied > 1 ? 's' : ''} sur ${values.length}`,
    },
    { step: 'pieces', title: 'Joindre les pièces', under: 'si votre client en demande' },
    { step: 'envoyer', title: 'Valider et envoyer', under: 'pas « Enregistrer » : il n’envoie rien' },
  ]
  const stations: Station[] = [
    {
      step: 'ouvrir',
      title: 'Ouvrir le portail',
      under: isWorks(fields) ? 'Factures de travaux' : 'Factures émises, Déposer facture',
    },
    { step: 'fichier', title: 'Choisir le fichier', under: fileName },
    {
      step: 'cadre',
      title: 'Cadre et structure',
      under: [fields.cadre, fields.supplierName, 'Continuer'].filter(Boolean).join(', '),
    },
    ...(circuit === 'pdf' ? form : []),
    {
      step: 'numero',
      title: circuit === 'pdf' ? 'Noter le numéro' : 'Noter le numéro de lot',
      under: 'et garder le certificat de dépôt',
    },
  ]
  return stations.map((station) => ({ ...station, under: french(station.under) }))
}

/** What is asked before the form: the cadre, the firm, and who must approve (domaine.md §2.2 step 3, §3). */
export function frameOf(fields: Fields): Group[] {
  const { code, label } = cadreOf(fields)
  return [
    group('Cadre et structure', [
      word('cadre', 'Cadre de facturation', `${code}, ${label}`),
      siret('supplierSiret', 'Structure (SIRET)', fields.supplierSiret),
      siret('valideurSiret', 'Valideur (SIRET)', fields.valideurSiret),
      plain('valideurService', 'Service du valideur', fields.valideurService),
    ]),
  ]
}

/** The fields of the form, block by block, with the portal's labels (domaine.md §3); those without a value are left out. */
export function formOf(fields: Fields): Group[] {
  const [only, second] = fields.vatLines
  const rate = only && !second && only.rate !== null ? `, taux ${formatRate(only.rate)}` : ''
  return [
    group('Destinataire', [
      siret('buyerSiret', 'SIRET', fields.buyerSiret),
      plain('serviceCode', 'Code service', fields.serviceCode),
    ]),
    group('Références', [
      plain('number', 'N° de facture', fields.number),
      word('typeCode', 'Type de facture', isCreditNote(fields) ? 'Avoir' : 'Facture'),
      plain('issueDate', 'Date de facture', typeDay(fields.issueDate)),
      plain('engagementNumber', 'N° d’engagement', fields.engagementNumber),
      plain('contractNumber', 'N° de marché', fields.contractNumber),
      plain('originNumber', 'N° de facture d’origine', isCreditNote(fields) ? fields.originNumber : ''),
      plain('currency', 'Devise', fields.currency),
      word('paymentMode', 'Mode de règlement', wordOf(paymentModes, fields.paymentMode)),
    ]),
    group('TVA', [
      word('vatScheme', 'Type de TVA', wordOf(vatSchemes, fields.vatScheme)),
      plain('exemptionReason', 'Motif d’exonération', fields.vatScheme === 'EXONERATION' ? fields.exemptionReason : ''),
      ...(second ? fields.vatLines.flatMap(vatValues) : []),
    ]),
    group('Montants', [
      money('netTotal', 'Total HT', fields.netTotal),
      money('taxTotal', `Total TVA${rate}`, fields.taxTotal),
      money('grossTotal', 'Total TTC', fields.grossTotal),
      money('discount', 'Remise globale TTC', fields.discount || null),
      money('payable', 'Net à payer', fields.payable),
    ]),
    group('Commentaire', [word('comment', 'Commentaire', fields.comment)]),
  ].filter(({ values }) => values.length)
}

/** Who takes part in a works contract, from the sheet kept once for it (domaine.md §5.2). */
export const marketOf = ({ parties }: Market): Group[] =>
  parties
    .map(({ role, siret: digits, serviceCode }) =>
      group(roleWords[role], [
        siret(`${role}Siret`, `SIRET, ${roleWords[role].toLowerCase()}`, digits),
        plain(`${role}Service`, `Code service, ${roleWords[role].toLowerCase()}`, serviceCode),
      ]),
    )
    .filter(({ values }) => values.length)

const group = (title: string, values: Value[]): Group => ({ title, values: values.filter(({ copied }) => copied) })
const plain = (name: string, label: string, text: string): Value => ({ name, label, shown: text, copied: text })
const word = (name: string, label: string, text: string): Value => ({ ...plain(name, label, text), isWord: true })
const siret = (name: string, label: string, digits: string): Value => ({
  name,
  label,
  shown: formatSiret(digits),
  copied: digits,
})
/** « 3220,00 »: a comma, no space, no sign of currency, as the mockup has it; what else the portal takes is not known. */
const money = (name: string, label: string, cents: number | null): Value =>
  plain(name, label, cents === null ? '' : toDecimal(cents).replace('.', ','))
const vatValues = ({ rate, base, tax }: Fields['vatLines'][number], index: number): Value[] => {
  const word = rate === null ? 'taux à préciser' : formatRate(rate)
  return [money(`vatBase${index}`, `Base HT, ${word}`, base), money(`vatTax${index}`, `TVA, ${word}`, tax)]
}

/** All fields as lines of text, for « Tout copier ». */
export const asText = (groups: Group[]): string =>
  groups
    .flatMap(({ title, values }) => [title, ...values.map(({ label, copied }) => `${label}\t${copied}`), ''])
    .join('\n')
    .trim()

/** A lot or a flow has a number of its own kind: « CPP » and figures (domaine.md §2.3). */
export const isFlowNumber = (number: string): boolean => /^CPP\d{8,}$/i.test(number.replace(/\s/g, ''))

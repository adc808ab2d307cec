import { isCreditNote } from '../fields/fields.ts'
import { formatSiret } from '../../base/siret.ts'
import cadres from '../../tables/cadres.json' with { type: 'json' }
import { typeCodeOf, type Address, type AuthoredInvoice, type AuthoredParty } from './authored.ts'
import { longDay } from './long-day.ts'
import { printedLines, type Table } from './printed-lines.ts'
import { printedSums, type Sums } from './printed-sums.ts'
import { printedTerms, type Paragraph } from './printed-terms.ts'
import { totalsOf, type AuthoredTotals } from './totals.ts'

/** Party on the page: a heading, its name, then its lines. */
export type PrintedParty = { heading: string; name: string; lines: string[] }

/**
 * Words of the printed invoice, in order, for whoever draws it: the PDF and the live page of the window. The mandatory mentions of
 * its case are all there (domaine.md §6.1, §6.2), each value announced by its word, as the portal's recognition wants (§2.4).
 */
export type Printed = {
  title: string
  number: string
  facts: string[]
  from: PrintedParty
  client: PrintedParty
  valideur: PrintedParty | null
  references: { label: string; value: string }[]
  subject: string
  table: Table
  sums: Sums
  left: Paragraph[]
  right: Paragraph[]
  legal: string[]
}

/** Words of the page of an authored invoice. Throws RangeError as totalsOf. */
export function printed(invoice: AuthoredInvoice, totals: AuthoredTotals = totalsOf(invoice)): Printed {
  const { valideur, seller, buyer } = invoice
  const isCredit = isCreditNote({ typeCode: typeCodeOf(invoice) })
  return {
    title: titleOf(invoice),
    number: `N° ${invoice.number}`,
    facts: factsOf(invoice),
    from: { heading: '', name: seller.name, lines: [...place(seller.address), ...identity(seller, 'fournisseur')] },
    client: {
      heading: isCredit ? 'Client' : 'Client, et payeur',
      name: buyer.name,
      lines: [...place(buyer.address), `SIRET client : ${formatSiret(buyer.siret)}`],
    },
    valideur: valideur && {
      heading: invoice.cadre === 'A12' ? 'Mandataire, et valideur' : 'Titulaire, et valideur',
      name: valideur.name,
      lines: [...place(valideur.address), `SIRET valideur : ${formatSiret(valideur.siret)}`],
    },
    references: referencesOf(invoice),
    subject: invoice.subject,
    table: printedLines(invoice, totals),
    sums: printedSums(invoice, totals),
    ...printedTerms(invoice, totals),
    legal: invoice.legal.split('\n').filter(Boolean),
  }
}

function titleOf({ kind, situation }: AuthoredInvoice) {
  if (kind === 'creditNote') return 'Avoir'
  if (kind === 'deposit') return 'Facture d’acompte'
  return kind === 'situation' && situation ? `Situation n° ${situation.rank}` : 'Facture'
}

/** What was done, by category of the operation (domaine.md §6.1: date de livraison ou d'exécution). */
const DONE = { goods: 'Livré', services: 'Exécuté', mixed: 'Livré et exécuté' }

function factsOf({ kind, issueDate, origin, nature, performedFrom, performedTo }: AuthoredInvoice): string[] {
  if (kind === 'creditNote') {
    const about = origin ? [`Sur la facture : ${origin.number} du ${longDay(origin.date)}`] : []
    return [`Date de l’avoir : ${longDay(issueDate)}`, ...about]
  }
  const when = performedFrom
    ? [`${DONE[nature]} du ${longDay(performedFrom)} au ${longDay(performedTo)}`]
    : performedTo
      ? [`${DONE[nature]} le ${longDay(performedTo)}`]
      : []
  return [`Date de facture : ${longDay(issueDate)}`, ...when]
}

const place = ({ lines, postcode, city, country }: Address) => [
  ...lines,
  `${postcode} ${city}`.trim(),
  ...(country === 'FR' ? [] : [country]),
]

const identity = ({ siret, vatNumber, email, phone }: AuthoredParty, role: string) => [
  `SIRET ${role} : ${formatSiret(siret)}`,
  ...(vatNumber ? [`N° de TVA : ${vatNumber.replace(/^(\w\w)(\w\w)(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3 $4 $5')}`] : []),
  ...(email || phone ? [[email, phone].filter(Boolean).join(', ')] : []),
]

const CATEGORY = { goods: 'biens', services: 'services', mixed: 'biens et services' }

function referencesOf(invoice: AuthoredInvoice) {
  const { cadre, deliveredTo, origin, reason } = invoice
  const service = [invoice.serviceCode, invoice.serviceName].filter(Boolean).join(', ')
  const delivered = deliveredTo ? [deliveredTo.name, ...place(deliveredTo.address)].filter(Boolean).join(', ') : ''
  const name = cadres.entries.find(({ code }) => code === cadre)?.label ?? ''
  return [
    { label: 'N° d’engagement :', value: invoice.engagementNumber },
    { label: 'Code service :', value: service },
    { label: 'N° de marché :', value: invoice.contractNumber },
    { label: 'Facture d’origine :', value: origin?.number ?? '' },
    { label: 'Motif :', value: reason },
    { label: 'Livré à :', value: delivered },
    { label: 'Cadre :', value: cadre === 'A1' ? '' : `${cadre}, ${name}` },
    { label: 'Catégorie :', value: CATEGORY[invoice.nature] },
  ].filter(({ value }) => value)
}

import {
  typeCodeOf,
  type Address,
  type AuthoredInvoice,
  type AuthoredParty,
} from '../../../shared/domain/authoring/authored.ts'
import { totalsOf, type AuthoredTotals } from '../../../shared/domain/authoring/totals.ts'
import { formatCents, formatRate } from '../../../shared/base/money.ts'
import paymentMeans from '../../../shared/tables/payment-means.json' with { type: 'json' }
import { guidelineOf, processOf, type Carrier, type Dialect } from './dialect.ts'
import { notesOf, type Note } from './notes.ts'

/** Identifier with its scheme, ISO 6523 (plateformes-agreees.md §4.4). */
export type Identifier = { value: string; scheme: string }

/** Party as a file names it: BT-29/46, BT-30/47, BT-31/48, BT-32, BT-34/49. Empty texts where it has none. */
export type PartyTerms = {
  name: string
  ids: Identifier[]
  legal: Identifier | null
  vatNumber: string
  taxId: string
  endpoint: string
  address: Address
  email: string
  phone: string
}

/**
 * Business terms of EN 16931 of an authored invoice in one dialect: all that is decided before a syntax is written. CII and UBL
 * say the same terms with other elements.
 */
export type Terms = {
  invoice: AuthoredInvoice
  totals: AuthoredTotals
  /** BT-24, BT-23, BT-3 */
  guideline: string
  process: string
  typeCode: string
  notes: Note[]
  seller: PartyTerms
  buyer: PartyTerms
  /** EXT-FR-FE-BG-03: who approves the invoice of a subcontractor or co-contractor. */
  agent: PartyTerms | null
  /** BG-3 */
  preceding: { number: string; date: string } | null
  /** BT-81, UNTDID 4461 */
  paymentCode: string
  /** BT-20 */
  paymentTerms: string
  /** BT-8: VAT falls due when the invoice is made, or when it is paid; null where none is counted. */
  vatDue: 'invoice' | 'payment' | null
  /** EXTENDED: why no VAT is counted is said again on lines and discounts (plateformes-agreees.md §3, since July 2026). */
  isExtended: boolean
}

/** Business terms of an authored invoice for a dialect and the file that will carry them. Throws RangeError as totalsOf. */
export function termsOf(invoice: AuthoredInvoice, dialect: Dialect, carrier: Carrier): Terms {
  const totals = totalsOf(invoice)
  const isAfnor = dialect === 'afnor'
  const agent = isAfnor && invoice.valideur ? platformParty(invoice.valideur) : null
  const isExtended = isAfnor && (invoice.serviceCode !== '' || agent !== null)
  const party = isAfnor ? platformParty : chorusParty
  const buyer = party(invoice.buyer)
  // Service code in BT-10 and, for a platform, in BT-46 under 0224 as well (plateformes-agreees.md §3).
  if (isAfnor && invoice.serviceCode) buyer.ids.push({ value: invoice.serviceCode, scheme: '0224' })
  return {
    invoice,
    totals,
    guideline: guidelineOf(carrier, isExtended),
    process: processOf(invoice, dialect),
    typeCode: typeCodeOf(invoice),
    notes: notesOf(invoice, dialect),
    seller: withTaxId(party(invoice.seller), invoice.seller.siret),
    buyer,
    agent,
    preceding: precedingOf(invoice, dialect),
    paymentCode: paymentCodeOf(invoice),
    paymentTerms: paymentTermsOf(invoice, totals),
    vatDue: vatDueOf(invoice, totals),
    isExtended,
  }
}

const common = ({ name, vatNumber, address, email, phone }: AuthoredParty) => ({
  name,
  vatNumber: vatNumber.replace(/\s/g, ''),
  address,
  email,
  phone,
  taxId: '',
})

/** Chorus Pro: the SIRET as legal identifier, under the scheme of the SIREN (chorus-pro-api.md §8.9). */
const chorusParty = (party: AuthoredParty): PartyTerms => ({
  ...common(party),
  ids: [],
  legal: { value: party.siret, scheme: '0002' },
  endpoint: '',
})

/** Platform: the SIREN as legal identifier, the SIRET beside it, the electronic address (plateformes-agreees.md §6). */
const platformParty = (party: AuthoredParty): PartyTerms => ({
  ...common(party),
  ids: party.siret ? [{ value: party.siret, scheme: '0009' }] : [],
  legal: party.siret ? { value: party.siret.slice(0, 9), scheme: '0002' } : null,
  endpoint: party.electronicAddress,
})

/** Without a VAT number (293 B) the seller still needs one tax identifier: its SIREN in BT-32 (EN 16931 BR-E-02, BR-AE-02). */
const withTaxId = (party: PartyTerms, siret: string): PartyTerms =>
  party.vatNumber ? party : { ...party, taxId: siret.slice(0, 9) }

/** BG-3: the corrected invoice; for a platform the deposit too, which makes a final invoice (plateformes-agreees.md §2.2). */
function precedingOf({ origin, prepaid }: AuthoredInvoice, dialect: Dialect) {
  return origin ?? (dialect === 'afnor' ? (prepaid?.invoice ?? null) : null)
}

/** BT-81: mandatory, credit notes included; the surest code that Chorus Pro takes, a card for « autre » (chorus-pro-api.md §8.9). */
function paymentCodeOf({ paymentMode }: AuthoredInvoice): string {
  const accepted = paymentMeans.entries.filter(({ mode, accepted: is }) => mode === paymentMode && is)
  return (accepted.find(({ confidence }) => confidence === 'sure') ?? accepted[0])!.code
}

/** BT-20, in one sentence or two: EN 16931 BR-CO-25 wants it where no due date is known. */
function paymentTermsOf({ origin, terms, retention }: AuthoredInvoice, totals: AuthoredTotals): string {
  if (origin) return `À déduire de la facture ${origin.number}.`
  if (totals.payable <= 0) return 'Facture déjà payée.'
  if (!retention) return terms.due
  return `${terms.due} Retenue de garantie de ${formatRate(retention)} : ${formatCents(totals.retention)}, réglée à sa levée.`
}

const vatDueOf = ({ isVatOnDebits }: AuthoredInvoice, { rates }: AuthoredTotals) =>
  rates.some(({ category }) => category === 'S') ? (isVatOnDebits ? 'invoice' : 'payment') : null

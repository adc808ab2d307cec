import type { Fields } from '../fields/fields.ts'
import { isCreditNote } from '../fields/fields.ts'
import { formatCents, formatRate } from '../../base/money.ts'
import { french } from '../../base/french.ts'
import { AuthoredInvoice, type AuthoredParty } from './authored.ts'
import { totalsOf } from './totals.ts'
import { usualTerms } from './usual-terms.ts'

/** What the fields of a draft do not hold and its data need; `motive` stands for the rates of 0 %. */
export type Besides = Pick<AuthoredInvoice, 'nature'> & {
  seller: AuthoredParty
  buyer: AuthoredParty
  motive: string
  valideur?: AuthoredParty | undefined
  /** Day of the invoice that a credit note corrects, ISO; empty while it is not known. */
  originDate?: string
}
/** Invoice that says what a page says, or why there is none, in a French sentence. */
export type FromFields = { invoice: AuthoredInvoice } | { reason: string }

const CENTS_TO_MILLIONTHS = 10_000
const refused = (reason: string): FromFields => ({ reason: french(reason) })

/**
 * Authored invoice of a checked draft, one line for each rate of VAT, to attach data to the owner's own PDF. Refuses where the page
 * would be contradicted: its totals must follow from its rates to the cent (EN 16931 BR-CO-17; domaine.md §13: a Factur-X whose
 * data contradict the page is worse than a plain PDF).
 */
export function oneLinePerRate(fields: Fields, besides: Besides): FromFields {
  const { seller, buyer, nature, motive, valideur = null, originDate = '' } = besides
  const { netTotal, discount, vatLines, cadre, prepaid } = fields
  if (discount) return refused('Une remise sur le total TTC n’a pas de place dans les données : saisissez les lignes.')
  const rates = vatLines.length ? vatLines : [{ rate: 0, base: netTotal ?? 0, tax: 0 }]
  if (rates.some(({ rate }) => rate === null)) return refused('Un taux de TVA manque : complétez la TVA par taux.')
  if (rates.some(({ rate }) => rate === 0) && !motive) {
    return refused('Une partie ne compte pas de TVA : dites pourquoi.')
  }
  const lines = rates.map(({ rate, base }) => ({
    designation: rate ? `Selon facture ${fields.number}, TVA ${formatRate(rate)}` : `Selon facture ${fields.number}`,
    quantity: base < 0 ? -10_000 : 10_000,
    unit: 'LS',
    unitPrice: Math.abs(base) * CENTS_TO_MILLIONTHS,
    rate: rate ?? 0,
    motive: rate ? '' : motive,
  }))
  const invoice = AuthoredInvoice.parse({
    ...namedBy(fields, originDate),
    nature,
    seller: { ...seller, siret: fields.supplierSiret, name: fields.supplierName || seller.name },
    buyer: { ...buyer, siret: fields.buyerSiret, name: fields.buyerName || buyer.name },
    valideur,
    cadre,
    lines,
    prepaid: prepaid ? { amount: prepaid, invoice: null, tax: null } : null,
    terms: usualTerms({ cadre }),
  })
  return agreeing(invoice, fields)
}

const namedBy = (fields: Fields, originDate: string) => ({
  kind: isCreditNote(fields)
    ? ('creditNote' as const)
    : fields.typeCode === '386'
      ? ('deposit' as const)
      : ('invoice' as const),
  number: fields.number,
  issueDate: fields.issueDate,
  serviceCode: fields.serviceCode,
  engagementNumber: fields.engagementNumber,
  contractNumber: fields.contractNumber,
  origin: fields.originNumber ? { number: fields.originNumber, date: originDate } : null,
  isVatOnDebits: fields.vatScheme === 'TVA_SUR_DEBIT',
  paymentMode: fields.paymentMode,
  iban: fields.iban,
  dueDate: fields.dueDate,
  comment: fields.comment,
})

function agreeing(invoice: AuthoredInvoice, fields: Fields): FromFields {
  const totals = totalsOf(invoice)
  const pairs = [
    ['le total HT', totals.netTotal, fields.netTotal],
    ['la TVA', totals.taxTotal, fields.taxTotal],
    ['le total TTC', totals.grossTotal, fields.grossTotal],
    ['le net à payer', totals.payable - (fields.retention ?? 0), fields.payable],
  ] as const
  const wrong = pairs.find(([, counted, onPage]) => counted !== onPage)
  if (!wrong) return { invoice }
  const [what, counted, onPage] = wrong
  const said = onPage === null ? 'rien' : formatCents(onPage)
  return refused(
    `Pour ${what}, les taux font ${formatCents(counted)} et la page dit ${said} : les données contrediraient la page.`,
  )
}

import { companiesOf } from '../../../shared/contract/settings.ts'
import { AuthoredParty } from '../../../shared/domain/authoring/authored.ts'
import { sellerOf } from '../../../shared/domain/authoring/draft.ts'
import { faultsOf } from '../../../shared/domain/authoring/faults.ts'
import { oneLinePerRate, type Besides, type FromFields } from '../../../shared/domain/authoring/from-fields.ts'
import { issuerOf } from '../../../shared/domain/firms/company.ts'
import type { Known } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices' | 'directory' | 'settings'>
/** What the person adds to the fields; the addresses BT-34 and BT-49 are those known unless said. */
export type Added = Pick<Besides, 'nature' | 'motive'> & { sellerAddress?: string; buyerAddress?: string }
export type AuthoredOf = (invoice: Known, added: Added) => FromFields

/** Query: the invoice that says what a draft says, one line for each rate, with what is known of both parties. */
export function createAuthoredOf({ invoices, directory, settings }: Deps): AuthoredOf {
  return ({ id, fields }, { nature, motive, ...addresses }) => {
    const company = issuerOf(companiesOf(settings.get()), fields)
    const buyer = directory.buyer(fields.buyerSiret)
    const recipient = directory.recipient(fields.buyerSiret)?.recipient
    const { valideurSiret, originNumber } = fields
    const { seller } = sellerOf(company)
    const [iban = '', another] = company.ibans
    const withAccount = { ...fields, iban: fields.iban || (another ? '' : iban) }
    return sound(
      oneLinePerRate(withAccount, {
        nature,
        motive,
        seller: { ...seller, electronicAddress: addresses.sellerAddress ?? seller.electronicAddress },
        buyer: AuthoredParty.parse({
          name: recipient?.name || (buyer?.name ?? ''),
          siret: fields.buyerSiret,
          address: {
            postcode: recipient?.postcode ?? buyer?.typed?.postcode,
            city: recipient?.town ?? buyer?.typed?.town,
          },
          electronicAddress: addresses.buyerAddress ?? buyer?.electronicAddress,
        }),
        valideur: valideurSiret ? AuthoredParty.parse({ name: '', siret: valideurSiret, address: {} }) : undefined,
        originDate: originNumber ? (invoices.ofNumber(id, fields, originNumber)?.fields.issueDate ?? '') : '',
      }),
    )
  }
}

/** What the owner's page says by itself, and no data of Chorus Pro need (formats/terms.ts). */
const ON_PAGE = ['party.address', 'party.vatNumber', 'origin.missing']

/** Refused where the data would not stand by themselves (faults.ts). */
function sound(said: FromFields): FromFields {
  const fault = 'invoice' in said ? faultsOf(said.invoice).find(({ code }) => !ON_PAGE.includes(code)) : undefined
  return fault ? { reason: fault.message } : said
}

/** Reason for counting no VAT that the page itself gives (domaine.md §7); empty where it gives none we know. */
export function motiveSaid({ document, fields }: Pick<Known, 'document' | 'fields'>): string {
  if (/293\s?-?B/i.test(document.exemption ?? '')) return 'franchise'
  return fields.cadre === 'A9' && fields.vatScheme === 'SANS_TVA' ? 'autoliquidation' : ''
}

/** A part of it counts no VAT: the data must say why. */
export const countsNoVat = ({ vatLines }: Known['fields']): boolean =>
  vatLines.length === 0 || vatLines.some(({ rate }) => rate === 0)

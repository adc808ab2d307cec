import type { ForPlatform, PlatformView } from '../../../shared/contract/joining.ts'
import { companiesOf, withCompany } from '../../../shared/contract/settings.ts'
import { french } from '../../../shared/base/french.ts'
import { learn } from '../../../shared/domain/buyers/buyer.ts'
import { issuerOf } from '../../../shared/domain/firms/company.ts'
import type { AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'
import type { Issued } from '../../../shared/domain/authoring/issued.ts'
import type { FromFields } from '../../../shared/domain/authoring/from-fields.ts'
import { platformLacks } from '../../../shared/domain/authoring/platform-lacks.ts'
import type { Fields } from '../../../shared/domain/fields/fields.ts'
import { isKnown, type Known } from '../../../shared/domain/lifecycle/invoice.ts'
import { withoutData } from '../../../shared/domain/lifecycle/joined.ts'
import { joinData } from '../formats/join-data.ts'
import type { Vault } from '../vault/vault.ts'
import { countsNoVat, motiveSaid, type AuthoredOf } from '../queries/authored-of.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices' | 'directory' | 'settings' | 'authored'> & {
  vault: Vault
  authoredOf: AuthoredOf
  now: () => number
}
/** File for a platform, with its name; or what it lacks, in French. */
export type PlatformFile = { name: string; bytes: Uint8Array } | { reason: string }

const OWN_DATA = french('Ce fichier porte déjà ses données : demandez à votre logiciel celui des plateformes agréées.')

/**
 * « Enregistrer pour une plateforme agréée »: the file of a draft or an invoice in the AFNOR dialect (plateformes-agreees.md §3, §4,
 * §6), and what it still lacks. Nothing leaves by it.
 */
export function createPlatformFile({ invoices, directory, settings, authored, vault, authoredOf, now }: Deps) {
  function plainOf(id: string): Known | undefined {
    const invoice = invoices.find(id)
    return invoice && isKnown(invoice) ? (withoutData(invoice) as Known) : undefined
  }
  /** What is known of what is asked, for the form to begin with. */
  const known = ({ id, fields, document }: Known): ForPlatform => ({
    id,
    nature: 'services',
    motive: countsNoVat(fields) ? motiveSaid({ fields, document }) : '',
    sellerAddress: issuerOf(companiesOf(settings.get()), fields).electronicAddress,
    buyerAddress: directory.buyer(fields.buyerSiret)?.electronicAddress ?? '',
  })
  /** An invoice made here says itself, with both addresses. */
  function saidOf(invoice: Known, asked: ForPlatform): FromFields {
    const own = authored.ofInvoice(invoice.id)?.invoice
    if (!own) return invoice.document.kind === 'pdf' ? authoredOf(invoice, asked) : { reason: OWN_DATA }
    const [seller, buyer] = [asked.sellerAddress, asked.buyerAddress]
    return {
      invoice: {
        ...own,
        seller: { ...own.seller, electronicAddress: seller },
        buyer: { ...own.buyer, electronicAddress: buyer },
      },
    }
  }

  /** Query: undefined when there is no such invoice, or it has not been read. */
  function view(id: string, given?: ForPlatform): PlatformView | undefined {
    const invoice = plainOf(id)
    if (!invoice) return undefined
    const asked = given ?? known(invoice)
    const said = saidOf(invoice, asked)
    return {
      asked,
      isWritten: authored.ofInvoice(id) !== undefined,
      needsMotive: !authored.ofInvoice(id) && countsNoVat(invoice.fields),
      ...('reason' in said ? { lacks: [], reason: said.reason } : { lacks: platformLacks(said.invoice) }),
    }
  }

  /** Addresses that were typed, for the next invoice. */
  function keep({ supplierSiret, ...fields }: Fields, { sellerAddress, buyerAddress }: ForPlatform) {
    const current = settings.get()
    const company = issuerOf(companiesOf(current), { ...fields, supplierSiret })
    if (company.electronicAddress !== sellerAddress)
      settings.save(withCompany(current, company, { ...company, electronicAddress: sellerAddress }))
    const buyer = directory.buyer(fields.buyerSiret)
    if (!fields.buyerSiret || buyer?.electronicAddress === buyerAddress) return
    const book = buyer ?? { ...learn(undefined, { ...fields, supplierSiret }), invoices: 0 }
    directory.keepBuyer({ ...book, electronicAddress: buyerAddress })
  }

  /** The file; the data alone, in CII, where the owner's PDF cannot carry them. Undefined as above. */
  async function make(asked: ForPlatform): Promise<PlatformFile | undefined> {
    const invoice = plainOf(asked.id)
    if (!invoice) return undefined
    const said = saidOf(invoice, asked)
    if ('reason' in said) return said
    keep(invoice.fields, asked)
    const [lack] = platformLacks(said.invoice)
    if (lack) return { reason: lack.message }
    const manner = { dialect: 'afnor', at: now() } as const
    const issued = authored.ofInvoice(asked.id)
    if (issued) return writtenFile(said.invoice, issued)
    const joined = await joinData(await vault.read(invoice.file.sha256), said.invoice, manner)
    const stem = stemOf(said.invoice)
    if ('bytes' in joined) return { name: `${stem}.pdf`, bytes: joined.bytes }
    const { makeFile } = await import('../formats/make-file.ts')
    const data = await makeFile(said.invoice, { ...manner, carrier: 'cii' })
    return 'bytes' in data ? { name: `${stem}.xml`, bytes: data.bytes } : { reason: joined.reason }
  }
  /** The same page as the one that was issued, with the data of a platform. */
  async function writtenFile(invoice: AuthoredInvoice, { at, look }: Issued): Promise<PlatformFile> {
    const logo = look.logo ? { logo: new Uint8Array(await vault.read(look.logo.sha256)) } : {}
    const asked = { carrier: 'facturx', dialect: 'afnor', at, look: { color: look.color, ...logo } } as const
    const { makeFile } = await import('../formats/make-file.ts')
    const made = await makeFile(invoice, asked)
    return 'bytes' in made ? { name: `${stemOf(invoice)}.pdf`, bytes: made.bytes } : { reason: made.faults.join(' ') }
  }
  return { view, make }
}

/** Name of its file, without an ending: no sign a platform refuses (plateformes-agreees.md §1.3). */
const stemOf = ({ number }: AuthoredInvoice) => `${number.replace(/[^A-Za-z0-9_+-]/g, '-')}-plateforme`

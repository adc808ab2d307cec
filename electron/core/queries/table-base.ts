import { AuthoredParty } from '../../../shared/domain/authoring/authored.ts'
import { sellerOf } from '../../../shared/domain/authoring/draft.ts'
import type { TableBase } from '../../../shared/domain/authoring/from-table.ts'
import { isExactName } from '../../../shared/base/same-name.ts'
import type { Company } from '../../../shared/domain/firms/company.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'directory'>

/** Query: what a table of invoices does not say, for a firm: its party and account, why it counts no VAT, and its clients. */
export function createTableBase({ directory }: Deps): (firm: Company) => TableBase {
  /** SIRET of the one client of the address book with this name; empty for none, or several. */
  function namesake(name: string): string {
    const [only, second] = name ? directory.buyers().filter((buyer) => isExactName(buyer.name, name)) : []
    return second ? '' : (only?.siret ?? '')
  }
  function buyerOf(said: { siret: string; name: string }): AuthoredParty | undefined {
    const siret = said.siret || namesake(said.name)
    const buyer = siret ? directory.buyer(siret) : undefined
    const recipient = siret ? directory.recipient(siret)?.recipient : undefined
    const name = recipient?.name || buyer?.name || said.name
    if (!siret || !name) return undefined
    const [postcode, city] = [recipient?.postcode ?? buyer?.typed?.postcode, recipient?.town ?? buyer?.typed?.town]
    return AuthoredParty.parse({ siret, name, address: { postcode, city } })
  }
  return (firm) => ({
    ...sellerOf(firm),
    isVatOnDebits: firm.vatScheme === 'TVA_SUR_DEBIT',
    motive: firm.vatScheme === 'EXONERATION' ? 'franchise' : '',
    buyerOf,
  })
}

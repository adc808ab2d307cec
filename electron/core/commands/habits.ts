import { companiesOf, withCompany } from '../../../shared/contract/settings.ts'
import { learn } from '../../../shared/domain/buyers/buyer.ts'
import type { BuyerKind } from '../../../shared/domain/buyers/buyer-kind.ts'
import { clientName } from '../../../shared/domain/buyers/requirements.ts'
import { issuerOf } from '../../../shared/domain/firms/company.ts'
import { accountToLearn } from '../../../shared/domain/lifecycle/account-to-learn.ts'
import { isKnown, type Invoice, type InvoiceAt, type Known } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Knowledge } from '../reading/reading-context.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices' | 'directory' | 'settings'> & {
  ledger: Pick<Ledger, 'record'>
  knowledge: Knowledge
  /** Something is known anew of a buyer. */
  note: (siret: string) => void
  changed: () => void
}

/** Learning of habits: what has worked once is proposed the next time, and drafts that wait for it have it at once. */
export function createHabits({ invoices, directory, settings, ledger, knowledge, note, changed }: Deps) {
  function readAgain(drafts: InvoiceAt<'draft'>[]) {
    for (const { id, document, fields, origins } of drafts)
      ledger.record(id, { type: 'reread', reading: knowledge.complete({ document, source: null, fields, origins }) })
  }
  return {
    /** What an invoice that has arrived teaches of its buyer and its firm. */
    learnFrom({ fields, pieces }: Known) {
      const { buyerSiret, exemptionReason } = fields
      const buyerName = clientName(fields, directory.recipient(buyerSiret)?.recipient ?? null)
      directory.keepBuyer(learn(directory.buyer(buyerSiret), { ...fields, buyerName }, pieces))
      note(buyerSiret)
      // Drafts whose page names this client, and gives no SIRET: they need not ask for it any longer.
      readAgain(
        invoices
          .at('draft')
          .filter((draft) => !draft.origins.buyerSiret && knowledge.namesake(draft.fields)?.siret === buyerSiret),
      )
      const current = settings.get()
      const company = issuerOf(companiesOf(current), fields)
      if (exemptionReason) settings.save(withCompany(current, company, { ...company, exemptionReason }))
    },
    /** An account of the firm, and drafts that were to be looked at because nobody knew it. */
    learnAccount(invoice: Invoice) {
      if (!isKnown(invoice)) return
      const current = settings.get()
      const company = issuerOf(companiesOf(current), invoice.fields)
      const iban = accountToLearn(invoice, company)
      if (iban === undefined) return
      settings.save(withCompany(current, company, { ...company, ibans: [...company.ibans, iban] }))
      readAgain(invoices.at('draft').filter(({ origins }) => origins.iban?.trust === 'check'))
    },
    /** The person says what kind of buyer this is. */
    sayKind({ fields }: Known, kind: BuyerKind) {
      const known = directory.buyer(fields.buyerSiret) ?? { ...learn(undefined, fields), invoices: 0 }
      directory.keepBuyer({ ...known, kind })
      changed()
    },
  }
}

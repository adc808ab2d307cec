import { prefill } from '../../../shared/domain/prefill.ts'
import type { Inquiries } from '../inquiries.ts'
import type { Vault } from '../intake/vault.ts'
import type { Reader } from '../reading/thread.ts'
import type { Store } from '../store/database.ts'
import { done, type Handler } from './worker.ts'

type Parts = Pick<Store, 'invoices' | 'settings' | 'directory'> & {
  vault: Vault
  reader: Reader
  inquiries: Inquiries
}

/** A file nothing can be read from is a draft with empty fields: the person fills them in. */
export const readJob =
  ({ invoices, settings, directory, vault, reader, inquiries }: Parts): Handler =>
  async (job) => {
    const { file } = invoices.get(job.invoiceId)
    const { company } = settings.get()
    const known = { mySirets: company.siret ? [company.siret] : [], buyers: directory.buyers() }
    const read = await reader.read({ path: vault.pathOf(file.sha256) }, file.name, known)
    const buyer = directory.buyer(read.fields.buyerSiret)
    const reading = prefill(read, { company, buyer })
    inquiries.want(reading.fields)
    return done({ type: 'read', reading })
  }

import { prefill } from '../../../shared/domain/prefill.ts'
import type { Vault } from '../intake/vault.ts'
import type { Reader } from '../reading/thread.ts'
import type { Store } from '../store/database.ts'
import { done, type Handler } from './worker.ts'

type Parts = Pick<Store, 'invoices' | 'settings' | 'directory'> & {
  vault: Vault
  reader: Reader
  /** Chorus Pro may be asked about this buyer, without waiting for the answer. */
  wantRecipient: (siret: string) => void
}

/** A file nothing can be read from is a draft with empty fields: the person fills them in. */
export const readJob =
  ({ invoices, settings, directory, vault, reader, wantRecipient }: Parts): Handler =>
  async (job) => {
    const { file } = invoices.get(job.invoiceId)
    const reading = await reader.read({ path: vault.pathOf(file.sha256) }, file.name)
    const buyer = directory.buyer(reading.fields.buyerSiret)
    wantRecipient(reading.fields.buyerSiret)
    return done({ type: 'read', reading: prefill(reading, { company: settings.get().company, buyer }) })
  }

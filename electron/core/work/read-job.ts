import { companiesOf } from '../../../shared/contract/settings.ts'
import { issuerOf } from '../../../shared/domain/company.ts'
import type { InvoiceFile } from '../../../shared/domain/file.ts'
import { prefill } from '../../../shared/domain/prefill.ts'
import type { Reading } from '../../../shared/domain/reading.ts'
import type { Inquiries } from '../inquiries.ts'
import type { Vault } from '../intake/vault.ts'
import type { Reader } from '../reading/thread.ts'
import type { Store } from '../store/database.ts'
import { done, type Handler } from './worker.ts'

type Sources = Pick<Store, 'settings' | 'directory' | 'lessons'> & { vault: Vault; reader: Reader }
/** What a file of ours says, with what corrections have taught and what the firm knows. */
export type ReadFile = (file: InvoiceFile) => Promise<Reading>

export const createReadFile =
  ({ settings, directory, lessons, vault, reader }: Sources): ReadFile =>
  async ({ sha256, name }) => {
    const companies = companiesOf(settings.get())
    const mySirets = companies.map(({ siret }) => siret).filter(Boolean)
    const memory = { parties: { mySirets, buyers: directory.buyers() }, lessons: lessons.list() }
    const read = await reader.read({ path: vault.pathOf(sha256) }, name, memory)
    const buyer = directory.buyer(read.fields.buyerSiret)
    return prefill(read, { company: issuerOf(companies, read.fields), buyer })
  }

type Parts = Pick<Store, 'invoices'> & { readFile: ReadFile; inquiries: Inquiries }

/** A file nothing can be read from is a draft with empty fields: the person fills them in. */
export const readJob =
  ({ invoices, readFile, inquiries }: Parts): Handler =>
  async (job) => {
    const reading = await readFile(invoices.get(job.invoiceId).file)
    inquiries.want(reading.fields)
    return done({ type: 'read', reading })
  }

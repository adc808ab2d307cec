import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import { partName } from '../../../shared/domain/document/invoice-ranges.ts'
import type { Part } from '../../../shared/domain/document/reading.ts'
import type { Vault } from '../vault/vault.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Store } from '../store/database.ts'
import { splitPdf } from './split.ts'

type Deps = Pick<Store, 'invoices'> & { vault: Vault; ledger: Pick<Ledger, 'separate'> }

/** Makes of a PDF with several invoices an invoice each. */
export function createSeparation({ invoices, vault, ledger }: Deps) {
  const underWay = new Set<Promise<unknown>>()

  /**
   * The files first, then the ledger in one go: after a crash in between, the PDF is as it was, and the same parts are made
   * again. Gives their ids; undefined when there is nothing to take apart any more. Throws `NotSplit`, `DamagedCopy` and the
   * system's errors (ENOSPC …).
   */
  async function work(id: string): Promise<string[] | undefined> {
    const invoice = invoices.find(id)
    if (invoice?.stage !== 'draft' || !invoice.document.parts) return undefined
    const { file } = invoice
    const { parts } = invoice.document
    const pdfs = await splitPdf(await vault.read(file.sha256), parts)
    const files: StoredFile[] = []
    for (const [index, part] of parts.entries()) files.push(await fileOf(pdfs[index]!, part, file.name))
    return ledger.separate(id, files)
  }

  const fileOf = async (bytes: Uint8Array, { from, to }: Part, name: string): Promise<StoredFile> => ({
    name: partName(name, { from, to }),
    ...(await vault.takeBytes(bytes)),
    partOf: { name, from, to },
  })

  return {
    separate: async (id: string) => {
      const working = work(id)
      underWay.add(working)
      try {
        return await working
      } finally {
        underWay.delete(working)
      }
    },
    /** Resolves when nothing is being taken apart. */
    settled: async () => {
      await Promise.allSettled(underWay)
    },
  }
}

import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import { straightening } from '../../../shared/domain/lifecycle/straighten.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import type { Vault } from '../vault/vault.ts'
import { NotSplit, turnPdf } from './split.ts'

/**
 * The same pages upright, kept beside the file, where the person has asked for it; undefined when the file itself is to
 * leave. The file stays as it is. Throws `NotSplit`, `DamagedCopy` and the system’s errors.
 */
export async function straightened(vault: Vault, draft: InvoiceAt<'draft'>): Promise<StoredFile | undefined> {
  const turns = draft.isStraightened ? straightening(draft) : []
  if (turns.length === 0) return undefined
  const bytes = await turnPdf(await vault.read(draft.file.sha256), turns)
  if (bytes.length > limits.fileBytes.value) throw new NotSplit('too big once turned')
  return { name: draft.file.name, ...(await vault.takeBytes(bytes)) }
}

import type { InvoiceFile } from '../../../shared/domain/file.ts'
import { unfit } from '../../../shared/domain/pieces.ts'
import { french } from '../../../shared/domain/typography.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import { suspicionOf } from './suspicious.ts'
import type { Vault } from './vault.ts'

type Kept = { file?: InvoiceFile; refusal?: string; mayCompress?: boolean }

/** Takes in a file that is to go with an invoice, or says why it may not. */
export async function keepPiece(vault: Vault, { name, bytes }: { name: string; bytes: Uint8Array }): Promise<Kept> {
  const refusal = suspicionOf(name, bytes) || unfit({ name, bytes: bytes.length })
  if (!refusal) return { file: { name, ...(await vault.takeBytes(bytes)) } }
  const isOnlyBig =
    bytes.length > limits.fileBytes.value && !unfit({ name, bytes: 1 }) && !/\.(zip|gz|tgz)$/i.test(name)
  return { refusal: french(refusal), mayCompress: isOnlyBig && !suspicionOf(name, bytes) }
}

import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import { unfit } from '../../../shared/domain/document/attachments.ts'
import { french } from '../../../shared/base/french.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import { isNotSplit } from '../splitting/split.ts'
import { splitPiece } from '../splitting/split-piece.ts'
import { compress } from './compress.ts'
import { suspicionOf, suspicionWithin } from './suspicious.ts'
import type { Vault } from '../vault/vault.ts'

/** `mayCompress`: too big as it is, but perhaps not in a zip. `maySplit`: too big in a zip as well, but a PDF has pages. */
type Kept = { files: StoredFile[]; refusal?: string; mayCompress?: boolean; maySplit?: boolean }
type Given = { name: string; bytes: Uint8Array }

/** Takes in a file that is to go with an invoice, or says why it may not. */
export async function keepPiece(vault: Vault, { name, bytes }: Given): Promise<Kept> {
  const refusal =
    (await suspicionOf(name, bytes)) || unfit({ name, bytes: bytes.length }) || (await suspicionWithin(name, bytes))
  if (!refusal) return { files: [{ name, ...(await vault.takeBytes(bytes)) }] }
  const isOnlyBig =
    bytes.length > limits.fileBytes.value && !unfit({ name, bytes: 1 }) && !/\.(zip|gz|tgz)$/i.test(name)
  return { files: [], refusal: french(refusal), mayCompress: isOnlyBig && !(await suspicionOf(name, bytes)) }
}

/** The same in a zip; a PDF that is too big even so may be taken apart. */
export async function keepCompressed(vault: Vault, given: Given): Promise<Kept> {
  // A zip hides what it holds: the file itself is looked at.
  const refusal = await suspicionOf(given.name, given.bytes)
  if (refusal) return { files: [], refusal: french(refusal) }
  const kept = await keepPiece(vault, await compress(given.name, given.bytes))
  if (kept.files.length || !isPdf(given)) return kept
  return { files: [], refusal: french(`${given.name} dépasse 10 Mo, même compressée.`), maySplit: true }
}

/** The same as several PDFs that Chorus Pro takes; all of them or none. */
export async function keepParts(vault: Vault, given: Given): Promise<Kept> {
  const refusal = await suspicionOf(given.name, given.bytes)
  if (refusal) return { files: [], refusal: french(refusal) }
  try {
    const files: StoredFile[] = []
    for (const { name, bytes } of await splitPiece(given)) files.push({ name, ...(await vault.takeBytes(bytes)) })
    return { files }
  } catch (error) {
    if (!isNotSplit(error)) throw error
    return {
      files: [],
      refusal: french(
        `${given.name} ne peut pas être séparé ici : une page seule dépasse 10 Mo, ou le fichier est abîmé.`,
      ),
    }
  }
}

const isPdf = ({ name }: Given) => /\.pdf$/i.test(name)

import yauzl from 'yauzl'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { BadArchive, DAMAGED, type Packed } from './packed.ts'

const UNIX = 3
const TYPE_OF_FILE = 0o170000
const LINK = 0o120000
const REGULAR = 0o100000

/** The files of a zip, in the order of its directory. Throws BadArchive when it cannot be opened or holds too many. */
export async function* zipEntries(bytes: Uint8Array): AsyncGenerator<Packed> {
  const zip = await openZip(bytes)
  if (zip.entryCount > limits.archiveEntries.value) throw new BadArchive(tooMany)
  try {
    for await (const entry of zip.eachEntry()) yield packed(zip, entry)
  } catch {
    throw new BadArchive(DAMAGED)
  }
}

export const tooMany =
  'Cette archive contient des milliers de fichiers : rien n’en est pris. Faites-en de plus petites, sans rien d’autre que les factures.'

async function openZip(bytes: Uint8Array) {
  try {
    // Names and sizes are checked here, so that one bad entry does not stop the others.
    return await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      lazyEntries: true,
      decodeStrings: false,
      validateEntrySizes: false,
    })
  } catch {
    throw new BadArchive(DAMAGED)
  }
}

function packed(zip: yauzl.ZipFile, entry: yauzl.Entry): Packed {
  const path = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
  return {
    path,
    kind: kindOf(entry, path),
    isEncrypted: entry.isEncrypted(),
    size: entry.uncompressedSize,
    packedSize: entry.compressedSize,
    read: () => unpack(zip, entry),
  }
}

/** The directory may lie about sizes: not one byte more than it says is kept. */
async function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry) {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    size += part.length
    if (size > entry.uncompressedSize) break
    parts.push(part)
  }
  if (size !== entry.uncompressedSize) throw new Error('Not the size the directory says')
  return Buffer.concat(parts)
}

function kindOf(entry: yauzl.Entry, path: string): Packed['kind'] {
  const mode = entry.versionMadeBy >> 8 === UNIX ? (entry.externalFileAttributes >>> 16) & TYPE_OF_FILE : 0
  if (mode === LINK) return 'link'
  if (/[/\\]$/.test(path)) return 'folder'
  return mode === 0 || mode === REGULAR ? 'file' : 'other'
}

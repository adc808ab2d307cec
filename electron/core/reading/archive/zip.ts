import yauzl from 'yauzl'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { BadArchive, DAMAGED, nameOf, type Packed, type Source } from './packed.ts'

const UNIX = 3
const TYPE_OF_FILE = 0o170000
const LINK = 0o120000
const REGULAR = 0o100000

/**
 * The files of a zip, in the order of its directory, which is read to its end first. Throws BadArchive when it cannot be opened or
 * holds too many.
 */
export async function* zipEntries(
  source: Source,
  onTotal: (entries: number) => void = () => undefined,
): AsyncGenerator<Packed> {
  const zip = await openZip(source)
  try {
    if (zip.entryCount > limits.archiveEntries.value) throw new BadArchive(tooMany)
    const entries = await directoryOf(zip)
    const isHollow = entries.filter(({ uncompressedSize: size, fileNameRaw: name }) => !size && name.at(-1) !== SLASH)
    if (isHollow.length > limits.archiveEmpty.value) throw new BadArchive(hollow)
    onTotal(entries.length)
    for (const entry of entries) yield packed(zip, entry)
  } finally {
    zip.close()
  }
}
const SLASH = 0x2f
async function directoryOf(zip: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  const entries: yauzl.Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry)
    return entries
  } catch {
    throw new BadArchive(DAMAGED)
  }
}

export const hollow =
  'Cette archive ne contient presque que des fichiers vides : rien n’en est pris. Exportez-la de nouveau.'

export const tooMany =
  'Cette archive contient des milliers de fichiers : rien n’en est pris. Faites-en de plus petites, sans rien d’autre que les factures.'

async function openZip(source: Source) {
  // Names and sizes are checked here, so that one bad entry does not stop the others.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false } as const
  try {
    if (!(source instanceof Uint8Array)) return await yauzl.openPromise(source.path, options)
    return await yauzl.fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.length), options)
  } catch {
    throw new BadArchive(DAMAGED)
  }
}

function packed(zip: yauzl.ZipFile, entry: yauzl.Entry): Packed {
  // Without the flag that says so, many still write UTF-8; the rest is the code page of DOS.
  const read = () => yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
  const path = entry.extraFields.length ? read() : nameOf(entry.fileNameRaw, read)
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

import { gunzipSync, inflateRawSync } from 'node:zlib'
import limits from '../data/limits.json' with { type: 'json' }

export type LotFile = { name: string; bytes: Buffer }
/** An archive that cannot be opened, is damaged, or swells beyond what the platform takes. */
export class BadLot extends Error {}

/** `PK` opens a zip, 1f8b a gzip. */
export const isLot = (bytes: Buffer): boolean => ['504b', '1f8b'].includes(bytes.subarray(0, 2).toString('hex'))

/** The files of a .zip or .tar.gz, in their order; folders and what macOS leaves behind are passed over. Throws BadLot. */
export function filesOfLot(bytes: Buffer): LotFile[] {
  try {
    const files =
      bytes[0] === 0x1f ? tarFiles(gunzipSync(bytes, { maxOutputLength: limits.lotBytes })) : zipFiles(bytes)
    return files.filter(({ name }) => !/\/$|(^|\/)(__MACOSX\/|\.)/.test(name))
  } catch (error) {
    if (error instanceof BadLot) throw error
    throw new BadLot(error instanceof Error ? error.message : String(error))
  }
}

const BLOCK = 512

/** ustar: a block of facts, then the content in whole blocks; a block of zeros ends it. */
function tarFiles(tar: Buffer): LotFile[] {
  const files: LotFile[] = []
  for (let at = 0; tar[at];) {
    const textAt = (start: number, length: number) =>
      tar
        .subarray(at + start, at + start + length)
        .toString('utf8')
        .replace(/\0[^]*$/, '')
    const size = Number.parseInt(textAt(124, 12), 8)
    const content = at + BLOCK
    if (!(content + size <= tar.length)) throw new BadLot('tar')
    // '0' and NUL are plain files; folders, links and the records of longer names are none.
    if (['0', ''].includes(textAt(156, 1))) {
      files.push({ name: textAt(0, 100), bytes: tar.subarray(content, content + size) })
    }
    at = content + Math.ceil(size / BLOCK) * BLOCK
  }
  return files
}

/** The directory at the end of a zip names its files and says where they lie. */
function zipFiles(zip: Buffer): LotFile[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0) throw new BadLot('zip')
  const files: LotFile[] = []
  let left: number = limits.lotBytes
  let at = zip.readUInt32LE(end + 16)
  for (let count = zip.readUInt16LE(end + 10); count > 0; count--) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new BadLot('zip')
    const nameLength = zip.readUInt16LE(at + 28)
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString('utf8')
    const bytes = contentAt(zip, at, left)
    left -= bytes.length
    files.push({ name, bytes })
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return files
}

function contentAt(zip: Buffer, entry: number, maximum: number): Buffer {
  const method = zip.readUInt16LE(entry + 10)
  const length = zip.readUInt32LE(entry + 20)
  const local = zip.readUInt32LE(entry + 42)
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  const packed = zip.subarray(start, start + length)
  if (method !== 0 && method !== 8) throw new BadLot('zip')
  const bytes = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, maximum) })
  if (bytes.length > maximum) throw new BadLot('zip')
  return bytes
}

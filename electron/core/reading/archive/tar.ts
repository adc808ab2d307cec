import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { BadArchive, DAMAGED, type Packed } from './packed.ts'
import { tooMany } from './zip.ts'

/** The files of a tar. It is read to its end first: of one that is cut, nothing is given. Throws BadArchive. */
export async function* tarEntries(bytes: Uint8Array): AsyncGenerator<Packed> {
  const found: Packed[] = []
  try {
    const tar = extract()
    Readable.from([bytes]).pipe(tar)
    for await (const entry of tar) {
      if (found.length >= limits.archiveEntries.value) throw new BadArchive(tooMany)
      const content = await buffer(entry)
      found.push({ ...factsOf(entry.header), read: () => Promise.resolve(content) })
    }
  } catch (error) {
    throw error instanceof BadArchive ? error : new BadArchive(DAMAGED)
  }
  yield* found
}

const factsOf = ({ name, type, size }: Header) => ({
  path: name,
  kind: KINDS[type] ?? 'other',
  isEncrypted: false,
  size,
  packedSize: size,
})

const KINDS: Record<string, Packed['kind']> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  symlink: 'link',
  link: 'link',
}

/** Unpacks a gzip, whole or not at all. Throws BadArchive when it is cut, damaged or swells beyond reason. */
export async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of Readable.from([bytes]).pipe(createGunzip()) as AsyncIterable<Buffer>) {
      size += part.length
      if (size > limits.archiveBytes.value || isBomb(size, bytes.length)) throw new BadArchive(swollen)
      parts.push(part)
    }
  } catch (error) {
    throw error instanceof BadArchive ? error : new BadArchive(DAMAGED)
  }
  return Buffer.concat(parts)
}

export const swollen =
  'Cette archive gonfle démesurément quand on l’ouvre : rien n’en est pris. Vérifiez d’où elle vient.'

/** Small files of blanks may shrink a lot; a megabyte that was nothing is a trap. */
export const isBomb = (size: number, packedSize: number): boolean =>
  size > 1_000_000 && size > limits.archiveRatio.value * Math.max(1, packedSize)

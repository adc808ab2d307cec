import { pipeline, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { BadArchive, DAMAGED, nameOf, streamOf, type Packed, type Source } from './packed.ts'
import { hollow, tooMany } from './zip.ts'

type Tar = { source: Source; isGzip: boolean; size: number }
/** An entry with its contents as a stream. */
type Entry = ReturnType<typeof extract> extends AsyncIterable<infer E> ? E : never
type Facts = Omit<Packed, 'read'>

/**
 * The files of a tar, or of one in gzip. It is read to its end first, so that of one that is cut nothing is given; then once more,
 * an entry at a time, of which only what is asked for is held in memory. `size`: bytes of the archive. Throws BadArchive.
 */
export async function* tarEntries(
  tar: Tar,
  onTotal: (entries: number) => void = () => undefined,
): AsyncGenerator<Packed> {
  let [total, empty] = [0, 0]
  for await (const { header } of walk(tar)) {
    if (++total > limits.archiveEntries.value) throw new BadArchive(tooMany)
    if (header.type === 'file' && !header.size && ++empty > limits.archiveEmpty.value) throw new BadArchive(hollow)
  }
  onTotal(total)
  for await (const entry of walk(tar)) yield { ...factsOf(entry.header), read: () => buffer(entry) }
}

/** Entry by entry; what was not read of one is passed over. Throws BadArchive. */
async function* walk({ source, isGzip, size }: Tar): AsyncGenerator<Entry> {
  // Names are taken as they are, byte by byte: nobody says their encoding.
  const tar = extract({ filenameEncoding: 'latin1' } as Parameters<typeof extract>[0])
  const from = streamOf(source)
  const opened = isGzip ? Readable.from(bounded(size)(opening(from))) : from
  opened.on('error', (error) => tar.destroy(error))
  opened.pipe(tar)
  try {
    for await (const entry of tar) {
      yield entry
      entry.resume()
    }
  } catch (error) {
    throw error instanceof BadArchive ? error : new BadArchive(DAMAGED)
  } finally {
    from.destroy()
    opened.destroy()
  }
}
/** What a gzip holds. */
const opening = (from: Readable): Readable => pipeline(from, createGunzip(), () => undefined)

/** Stops what swells beyond reason. */
function bounded(packed: number) {
  let size = 0
  return async function* (parts: AsyncIterable<Buffer>) {
    for await (const part of parts) {
      size += part.length
      if (size > limits.archiveBytes.value || isBomb(size, packed)) throw new BadArchive(swollen)
      yield part
    }
  }
}

function factsOf({ name, type, size, pax }: Header): Facts {
  const raw = Buffer.from(name, 'latin1')
  // A name of the extended header is UTF-8 already (POSIX pax).
  const path =
    (pax as Record<string, string> | undefined)?.['path'] === undefined ? nameOf(raw, () => CP1252.decode(raw)) : name
  return { path, kind: KINDS[type] ?? 'other', isEncrypted: false, size, packedSize: size }
}
const CP1252 = new TextDecoder('windows-1252')

const KINDS: Record<string, Packed['kind']> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  symlink: 'link',
  link: 'link',
}

/** Unpacks a gzip of one file, whole or not at all. Throws BadArchive when it is cut, damaged or swells beyond reason. */
export async function gunzip(source: Source, packed: number): Promise<Uint8Array> {
  const parts: Buffer[] = []
  try {
    for await (const part of bounded(packed)(opening(streamOf(source)))) parts.push(part)
  } catch (error) {
    throw error instanceof BadArchive ? error : new BadArchive(DAMAGED)
  }
  return Buffer.concat(parts)
}

/** The first bytes of what a gzip holds; fewer where it is cut. */
export async function headOfGzip(source: Source, bytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let size = 0
  const from = streamOf(source)
  try {
    for await (const part of opening(from) as AsyncIterable<Buffer>) {
      parts.push(part)
      size += part.length
      if (size >= bytes) break
    }
  } catch {
    // Cut or damaged: whoever unpacks it says so.
  } finally {
    from.destroy()
  }
  return Buffer.concat(parts).subarray(0, bytes)
}

export const swollen =
  'Cette archive gonfle démesurément quand on l’ouvre : rien n’en est pris. Vérifiez d’où elle vient.'

/** Small files of blanks may shrink a lot; a megabyte that was nothing is a trap. */
export const isBomb = (size: number, packedSize: number): boolean =>
  size > 1_000_000 && size > limits.archiveRatio.value * Math.max(1, packedSize)

import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'

/** An archive: its bytes, or a file of the disk that is read as far as it is needed, and never held whole. */
export type Source = Uint8Array | { path: string }

/** Its bytes one after the other. */
export const streamOf = (source: Source): Readable =>
  source instanceof Uint8Array ? Readable.from([source]) : createReadStream(source.path)

/** A file inside an archive, not unpacked yet. Nothing of it is ever written under its own name. */
export type Packed = {
  path: string
  kind: 'file' | 'folder' | 'link' | 'other'
  isEncrypted: boolean
  /** Bytes it says it unpacks to, and those it takes in the archive; equal when it is not compressed by itself. */
  size: number
  packedSize: number
  /** A message carries it: beside its text, or shown within, as logos are. */
  carried?: 'beside' | 'within'
  /** Why this kind of file cannot be opened: a French sentence. */
  refusal?: string | undefined
  /** Unpacks it. Rejects when it holds more or less than it says, or is damaged. */
  read: () => Promise<Uint8Array>
}

/** Why a whole archive is turned away. The message is a French sentence. */
export class BadArchive extends Error {}

export const DAMAGED =
  'Cette archive est abîmée ou incomplète : rien n’en est pris. Copiez-la ou exportez-la de nouveau.'

/** The name of an entry, from bytes of which nobody says the encoding: UTF-8 where they are, else what `read` makes of them. */
export function nameOf(raw: Uint8Array, read: () => string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return read()
  }
}

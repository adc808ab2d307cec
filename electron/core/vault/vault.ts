import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { open, readFile, rename, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { isSha256 } from '../../../shared/domain/document/stored-file.ts'
import patience from '../../../shared/tables/patience.json' with { type: 'json' }

/** The file was still being written: it changed between the first and the last look. */
export class StillChanging extends Error {
  override name = 'StillChanging' as const
}

/** Our own copy is gone, or no longer what was taken in: it must not be sent. */
export class DamagedCopy extends Error {
  override name = 'DamagedCopy' as const
}

/** The vault itself cannot be written to. */
export class ClosedVault extends Error {
  override name = 'ClosedVault' as const
}

export type Vault = ReturnType<typeof createVault>
type Deps = {
  folder: string
  /** Opens a new file for writing; a parameter so that a full disk can be tried. */
  openNew?: (path: string) => Promise<Pick<FileHandle, 'write' | 'sync' | 'close'>>
  /** Reads a file that was brought in; a parameter so that a network that does not give it can be tried. */
  readOld?: (path: string) => Readable
  /** Max time between two pieces of a file, in milliseconds: a network or a cloud may never give the next. */
  stallMs?: number
}

const openFresh = (path: string) => open(path, 'wx', 0o600)

/** Our own copy of each file, named by its sha256, whole or not there at all, and checked before it is used. */
export function createVault(parts: Deps) {
  const { folder, openNew = openFresh, readOld = createReadStream } = parts
  const { stallMs = patience.arriving.stallSeconds * 1000 } = parts
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (name.startsWith('.new-')) rmSync(join(folder, name), { force: true })

  /** Throws `DamagedCopy` for what is not a sha256: no name leads out of the vault. */
  function pathOf(sha256: string) {
    if (!isSha256(sha256)) throw new DamagedCopy('not a sha256')
    return join(folder, sha256.slice(0, 2), sha256)
  }

  /** Copies a file; the original is only read. Throws `StillChanging` and the system's own errors (ENOENT, ENOSPC …). */
  async function takeFile(path: string) {
    const before = await stat(path)
    const taken = await keep(inTime(() => readOld(path), stallMs))
    const after = await stat(path)
    if (before.size !== after.size || before.mtimeMs !== after.mtimeMs || taken.bytes !== after.size)
      throw new StillChanging(path)
    return taken
  }
  /** Keeps bytes that came without a path (from a mail client, a browser, an archive). */
  const takeBytes = (bytes: Uint8Array) => keep([bytes])

  async function keep(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    const temporary = join(folder, `.new-${randomUUID()}`)
    const file = await openNew(temporary).catch(ifClosed)
    const hash = createHash('sha256')
    let bytes = 0
    try {
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.length
        for (let written = 0; written < chunk.length;)
          written += (await file.write(chunk.subarray(written))).bytesWritten
      }
      await file.sync()
      await file.close()
      const sha256 = hash.digest('hex')
      mkdirSync(join(folder, sha256.slice(0, 2)), { recursive: true })
      if (await isSound(sha256)) rmSync(temporary)
      else await rename(temporary, pathOf(sha256))
      return { sha256, bytes }
    } catch (error) {
      await file.close().catch(() => undefined)
      rmSync(temporary, { force: true })
      throw error
    }
  }

  /** A full disk keeps its own name. */
  function ifClosed(error: unknown): never {
    const { code = '' } = error as { code?: string }
    throw ['EACCES', 'EPERM', 'EROFS', 'ENOENT'].includes(code) ? new ClosedVault(`${folder} ${code}`) : error
  }

  /** The bytes that were taken in, to the bit. Throws `DamagedCopy`. */
  async function read(sha256: string) {
    const bytes = await readFile(pathOf(sha256)).catch((error: unknown) => {
      throw (error as { code?: string }).code === 'ENOENT' ? new DamagedCopy(`${sha256} is gone`) : error
    })
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new DamagedCopy(sha256)
    return bytes
  }
  /** A copy that was damaged since it was taken gives its place to the same bytes, when they come again. */
  const isSound = (sha256: string) =>
    read(sha256).then(
      () => true,
      () => false,
    )
  return { takeFile, takeBytes, pathOf, read }
}

/** The pieces of a stream; throws ETIMEDOUT when the next does not come. What the system still holds on to is left to it. */
async function* inTime(begin: () => Readable, stallMs: number): AsyncGenerator<Uint8Array> {
  const stream = begin()
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  const late = Promise.withResolvers<never>()
  const isLate = () => late.reject(Object.assign(new Error('the file does not come'), { code: 'ETIMEDOUT' }))
  const timer = setTimeout(isLate, stallMs)
  try {
    for (;;) {
      const piece = await Promise.race([pieces.next(), late.promise])
      if (piece.done) return
      yield piece.value
      timer.refresh()
    }
  } finally {
    clearTimeout(timer)
    stream.destroy()
  }
}

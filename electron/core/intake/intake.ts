import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Stray, StrayReason } from '../../../shared/contract/stray.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import type { Ledger } from '../ledger.ts'
import { openArchive } from '../reading/archive.ts'
import type { Store } from '../store/database.ts'
import { isArchiveFile, isArchiveFolder, isLitter, isOfficeFile, mayBeInvoice } from './ignored.ts'
import type { Vault } from './vault.ts'
import { mayPass, reasonOf, sentenceOf } from './words.ts'

/** Brought in by a person (drop, picker, command line), or found in the watched folder. */
export type By = 'hand' | 'folder'
/** What became of what was brought in: ids of invoices, new or already known, and how many files stayed outside. */
export type Taken = { invoices: { id: string; isNew: boolean }[]; strays: number }

type Parts = {
  vault: Vault
  ledger: Ledger
  strays: Store['strays']
  now: () => number
  changed: () => void
}
/** A file that could not be read is tried again after this, in milliseconds. */
const RETRY = 60_000

/** Takes files in: our own copy first, then the ledger. What cannot be taken stays where it is, with a sentence. */
export function createIntake({ vault, ledger, strays, now, changed }: Parts) {
  let turn: Promise<unknown> = Promise.resolve()
  /** One file at a time, in the order they came: a hundred at once must not fill the memory. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }
  const nothing: Taken = { invoices: [], strays: 0 }
  const add = (a: Taken, b: Taken): Taken => ({ invoices: [...a.invoices, ...b.invoices], strays: a.strays + b.strays })

  async function takePath(path: string, by: By): Promise<Taken> {
    try {
      const found = await stat(path)
      if (found.isDirectory()) return await takeFolder(path, by)
      if (isLitter(path) && by === 'folder') return nothing
      if (!mayBeInvoice(path)) return by === 'hand' || isOfficeFile(path) ? outside(path, 'notInvoice') : nothing
      if (found.size === 0) return by === 'hand' ? outside(path, 'empty') : nothing
      if (found.size > limits.folderBytes.value) return outside(path, 'tooBig')
      if (isArchiveFile(path)) return await takeArchive(path, await readFile(path), by)
      const taken = await vault.takeFile(path)
      if (strays.drop(path)) changed()
      return arrive({ name: basename(path), ...taken }, by)
    } catch (error) {
      return outside(path, reasonOf(error))
    }
  }

  async function takeFolder(path: string, by: By): Promise<Taken> {
    const entries = await readdir(path, { withFileTypes: true })
    let taken = nothing
    for (const entry of entries)
      if (!isLitter(entry.name) && !(entry.isDirectory() && isArchiveFolder(entry.name)) && !entry.isSymbolicLink())
        taken = add(taken, await takePath(join(path, entry.name), by))
    return taken
  }

  async function takeArchive(path: string, bytes: Uint8Array, by: By): Promise<Taken> {
    let taken = nothing
    for await (const item of openArchive(bytes, basename(path))) {
      taken = add(
        taken,
        'bytes' in item
          ? arrive({ name: basename(item.entry), ...(await vault.takeBytes(item.bytes)) }, by)
          : outside(`${path} › ${item.entry}`, 'archive', {
              name: [basename(path), basename(item.entry)].filter(Boolean).join(' › '),
              message: item.refusal,
            }),
      )
    }
    return taken
  }

  /** Bytes that came without a path: a mail client or a browser. */
  async function takeLoose(name: string, bytes: Uint8Array): Promise<Taken> {
    try {
      if (!mayBeInvoice(name)) return outside(name, 'notInvoice')
      if (bytes.length === 0) return outside(name, 'empty')
      if (bytes.length > limits.folderBytes.value) return outside(name, 'tooBig')
      if (isArchiveFile(name)) return await takeArchive(name, bytes, 'hand')
      return arrive({ name: basename(name), ...(await vault.takeBytes(bytes)) }, 'hand')
    } catch (error) {
      return outside(name, reasonOf(error))
    }
  }

  const arrive = (file: { name: string; sha256: string; bytes: number }, by: By): Taken => ({
    invoices: [ledger.arrive(file, { isByHand: by === 'hand' })],
    strays: 0,
  })

  function outside(path: string, reason: StrayReason, words: Partial<Pick<Stray, 'name' | 'message'>> = {}): Taken {
    const retry = mayPass(reason) ? { retryAt: now() + RETRY } : {}
    strays.put({ path, name: basename(path), reason, message: sentenceOf(reason), ...words, at: now(), ...retry })
    changed()
    return { ...nothing, strays: 1 }
  }

  return {
    take: (path: string, by: By) => inTurn(() => takePath(path, by)),
    takeAll: async (paths: string[], by: By) => {
      let taken = nothing
      for (const path of paths) taken = add(taken, await inTurn(() => takePath(path, by)))
      return taken
    },
    takeBytes: (name: string, bytes: Uint8Array) => inTurn(() => takeLoose(name, bytes)),
    /** Tries again what may have passed: a lock, a missing drive, a full disk. */
    retry: async (isDue = (retryAt: number) => retryAt <= now()) => {
      for (const { path, retryAt } of strays.list())
        if (retryAt !== undefined && isDue(retryAt)) await inTurn(() => takePath(path, 'folder'))
    },
    /** Resolves once everything brought in so far has been dealt with. */
    settled: () => turn,
  }
}

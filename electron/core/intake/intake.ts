import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { By, Stray, StrayReason } from '../../../shared/contract/stray.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import type { Ledger } from '../ledger.ts'
import { openArchive } from '../reading/archive.ts'
import type { Store } from '../store/database.ts'
import { createArrivals, shownName } from './arriving.ts'
import { cloudName, isArchiveFile, isArchiveFolder, isLitter, isOfficeFile, mayBeInvoice } from './ignored.ts'
import type { Vault } from './vault.ts'
import { looseSentenceOf, mayPass, reasonOf, retryAfter, sentenceOf } from './words.ts'

/** What became of what was brought in: ids of invoices, new or already known, and how many files stayed outside. */
export type Taken = { invoices: { id: string; isNew: boolean }[]; strays: number }

type Parts = {
  vault: Vault
  ledger: Ledger
  strays: Store['strays']
  now: () => number
  changed: () => void
}
/** Takes files in: our own copy first, then the ledger. What cannot be taken stays where it is, with a sentence. */
export function createIntake({ vault, ledger, strays, now, changed }: Parts) {
  let turn: Promise<unknown> = Promise.resolve()
  let isStopped = false
  /** One file at a time, in the order they came: a hundred at once must not fill the memory. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }
  const arrivals = createArrivals({ now })
  const unwritten = new Map<string, Stray>()
  const listed = () => [...strays.list(), ...unwritten.values()]
  const nothing: Taken = { invoices: [], strays: 0 }
  const add = (a: Taken, b: Taken): Taken => ({ invoices: [...a.invoices, ...b.invoices], strays: a.strays + b.strays })

  async function takePath(path: string, by: By): Promise<Taken> {
    if (isStopped) return leave([path], by)
    const waits = by === 'folder' || cloudName(path) !== undefined ? await waitFor(path) : undefined
    if (waits) return waits
    const taken = await openPath(path, by).catch((error: unknown) => reasonOf(error, path))
    if (typeof taken !== 'string') return inside(path, taken)
    const retry = mayPass(taken) ? { retryAt: now() + retryAfter(taken) } : {}
    return outside({ path, reason: taken, message: sentenceOf(taken), by, ...retry })
  }

  /** Undefined when there is nothing to wait for; what has been waited for a while is said. */
  async function waitFor(path: string): Promise<Taken | undefined> {
    try {
      const wait = await arrivals.waitFor(path)
      if (!wait?.isNews) return wait && nothing
      const { reason } = wait
      const retryAt = now() + retryAfter(reason)
      return outside({ path, name: shownName(path), reason, message: sentenceOf(reason), by: 'folder', retryAt })
    } catch (error) {
      // It went as it came, or came under its own name; any other trouble is said when it is taken.
      return reasonOf(error, path) === 'gone' && arrivals.forget(path) ? inside(path, nothing) : undefined
    }
  }

  /** What became of it, or why it is not taken. Throws the system's errors. */
  async function openPath(path: string, by: By): Promise<Taken | StrayReason> {
    const found = await stat(path)
    if (found.isDirectory()) return takeFolder(path, by)
    if (isLitter(path) && by === 'folder') return nothing
    if (!mayBeInvoice(path)) return by === 'hand' || isOfficeFile(path) ? 'notInvoice' : nothing
    if (found.size === 0) return by === 'hand' ? 'empty' : nothing
    if (found.size > limits.folderBytes.value) return 'tooBig'
    if (isArchiveFile(path)) return takeArchive(path, await readFile(path), by)
    const file = { name: basename(path), ...(await vault.takeFile(path)) }
    return arrive(file, by, by === 'folder' ? path : undefined)
  }

  async function takeFolder(path: string, by: By): Promise<Taken | StrayReason> {
    const entries = await readdir(path, { withFileTypes: true })
    let taken = nothing
    for (const entry of entries)
      if (isStopped) return leave([path], by)
      else if (
        !isLitter(entry.name) &&
        !(entry.isDirectory() && isArchiveFolder(entry.name)) &&
        !entry.isSymbolicLink()
      )
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
          : outside({
              path: `${path} › ${item.entry}`,
              name: [basename(path), basename(item.entry)].filter(Boolean).join(' › '),
              reason: 'archive',
              message: item.refusal,
              by,
            }),
      )
    }
    return taken
  }

  /** Bytes that came without a path, from a mail client or a browser: nobody but the person can bring them again. */
  async function takeLoose(name: string, bytes: Uint8Array): Promise<Taken> {
    const taken = await openLoose(name, bytes).catch((error: unknown) => reasonOf(error))
    if (typeof taken !== 'string') return inside(name, taken)
    return outside({ path: name, reason: taken, message: looseSentenceOf(taken), by: 'hand' })
  }

  async function openLoose(name: string, bytes: Uint8Array): Promise<Taken | StrayReason> {
    if (!mayBeInvoice(name)) return 'notInvoice'
    if (bytes.length === 0) return 'empty'
    if (bytes.length > limits.folderBytes.value) return 'tooBig'
    if (isArchiveFile(name)) return takeArchive(name, bytes, 'hand')
    return arrive({ name: basename(name), ...(await vault.takeBytes(bytes)) }, 'hand')
  }

  const arrive = (file: { name: string; sha256: string; bytes: number }, by: By, path?: string): Taken => ({
    invoices: [ledger.arrive(file, { isByHand: by === 'hand', path })],
    strays: 0,
  })

  /** It has been dealt with: why it could not be before is forgotten. */
  function inside(path: string, taken: Taken): Taken {
    const wasUnwritten = unwritten.delete(path)
    if (strays.drop(path) || wasUnwritten) changed()
    return taken
  }
  function outside(stray: Omit<Stray, 'name' | 'at'> & { name?: string }): Taken {
    const whole = { name: basename(stray.path), ...stray, at: now() }
    try {
      strays.put(whole)
      unwritten.delete(whole.path)
    } catch (error) {
      // On a disk that is full to the last byte not even this can be written: it is kept in mind.
      if (reasonOf(error) !== 'diskFull') throw error
      unwritten.set(whole.path, whole)
    }
    changed()
    return { ...nothing, strays: 1 }
  }

  /** The application ends: what was brought in by hand is taken at the next start; what is in the folder is found again. */
  function leave(paths: string[], by: By): Taken {
    const stray = { reason: 'stopped', message: sentenceOf('stopped'), by, at: now(), retryAt: now() } as const
    if (by === 'hand') strays.put(...paths.map((path) => ({ ...stray, path, name: basename(path) })))
    return { ...nothing, strays: paths.length }
  }

  return {
    take: (path: string, by: By) => inTurn(() => takePath(path, by)),
    takeAll: async (paths: string[], by: By) => {
      let taken = nothing
      for (const [done, path] of paths.entries()) {
        if (isStopped) return add(taken, leave(paths.slice(done), by))
        taken = add(taken, await inTurn(() => takePath(path, by)))
      }
      return taken
    },
    takeBytes: (name: string, bytes: Uint8Array) => inTurn(() => takeLoose(name, bytes)),
    /** What could not be taken, newest last; what is not in the database for want of room too. */
    strays: listed,
    /** Tries again what may have passed: a lock, a missing drive, a full disk. */
    retry: async (isDue = (retryAt: number) => retryAt <= now()) => {
      for (const path of arrivals.paths()) await inTurn(() => takePath(path, 'folder'))
      for (const { path, by, retryAt } of listed())
        if (retryAt !== undefined && isDue(retryAt)) await inTurn(() => takePath(path, by))
    },
    /** Takes nothing in any more; resolves once what is under way has been dealt with. */
    stop: () => {
      isStopped = true
      return turn
    },
  }
}

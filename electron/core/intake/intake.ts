import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import type { By, RejectedFile, StrayReason } from '../../../shared/contract/stray.ts'
import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import bounds from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import type { Ledger } from '../engine/ledger.ts'
import { isArchive, shapeOf, shapeOfFile } from '../reading/sniff.ts'
import { isDocument, named, unwrap } from '../reading/unwrap.ts'
import type { Store } from '../store/database.ts'
import { createArrivals, shownName } from './arriving.ts'
import { cloudName, isArchiveFolder, isLitter, isOfficeFile } from './ignored.ts'
import { mayBeInvoice } from '../reading/file-names.ts'
import type { GivenArchive, Opened, Received } from './received.ts'
import type { Vault } from '../vault/vault.ts'
import { asideSentence, bareFolder, looseSentenceOf, mayPass, reasonOf, retryAfter, sentenceOf } from './words.ts'

/**
 * What became of what was brought in: ids of invoices, new or already known, and how many files stayed outside; archives by their
 * ids, with what was set aside of them.
 */
export type Taken = { invoices: { id: string; isNew: boolean }[]; strays: number; archives?: TakenArchive[] }
type TakenArchive = { id: string; aside: Opened['aside'] }

export type Intake = ReturnType<typeof createIntake>
type Deps = {
  vault: Vault
  ledger: Ledger
  strays: Store['strays']
  received: Pick<Received, 'take'>
  /** The watched folder: what lies in it directly lies in no sub-folder. */
  watched?: () => string
  now: () => number
  changed: () => void
}
/** « lot.zip › facture.pdf »; the whole alone where nothing is said of a part. */
const within = (whole: string, part: string) => [whole, part].filter(Boolean).join(' › ')

/** A folder being walked: how many entries were met, how deep it is now, whether it was too much. */
type PortalProgress = { entries: number; depth: number; isCut: boolean }

/** Takes files in: our own copy first, then the ledger. What cannot be taken stays where it is, with a sentence. */
export function createIntake({ vault, ledger, strays, received, watched = () => '', now, changed }: Deps) {
  let turn: Promise<unknown> = Promise.resolve()
  let isStopped = false
  /** One file at a time, in the order they came: a hundred at once must not fill the memory. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }
  const arrivals = createArrivals({ now })
  const unwritten = new Map<string, RejectedFile>()
  const listed = () => [...strays.list(), ...unwritten.values()]
  const nothing: Taken = { invoices: [], strays: 0 }
  const add = (a: Taken, b: Taken): Taken => {
    const archives = [...(a.archives ?? []), ...(b.archives ?? [])]
    const invoices = [...a.invoices, ...b.invoices]
    return { invoices, strays: a.strays + b.strays, ...(archives.length && { archives }) }
  }

  async function takePath(path: string, by: By, walk?: PortalProgress): Promise<Taken> {
    if (isStopped) return leave([path], by)
    const waits = by === 'folder' || cloudName(path) !== undefined ? await waitFor(path) : undefined
    if (waits) return waits
    const taken = await openPath(path, by, walk).catch((error: unknown) => reasonOf(error, path))
    if (typeof taken !== 'string') return taken
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
  async function openPath(path: string, by: By, walk?: PortalProgress): Promise<Taken | StrayReason> {
    const found = await stat(path)
    if (found.isDirectory()) return takeFolder(path, by, walk)
    if (isLitter(path) && by === 'folder') return nothing
    // Of what the person has not pointed at, only what looks like an invoice is worth a word.
    const isNamed = by === 'hand' && !walk
    if (!isNamed && !mayBeInvoice(path) && !isOfficeFile(path)) return nothing
    if (!found.isFile()) return 'notInvoice'
    if (found.size === 0) return by === 'hand' ? 'empty' : nothing
    if (found.size > limits.folderBytes.value) return 'tooBig'
    const shape = await shapeOfFile(path)
    if (isArchive(shape)) return takeArchive({ source: { path }, name: basename(path), path, by })
    if (!isDocument(shape, path)) return takeContents(path, await readFile(path), by)
    const folder = by === 'folder' || walk ? dirname(path) : ''
    const isSub = folder !== '' && resolve(folder) !== resolve(watched())
    const own = { name: named(basename(path), shape), ...(isSub && { folder: basename(folder) }) }
    const file = { ...own, ...(await vault.takeFile(path)) }
    return inside(path, arrive(file, by, by === 'folder' ? path : undefined))
  }

  /** Everything in it and below, as far as the limits go; links are not followed, what is hidden is passed over. */
  async function takeFolder(path: string, by: By, above?: PortalProgress): Promise<Taken> {
    const walk = above ?? { entries: 0, isCut: false, depth: 0 }
    let taken = nothing
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (isStopped) return leave([path], by)
      if (isLitter(entry.name) || entry.isSymbolicLink()) continue
      if (entry.isDirectory() && isArchiveFolder(entry.name)) continue
      walk.isCut ||= ++walk.entries > bounds.folderEntries.value || walk.depth > bounds.folderDepth.value
      if (walk.isCut) break
      walk.depth++
      taken = add(taken, await takePath(join(path, entry.name), by, walk))
      walk.depth--
    }
    if (above) return taken
    if (walk.isCut) return add(taken, outside({ path, reason: 'folder', message: sentenceOf('folder'), by }))
    const isBare = by === 'hand' && taken.invoices.length + taken.strays === 0
    return isBare ? outside({ path, reason: 'folder', message: bareFolder, by }) : inside(path, taken)
  }

  /** What an archive holds; what is not taken of it is told on its page, and here in one line. */
  async function takeArchive(given: GivenArchive): Promise<Taken> {
    const { archive, invoices, ...opened } = await received.take(given, () => isStopped && given.path !== '')
    const path = given.path || given.name
    const { id, name, state, refusal } = archive
    const aside = [...opened.aside, ...(refusal === undefined ? [] : [{ name, message: refusal }])]
    const taken = { invoices, strays: aside.length, archives: [{ id, aside }] }
    if (state === 'opening') return add({ ...taken, strays: 0 }, leave([path], given.by))
    const message = refusal ?? (aside.length ? asideSentence(aside.length) : '')
    if (!message) return inside(path, taken)
    outside({ path, reason: 'archive', message, by: given.by })
    return taken
  }

  /** What a message holds, a picture as a PDF. What is not taken is said one by one. */
  async function takeContents(path: string, bytes: Uint8Array, by: By): Promise<Taken> {
    const own = basename(path)
    let [taken, isWhole] = [nothing, true]
    for await (const item of unwrap({ name: own, bytes })) {
      // Bytes without a place on the disk are nowhere to be found again.
      if (isStopped && isAbsolute(path)) return add(taken, leave([path], by))
      if ('refusal' in item) {
        isWhole &&= item.entry !== ''
        const [place, name] = [within(path, item.entry), within(own, basename(item.entry))]
        const reason = item.entry ? 'archive' : 'notInvoice'
        taken = add(taken, outside({ path: place, name, reason, message: item.refusal, by }))
      } else {
        const { name, madeFrom } = item
        const from = { ...(madeFrom && { madeFrom }), ...(item.entry && { heldBy: own }) }
        const file = { name, ...from, ...(await vault.takeBytes(item.bytes)) }
        taken = add(taken, arrive(file, by, by === 'folder' && !item.entry ? path : undefined))
      }
    }
    return isWhole ? inside(path, taken) : taken
  }

  /** Bytes that came without a path, from a mail client or a browser: nobody but the person can bring them again. */
  async function takeLoose(given: string, bytes: Uint8Array): Promise<Taken> {
    const name = basename(given) || 'Document'
    const taken = await openLoose(name, bytes).catch((error: unknown) => reasonOf(error))
    if (typeof taken !== 'string') return taken
    return outside({ path: name, reason: taken, message: looseSentenceOf(taken), by: 'hand' })
  }

  async function openLoose(name: string, bytes: Uint8Array): Promise<Taken | StrayReason> {
    if (bytes.length === 0) return 'empty'
    if (bytes.length > limits.folderBytes.value) return 'tooBig'
    if (isArchive(await shapeOf(bytes))) return takeArchive({ source: bytes, name, path: '', by: 'hand' })
    return takeContents(name, bytes, 'hand')
  }

  const arrive = (file: StoredFile, by: By, path?: string): Taken => ({
    invoices: [ledger.arrive(file, { isByHand: by === 'hand', path })],
    strays: 0,
  })

  /** It has been dealt with: why it could not be before is forgotten. */
  function inside(path: string, taken: Taken): Taken {
    const wasUnwritten = unwritten.delete(path)
    if (strays.drop(path) || wasUnwritten) changed()
    return taken
  }
  function outside(stray: Omit<RejectedFile, 'name' | 'at'> & { name?: string }): Taken {
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
    /** An archive by itself: one that was within another, or once more. Throws the disk's errors. */
    takeArchive: (given: GivenArchive) => inTurn(() => takeArchive(given)),
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

import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ReceivedArchive, ReceivedEntry } from '../../../shared/domain/document/received.ts'
import { besideOf, isPieceName } from '../../../shared/domain/document/beside.ts'
import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import type { By } from '../../../shared/contract/stray.ts'
import { french } from '../../../shared/base/french.ts'
import type { Ledger } from '../engine/ledger.ts'
import { openArchive, type ArchiveItem } from '../reading/archive.ts'
import { streamOf, type Source } from '../reading/archive/packed.ts'
import { isPicture, shapeOf } from '../reading/sniff.ts'
import { BARE_ARCHIVE, documentOf, isDocument, named } from '../reading/unwrap.ts'
import type { Store } from '../store/database.ts'
import { keepPiece } from './keep-piece.ts'
import { StillChanging, type Vault } from '../vault/vault.ts'

/** An archive to be opened: a file of the disk, or bytes without a place, whose `path` is empty. */
export type GivenArchive = { source: Source; name: string; path: string; by: By }
export type Received = ReturnType<typeof createReceived>
/** What became of it: ids of its invoices, and what was set aside with its sentence. */
export type Opened = {
  archive: ReceivedArchive
  invoices: { id: string; isNew: boolean }[]
  aside: { name: string; message: string }[]
}
type Item = Exclude<ArchiveItem, { refusal: string }>
/** Taken, but not yet told what it is: with which invoice it goes shows when all names are known. */
type Held = { place: number; name: string; file: StoredFile; mayBeInvoice: boolean }
type Deps = Pick<Store, 'archives' | 'invoices' | 'lightly'> & {
  vault: Vault
  ledger: Pick<Ledger, 'arrive'>
  /** What waits to be joined to this invoice may be. */
  joinWaiting: (invoiceId: string) => void
  now: () => number
  changed: () => void
}
/** How many entries are taken between two words to the windows. */
const NEWS_EVERY = 20

/**
 * Archives that come in, each kept together with what became of its entries: an invoice each, pieces that go with one by their
 * names, and what is set aside with its reason. Streamed, an entry at a time; opened again it finds what it knows (domaine.md §2.5).
 */
export function createReceived({ archives, invoices, lightly, vault, ledger, joinWaiting, now, changed }: Deps) {
  const opening = new Map<string, { done: number; total: number }>()
  const stopped = new Set<string>()

  /** `isEnding`: the application ends, and it is opened again at the next start. Throws the disk's errors, `StillChanging`. */
  async function take(given: GivenArchive, isEnding: () => boolean): Promise<Opened> {
    const { sha256, bytes } = await hashOf(given.source)
    const before = archives.ofBytes(sha256)
    if (before?.state === 'whole' && given.by === 'folder') return asBefore(before)
    const { name, path, by } = given
    const fresh = { id: randomUUID(), sha256, at: now() }
    const begun: ReceivedArchive = {
      ...fresh,
      ...before,
      ...{ name, path, bytes, by },
      state: 'opening',
      done: 0,
      total: 0,
    }
    delete begun.refusal
    keep(begun)
    opening.set(begun.id, { done: 0, total: 0 })
    try {
      return await open(begun, given.source, { isEnding, isFirst: !before })
    } finally {
      opening.delete(begun.id)
      stopped.delete(begun.id)
      changed()
    }
  }
  function keep(archive: ReceivedArchive) {
    lightly(() => {
      archives.put(archive)
      if (archive.state === 'opening') archives.clearEntries(archive.id)
    })
    changed()
  }

  async function open(
    archive: ReceivedArchive,
    source: Source,
    { isEnding, isFirst }: { isEnding: () => boolean; isFirst: boolean },
  ): Promise<Opened> {
    const { id } = archive
    const isStopped = () => stopped.has(id) || isEnding()
    const taking = createTaking(archive, isFirst)
    let refusal: string | undefined
    const onProgress = (done: number, total: number) => {
      opening.set(id, { done, total })
      if (done % NEWS_EVERY === 0) changed()
    }
    for await (const item of openArchive(source, archive.name, onProgress)) {
      if (isStopped()) break
      if ('refusal' in item && item.entry === '') refusal = french(item.refusal)
      else await taking.take(item)
    }
    if (!isStopped()) await taking.sort(isStopped)
    if (!isStopped() && taking.count() === 0) refusal ??= french(BARE_ARCHIVE)
    const { done, total } = opening.get(id)!
    const state = isEnding() ? 'opening' : isStopped() ? 'stopped' : refusal === undefined ? 'whole' : 'refused'
    const files = isStopped() ? done : Math.max(total, taking.count())
    const ended: ReceivedArchive = { ...archive, state, done: files, total, ...(refusal !== undefined && { refusal }) }
    lightly(() => archives.put(ended))
    return { archive: ended, ...taking.result() }
  }

  /** The entries of one archive, as they are taken. */
  function createTaking({ id, name: heldBy, by, at }: ReceivedArchive, isFirst: boolean) {
    const taken: Opened['invoices'] = []
    const aside = new Map<number, Opened['aside'][number]>()
    const byName: { name: string; invoiceId: string }[] = []
    const names = new Map<string, string>()
    const held: Held[] = []
    let places = 0

    function put(place: number, entry: ReceivedEntry) {
      lightly(() => archives.putEntry(id, place, entry))
      if (entry.kind === 'aside') aside.set(place, { name: entry.name, message: entry.why })
      else aside.delete(place)
    }
    async function take(item: ArchiveItem) {
      const place = places++
      if ('refusal' in item) return putRefused(place, item)
      const shape = await shapeOf(item.bytes)
      if (isDocument(shape, item.name) && !isPieceName(item.entry)) return arrive(place, item, shape)
      const mayBeInvoice = isDocument(shape, item.name) || isPicture(shape)
      const { files, refusal = '' } = await keepPiece(vault, item)
      const [file] = files
      const { entry: name, bytes } = item
      if (!file && mayBeInvoice) return asInvoice(place, item)
      put(place, { kind: 'aside', name, bytes: bytes.length, why: refusal || french(NO_PLACE), ...(file && { file }) })
      if (file) held.push({ place, name, file, mayBeInvoice })
    }
    async function putRefused(place: number, item: Extract<ArchiveItem, { refusal: string }>) {
      const { entry: name, refusal, size = 0, archive } = item
      const file = archive && { name: name.replace(/^.*[/\\!]/, ''), ...(await vault.takeBytes(archive)) }
      const inside = file && ({ file, isArchive: true } as const)
      put(place, { kind: 'aside', name, bytes: size, why: french(refusal), ...inside })
    }
    async function arrive(
      place: number,
      { entry: name, bytes, ...item }: Item,
      shape: Awaited<ReturnType<typeof shapeOf>>,
    ) {
      await keepInvoice(place, name, bytes.length, { name: named(item.name, shape), bytes })
    }
    async function asInvoice(place: number, item: Pick<Item, 'entry' | 'name' | 'bytes'>) {
      const made = await documentOf(item)
      if ('refusal' in made)
        put(place, { kind: 'aside', name: item.entry, bytes: item.bytes.length, why: made.refusal })
      else await keepInvoice(place, item.entry, item.bytes.length, made)
    }
    async function keepInvoice(
      place: number,
      name: string,
      bytes: number,
      made: { name: string; bytes: Uint8Array; madeFrom?: string },
    ) {
      const { madeFrom } = made
      const file = { name: made.name, heldBy, ...(madeFrom && { madeFrom }), ...(await vault.takeBytes(made.bytes)) }
      const arrived = ledger.arrive(file, { isByHand: by === 'hand' })
      const sameAs = names.get(file.sha256)
      // Opened again, what came with it the first time is its own.
      const isKnown =
        sameAs !== undefined || (!arrived.isNew && (isFirst || (invoices.find(arrived.id)?.arrivedAt ?? 0) < at))
      put(place, {
        kind: 'invoice',
        name,
        bytes,
        invoiceId: arrived.id,
        isKnown,
        ...(sameAs !== undefined && { sameAs }),
      })
      taken.push(arrived)
      if (sameAs === undefined) names.set(file.sha256, name)
      byName.push({ name, invoiceId: arrived.id })
    }

    /** All names are known: what goes with an invoice is told from what is one, or neither. */
    async function sort(isStopped: () => boolean) {
      for (const { place, name, file, mayBeInvoice } of held) {
        if (isStopped()) return
        const beside = besideOf(name, byName)
        if (beside) {
          put(place, { kind: 'piece', name, bytes: file.bytes, file, ...beside, isJoined: false })
          joinWaiting(beside.invoiceId)
        } else if (mayBeInvoice)
          await asInvoice(place, { entry: name, name: file.name, bytes: await vault.read(file.sha256) })
      }
    }
    return { take, sort, count: () => places, result: () => ({ invoices: taken, aside: [...aside.values()] }) }
  }

  function asBefore(archive: ReceivedArchive): Opened {
    const entries = archives.entries(archive.id).map(({ entry }) => entry)
    return {
      archive,
      invoices: entries.flatMap((entry) => (entry.kind === 'invoice' ? [{ id: entry.invoiceId, isNew: false }] : [])),
      aside: entries.flatMap((entry) => (entry.kind === 'aside' ? [{ name: entry.name, message: entry.why }] : [])),
    }
  }

  return {
    take,
    /** How far an archive that is being opened is. */
    progress: (id: string) => opening.get(id),
    /** The person has seen enough: what has been taken stays, the rest is taken when they say so. */
    stop: (id: string): void => {
      if (opening.has(id)) stopped.add(id)
    },
  }
}

/** Max archives looked at for those that were being opened. */
const MOST_OPEN = 50
/** Archives that were being opened when the application died are opened to their end. */
export async function openAgain({
  archives,
  intake,
}: Pick<Store, 'archives'> & { intake: { take: (path: string, by: By) => Promise<unknown> } }): Promise<void> {
  for (const { path, by, state } of archives.list(MOST_OPEN))
    if (state === 'opening' && path && existsSync(path)) await intake.take(path, by)
}

const NO_PLACE = 'Ni facture, ni pièce d’une facture de cette archive. Elle peut être jointe à la main.'

/** Reads it once to its end. Throws `StillChanging` when it is written to meanwhile. */
async function hashOf(source: Source): Promise<{ sha256: string; bytes: number }> {
  const look = () => (source instanceof Uint8Array ? undefined : stat(source.path))
  const before = await look()
  const hash = createHash('sha256')
  let bytes = 0
  for await (const part of streamOf(source) as AsyncIterable<Uint8Array>) {
    hash.update(part)
    bytes += part.length
  }
  const after = await look()
  if (before && after && (before.size !== after.size || before.mtimeMs !== after.mtimeMs || bytes !== after.size))
    throw new StillChanging(source instanceof Uint8Array ? '' : source.path)
  return { sha256: hash.digest('hex'), bytes }
}

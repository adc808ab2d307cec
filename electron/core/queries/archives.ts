import { existsSync } from 'node:fs'
import type { ArchiveAside, ArchiveLine, ArchiveView } from '../../../shared/contract/archives.ts'
import type { Row } from '../../../shared/contract/views.ts'
import { longDay } from '../../../shared/base/dates.ts'
import { french } from '../../../shared/base/french.ts'
import { twinOf } from '../../../shared/domain/lifecycle/duplicates.ts'
import { isKnown, type Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { ReceivedArchive, ReceivedEntry } from '../../../shared/domain/document/received.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'archives' | 'invoices'> & {
  row: (invoice: Invoice) => Row | undefined
  /** How far an archive that is being opened is. */
  progress: (id: string) => { done: number; total: number } | undefined
}
type Place = Pick<ArchiveAside, 'place' | 'name' | 'bytes'>
/** Max archives of a list. */
const MOST = 100

/** Queries about archives that came in, and what became of their entries. */
export function createArchiveQueries({ archives, invoices, row, progress }: Deps) {
  function lineOf(archive: ReceivedArchive): ArchiveLine {
    const { sha256, done, total, ...rest } = archive
    const counts = archives.counts(archive.id)
    const same = twinsIn(archive.id).size
    const now = progress(archive.id)
    return {
      ...rest,
      // What was being opened when the application ended stands still until it is opened again.
      state: rest.state === 'opening' && !now ? 'stopped' : rest.state,
      files: Math.max(done, now?.done ?? 0),
      total: now?.total ?? total,
      invoices: (counts.invoice ?? 0) - same,
      pieces: counts.piece ?? 0,
      aside: (counts.aside ?? 0) + (counts.known ?? 0) + same,
    }
  }

  /** Drafts of an archive whose number an older invoice bears, by their place: the first of those. */
  function twinsIn(id: string): Map<number, string> {
    const found = archives.twins(id).filter(({ invoice, twin }) => {
      const [one, other] = [invoices.recall(invoice), invoices.recall(twin)]
      const twinned = one && other && isKnown(one) ? twinOf(one.fields, other) : undefined
      return twinned && twinned.likeness === undefined
    })
    return new Map(found.toReversed().map(({ place, twin }) => [place, twin]))
  }

  /** One archive, entry by entry, those set aside first; undefined when there is none that can be read. */
  function archiveView(id: string): ArchiveView | undefined {
    const archive = archives.find(id)
    if (!archive) return undefined
    const entries = archives.entries(id)
    const first = entries.filter(({ entry }) => entry.kind === 'invoice' && entry.sameAs === undefined).toReversed()
    const names = new Map(first.map(({ entry }) => ['invoiceId' in entry ? entry.invoiceId : '', entry.name]))
    const twins = twinsIn(id)
    const view: ArchiveView = { ...lineOf(archive), set: [], found: [], joined: [] }
    for (const { place, entry } of entries) {
      const at: Place = { place, name: entry.name, bytes: entry.bytes }
      const twin = twins.get(place)
      if (entry.kind === 'piece') view.joined.push({ ...at, ...pieceOf(entry) })
      else if (entry.kind === 'aside') view.set.push({ ...at, ...asideOf(entry, archive) })
      else if (entry.isKnown) view.set.push({ ...at, ...knownOf(entry) })
      else if (twin !== undefined) view.set.push({ ...at, ...sameNumber(entry.invoiceId, twin, names.get(twin)) })
      else view.found.push({ ...at, invoiceId: entry.invoiceId })
    }
    return view
  }

  function asideOf(entry: Extract<ReceivedEntry, { kind: 'aside' }>, { path }: ReceivedArchive) {
    const verb = entry.isArchive ? 'open' : entry.file ? 'join' : path ? 'show' : 'none'
    return { why: entry.why, detail: '', mark: entry.file && !entry.isArchive ? 'none' : 'stop', verb } as const
  }
  function knownOf({ invoiceId, sameAs }: Extract<ReceivedEntry, { kind: 'invoice' }>) {
    const detail = french('Même fichier, octet pour octet.')
    const invoice = invoices.recall(invoiceId)
    const why = sameAs === undefined ? (invoice ? whereIs(invoice) : 'Déjà reçue') : `Même contenu que ${sameAs}`
    return { why: french(why), detail, mark: 'done', verb: 'see', invoiceId } as const
  }
  function whereIs(invoice: Invoice): string {
    if (invoice.stage === 'discarded') return 'Déjà reçue, puis écartée'
    if ('depositedOn' in invoice) return `Déjà déposée le ${longDay(invoice.depositedOn)}`
    return invoice.stage === 'arrived' || invoice.stage === 'draft' || invoice.stage === 'portal'
      ? 'Déjà dans À déposer'
      : 'Déjà en route'
  }
  function sameNumber(invoiceId: string, twin: string, sameArchive: string | undefined) {
    const [one, other] = [invoices.recall(invoiceId), invoices.recall(twin)]
    const isSame = one && other && isKnown(one) && isKnown(other) && one.fields.grossTotal === other.fields.grossTotal
    const name = sameArchive ?? (other && isKnown(other) ? `la facture ${other.fields.number}` : 'une autre')
    return {
      why: french(`Même numéro que ${name}, ${isSame ? 'même montant' : 'autre montant'}`),
      detail: french('Deux factures ne peuvent pas porter le même numéro.'),
      ...({ mark: 'waits', verb: 'compare' } as const),
      invoiceId,
    }
  }
  function pieceOf({ invoiceId, trust, isJoined }: Extract<ReceivedEntry, { kind: 'piece' }>) {
    const invoice = invoices.recall(invoiceId)
    const shown = invoice && row(invoice)
    return { invoiceId, trust, isJoined, number: shown?.number || shown?.fileName || '' }
  }
  return {
    /** Newest first. */
    archiveLines: (): ArchiveLine[] => archives.list(MOST).map(lineOf),
    archiveView,
    /** Where it lies, as long as it does. */
    placeOf(id: string): string | undefined {
      const path = archives.find(id)?.path ?? ''
      return path && existsSync(path) ? path : undefined
    },
  }
}

import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import { french } from '../../../shared/base/french.ts'
import { pieceOf } from '../../../shared/domain/document/attachments.ts'
import type { ReceivedEntry } from '../../../shared/domain/document/received.ts'
import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'archives' | 'invoices'> & {
  ledger: Pick<Ledger, 'record'>
  changed: () => void
}
export type ArchivePieces = ReturnType<typeof createArchivePieces>
type Nothing = Record<string, never>
type Piece = Extract<ReceivedEntry, { kind: 'piece' }>
type Aside = Extract<ReceivedEntry, { kind: 'aside' }>

/** Commands: files of an archive are joined to a draft, or taken off it again. An entry is named by its archive and its place. */
export function createArchivePieces({ archives, invoices, ledger, changed }: Deps) {
  const withPieces = (draft: InvoiceAt<'draft'>, pieces: InvoiceAt<'draft'>['pieces']) =>
    ledger.record(draft.id, { type: 'edited', fields: draft.fields, confirmed: [], circuit: draft.circuit, pieces })
  const holds = ({ pieces }: InvoiceAt<'draft'>, file: StoredFile) =>
    pieces.some((piece) => piece.file.sha256 === file.sha256)
  const joinTo = (draft: InvoiceAt<'draft'>, file: StoredFile) =>
    holds(draft, file) || withPieces(draft, [...draft.pieces, pieceOf(file)]) !== undefined

  const asideOf = ({ name, bytes, file }: Piece, why: string): Aside => ({
    ...{ kind: 'aside', name, bytes, file },
    why: french(why),
  })

  /** An invoice has been read, or has just come beside what goes with it: what its archive held for it is joined. */
  function joinWaiting(invoiceId: string) {
    const waiting = archives.piecesOf(invoiceId).filter(({ entry }) => entry.kind === 'piece' && !entry.isJoined)
    for (const { archiveId, place, entry } of waiting) {
      const invoice = invoices.find(invoiceId)
      if (!invoice || invoice.stage === 'arrived') return
      archives.putEntry(archiveId, place, joined(invoice, entry as Piece))
    }
    if (waiting.length) changed()
  }
  function joined(invoice: NonNullable<ReturnType<Deps['invoices']['find']>>, entry: Piece): ReceivedEntry {
    if (invoice.stage !== 'draft') return asideOf(entry, 'Sa facture est déjà partie, ou écartée.')
    if (invoice.circuit === 'flux') return asideOf(entry, IN_FLOW)
    return joinTo(invoice, entry.file) ? { ...entry, isJoined: true } : entry
  }

  /** A person says which draft a file that was set aside goes with. */
  function join(archiveId: string, place: number, invoiceId: string): Result<Nothing> {
    const found = archives.entry(archiveId, place)?.entry
    const draft = invoices.find(invoiceId)
    if (found?.kind !== 'aside' || !found.file || found.isArchive) return fail('archive.gone')
    if (draft?.stage !== 'draft') return fail('invoice.tooLate')
    if (draft.circuit === 'flux') return fail('piece.inFlow')
    const { name, bytes, file } = found
    if (!joinTo(draft, file)) return fail('invoice.tooLate')
    archives.putEntry(archiveId, place, { kind: 'piece', name, bytes, file, invoiceId, trust: 'hand', isJoined: true })
    changed()
    return ok({})
  }

  /** Taken off its draft again: it is set aside. */
  function detach(archiveId: string, place: number): Result<Nothing> {
    const found = archives.entry(archiveId, place)?.entry
    if (found?.kind !== 'piece') return fail('archive.gone')
    const draft = invoices.find(found.invoiceId)
    if (draft && draft.stage !== 'draft' && draft.stage !== 'arrived' && found.isJoined) return fail('invoice.tooLate')
    if (draft?.stage === 'draft' && holds(draft, found.file))
      withPieces(
        draft,
        draft.pieces.filter(({ file }) => file.sha256 !== found.file.sha256),
      )
    archives.putEntry(archiveId, place, asideOf(found, 'Détachée par vous.'))
    changed()
    return ok({})
  }
  return { joinWaiting, join, detach }
}

const IN_FLOW = 'Sa facture part avec ses données seules : une pièce ne partirait pas avec elle.'

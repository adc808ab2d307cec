import { basename, dirname } from 'node:path'
import { formatCents } from '../../../shared/base/money.ts'
import { dayOf, longDay } from '../../../shared/base/dates.ts'
import { french } from '../../../shared/base/french.ts'
import { isCreditNote, type Fields } from '../../../shared/domain/fields/fields.ts'
import { fileThatLeaves, type InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import type { HandLot, LotContainer } from '../../../shared/domain/lifecycle/lot.ts'
import { portalFileName } from '../../../shared/domain/portal/file-name.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import type { Store } from '../store/database.ts'

type Member = InvoiceAt<'draft' | 'portal'>
type Named = { name: string; bytes: Uint8Array }
type Deps = Pick<Store, 'invoices'> & {
  /** The bytes that were taken in. Throws `DamagedCopy`. */
  read: (sha256: string) => Promise<Uint8Array>
  /** Writes an archive of files, each under a name of its own. */
  archive: (files: Named[], as: LotContainer) => Promise<Uint8Array>
  ownNames: (files: Named[]) => Named[]
  folder: { put: (lot: { name: string; files: Named[]; list: string }) => Promise<{ path: string; bytes: number }> }
  toDeposit: (id: string) => { lot: HandLot; members: InvoiceAt<'portal'>[] } | undefined
  /** What a buyer is called. */
  nameOf: (invoice: Member) => string
}
/** A lot by hand as it lies on the disk. */
export type Laid = { name: string; folder: string; bytes: number; files: { name: string; bytes: number }[] }

/** Files of lots: each invoice under its number, in a name the portal takes; one level (domaine.md §2.3, §2.5). */
export function createLotFiles({ invoices, read, archive, ownNames, folder, toDeposit, nameOf }: Deps) {
  async function filesOf(members: Member[]): Promise<Named[]> {
    const files: Named[] = []
    for (const member of members) {
      const { fields, file } = member
      files.push({ name: portalFileName(fields.number, file.name), bytes: await read(fileThatLeaves(member).sha256) })
    }
    return ownNames(files)
  }

  /** The archive of these drafts; undefined when one is no draft, or they are too heavy for a lot. Throws `DamagedCopy`. */
  async function archiveOf(ids: string[], as: LotContainer): Promise<Uint8Array | undefined> {
    const drafts = ids.flatMap((id) => {
      const invoice = invoices.find(id)
      return invoice?.stage === 'draft' ? [invoice] : []
    })
    const weight = drafts.reduce((sum, { file }) => sum + file.bytes, 0)
    if (drafts.length !== ids.length || weight > limits.lotBytes.value) return undefined
    return archive(await filesOf(drafts), as)
  }

  /** Lays a lot by hand out; undefined when nothing of it is to be deposited any more. Throws `DamagedCopy`, and the disk's errors. */
  async function lay(id: string): Promise<Laid | undefined> {
    const found = toDeposit(id)
    if (!found?.members.length) return undefined
    const { lot, members } = found
    const files = await filesOf(members)
    const { path, bytes } = await folder.put({ name: lot.name, files, list: listOf(lot, members, files) })
    const sizes = files.map((file) => ({ name: file.name, bytes: file.bytes.length }))
    return { name: basename(path, '.zip'), folder: dirname(path), bytes, files: sizes }
  }

  /** What the person checks the archive against, and where they note the number. */
  function listOf({ at }: HandLot, members: Member[], files: Named[]): string {
    const sum = members.reduce((total, { fields }) => total + amountOf(fields), 0)
    const lines = members.map((member, index) =>
      [files[index]!.name, member.fields.number, nameOf(member), formatCents(amountOf(member.fields))].join('\t'),
    )
    return [
      french(`Lot du ${longDay(dayOf(at))} : ${members.length} factures, ${formatCents(sum)} TTC`),
      french('À déposer sur Chorus Pro : « Factures émises », « Déposer facture ».'),
      '',
      ...lines,
      '',
      french('Numéro donné par le portail (il commence par CPP) :'),
      '',
    ].join('\n')
  }
  return { archiveOf, lay }
}

const amountOf = (fields: Fields) =>
  isCreditNote(fields) ? -Math.abs(fields.grossTotal ?? 0) : (fields.grossTotal ?? 0)

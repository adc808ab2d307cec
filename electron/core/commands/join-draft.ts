import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import type { Ways } from '../../../shared/contract/joining.ts'
import { wayOf } from '../../../shared/contract/settings.ts'
import { french } from '../../../shared/base/french.ts'
import { learn } from '../../../shared/domain/buyers/buyer.ts'
import { bestWay, type SendsAs } from '../../../shared/domain/firms/best-way.ts'
import type { Fields } from '../../../shared/domain/fields/fields.ts'
import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import { withoutData } from '../../../shared/domain/lifecycle/joined.ts'
import type { Reading } from '../../../shared/domain/document/reading.ts'
import { blocking, check } from '../../../shared/domain/rules/check.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import type { Ledger } from '../engine/ledger.ts'
import { joinData, obstacleOf } from '../formats/join-data.ts'
import type { Vault } from '../vault/vault.ts'
import { countsNoVat, motiveSaid, type AuthoredOf } from '../queries/authored-of.ts'
import type { RuleContextOf } from '../queries/rule-context.ts'
import type { Reader } from '../reading/thread.ts'
import type { Store } from '../store/database.ts'

type Draft = InvoiceAt<'draft'>
type Deps = Pick<Store, 'invoices' | 'directory' | 'settings'> & {
  ledger: Pick<Ledger, 'record'>
  vault: Vault
  reader: Pick<Reader, 'read'>
  authoredOf: AuthoredOf
  factsOf: RuleContextOf
  /** Its pages upright, where the person has asked for it. */
  straightened: (draft: Draft) => Promise<StoredFile | undefined>
  now: () => number
}

const TOO_BIG = french('Avec ses données, ce PDF dépasserait ce que Chorus Pro prend : le PDF simple reste.')
const NOT_READ = french('Le fichier fait de ce PDF ne se relit pas comme il faut : le PDF simple reste.')

/**
 * Commands: an existing PDF to Factur-X and back. The PDF stays the file of the invoice; the Factur-X, read back and checked, is what
 * leaves. What the person chooses is kept for the next invoice to this buyer.
 */
export function createJoinDraft({ invoices, directory, settings, ledger, vault, reader, authoredOf, ...deps }: Deps) {
  /** What was found in the way of a file; a file never changes. */
  const looked = new Map<string, Promise<string | undefined>>()
  const draftOf = (id: string) => {
    const invoice = invoices.find(id)
    return invoice?.stage === 'draft' ? invoice : undefined
  }
  function obstacle({ document, file }: Pick<Draft, 'document' | 'file'>): Promise<string | undefined> {
    const found =
      looked.get(file.sha256) ??
      (document.kind === 'pdf' ? vault.read(file.sha256).then(obstacleOf) : Promise.resolve(undefined))
    found.catch(() => looked.delete(file.sha256))
    looked.set(file.sha256, found)
    return found
  }
  function remember(fields: Fields, sendsAs: SendsAs) {
    if (!fields.buyerSiret) return
    const known = directory.buyer(fields.buyerSiret) ?? { ...learn(undefined, fields), invoices: 0 }
    directory.keepBuyer({ ...known, sendsAs })
  }

  /** Query: by which file a draft may leave, and which is proposed. */
  async function ways(id: string): Promise<Result<Ways>> {
    const draft = draftOf(id)
    if (!draft) return fail('invoice.tooLate')
    const plain = withoutData(draft)
    const remembered = directory.buyer(plain.fields.buyerSiret)?.sendsAs
    const delivery = wayOf(settings.get(), plain.fields)
    // Nothing is asked of the database after this: it may be closed meanwhile.
    const found = await obstacle(plain)
    const best = bestWay({ ...plain, obstacle: found, remembered, delivery })
    const needsMotive = countsNoVat(plain.fields) && !motiveSaid(plain)
    return ok({ ...best, isJoined: draft.joined !== undefined, needsMotive, ...(found && { obstacle: found }) })
  }

  /** Attaches its data to the PDF of a checked draft, once however often it is asked; a reason where it cannot be. */
  async function join(id: string, motive: string): Promise<Result<{ reason?: string }>> {
    const draft = draftOf(id)
    if (!draft) return fail('invoice.tooLate')
    if (draft.joined) return ok({})
    if (blocking(check(draft.fields, deps.factsOf(draft))).length) return fail('invoice.notReady')
    const said = authoredOf(draft, { nature: 'services', motive: motive || motiveSaid(draft) })
    if ('reason' in said) return ok(said)
    const original = (await deps.straightened(draft)) ?? draft.file
    const made = await joinData(await vault.read(original.sha256), said.invoice, { dialect: 'chorus', at: deps.now() })
    if ('reason' in made) return ok(made)
    if (made.bytes.length > limits.fileBytes.value) return ok({ reason: TOO_BIG })
    const reading = await reader.read({ bytes: made.bytes }, draft.file.name)
    if (reading.document.kind !== 'facturx') return ok({ reason: NOT_READ })
    const file = { name: draft.file.name, ...(await vault.takeBytes(made.bytes)) }
    // What was typed meanwhile is in no data: it is asked again.
    if (JSON.stringify(draftOf(id)?.fields) !== JSON.stringify(draft.fields)) return fail('invoice.tooLate')
    ledger.record(id, { type: 'joined', file, reading: beside(reading, draft) })
    remember(draft.fields, 'facturx')
    return ok({})
  }

  /** Back to the plain PDF. */
  function part(id: string): Result<Record<string, never>> {
    const draft = draftOf(id)
    if (!draft) return fail('invoice.tooLate')
    remember(draft.fields, 'pdf')
    ledger.record(id, { type: 'parted' })
    return ok({})
  }
  return { ways, join, part }
}

/**
 * What the data say, and beside them what the draft alone knows. Where a person has corrected what was read on the page, the page is
 * not read against the data again.
 */
function beside({ document, ...read }: Reading, { fields, origins }: Draft): Reading {
  const isCorrected = (name: keyof Fields) => origins[name]?.trust === 'typed'
  const written = Object.fromEntries(
    Object.entries(read.origins).map(([name, origin]) => [name, { ...origin, source: 'written' as const }]),
  )
  return {
    source: read.source,
    document: { ...document, notes: document.notes.filter(({ differs }) => !differs || !isCorrected(differs.field)) },
    fields: {
      ...fields,
      ...Object.fromEntries(Object.keys(read.origins).map((name) => [name, read.fields[name as keyof Fields]])),
    },
    origins: { ...origins, ...written },
  }
}

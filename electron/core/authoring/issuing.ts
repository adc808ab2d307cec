import { issuerOf } from '../../../shared/domain/firms/company.ts'
import type { Company } from '../../../shared/domain/firms/company.ts'
import { companiesOf } from '../../../shared/contract/settings.ts'
import { invoiceOf, sayUnread, type Draft } from '../../../shared/domain/authoring/draft.ts'
import { faultsOf } from '../../../shared/domain/authoring/faults.ts'
import { fieldsOf } from '../../../shared/domain/authoring/fields-of.ts'
import type { Issued } from '../../../shared/domain/authoring/issued.ts'
import { documentToBe, writtenOrigins } from '../../../shared/domain/authoring/written.ts'
import { french } from '../../../shared/base/french.ts'
import { dayOf, longDay } from '../../../shared/base/dates.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'
import { blocking, check } from '../../../shared/domain/rules/check.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { MadeFile } from '../formats/make-file.ts'
import type { Vault } from '../vault/vault.ts'
import type { RuleContextOf } from '../queries/rule-context.ts'
import type { Store } from '../store/database.ts'
import { createSeries } from './series.ts'

type Deps = Pick<Store, 'authored' | 'invoices' | 'settings' | 'atomically'> & {
  vault: Vault
  ledger: Pick<Ledger, 'arrive' | 'replace'>
  factsOf: RuleContextOf
  dataFolder: string
  now: () => number
  report: (error: unknown) => void
}

/** What stands against an issue, and what is only to be known: `row` of the sheet from 0, where it is about one. */
export type Standing = { number: string; stops: { message: string; row?: number }[]; warns: string[] }
/** Id of the invoice an issued one has become; or sentences that say why nothing was issued. */
export type Outcome = { invoice: string } | { faults: string[] }

/**
 * Issue of invoices made here. The number is taken in the transaction that writes down what it is for; from then on the invoice is
 * issued, whatever happens: its file is made of what is written, the same bytes each time, and what was interrupted is finished at
 * the next start. Thus no number is ever taken for nothing, nor twice.
 */
export function createIssuing({ authored, invoices, settings, atomically, vault, ledger, factsOf, ...parts }: Deps) {
  const { now, report, dataFolder } = parts
  const series = createSeries({ authored, invoices, dataFolder })
  const firmOf = ({ siret }: Pick<Draft, 'siret'>): Company =>
    issuerOf(companiesOf(settings.get()), { supplierSiret: siret, supplierName: '' })
  /** A day that is not typed yet is today. */
  const nextOf = (draft: Draft) =>
    series.next({ firm: firmOf(draft), kind: draft.kind, day: draft.issueDate || dayOf(now()) })

  /** What the rulebook says of the invoice it would be. */
  function problemsOf(draft: Draft, number: string): Problem[] {
    const { invoice } = invoiceOf(draft, firmOf(draft), number)
    const fields = fieldsOf(invoice)
    const document = { ...documentToBe, businessProcess: invoice.cadre }
    const file = { name: '', bytes: 1, sha256: '' }
    const rejected = draft.replaces ? invoices.find(draft.replaces) : undefined
    const replaces =
      rejected && 'fields' in rejected
        ? {
            replaces: {
              id: rejected.id,
              number: rejected.fields.number,
              fields: rejected.fields,
              pieces: [],
              newNumber: '',
            },
          }
        : {}
    const origins = writtenOrigins(fields)
    return check(
      fields,
      factsOf({ id: draft.id, file, fields, document, circuit: 'flux', origins, pieces: [], ...replaces }, fields),
    )
  }

  /** How a draft stands; asks nobody. */
  function standing(draft: Draft): Standing {
    const { number, lastDay } = nextOf(draft)
    const { invoice, rows, unread } = invoiceOf(draft, firmOf(draft), number)
    const stops = [
      ...unread.map((each) => ({ message: sayUnread(each, draft), ...('row' in each && { row: each.row }) })),
      ...faultsOf(invoice).map(({ message, line }) => ({
        message: line === undefined ? message : `Ligne ${rows[line]! + 1}. ${message}`,
        ...(line !== undefined && { row: rows[line]! }),
      })),
      ...outOfOrder(draft.issueDate, lastDay),
    ]
    // Without an amount there is nothing yet that the rulebook could read.
    const problems = safely(() => problemsOf(draft, number)) ?? []
    const said = (problem: Problem) => [problem.message, problem.advice].filter(Boolean).join(' ')
    const stopping = blocking(problems)
    return {
      number,
      stops: [...stops, ...stopping.map((problem) => ({ message: said(problem) }))],
      warns: problems.filter((problem) => !stopping.includes(problem)).map(said),
    }
  }

  /** Command: issues a draft, once however often it is asked. */
  async function issue(id: string): Promise<Outcome> {
    const before = authored.find(id)
    if (before) return { invoice: await finish(before) }
    const draft = authored.draft(id)
    if (!draft) return { faults: [french('Ce brouillon n’est plus là.')] }
    const { stops } = standing(draft)
    if (stops.length) return { faults: stops.map(({ message }) => message) }
    // What its file would refuse is known before a number is taken.
    const at = now()
    const tried = issuedAs(draft, nextOf(draft).number, at)
    const made = await fileOf(tried)
    if ('faults' in made) return made
    const issued = atomically(() => take(draft, at))
    try {
      series.keepBeside()
    } catch (error) {
      report(error)
    }
    // Another window may have taken that number meanwhile: then it is made anew.
    const isAsTried = JSON.stringify(issued) === JSON.stringify(tried)
    return { invoice: await finish(issued, isAsTried ? made : undefined) }
  }

  /** Within a transaction: the draft is issued. What was issued meanwhile stays as it is. */
  function take(draft: Draft, at: number): Issued {
    const done = authored.find(draft.id)
    if (done) return done
    const next = nextOf(draft)
    const issued = issuedAs(draft, next.number, at)
    series.take(next, draft.issueDate)
    authored.issue(issued, next.firm)
    authored.dropDraft(draft.id)
    return issued
  }

  function issuedAs(draft: Draft, number: string, at: number): Issued {
    const firm = firmOf(draft)
    const { color, logo } = firm.letterhead
    const { invoice } = invoiceOf(draft, firm, number)
    return { id: draft.id, at, invoice, look: { color, logo }, replaces: draft.replaces }
  }

  async function fileOf({ invoice, at, look }: Issued): Promise<MadeFile> {
    const logo = look.logo ? { logo: new Uint8Array(await vault.read(look.logo.sha256)) } : {}
    const { makeFile } = await import('../formats/make-file.ts')
    return makeFile(invoice, { carrier: 'facturx', dialect: 'chorus', at, look: { color: look.color, ...logo } })
  }

  /** Makes the file of an issued invoice and brings it in: each step may be done again. Gives the id of its invoice. */
  async function finish(issued: Issued, tried?: MadeFile): Promise<string> {
    const known = authored.invoiceOf(issued.id)
    if (known !== undefined) return known
    const made = tried ?? (await fileOf(issued))
    if ('faults' in made) throw new Error(`${issued.id} is issued and cannot be written: ${made.faults.length} faults`)
    const kept = await vault.takeBytes(made.bytes)
    authored.madeAs(issued.id, kept.sha256)
    const { id } = ledger.arrive({ name: `${fileName(issued)}.pdf`, ...kept }, { isByHand: true })
    if (issued.replaces) ledger.replace(issued.replaces, id, issued.invoice.number)
    authored.arrivedAs(issued.id, id)
    return id
  }

  return {
    standing,
    issue,
    series,
    firmOf,
    /** At start: what was issued and has not arrived yet. */
    recover: async () => {
      series.recover()
      for (const issued of authored.pending()) await finish(issued).catch(report)
    },
  }
}

const fileName = ({ invoice }: Issued) =>
  `${invoice.kind === 'creditNote' ? 'Avoir' : 'Facture'} ${invoice.number.replace(/[^A-Za-z0-9+_-]+/g, '-')}`

/** The numbers of a series follow the days of its invoices (domaine.md §6.1: chronologique). */
const outOfOrder = (day: string, lastDay: string) =>
  day && lastDay && day < lastDay
    ? [{ message: french(`La facture précédente est du ${longDay(lastDay)} : les dates suivent les numéros.`) }]
    : []

function safely<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

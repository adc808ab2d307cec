import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Approved, MatchView, StatementView } from '../../../shared/contract/payments.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import { isKnown } from '../../../shared/domain/lifecycle/invoice.ts'
import type { EventOf } from '../../../shared/domain/lifecycle/events.ts'
import type { Payment } from '../../../shared/domain/lifecycle/payment.ts'
import { matchTransfers, type Match, type Payable } from '../../../shared/domain/receivables/matching.ts'
import type { Statement, StatementFault } from '../../../shared/domain/receivables/statement.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Store } from '../store/database.ts'
import { readStatement } from './read-statement.ts'

type Deps = Pick<Store, 'invoices' | 'receivables'> & {
  ledger: Pick<Ledger, 'recordAll'>
  /** Brings the read model up to date. */
  catchUp: () => void
  now: () => number
  changed: () => void
}
export type Statements = ReturnType<typeof createStatements>

/** Max transfers shown that look like no invoice. */
const MOST_REST = 100
type Looked = { name: string; read: Statement | { fault: StatementFault } }

/** The bank statement a person looks at: kept in memory only, matched anew each time it is asked, applied when approved. */
export function createStatements({ invoices, receivables, ledger, catchUp, now, changed }: Deps) {
  let looked: Looked | undefined
  let done: StatementView['done']

  /** All that is to be paid, with words on earlier transfers of its buyer. */
  function payables(): Payable[] {
    catchUp()
    const labels = new Map<string, string[]>()
    return receivables.candidates({ firm: '', year: '', today: dayOf(now()) }).flatMap((row) => {
      const invoice = invoices.recall(row.id)
      if (!invoice || !isKnown(invoice)) return []
      if (!labels.has(row.siret)) labels.set(row.siret, receivables.labels(row.siret))
      return [{ ...row, number: invoice.fields.number, labels: labels.get(row.siret)! }]
    })
  }
  /** What is left of the statement once those noted already are taken out. */
  function matching(read: Statement) {
    const known = receivables.knownLines(read.transfers.map(({ key }) => key))
    const transfers = read.transfers.filter(({ key }) => !known.has(key))
    const matches = matchTransfers(transfers, payables())
    const matched = new Set(matches.map(({ transfer }) => transfer.key))
    return { known: known.size, matches, rest: transfers.filter(({ key }) => !matched.has(key)) }
  }

  function view(): StatementView {
    const undo = done && { done }
    if (!looked) return { matches: [], rest: [], restCount: 0, ...undo }
    const { name, read } = looked
    if ('fault' in read) {
      const file = { name, fault: read.fault, from: '', to: '', received: 0, known: 0, unread: 0 }
      return { file, matches: [], rest: [], restCount: 0, ...undo }
    }
    const { known, matches, rest } = matching(read)
    const days = read.transfers.map(({ on }) => on)
    return {
      file: { name, from: days.at(-1) ?? '', to: days[0] ?? '', received: days.length, known, unread: read.unread },
      matches: matches.map(shown),
      rest: rest.slice(0, MOST_REST),
      restCount: rest.length,
      ...undo,
    }
  }

  return {
    view,
    /** Reads a statement; what was looked at before is forgotten. */
    async take(path: string): Promise<void> {
      looked = { name: basename(path), read: readStatement(await readFile(path)) }
      done = undefined
      changed()
    },
    /** Notes the approved transfers as payments, all of them or none; one whose match has gone meanwhile is left out. */
    apply(approved: Approved[]): boolean {
      if (!looked || 'fault' in looked.read) return false
      const wanted = new Map(approved.map((each) => [each.key, each]))
      const batch = randomUUID()
      const chosen = matching(looked.read).matches.filter(({ transfer }) => wanted.has(transfer.key))
      const news = chosen.flatMap((match) => paymentsOf(match, wanted.get(match.transfer.key)!.short, batch))
      const steps = ledger.recordAll(news)
      if (!steps.length) return false
      const cents = chosen.reduce((sum, { transfer }) => sum + transfer.cents, 0)
      done = { batch, invoices: steps.length, cents }
      changed()
      return true
    },
    /** Takes back all that one application has noted. */
    undo(batch: string): void {
      const of = new Map<string, string[]>()
      for (const { id, payment } of receivables.ofBatch(batch)) of.set(id, [...(of.get(id) ?? []), payment])
      ledger.recordAll([...of].map(([id, ids]) => ({ id, event: { type: 'paymentsTakenBack', ids } })))
      if (done?.batch === batch) done = undefined
      changed()
    },
    forget: () => {
      looked = done = undefined
      changed()
    },
  }
}

const shown = ({ transfer, pays, trust, reason, short }: Match): MatchView => ({
  ...transfer,
  pays: pays.map(({ invoice: { id, number, buyer, cents: owed }, cents }) => ({ id, number, buyer, owed, cents })),
  ...{ trust, reason },
  ...(short && { short }),
})

/** A payment of each invoice; of what comes beyond what is owed, the last one has the rest. What is held back is one more. */
function paymentsOf(
  { transfer, pays, short }: Match,
  as: Approved['short'],
  batch: string,
): { id: string; event: EventOf<'paid'> }[] {
  const { key, on, label } = transfer
  const over = transfer.cents - pays.reduce((sum, { cents }) => sum + cents, 0)
  return pays.map(({ invoice, cents }, place) => {
    const statement = { batch, line: key, label }
    const isLast = place === pays.length - 1
    const money: Payment = { id: randomUUID(), on, cents: cents + (isLast ? over : 0), kind: 'transfer', statement }
    const held: Payment[] =
      short && as === 'retention' ? [{ id: randomUUID(), on, cents: short, kind: 'retention', statement }] : []
    return { id: invoice.id, event: { type: 'paid', payments: [money, ...held] } }
  })
}

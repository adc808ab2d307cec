import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCore } from '../electron/core/core.ts'
import { readStatement } from '../electron/core/payments/read-statement.ts'
import { migrate } from '../electron/core/store/database.ts'
import { migrations } from '../electron/core/store/migrations/index.ts'
import { addDays } from '../shared/base/dates.ts'
import { matchTransfers, type Payable } from '../shared/domain/receivables/matching.ts'
import { sequence } from '../tests/support/dice.ts'
import { csvDialects, otherFormats, type Line } from '../tests/support/statements.ts'
import { fillDatabase } from './many-invoices.ts'

// `npm run payments`: sixty bank statements of every dialect against a thousand invoices, ten thousand lines among them: what is
// proposed as sure is right, or the program fails. Then what Paiements costs with 100 and with 100,000 invoices.

const [seed = '1'] = process.argv.slice(2)
const dice = sequence(Number(seed))
const PLACES = ['Saint-Aubrac', 'Varescourt', 'Sorel', 'Montbrèche', 'Castaire', 'Vellande']
const BODIES = ['Commune de', 'Centre hospitalier de', 'Collège de', 'Régie des eaux de']

const invoices = Array.from({ length: 1000 }, (_, n): Payable => {
  const buyer = `${dice.pick(BODIES)} ${dice.pick(PLACES)}`
  const due = addDays('2026-11-01', dice.between(-200, 60))
  return {
    id: `${n}`,
    number: `FA-2026-${1000 + n}`,
    buyer,
    siret: buyer,
    cents: dice.between(100, 90_000_00),
    due,
    labels: [],
  }
})

/** A statement: transfers that pay an invoice, by number, name or nothing, among others; and which invoice each is of. */
function statement(many: number): { lines: Line[]; truth: Map<string, string> } {
  const truth = new Map<string, string>()
  const unpaid = invoices.slice()
  const lines = Array.from({ length: many }, (_, n): Line => {
    const on = addDays('2026-11-01', dice.between(0, 29))
    const invoice = dice.often(0.3) ? unpaid.splice(dice.between(0, unpaid.length - 1), 1)[0] : undefined
    if (!invoice) return { on, cents: dice.between(-500_000, 500_000) || 1, label: `VIR SEPA DIVERS ${n}` }
    const words = dice.often(0.5)
      ? `REF ${invoice.number.replaceAll('-', dice.pick(['', ' ', '/', '-']))}`
      : invoice.buyer
    const label = `VIR ${words} N${String(n).padStart(6, '0')}`
    truth.set(label, invoice.id)
    return { on, cents: invoice.cents, label }
  })
  return { lines, truth }
}

const dialects = [...csvDialects, ...otherFormats]
const table: Record<string, object> = {}
let wrong = 0
for (let n = 0; n < 60; n++) {
  const dialect = dialects[n % dialects.length]!
  const { lines, truth } = statement(n >= 56 ? 10_000 : dice.between(5, 300))
  const bytes = dialect.make(lines)
  const started = performance.now()
  const read = readStatement(bytes)
  if ('fault' in read) throw new Error(`${dialect.name}: ${read.fault}`)
  const reading = performance.now() - started
  const matches = matchTransfers(read.transfers, invoices)
  const took = performance.now() - started
  const whose = (label: string) => [...truth].find(([words]) => label.includes(words))?.[1]
  const firm = matches.filter(({ trust }) => trust !== 'check')
  const bad = firm.filter(({ pays, transfer }) => pays.some(({ invoice }) => invoice.id !== whose(transfer.label)))
  wrong += bad.length
  if (n >= 56 || n < 3)
    table[`${n} ${dialect.name}`] = {
      lines: lines.length,
      KB: Math.round(bytes.length / 1024),
      'read, ms': Math.round(reading),
      'with matches, ms': Math.round(took),
      paid: truth.size,
      'sure or likely': firm.length,
      'to check': matches.length - firm.length,
      wrong: bad.length,
    }
}
console.table(table)
console.log(`Peak of memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)

const costs: Record<number, object> = {}
for (const many of [100, 100_000]) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'choriste-payments-'))
  const file = join(dataFolder, 'choriste.db')
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  migrate(db, migrations.slice(0, 5))
  db.close()
  const now = () => Date.UTC(2026, 10, 30, 10)
  fillDatabase(file, many, now())
  const core = createCore({
    dataFolder,
    environment: 'production',
    fetch: () => Promise.reject(new Error('offline')),
    credentials: () => undefined,
    reader: { read: () => Promise.reject(new Error('no reader')), stop: () => Promise.resolve() } as never,
    now,
  })
  core.queries.rows({ list: 'drafts' })
  const timed = (work: () => unknown) => {
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now()
      work()
      return performance.now() - started
    })
    return Math.round(10 * times.sort((a, b) => a - b)[2]!) / 10
  }
  const { owed, clients } = core.queries.paymentsView('', '')
  costs[many] = {
    'owed invoices': owed.count,
    clients,
    'view, ms': timed(() => core.queries.paymentsView('', '')),
    'its bytes': JSON.stringify(core.queries.paymentsView('', '')).length,
    'clients, ms': timed(() => core.queries.paymentClients('', '')),
    'first page, ms': timed(() => core.queries.listPage({ list: 'gone', filter: 'late', order: 'due', isDown: false, from: 0, limit: 30, text: '', year: '', buyer: '' }, '')), // prettier-ignore
  }
  await core.stop()
  rmSync(dataFolder, { recursive: true, force: true })
}
console.table(costs)
if (wrong) throw new Error(`${wrong} wrong proposals that were not « to check »`)

import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCore } from '../electron/core/core.ts'
import { migrate } from '../electron/core/store/database.ts'
import { migrations } from '../electron/core/store/migrations/index.ts'
import Database from 'better-sqlite3'
import { ListQuery } from '../shared/contract/lists.ts'
import { fillDatabase } from './many-invoices.ts'

// Part of `npm run bench`: what a change, a page and a search cost the main process, by how many invoices there are. Figures, no
// verdict; JSON in test-results/bench-scale.json.

const SIZES = (process.env['BENCH_SIZES'] ?? '100,1000,10000,100000').split(',').map(Number)
const TURNS = 60
const now = () => Date.UTC(2026, 10, 30, 10)
const p = (times: number[], share: number) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]! // prettier-ignore
const round = (ms: number) => Math.round(ms * 100) / 100
const memory = () => {
  globalThis.gc?.()
  return process.memoryUsage().rss / 2 ** 20
}
const timed = (work: () => unknown): number => {
  const before = performance.now()
  work()
  return performance.now() - before
}

const results = SIZES.map((many) => measure(many))
mkdirSync('test-results', { recursive: true })
writeFileSync('test-results/bench-scale.json', JSON.stringify(results, null, 2))
console.table(Object.fromEntries(results.map(({ many, ...rest }) => [many, rest])))

function measure(many: number) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'choriste-bench-'))
  const file = join(dataFolder, 'choriste.db')
  const before = memory()
  // A database of the version before the read model: its migration is part of the figures.
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  migrate(db, migrations.slice(0, 5))
  db.close()
  fillDatabase(file, many, now())
  const bodies = statSync(file).size
  const start = () =>
    createCore({
      dataFolder,
      environment: 'production',
      fetch: () => Promise.reject(new Error('offline')),
      credentials: () => undefined,
      reader: { read: () => Promise.reject(new Error('no reader')), stop: () => Promise.resolve() } as never,
      now,
    })
  const migration = performance.now()
  let core = start()
  core.rows({ list: 'gone', limit: 50 })
  const migrated = performance.now() - migration
  core.recover()
  void core.stop()
  const size = statSync(file).size
  let opening = 0
  let first = 0
  opening = timed(() => void (core = start()))
  first = timed(() => {
    core.recover()
    look('')
  })

  /** What the window asks with Suivi open, and one invoice beside the list. */
  function look(id: string) {
    const narrowing = { text: '', year: '', buyer: '' }
    return [
      core.counts(),
      core.waitingByFirm(),
      core.listPage(ListQuery.parse({ list: 'gone', order: 'day', isDown: true, limit: 40 }), ''),
      core.tracking(narrowing, 'all', ''),
      id ? core.page(id) : undefined,
    ]
  }
  const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  const changes: number[] = []
  const bytes: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    // One of the newest, alternately closed and opened again.
    const id = idOf(10 + (turn >> 1))
    let shown: unknown
    changes.push(
      timed(() => {
        const { stage } = core.invoices.get(id)
        core.ledger.record(id, stage === 'closed' ? { type: 'reopened' } : { type: 'filed' })
        shown = look(id)
      }),
    )
    bytes.push(Buffer.byteLength(JSON.stringify(shown)))
  }
  const home = Array.from({ length: 20 }, () => timed(() => core.home('')))
  const typed = 'mairie saint aubrac 2026'.split('').map((_, at, all) => all.slice(0, at + 1).join(''))
  const searches = [
    ...typed,
    ...['f', 'fa', 'fa2', 'fa26', 'fa26-0', 'fa26-000', '7 4', 'retard', 'mandat', 'haute lene'],
  ]
  const search = searches.map((text) =>
    timed(() => core.listPage(ListQuery.parse({ list: 'gone', order: 'day', isDown: true, limit: 40, text }), '')),
  )
  const around = searches.map((text) => timed(() => core.tracking({ text, year: '', buyer: '' }, 'all', '')))
  const depths = [0, 0.25, 0.5, 0.75, 0.99].flatMap((share) =>
    (['day', 'due', 'amount', 'client', 'number', 'state'] as const).map((order) =>
      timed(() =>
        core.listPage(ListQuery.parse({ list: 'gone', order, from: Math.floor(many * 0.99 * share), limit: 40 }), ''),
      ),
    ),
  )
  const after = memory()
  void core.stop()
  rmSync(dataFolder, { recursive: true, force: true })
  return {
    many,
    'migration s': round(migrated / 1000),
    'database MB': Math.round(size / 2 ** 20),
    'before MB': Math.round(bodies / 2 ** 20),
    'open ms': round(opening),
    'first list ms': round(first),
    'change p50 ms': round(p(changes, 0.5)),
    'change p95 ms': round(p(changes, 0.95)),
    'bytes a change': p(bytes, 0.95),
    'Accueil p95 ms': round(p(home, 0.95)),
    'search page p95 ms': round(p(search, 0.95)),
    'search figures p95 ms': round(p(around, 0.95)),
    'page anywhere p95 ms': round(p(depths, 0.95)),
    'memory + MB': Math.round(after - before),
  }
}

import Database from 'better-sqlite3'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCore } from '../electron/core/core.ts'
import { migrate } from '../electron/core/store/database.ts'
import { migrations } from '../electron/core/store/migrations/index.ts'
import { ListQuery } from '../shared/contract/lists.ts'
import { fillDatabase, idOf } from './many-invoices.ts'

// Part of `npm run bench`: what a change, a page and a search cost the main process, by how many invoices there are. Figures, no
// verdict; medians of five runs in processes of their own, JSON in test-results/bench-scale.json.

const SIZES = (process.env['BENCH_SIZES'] ?? '100,1000,10000,100000').split(',').map(Number)
const RUNS = Number(process.env['BENCH_RUNS'] ?? 5)
/** Migrations of the version of 30 November. */
const NOVEMBER = 5
const now = () => Date.UTC(2026, 10, 30, 10)
type Figures = Record<string, number>

/** Runs each part in a process of its own: what one has in memory is not the other's. */
function all() {
  const results = SIZES.map((many) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'choriste-bench-'))
    const migration = run('migrate', dataFolder, many)
    const runs = Array.from({ length: RUNS }, () => run('measure', dataFolder, many))
    rmSync(dataFolder, { recursive: true, force: true })
    const names = Object.keys(runs[0] ?? {})
    const medians = Object.fromEntries(
      names.map((name) => [
        name,
        at(
          runs.map((one) => one[name] ?? 0),
          0.5,
        ),
      ]),
    )
    return { many, ...migration, ...medians }
  })
  mkdirSync('test-results', { recursive: true })
  writeFileSync('test-results/bench-scale.json', JSON.stringify(results, null, 2))
  console.table(Object.fromEntries(results.map(({ many, ...figures }) => [many, figures])))
}
function run(part: string, dataFolder: string, many: number): Figures {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), part, dataFolder, String(many)]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as Figures
}
async function told(figures: Figures | Promise<Figures>) {
  process.stdout.write(JSON.stringify(await figures))
}

const open = (dataFolder: string) =>
  createCore({
    dataFolder,
    environment: 'production',
    fetch: () => Promise.reject(new Error('offline')),
    credentials: () => undefined,
    access: () => 'open',
    reader: { read: () => Promise.reject(new Error('no reader')), stop: () => Promise.resolve() } as never,
    now,
  })

const [part, folder = '', size = '0'] = process.argv.slice(2)
if (part === 'migrate') await told(migrated(folder, Number(size)))
else if (part === 'measure') await told(measured(folder))
else all()

/** A database of the version of 30 November is brought up to date: its schema at once, its lines before the first list. */
async function migrated(dataFolder: string, many: number): Promise<Figures> {
  const file = join(dataFolder, 'choriste.db')
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  migrate(db, migrations.slice(0, NOVEMBER))
  db.close()
  fillDatabase(file, many, now())
  const before = statSync(file).size
  const started = performance.now()
  const core = open(dataFolder)
  core.queries.rows({ list: 'gone', limit: 50 })
  const took = performance.now() - started
  await core.stop()
  return {
    'MB before': Math.round(before / 2 ** 20),
    'MB after': Math.round(statSync(file).size / 2 ** 20),
    'migration, s': round(took / 1000),
    'its peak, MB': Math.round(process.resourceUsage().maxRSS / 1024),
  }
}

async function measured(dataFolder: string): Promise<Figures> {
  const before = memory()
  const started = performance.now()
  const core = open(dataFolder)
  core.inside.recover()
  /** What the window asks with Suivi open at 1280 by 800, and one invoice beside the list. */
  const look = (id: string) => [
    core.queries.counts(),
    core.queries.listPage(ListQuery.parse({ list: 'gone', order: 'day', isDown: true, limit: 20 }), ''),
    core.queries.tracking({ text: '', year: '', buyer: '' }, 'all', ''),
    core.queries.page(id),
  ]
  look(idOf(20))
  const first = performance.now() - started
  const bytes: number[] = []
  const changes = Array.from({ length: 60 }, (_, turn) => {
    // One of the newest, closed and opened again.
    const id = idOf(20 + (turn >> 1))
    let shown: unknown
    const took = timed(() => {
      core.inside.ledger.record(
        id,
        core.inside.invoices.get(id).stage === 'closed' ? { type: 'reopened' } : { type: 'filed' },
      )
      shown = look(id)
    })
    bytes.push(Buffer.byteLength(JSON.stringify(shown)))
    return took
  })
  const home = Array.from({ length: 20 }, () => timed(() => core.queries.home('')))
  const typed = Array.from('mairie saint aubrac 2026', (_, at) => 'mairie saint aubrac 2026'.slice(0, at + 1))
  const texts = [...typed, 'f', 'fa', 'fa2', 'fa26', 'fa26-0', 'fa26-000', '7 4', 'retard', 'mandat', 'haute lene']
  const page = (more: object) =>
    timed(() =>
      core.queries.listPage(ListQuery.parse({ list: 'gone', order: 'day', isDown: true, limit: 20, ...more }), ''),
    )
  const search = texts.map((text) => page({ text }))
  const figures = texts.map((text) => timed(() => core.queries.tracking({ text, year: '', buyer: '' }, 'all', '')))
  const total = core.queries.counts().returns + core.queries.tracking({ text: '', year: '', buyer: '' }, 'all', '').gone
  const anywhere = [0, 0.25, 0.5, 0.75, 0.99].flatMap((share) =>
    ['day', 'due', 'amount', 'client', 'number', 'state'].map((order) =>
      page({ order, from: Math.floor(total * 0.9 * share) }),
    ),
  )
  const after = memory()
  await core.stop()
  return {
    'start to first list, ms': round(first),
    'change p50, ms': round(at(changes, 0.5)),
    'change p95, ms': round(at(changes, 0.95)),
    'bytes a change': at(bytes, 0.95),
    'Accueil p95, ms': round(at(home, 0.95)),
    'search p50, ms': round(at(search, 0.5)),
    'search p95, ms': round(at(search, 0.95)),
    'its figures p95, ms': round(at(figures, 0.95)),
    'page anywhere p95, ms': round(at(anywhere, 0.95)),
    'memory, + MB': Math.round(after - before),
  }
}

/** The value below which such a share of them is. */
function at(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
function round(ms: number) {
  return Math.round(ms * 100) / 100
}
function memory() {
  globalThis.gc?.()
  return process.memoryUsage().rss / 2 ** 20
}
function timed(work: () => unknown): number {
  const before = performance.now()
  work()
  return performance.now() - before
}

import Database from 'better-sqlite3'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Damaged, DATABASE, migrate, openStore, TooNew } from '../../electron/core/store/database.ts'
import { contentKey, numberKey } from '../../shared/domain/lifecycle/duplicates.ts'
import { isByHand } from '../../shared/domain/lifecycle/invoice.ts'
import { readingOf } from '../support/world.ts'
import { lots } from '../../electron/core/store/migrations/0010-lots.ts'
import { migrations } from '../../electron/core/store/migrations/index.ts'
import { payments } from '../../electron/core/store/migrations/0011-payments.ts'
import { LOCAL } from '../../electron/core/store/jobs.ts'
import { PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import { jobKinds } from '../../shared/domain/lifecycle/step.ts'

let folder: string
const file = () => join(folder, DATABASE)
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'store-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const version = (db: Database.Database) => db.pragma('user_version', { simple: true })

it('brings an empty database to the latest version, once', () => {
  const db = new Database(':memory:')
  migrate(db)
  migrate(db)
  expect(version(db)).toBe(migrations.length)
})

it('0001 keeps each table strict and each reference real', () => {
  const db = new Database(':memory:')
  db.pragma('foreign_keys = ON')
  migrate(db, migrations.slice(0, 1))
  const tables = db.prepare(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0`,
  )
  expect(
    tables
      .pluck()
      .all()
      .filter((name) => !String(name).startsWith('sqlite_')),
  ).toEqual([])
  expect(() => db.exec(`INSERT INTO journal (invoice_id, at, event) VALUES ('nobody', 1, '{}')`)).toThrow('FOREIGN KEY')
  db.exec(`INSERT INTO invoices VALUES ('1', 'hash', 'draft', '', '{}')`)
  expect(() => db.exec(`INSERT INTO invoices VALUES ('2', 'hash', 'draft', '', '{}')`)).toThrow('UNIQUE')
})

it('writes a migration and its number together or not at all', () => {
  const db = new Database(':memory:')
  expect(() => migrate(db, [...migrations, 'CREATE TABLE half (a TEXT) STRICT; NONSENSE'])).toThrow('syntax error')
  expect(version(db)).toBe(migrations.length)
  expect(db.prepare(`SELECT count(*) FROM pragma_table_list WHERE name = 'half'`).pluck().get()).toBe(0)
})

it('keeps what was there when a migration follows', () => {
  const db = new Database(':memory:')
  migrate(db)
  db.exec(`INSERT INTO invoices (id, sha256, stage, twin_key, body) VALUES ('1', 'hash', 'draft', '', '{}')`)
  migrate(db, [...migrations, `ALTER TABLE invoices ADD COLUMN company TEXT NOT NULL DEFAULT ''`])
  expect(db.prepare(`SELECT id, company FROM invoices`).all()).toEqual([{ id: '1', company: '' }])
})

it('reads what was written before invoices could be deposited by hand', () => {
  const { document, fields, origins } = readingOf()
  const known = { id: '1', file: { name: 'a.pdf', bytes: 1, sha256: 'x' }, arrivedAt: 1, document, fields, origins }
  const away = { ...known, circuit: 'pdf', savedAt: 1, approvedAt: 1, resends: 0 }
  const over = {
    remoteId: 7,
    remoteNumber: 'FA',
    status: 'DEPOSEE',
    version: '',
    depositedOn: '2026-11-23',
    history: [],
  }
  const before = { ...away, ...over, stage: 'followed' }
  const db = new Database(file())
  migrate(db, migrations.slice(0, 1))
  db.prepare(`INSERT INTO invoices VALUES ('1', 'x', 'followed', '', ?)`).run(JSON.stringify(before))
  db.prepare(`INSERT INTO settings VALUES ('settings', ?)`).run(JSON.stringify({ welcomed: true }))
  db.close()
  const store = openStore(file())
  const { remoteId, ...rest } = before
  expect(store.invoices.get('1')).toEqual({ ...rest, remoteKey: '7', pieces: [] })
  expect(isByHand(store.invoices.get('1'))).toBe(false)
  expect(store.settings.get()).toMatchObject({ way: 'api', welcomed: true })
  store.close()
})

it('reads the key of an invoice that was a number, and writes it as the text it is now', () => {
  const { document, fields, origins } = readingOf()
  const known = { id: '1', file: { name: 'a.pdf', bytes: 1, sha256: 'x' }, arrivedAt: 1, document, fields, origins }
  const away = { ...known, circuit: 'pdf', savedAt: 1, approvedAt: 1, resends: 0, fromTheFuture: 'kept' }
  const over = { remoteNumber: 'FA', status: 'DEPOSEE', version: '', depositedOn: '2026-11-23', history: [] }
  const db = new Database(file())
  migrate(db, migrations.slice(0, 5))
  const body = JSON.stringify({ ...away, remoteId: 7, ...over, stage: 'followed' })
  db.prepare(`INSERT INTO invoices (id, sha256, stage, twin_key, body) VALUES ('1', 'x', 'followed', '', ?)`).run(body)
  const event = { type: 'registered', remoteId: 7, remoteNumber: 'FA', status: 'DEPOSEE', depositedOn: '2026-11-23' }
  db.prepare(`INSERT INTO journal (invoice_id, at, event) VALUES ('1', 1, ?)`).run(JSON.stringify(event))
  db.close()
  const store = openStore(file())
  expect(store.invoices.journal('1')).toMatchObject([{ event: { type: 'registered', remoteKey: '7' } }])
  const invoice = store.invoices.get('1')
  expect(isByHand(invoice)).toBe(false)
  store.invoices.put(invoice)
  expect(store.setAside()).toEqual([])
  store.close()
  const read = new Database(file())
  const row = JSON.parse(read.prepare(`SELECT body FROM invoices`).pluck().get() as string) as object
  expect(row).toMatchObject({ remoteKey: '7', fromTheFuture: 'kept' })
  expect(row).not.toHaveProperty('remoteId')
  read.close()
})

it('0002 finds what was sent before by what it is like, as the code does', () => {
  const reading = readingOf({ number: 'FA-2026-0O43', supplierSiret: '98765432400019' })
  const known = { id: '1', file: { name: 'a.pdf', bytes: 1, sha256: 'x' }, arrivedAt: 1, ...reading, circuit: 'pdf' }
  const db = new Database(file())
  migrate(db, migrations.slice(0, 1))
  db.prepare(`INSERT INTO invoices VALUES ('1', 'x', 'draft', 'old key', ?)`).run(
    JSON.stringify({ ...known, stage: 'draft', savedAt: 1 }),
  )
  migrate(db)
  const keys = db.prepare(`SELECT twin_key, content_key FROM invoices`).raw().get()
  expect(keys).toEqual([numberKey(reading.fields), contentKey(reading.fields)])
  db.close()
  const store = openStore(file())
  const twins = (changes: object) => store.invoices.twins('2', { ...reading.fields, ...changes })
  expect(twins({ number: 'fa 2026 043', grossTotal: 1 })).toMatchObject([{ id: '1', likeness: 'near' }])
  expect(twins({ number: 'FA-2026-0044' })).toMatchObject([{ id: '1', likeness: 'content' }])
  expect(twins({ number: 'FA-2026-0044', grossTotal: 1 })).toEqual([])
  store.close()
})

it('0006 keeps every job, claimed or not, and says in which lane it waits', () => {
  const db = new Database(file())
  migrate(db, migrations.slice(0, 5))
  const kinds = [...jobKinds, 'mediate']
  const jobs = kinds.flatMap((kind, n) => [
    { subject: kind, kind, due: n, attempt: n, claimed: null, failure: 'why' },
    { subject: `${kind} claimed`, kind, due: n, attempt: n, claimed: 5, failure: null },
  ])
  for (const { subject, kind, due, attempt, claimed, failure } of jobs) {
    db.prepare(
      `INSERT INTO invoices (id, sha256, stage, twin_key, body) VALUES (@subject, @subject, 'draft', '', '{}')`,
    ).run({ subject })
    db.prepare(`INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?)`).run(subject, kind, due, attempt, claimed, failure)
  }
  db.close()
  const store = openStore(file())
  const after = new Database(file(), { readonly: true })
  const isLocal = (kind: string) => kind === 'read' || kind === 'remind'
  const columns = `subject, kind, due_at AS due, attempt, claimed_at AS claimed, last_failure AS failure`
  expect(after.prepare(`SELECT ${columns} FROM jobs ORDER BY rowid`).all()).toEqual(jobs)
  expect(after.prepare(`SELECT lane FROM jobs ORDER BY rowid`).pluck().all()).toEqual(
    jobs.map(({ kind }) => (isLocal(kind) ? LOCAL : PRINCIPAL)),
  )
  expect(after.pragma('foreign_key_check')).toEqual([])
  after.close()
  // What was under way is known of, lane by lane; a kind that a newer version has made up is left to it.
  const under = (lane: string) => store.jobs.claimed([lane]).map(({ subject }) => subject)
  expect(under(LOCAL)).toEqual(['read claimed', 'remind claimed'])
  expect(under(PRINCIPAL)).toEqual(jobKinds.filter((kind) => !isLocal(kind)).map((kind) => `${kind} claimed`))
  const done = (lane: string) => {
    const subjects: string[] = []
    for (let claim = store.jobs.claim(lane, 100); claim.length; claim = store.jobs.claim(lane, 100))
      subjects.push(...claim.map(({ subject }) => subject))
    return subjects
  }
  expect(done(LOCAL)).toEqual(['read', 'remind'])
  expect(done(PRINCIPAL)).toEqual(['deposit', 'search', 'outcome', 'answer', 'follow'])
  store.close()
})

it('0009 opens the tables of invoices made here beside what is there, and keeps a number for one invoice of a firm', () => {
  const db = new Database(':memory:')
  migrate(db, migrations.slice(0, 8))
  db.prepare(`INSERT INTO settings VALUES ('settings', '{"company":{"siret":"1"}}')`).run()
  migrate(db, migrations.slice(0, 9))
  expect(db.prepare(`SELECT value FROM settings`).pluck().get()).toBe('{"company":{"siret":"1"}}')
  const issue = (id: string) =>
    db
      .prepare(`INSERT INTO authored (id, firm, number, at, body) VALUES (?, '987654324', '2026-0001', 0, '{}')`)
      .run(id)
  issue('a')
  expect(() => issue('b')).toThrow('UNIQUE')
})

it('does the jobs of each lane apart, and those of no lane of ours not at all', () => {
  const store = openStore(file())
  const { jobs } = store
  jobs.put('a', 'deposit', 1)
  jobs.put('b', 'deposit', 2, { connection: 'autre' })
  jobs.put('c', 'read', 3, { connection: 'autre' })
  jobs.put('d', 'follow', 4, { connection: 'autre' })
  jobs.put('e', 'follow', 5)
  expect([LOCAL, PRINCIPAL, 'autre'].map(jobs.nextDue)).toEqual([3, 1, 2])
  expect([jobs.talks(), jobs.talks('autre'), jobs.talks('troisième')]).toEqual([true, true, false])
  const subjects = (lane: string) => jobs.claim(lane, 10).map(({ subject }) => subject)
  expect([subjects('autre'), subjects('autre'), subjects('autre')]).toEqual([['b'], ['d'], []])
  expect(jobs.claimed([LOCAL, PRINCIPAL])).toEqual([])
  expect(jobs.claimed(['autre']).map(({ subject, lane }) => [subject, lane])).toEqual([
    ['b', 'autre'],
    ['d', 'autre'],
  ])
  expect([subjects(PRINCIPAL), subjects(PRINCIPAL)]).toEqual([['a'], ['e']])
  store.close()
})

it('tells lots among the shipments of an older version, one that cannot be read being none', () => {
  const db = new Database(file())
  migrate(db, migrations.slice(0, migrations.indexOf(lots)))
  const put = db.prepare(`INSERT INTO shipments VALUES (?, 'done', ?)`)
  const common = { connection: 'principal', circuit: 'flux', openedAt: 1, resends: 0, state: 'done' }
  for (const [id, mode] of [['one', 'unit'], ['many', 'lot']] as const) put.run(id, JSON.stringify({ ...common, id, mode })) // prettier-ignore
  put.run('torn', '{')
  db.close()
  const store = openStore(file())
  expect(store.shipments.lots(10).map(({ id }) => id)).toEqual(['many'])
  expect([store.shipments.toCorrect().size, store.archives.list(9), store.handLots.list(9)]).toEqual([0, [], []])
  store.close()
})

it('leaves alone what a newer version has written', () => {
  const db = new Database(file())
  db.pragma(`user_version = ${migrations.length + 1}`)
  db.close()
  const before = readFileSync(file())
  expect(() => openStore(file())).toThrow(TooNew)
  expect(readFileSync(file()).equals(before)).toBe(true)
})

it.each([
  ['a file that is no database', () => writeFileSync(file(), 'Ceci n’est pas une base. '.repeat(100))],
  [
    'a database with a page of noise',
    () => {
      const store = openStore(file())
      for (let n = 0; n < 400; n++) store.settings.setMark(`m${n}`, n)
      store.close()
      const bytes = readFileSync(file())
      bytes.fill(0xa5, 4096 * 3, 4096 * 8)
      writeFileSync(file(), bytes)
    },
  ],
])('knows %s for damaged', (_what, damage) => {
  damage()
  expect(() => openStore(file())).toThrow(Damaged)
})

it('runs in WAL, with foreign keys', () => {
  const store = openStore(file())
  expect(() => store.invoices.note('nobody', 1, { type: 'approved' })).toThrow('FOREIGN KEY')
  store.close()
  const db = new Database(file())
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
})

it('0011 gives what was cashed before there were payments one, of the whole', () => {
  const db = new Database(':memory:')
  migrate(db, migrations.slice(0, migrations.indexOf(payments)))
  const put = db.prepare(`INSERT INTO invoices (id, sha256, stage, twin_key, body) VALUES (?, ?, ?, '', ?)`)
  const fields = { grossTotal: 48_000, payable: 45_600 }
  const cashed = { outcome: 'cashed', closedOn: '2026-11-20', fields }
  put.run('a', 'a', 'closed', JSON.stringify(cashed))
  put.run('b', 'b', 'closed', JSON.stringify({ ...cashed, outcome: 'filed' }))
  put.run('c', 'c', 'closed', 'unreadable')
  put.run('d', 'd', 'followed', JSON.stringify({ fields }))
  migrate(db)
  const lines = () => db.prepare(`SELECT invoice_id AS id, on_day AS day, cents, kind FROM payments`).all()
  expect(lines()).toEqual([{ id: 'a', day: '2026-11-20', cents: 45_600, kind: 'transfer' }])
  // What an invoice says afterwards, its lines say in the same transaction.
  db.prepare(`UPDATE invoices SET body = json_remove(body, '$.payments') WHERE id = 'a'`).run()
  expect(lines()).toEqual([])
})

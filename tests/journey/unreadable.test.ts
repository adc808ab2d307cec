import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DATABASE } from '../../electron/core/store/database.ts'
import { Invoice, type InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { emptyMarket } from '../../shared/domain/buyers/works-contract.ts'
import { complete } from '../support/complete.ts'
import { HOUR, world } from '../support/world.ts'

type World = ReturnType<typeof world>

/** Does something to the database while nobody has it open. */
async function harm({ dataFolder, restart }: World, ...changes: string[]) {
  await restart(() => {
    const db = new Database(join(dataFolder, DATABASE))
    for (const sql of changes) expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
    db.close()
  })
}
function rowsOf({ dataFolder }: World, sql: string): unknown[] {
  const db = new Database(join(dataFolder, DATABASE), { readonly: true })
  const rows = db.prepare(sql).pluck().all()
  db.close()
  return rows
}

/** One invoice that is followed, one that is a draft, and a line in each table. */
async function populated() {
  const here = world()
  const { core, approved, draft, run, home } = here
  const followed = await approved({ number: 'SUIVIE-1' })
  await run(1)
  const waiting = await draft({ number: 'BROUILLON-1' })
  core.markets.keep(emptyMarket(complete.buyerSiret, 'M1'))
  await core.intake.take(join(home, 'nulle-part.pdf'), 'hand')
  return { here, followed, waiting }
}

const damages: [what: string, table: string, sql: string][] = [
  ['an invoice that is cut off', 'invoices', `UPDATE invoices SET body = substr(body, 1, 200) WHERE stage = 'draft'`],
  ['an invoice with nothing in it', 'invoices', `UPDATE invoices SET body = '' WHERE stage = 'draft'`],
  [
    'an invoice at a stage of a newer version',
    'invoices',
    `UPDATE invoices SET stage = 'mediated', body = json_set(body, '$.stage', 'mediated') WHERE stage = 'draft'`,
  ],
  [
    'an amount that is a word',
    'invoices',
    `UPDATE invoices SET body = json_set(body, '$.fields.netTotal', 'abc') WHERE stage = 'draft'`,
  ],
  ['an event that is not JSON', 'journal', `UPDATE journal SET event = '{' WHERE id = (SELECT max(id) FROM journal)`],
  [
    'an event of a newer version',
    'journal',
    `UPDATE journal SET event = '{"type":"mediated"}' WHERE id = (SELECT max(id) FROM journal)`,
  ],
  ['settings that are cut off', 'settings', `INSERT OR REPLACE INTO settings VALUES ('settings', '{"company":')`],
  [
    'a setting of a newer version',
    'settings',
    `INSERT OR REPLACE INTO settings VALUES ('settings', '{"theme":"blue"}')`,
  ],
  ['a mark that is a word', 'settings', `INSERT OR REPLACE INTO settings VALUES ('mark.folderExisting', 'xx')`],
  [
    'a file left outside for an unknown reason',
    'strays',
    `UPDATE strays SET body = json_set(body, '$.reason', 'cursed')`,
  ],
  ['a structure that is not JSON', 'recipients', `UPDATE recipients SET body = '{'`],
  ['a buyer that is not JSON', 'buyers', `UPDATE buyers SET body = '{'`],
  ['a lesson that is not JSON', 'lessons', `INSERT INTO lessons VALUES ('x', 1, '{')`],
  [
    'a list of Chorus Pro that is not JSON',
    'referentials',
    `INSERT OR REPLACE INTO referentials VALUES ('exemptions', 1, '{')`,
  ],
]

it.each(damages)('goes on with %s, which is counted', async (_what, table, sql) => {
  const { here, followed } = await populated()
  await harm(here, sql)
  const { core, draft, approved, run, stage } = here
  expect(core.rows().map(({ id }) => id)).toContain(followed)
  for (const { id } of core.rows()) expect(core.page(id)).toBeDefined()
  expect(core.counts()).toBeDefined()
  core.news()
  core.strays.list()
  core.settings.get()
  core.buyers.search('commune', 5)
  core.factsOf(core.invoices.get(followed) as InvoiceAt<'followed'>)
  core.lessons.list()
  core.folder()
  here.pass(2 * HOUR)
  await run(3)
  expect(core.setAside()).toContainEqual(expect.objectContaining({ table }))
  // Reading, sending and following go on.
  expect(stage(await draft({ number: 'NEUVE-1' }))).toBe('draft')
  const sent = await approved({ number: 'NEUVE-2' })
  await run(4)
  expect(stage(sent)).toBe('followed')
  expect(here.failures).toEqual([])
})

it('shows every other invoice when one cannot be shown, and counts that one', async () => {
  let cursed = ''
  const here = world({
    isExample: (sha256) => {
      if (sha256 === cursed) throw new RangeError('MARQUE-NOM')
      return false
    },
  })
  const { core, approved, draft, run, get, record } = here
  const followed = await approved({ number: 'SUIVIE-1' })
  const other = await approved({ number: 'SUIVIE-2' })
  await run(4)
  const id = await draft({ number: 'BROUILLON-1' })
  const failing = (one: string) => {
    cursed = one && get(one).file.sha256
    here.pass(1000)
  }
  failing(followed)
  expect(core.rows().map((row) => row.id)).toEqual([id, other])
  expect(core.counts()).toMatchObject({ drafts: 1 })
  const news = core.news().map(({ text }) => text)
  expect(news.length).toBeGreaterThan(0)
  expect(news.filter((text) => !text.includes('SUIVIE-2'))).toEqual([])
  expect(core.page(followed)).toBeUndefined()
  expect(core.invoices.isUnreadable(followed)).toBe(true)
  expect(core.page(other)).toBeDefined()
  expect(core.setAside()).toEqual([{ table: 'invoices', key: followed, why: 'not shown: RangeError' }])
  // Put aside by hand it is among those, whatever its row would be.
  failing(id)
  record(id, { type: 'discarded' })
  expect(core.discarded()).toHaveLength(1)
  failing('')
  expect(core.rows().map((row) => row.id)).toEqual([other, followed])
  expect(core.news().some(({ text }) => text.includes('SUIVIE-1'))).toBe(true)
  expect(core.page(followed)).toBeDefined()
  expect(core.setAside()).toEqual([])
})

it('lets nothing leave that nobody can see, until it can be seen', async () => {
  let isCursed = false
  const here = world({
    isExample: () => {
      if (isCursed) throw new RangeError('a view')
      return false
    },
  })
  const id = await here.approved()
  isCursed = true
  here.pass(1000)
  expect(here.core.rows()).toEqual([])
  await here.run(4)
  expect(here.stage(id)).toBe('leaving')
  expect(here.platform.invoices()).toEqual([])
  isCursed = false
  here.pass(1000)
  expect(here.core.rows()).toHaveLength(1)
  await here.run(4)
  expect(here.stage(id)).toBe('followed')
})

/** Values that are of the right type and no sense. */
const senseless = [1e300, '20261130', 'constructor', [], {}]

it('shows an invoice whatever stands in it, as long as it can be read', async () => {
  const { here, followed, waiting } = await populated()
  await here.approved({ number: 'PARTANTE-1' })
  const { core } = here
  for (const id of [followed, waiting]) {
    const body = JSON.stringify(here.get(id))
    for (const path of pathsOf(JSON.parse(body)))
      for (const value of senseless) {
        const invoice = Invoice.safeParse(withValue(body, path, value)).data
        if (!invoice || invoice.id !== id) continue
        core.invoices.put(invoice)
        expect(core.page(id), `${path.join('.')} ${JSON.stringify(value)}`).toBeDefined()
        core.rows()
        core.news()
      }
    core.invoices.put(Invoice.parse(JSON.parse(body)))
  }
  expect(core.setAside()).toEqual([])
})
function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [[name], ...pathsOf(inner).map((path) => [name, ...path])])
}
function withValue(body: string, path: string[], value: unknown): unknown {
  const whole = JSON.parse(body) as Record<string, unknown>
  const inner = path.slice(0, -1).reduce((part, name) => part[name] as Record<string, unknown>, whole)
  inner[path.at(-1)!] = value
  return whole
}

/** From now on this invoice cannot be written: what is recorded of it throws. */
const refuseWriting = (id: string) =>
  `CREATE TRIGGER refused BEFORE UPDATE ON invoices WHEN OLD.id = '${id}' BEGIN SELECT RAISE(ABORT, 'refused'); END`

it('starts, and goes on with the others, when what became of one cannot be recorded', async () => {
  const here = world()
  const { dataFolder, restart, draft, record } = here
  const [id, other] = [await draft({ number: 'UNE-1' }), await draft({ number: 'UNE-2' })]
  for (const each of [id, other]) expect(record(each, { type: 'approved' })).toBeDefined()
  await restart(() => {
    const db = new Database(join(dataFolder, DATABASE))
    db.exec(`UPDATE jobs SET claimed_at = 1; ${refuseWriting(id)}`)
    db.close()
  })
  expect(here.failures).toHaveLength(1)
  expect(here.stage(other)).toBe('uncertain')
  expect(here.stage(id)).toBe('leaving')
  expect(here.core.jobs.isClaimed(id)).toBe(true)
})

it('reminds of every other draft when one cannot be written', async () => {
  const here = world()
  const [id, other] = [await here.draft({ number: 'UNE-1' }), await here.draft({ number: 'UNE-2' })]
  const db = new Database(join(here.dataFolder, DATABASE))
  db.exec(refuseWriting(id))
  db.close()
  here.pass(60 * 24 * HOUR)
  here.core.recall()
  expect(here.get(other)).toHaveProperty('recalledAt')
  expect(here.get(id)).not.toHaveProperty('recalledAt')
  expect(here.failures).toHaveLength(1)
})

it('tells of every later step when whoever hears of one fails', async () => {
  let fails = true
  const here = world({
    tell: () => {
      if (fails) throw new Error('a listener')
    },
  })
  const id = await here.draft()
  expect(here.record(id, { type: 'approved' })).toBeDefined()
  expect(here.failures.length).toBeGreaterThan(1)
  fails = false
  here.told.length = 0
  // What is learnt of the buyer cannot be kept: the step is told all the same.
  const db = new Database(join(here.dataFolder, DATABASE))
  db.exec(`CREATE TRIGGER refused BEFORE INSERT ON buyers BEGIN SELECT RAISE(ABORT, 'refused'); END`)
  db.close()
  await here.run(4)
  expect(here.stage(id)).toBe('followed')
  expect(here.told).toContain('arrived')
  expect(here.failures).toContainEqual(expect.objectContaining({ message: 'refused' }))
})

it('leaves the jobs of a newer version to it, and does its own', async () => {
  const here = world()
  await here.approved()
  await harm(here, `UPDATE jobs SET kind = 'mediate', claimed_at = 1`)
  expect(here.stage(await here.draft({ number: 'NEUVE-1' }))).toBe('draft')
  expect(rowsOf(here, `SELECT claimed_at FROM jobs WHERE kind = 'mediate'`)).toEqual([1])
})

it('leaves what another connection has begun to it, and does its own', async () => {
  const here = world()
  const id = await here.approved()
  await harm(here, `UPDATE jobs SET lane = 'autre', claimed_at = 1`)
  await here.run(4)
  expect(here.stage(id)).toBe('leaving')
  expect(rowsOf(here, `SELECT lane || claimed_at FROM jobs`)).toEqual(['autre1'])
  expect(here.platform.invoices()).toEqual([])
})

it('keeps the hash of an invoice that cannot be read: its file arrives once', async () => {
  const here = world()
  const id = await here.draft()
  await harm(here, `UPDATE invoices SET body = '{'`)
  const taken = await here.core.intake.take(join(here.home, 'facture-1.pdf'), 'hand')
  expect(taken.invoices).toEqual([{ id, isNew: false }])
  expect(rowsOf(here, `SELECT count(*) FROM invoices`)).toEqual([1])
  expect(rowsOf(here, `SELECT body FROM invoices`)).toEqual(['{'])
})

it('keeps the number of an invoice that cannot be read: no other one leaves with it', async () => {
  const here = world()
  await here.approved({ number: 'DEUX-FOIS' })
  await here.run(4)
  await harm(here, `UPDATE invoices SET body = '{'`)
  const id = await here.draft({ number: 'DEUX-FOIS', grossTotal: 1 })
  expect(here.core.page(id)?.problems.map(({ code }) => code)).toContain('number.twin')
  expect(here.record(id, { type: 'approved' })).toBeUndefined()
})

it('keeps the claim of a delivery that cannot be read, and looks for it once it can be', async () => {
  const here = world()
  const id = await here.approved()
  const body = JSON.stringify(here.get(id))
  await harm(here, `UPDATE jobs SET claimed_at = 1`, `UPDATE invoices SET body = '{'`)
  await here.run(4)
  expect(here.platform.invoices()).toEqual([])
  expect(rowsOf(here, `SELECT claimed_at FROM jobs`)).toEqual([1])
  await harm(here, `UPDATE invoices SET body = '${body.replaceAll("'", "''")}'`)
  expect(here.stage(id)).toBe('uncertain')
})

it('leaves the rows of a newer version as they are through a run of this one', async () => {
  const { here } = await populated()
  await harm(
    here,
    `UPDATE invoices SET body = json_set(body, '$.stage', 'mediated'), stage = 'mediated' WHERE stage = 'draft'`,
  )
  await harm(here, `UPDATE journal SET event = '{"type":"mediated"}' WHERE id = (SELECT max(id) FROM journal)`)
  await harm(here, `UPDATE buyers SET body = json_set(body, '$.kind', 'agency')`)
  await harm(here, `INSERT OR REPLACE INTO settings VALUES ('settings', '{"theme":"sepia","welcomed":true}')`)
  const all = `SELECT body FROM invoices WHERE stage = 'mediated' UNION ALL SELECT event FROM journal WHERE event LIKE '%mediated%'
    UNION ALL SELECT body FROM buyers UNION ALL SELECT value FROM settings WHERE name = 'settings'`
  const before = rowsOf(here, all)
  expect(before).toHaveLength(4)
  const { core } = here
  await here.approved({ number: 'NEUVE-1' })
  await here.run(6)
  core.settings.save({ ...core.settings.get(), theme: 'dark' })
  expect(core.settings.get()).toMatchObject({ theme: 'dark', welcomed: true })
  expect(rowsOf(here, all)).toEqual(before)
})

it('keeps what a newer version has added to a row that it writes', async () => {
  const { here, followed, waiting } = await populated()
  const add = (table: string, ...paths: string[]) =>
    `UPDATE ${table} SET body = json_set(body, ${paths.map((path) => `'$${path}', 'plus tard'`).join(', ')})`
  await harm(
    here,
    add('invoices', '.mediation', '.fields.orderLine', '.document.colour'),
    `UPDATE invoices SET body = json_set(body, '$.history[0].seenBy', 'plus tard') WHERE stage = 'followed'`,
    add('buyers', '.contact'),
    add('markets', '.lot'),
    `INSERT OR REPLACE INTO settings VALUES ('settings', '{"font":"plus tard","company":{"banner":"plus tard"},"welcomed":true}')`,
  )
  const { core, get, record, run } = here
  const { fields } = get(waiting) as InvoiceAt<'draft'>
  record(waiting, { type: 'edited', fields: { ...fields, comment: 'changée' }, confirmed: [], circuit: 'pdf' })
  expect(record(waiting, { type: 'approved' })).toBeDefined()
  here.pass(30 * 24 * HOUR)
  await run(8)
  core.settings.save({ ...core.settings.get(), theme: 'dark' })
  core.markets.keep({ ...emptyMarket(complete.buyerSiret, 'M1'), parties: [] })
  expect(here.stage(waiting)).toBe('followed')
  expect((get(followed) as InvoiceAt<'followed'>).history.length).toBeGreaterThan(1)
  expect(get(waiting)).toMatchObject({ fields: { comment: 'changée' } })
  const kept = (sql: string) => rowsOf(here, sql).map((body) => JSON.parse(String(body)) as unknown)
  const later = 'plus tard'
  for (const body of kept(`SELECT body FROM invoices`))
    expect(body).toMatchObject({ mediation: later, fields: { orderLine: later }, document: { colour: later } })
  expect(kept(`SELECT body FROM invoices WHERE id = '${followed}'`)).toEqual([
    expect.objectContaining({
      history: expect.arrayContaining([expect.objectContaining({ seenBy: later })]) as unknown,
    }),
  ])
  expect(kept(`SELECT body FROM buyers`)).toEqual([expect.objectContaining({ contact: later, invoices: 2 })])
  expect(kept(`SELECT body FROM markets`)).toEqual([expect.objectContaining({ lot: later, parties: [] })])
  expect(kept(`SELECT value FROM settings WHERE name = 'settings'`)[0]).toMatchObject({
    font: later,
    theme: 'dark',
    company: { banner: later },
  })
})

it('takes nothing back from an earlier stage that this version has left behind', async () => {
  const here = world()
  const id = await here.draft()
  await harm(here, `UPDATE invoices SET body = json_set(body, '$.replaced', json('{}'), '$.certificate', 'vieux')`)
  expect(here.record(id, { type: 'approved' })).toBeDefined()
  await here.run(3)
  expect(here.stage(id)).toBe('followed')
  expect(rowsOf(here, `SELECT body ->> '$.replaced' FROM invoices`)).toEqual([null])
  expect(rowsOf(here, `SELECT body ->> '$.certificate' FROM invoices`)).not.toContain('vieux')
})

it('takes of settings it cannot read what it can, and watches no folder on a guess', async () => {
  const here = world()
  here.core.settings.save({
    ...here.core.settings.get(),
    company: { ...here.core.settings.get().company, name: 'Aubrelle' },
  })
  await harm(here, `UPDATE settings SET value = json_set(value, '$.theme', 'sepia') WHERE name = 'settings'`)
  expect(here.core.settings.get()).toMatchObject({ company: { name: 'Aubrelle' }, theme: 'system', watching: true })
  await harm(here, `UPDATE settings SET value = '{' WHERE name = 'settings'`)
  expect(here.core.settings.get()).toMatchObject({ welcomed: true, watching: false })
})

it('looks for everything when the instant of a restore cannot be read', async () => {
  const here = world()
  await harm(here, `INSERT OR REPLACE INTO settings VALUES ('mark.restoredAt', 'xx')`)
  expect(rowsOf(here, `SELECT value FROM settings WHERE name = 'mark.restoredAt'`)).toEqual([String(here.now())])
})

it('puts nothing personal into what is copied for help', async () => {
  const { here } = await populated()
  await harm(here, `INSERT OR REPLACE INTO settings VALUES ('settings', 'MARQUE-NOM')`)
  await harm(here, `UPDATE strays SET body = '{"name":"MARQUE-NOM"}'`)
  await harm(here, `UPDATE invoices SET body = json_set(body, '$.fields.netTotal', 'MARQUE-NOM') WHERE stage = 'draft'`)
  here.core.settings.get()
  here.core.strays.list()
  here.core.rows()
  const rows = here.core.setAside()
  expect(rows.map(({ table }) => table).sort()).toEqual(['invoices', 'settings', 'strays'])
  expect(JSON.stringify(rows)).not.toMatch(/MARQUE|nulle-part/)
})

it('tells news however often a draft was saved, and keeps autosaves out of the journal', async () => {
  const here = world()
  const { core, approved, draft, run, record, get } = here
  await approved({ number: 'ARRIVEE-1' })
  await run(4)
  const id = await draft({ number: 'BROUILLON-1' })
  const { fields, circuit } = get(id) as InvoiceAt<'draft'>
  for (let i = 0; i < 250; i++) record(id, { type: 'edited', fields, confirmed: [], circuit })
  expect(core.news().map(({ text }) => text)).toContainEqual(expect.stringContaining('ARRIVEE-1'))
  expect(core.invoices.journal(id).map(({ event }) => event.type)).toEqual(['read'])
})

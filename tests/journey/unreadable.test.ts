import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DATABASE } from '../../electron/core/store/database.ts'
import type { At } from '../../shared/domain/invoice.ts'
import { emptyMarket } from '../../shared/domain/market.ts'
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
  expect(core.counts(core.rows())).toBeDefined()
  core.news()
  core.strays.list()
  core.settings.get()
  core.buyers.search('commune', 5)
  core.factsOf(core.invoices.get(followed) as At<'followed'>)
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

it('leaves the jobs of a newer version to it, and does its own', async () => {
  const here = world()
  await here.approved()
  await harm(here, `UPDATE jobs SET kind = 'mediate', claimed_at = 1`)
  expect(here.stage(await here.draft({ number: 'NEUVE-1' }))).toBe('draft')
  expect(rowsOf(here, `SELECT claimed_at FROM jobs WHERE kind = 'mediate'`)).toEqual([1])
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
  const { fields, circuit } = get(id) as At<'draft'>
  for (let i = 0; i < 250; i++) record(id, { type: 'edited', fields, confirmed: [], circuit })
  expect(core.news().map(({ text }) => text)).toContainEqual(expect.stringContaining('ARRIVEE-1'))
  expect(core.invoices.journal(id).map(({ event }) => event.type)).toEqual(['read'])
})

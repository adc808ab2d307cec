import Database from 'better-sqlite3'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { ANNUAIRE } from '../../electron/core/buyers/local-directory.ts'
import { createLog } from '../../electron/core/log.ts'
import { InUse, occupy } from '../../electron/core/backup/data-folder-lock.ts'
import { DATABASE } from '../../electron/core/store/database.ts'
import { Gone } from '../../electron/core/store/gone.ts'
import { complete } from '../support/complete.ts'
import { MINUTE, world } from '../support/world.ts'

it('writes nothing into a folder of data that has been deleted, and says so', async () => {
  const here = world()
  const id = await here.draft()
  const { core, dataFolder } = here
  const before = core.settings.get()
  renameSync(dataFolder, `${dataFolder}-corbeille`)
  expect(() => core.settings.save({ ...before, theme: 'dark' })).toThrow(Gone)
  expect(() => here.record(id, { type: 'approved' })).toThrow(Gone)
  await here.run(2)
  expect(here.platform.invoices()).toEqual([])
  expect(core.settings.get()).toEqual(before)
  // Put back, it goes on where it was.
  renameSync(`${dataFolder}-corbeille`, dataFolder)
  expect(here.record(id, { type: 'approved' })).toBeDefined()
  await here.run(4)
  expect(here.stage(id)).toBe('followed')
})

const asks = { services: [] }
const bookOf = ({ core }: ReturnType<typeof world>) => core.buyers.search('', 10).map(({ siret }) => siret)

it.each([1, 2, 3, 4, 5, 6, 8, 10])('makes the local directory anew when its page %i is overwritten', async (page) => {
  const here = world()
  await here.approved()
  await here.run(1)
  const path = join(here.dataFolder, ANNUAIRE)
  await here.restart(() => {
    const bytes = readFileSync(path)
    bytes.fill(0x5a, (page - 1) * 4096, page * 4096)
    writeFileSync(path, bytes)
  })
  const { buyers } = here.core
  buyers.add('21990417400014', 'Mairie de Hautval', { town: '', postcode: '', asks })
  expect(bookOf(here)).toEqual(expect.arrayContaining([complete.buyerSiret, '21990417400014']))
  expect(buyers.search('hautval', 5)).toMatchObject([{ siret: '21990417400014' }])
  expect(buyers.likely('Mairie de Hautvale')).toMatchObject([{ siret: '21990417400014' }])
  expect(buyers.search('fictiville', 5)).toMatchObject([{ siret: complete.buyerSiret }])
  expect(buyers.view().count).toBeGreaterThan(0)
})

it('goes on with a local directory in memory where it cannot be written', async () => {
  const here = world()
  await here.approved()
  await here.run(1)
  await here.restart(() => {
    const path = join(here.dataFolder, ANNUAIRE)
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
    mkdirSync(path)
  })
  expect(bookOf(here)).toEqual([complete.buyerSiret])
})

it('waits for the local directory while a thread writes to it', async () => {
  const { core, dataFolder } = world()
  const writer = new Worker(
    `const Database = require('better-sqlite3')
     const { parentPort, workerData } = require('node:worker_threads')
     const db = new Database(workerData, { timeout: 5000 })
     const put = db.prepare("INSERT INTO marks VALUES ('n', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
     const many = db.transaction((n) => { for (let i = 0; i < 300; i++) put.run(String(n + i)) })
     parentPort.postMessage('ready')
     const until = Date.now() + 1500
     for (let n = 0; Date.now() < until; n++) many.immediate(n)`,
    { eval: true, workerData: join(dataFolder, ANNUAIRE) },
  )
  await new Promise((ready) => writer.once('message', ready))
  for (let i = 0; i < 40; i++)
    core.buyers.add(`219904174${String(i).padStart(5, '0')}`, `Mairie ${i}`, { town: '', postcode: '', asks })
  await writer.terminate()
  expect(core.buyers.search('', 100)).toHaveLength(40)
})

it('makes the lock anew when it is no database any more, and still keeps a second Choriste out', () => {
  const { dataFolder } = world()
  writeFileSync(join(dataFolder, 'verrou.db'), 'noise'.repeat(2000))
  const release = occupy(dataFolder)
  expect(() => occupy(dataFolder)).toThrow(InUse)
  release()
  occupy(dataFolder)()
})

it('says of a file that nothing can be written down about why, and takes it as soon as it can be', async () => {
  const { core, dataFolder, home, pass, failures } = world()
  const db = new Database(join(dataFolder, DATABASE))
  // What a disk that is full to the last byte does, to the table's own words.
  for (const table of ['strays', 'invoices'])
    db.exec(
      `CREATE TRIGGER full_${table} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`,
    )
  const path = join(home, 'facture.pdf')
  writeFileSync(path, '%PDF-1.7 one\n%%EOF')
  await core.intake.take(path, 'folder')
  expect(core.strays.list()).toMatchObject([{ path, retryAt: expect.any(Number) as number }])
  for (const table of ['strays', 'invoices']) db.exec(`DROP TRIGGER full_${table}`)
  db.close()
  pass(2 * MINUTE)
  await core.lookAround()
  expect(core.strays.list()).toEqual([])
  expect(core.rows()).toHaveLength(1)
  expect(failures).toEqual([])
})

it('ends within two seconds in the midst of a drop, and takes the rest at the next start', async () => {
  const here = world()
  const folder = join(here.home, 'lot')
  mkdirSync(folder)
  const paths = Array.from({ length: 600 }, (_, n) => join(folder, `${n}.pdf`))
  for (const path of paths) writeFileSync(path, `%PDF-1.7 ${path}`)
  const dropping = here.core.intake.takeAll(paths, 'hand')
  await here.core.intake.take(paths[0]!, 'hand')
  const from = performance.now()
  await here.restart()
  expect(performance.now() - from).toBeLessThan(2000)
  const { invoices, strays } = await dropping
  expect([invoices.length + strays, strays > 0]).toEqual([600, true])
  here.pass(2 * MINUTE)
  await here.core.lookAround()
  expect(here.core.rows()).toHaveLength(600)
  expect(here.core.strays.list()).toEqual([])
})

it('names the data folder when nothing can be kept in it', async () => {
  const { core, dataFolder, home } = world()
  rmSync(join(dataFolder, 'coffre'), { recursive: true })
  const path = join(home, 'facture.pdf')
  writeFileSync(path, '%PDF-1.7 one')
  await core.intake.take(path, 'hand')
  expect(core.strays.list()).toMatchObject([{ reason: 'dataFolder', retryAt: expect.any(Number) as number }])
  expect(core.strays.list()[0]!.message).toMatch(/dossier de données/)
})

it('keeps out of the log what stood in a text that is not JSON', () => {
  const { home, now } = world()
  const log = createLog({ folder: home, now })
  try {
    JSON.parse('MARQUE-NOM')
  } catch (error) {
    log.error(error)
  }
  const text = readFileSync(join(home, 'choriste.log'), 'utf8')
  expect(text).toContain('SyntaxError')
  expect(text).not.toContain('MARQUE')
})

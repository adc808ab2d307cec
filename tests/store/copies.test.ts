import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { keepCopy, putAside, TAKEN_UP, takeUp } from '../../electron/core/backup/copies.ts'
import { copiesIn } from '../../electron/core/backup/copy-files.ts'
import { DATABASE, openStore } from '../../electron/core/store/database.ts'
import { openOrRepair } from '../../electron/core/backup/open-or-repair.ts'
import { world } from '../support/world.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'copies-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function opened(name: string) {
  const store = openStore(join(folder, name))
  onTestFinished(() => void store.close())
  return store
}

it('keeps a copy a day, seven of them, whole or not at all', async () => {
  const store = opened('0.db')
  for (let day = 1; day <= 9; day++) await keepCopy({ store, folder, today: `2026-11-0${day}` })
  expect(copiesIn(folder).map(({ day }) => day)).toEqual([9, 8, 7, 6, 5, 4, 3].map((day) => `2026-11-0${day}`))
  const failing = { ...store, copyTo: () => Promise.reject(new Error('disk full')) }
  await expect(keepCopy({ store: failing, folder, today: '2026-11-10' })).rejects.toThrow('disk full')
  expect(copiesIn(folder)).toHaveLength(7)
})

it('keeps the copies that were made last, whatever year the clock was in', async () => {
  const store = opened('0.db')
  const keep = async (...days: string[]) => {
    for (const today of days) await keepCopy({ store, folder, today })
  }
  await keep('2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23')
  await keep('2027-11-24', '2027-11-25', '2020-01-01')
  await keep('2026-11-27', '2026-11-28')
  const days = () => copiesIn(folder).map(({ day }) => day)
  expect(days()).toEqual([
    ...['2026-11-28', '2026-11-27'],
    ...['2020-01-01', '2027-11-25', '2027-11-24', '2026-11-23', '2026-11-22'],
  ])
  await keep('2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03')
  expect(days()[0]).toBe('2026-12-03')
  expect(days()).not.toContain('2027-11-25')
})

it('keeps the copy of the day that was made first, unless it is worth nothing', async () => {
  const store = (sign: number) => {
    const database = opened(`${sign}.db`)
    database.settings.setMark('sign', sign)
    return database
  }
  const keep = (store: ReturnType<typeof opened>) => keepCopy({ store, folder, today: '2026-11-23' })
  const signOf = (copy: string) => {
    const database = openStore(copy)
    const sign = database.settings.mark('sign')
    database.close()
    return sign
  }
  writeFileSync(join(folder, 'choriste-2026-11-23.db'), 'noise'.repeat(2000))
  await keep(store(1))
  await keep(store(2))
  expect(copiesIn(folder).map(({ path }) => signOf(path))).toEqual([1])
})

it('puts a damaged database aside with its journal, and deletes nothing', () => {
  for (const suffix of ['', '-wal', '-shm']) writeFileSync(join(folder, DATABASE + suffix), suffix || 'noise')
  const aside = putAside(folder, Date.UTC(2026, 10, 23))
  expect(existsSync(join(folder, DATABASE))).toBe(false)
  expect(readdirSync(folder).filter((name) => join(folder, name).startsWith(aside))).toHaveLength(3)
})

it('looks before sending what an older copy believes not to have left', async () => {
  const { approved, draft, core, dataFolder, restart, platform, record, stage, run } = world()
  // The copy is taken while one invoice is about to leave, and another is still a draft …
  const waiting = await draft({ number: 'FA-2026-0044' })
  const leaving = await approved()
  const copy = join(dataFolder, 'sauvegardes')
  await core.keepCopy()
  // … then both leave, and the database is lost.
  record(waiting, { type: 'approved' })
  await core.runDue()
  expect(platform.invoices()).toHaveLength(2)
  await restart(() => {
    takeUp(copiesIn(copy)[0]!.path, dataFolder, Date.UTC(2026, 10, 24))
  })
  expect([stage(leaving), stage(waiting)]).toEqual(['uncertain', 'draft'])
  record(waiting, { type: 'approved' })
  await run(6)
  expect([stage(leaving), stage(waiting)]).toEqual(['followed', 'followed'])
  expect(platform.invoices()).toHaveLength(2)
})

const ask = (response: number) => {
  const asked: { message: string; buttons?: string[] }[] = []
  return {
    asked,
    ask: (question: { message: string; buttons?: string[] }) => {
      asked.push(question)
      return Promise.resolve({ response, checkboxChecked: false })
    },
  }
}
const now = () => Date.UTC(2026, 10, 23)

it('opens sound data without a word, and keeps others out', async () => {
  const first = ask(0)
  expect(!!(await openOrRepair({ dataFolder: folder, ...first, now }))).toBe(true)
  expect(first.asked).toEqual([])
  const second = ask(0)
  expect(!!(await openOrRepair({ dataFolder: folder, ...second, now }))).toBe(false)
  expect(second.asked[0]!.message).toContain('travaille déjà sur ces données')
})

it.each([
  ['takes the last good copy up', 0, true, 1],
  ['starts afresh', 1, true, 0],
  ['stops, and touches nothing', 2, false, 0],
])('proposes the last good copy of a damaged database: %s', async (_what, response, goesOn, kept) => {
  const store = openStore(join(folder, DATABASE))
  store.settings.setMark('sign', 7)
  mkdirSync(join(folder, 'sauvegardes'))
  await store.copyTo(join(folder, 'sauvegardes/choriste-2026-11-22.db'))
  store.close()
  writeFileSync(join(folder, DATABASE), 'noise'.repeat(2000))
  const { ask: answer, asked } = ask(response)
  expect(!!(await openOrRepair({ dataFolder: folder, ask: answer, now }))).toBe(goesOn)
  expect(asked[0]!.buttons![0]).toBe('Reprendre la copie du 22 novembre 2026')
  if (!goesOn) {
    expect(existsSync(join(folder, DATABASE))).toBe(true)
    return
  }
  const after = openStore(join(folder, DATABASE))
  expect(after.settings.mark('sign')).toBe(kept ? 7 : undefined)
  after.close()
  expect(readdirSync(folder).some((name) => name.startsWith('choriste-abimee-'))).toBe(true)
})

/** A damaged database, and copies of these days: sound ones, and others. */
async function damaged(copies: Record<string, string>) {
  const store = openStore(join(folder, DATABASE))
  mkdirSync(join(folder, 'sauvegardes'))
  for (const [day, contents] of Object.entries(copies)) {
    const file = join(folder, `sauvegardes/choriste-${day}.db`)
    store.settings.setMark('sign', Number(day.slice(-2)))
    if (contents === 'sound') await store.copyTo(file)
    else writeFileSync(file, contents)
  }
  store.close()
  writeFileSync(join(folder, DATABASE), 'noise'.repeat(2000))
}
const sign = () => {
  const store = openStore(join(folder, DATABASE))
  const mark = store.settings.mark('sign')
  store.close()
  return mark
}

it('proposes the newest copy that is whole', async () => {
  await damaged({ '2026-11-20': 'sound', '2026-11-21': 'noise'.repeat(2000), '2026-11-22': '' })
  const { ask: answer, asked } = ask(0)
  expect(!!(await openOrRepair({ dataFolder: folder, ask: answer, now }))).toBe(true)
  expect(asked[0]!.buttons![0]).toBe('Reprendre la copie du 20 novembre 2026')
  expect(sign()).toBe(20)
})

it('proposes none when none is whole', async () => {
  await damaged({ '2026-11-22': 'noise'.repeat(2000) })
  const { ask: answer, asked } = ask(1)
  expect(!!(await openOrRepair({ dataFolder: folder, ask: answer, now }))).toBe(false)
  expect(asked[0]!.buttons).toEqual(['Repartir sans les anciennes factures', 'Quitter'])
})

it('leaves the damaged database in its place when the copy cannot be laid beside it', async () => {
  await damaged({ '2026-11-22': 'sound' })
  mkdirSync(join(folder, `${TAKEN_UP}.partial`))
  await expect(openOrRepair({ dataFolder: folder, ...ask(0), now })).rejects.toThrow()
  expect(readFileSync(join(folder, DATABASE), 'utf8')).toContain('noise')
})

it('goes on where a crash has interrupted it, without asking again', async () => {
  await damaged({ '2026-11-22': 'sound' })
  takeUp(join(folder, 'sauvegardes/choriste-2026-11-22.db'), folder, now())
  // The crash came once the damaged one was out of the way.
  renameSync(join(folder, DATABASE), join(folder, TAKEN_UP))
  const { ask: answer, asked } = ask(0)
  expect(!!(await openOrRepair({ dataFolder: folder, ask: answer, now }))).toBe(true)
  expect(asked).toEqual([])
  expect(sign()).toBe(22)
})

it.each(['gone', 'blank'])(
  'proposes the last copy when the database is %s, and begins anew only when told to',
  async (how) => {
    await damaged({ '2026-11-22': 'sound' })
    if (how === 'gone') rmSync(join(folder, DATABASE))
    else writeFileSync(join(folder, DATABASE), '')
    const stays = ask(2)
    expect(!!(await openOrRepair({ dataFolder: folder, ...stays, now }))).toBe(false)
    expect(stays.asked[0]).toMatchObject({
      message: 'La base de données de Choriste a disparu.',
      buttons: ['Reprendre la copie du 22 novembre 2026', 'Repartir sans les anciennes factures', 'Quitter'],
    })
    expect(!!(await openOrRepair({ dataFolder: folder, ...ask(0), now }))).toBe(true)
    expect(sign()).toBe(22)
  },
)

it('asks nothing the very first time', async () => {
  const { ask: answer, asked } = ask(0)
  expect(!!(await openOrRepair({ dataFolder: join(folder, 'neuf'), ask: answer, now }))).toBe(true)
  expect(asked).toEqual([])
})

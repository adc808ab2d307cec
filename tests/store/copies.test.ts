import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { copiesIn, keepCopy, putAside, takeUp } from '../../electron/core/store/copies.ts'
import { DATABASE, openStore } from '../../electron/core/store/database.ts'
import { openSafely } from '../../electron/shell/first-steps.ts'
import { world } from '../support/world.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'copies-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('keeps a copy a day, seven of them, whole or not at all', async () => {
  const copyTo = (file: string) => {
    writeFileSync(file, 'copy')
    return Promise.resolve()
  }
  for (let day = 1; day <= 9; day++) await keepCopy({ copyTo, folder, today: `2026-11-0${day}` })
  expect(copiesIn(folder).map(({ day }) => day)).toEqual([9, 8, 7, 6, 5, 4, 3].map((day) => `2026-11-0${day}`))
  const failing = () => Promise.reject(new Error('disk full'))
  await expect(keepCopy({ copyTo: failing, folder, today: '2026-11-10' })).rejects.toThrow('disk full')
  expect(copiesIn(folder)).toHaveLength(7)
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
    putAside(dataFolder, 1)
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
  expect(await openSafely({ dataFolder: folder, ...first, now })).toBe(true)
  expect(first.asked).toEqual([])
  const second = ask(0)
  expect(await openSafely({ dataFolder: folder, ...second, now })).toBe(false)
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
  expect(await openSafely({ dataFolder: folder, ask: answer, now })).toBe(goesOn)
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

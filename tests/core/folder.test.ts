import { spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { watchFolder } from '../../electron/core/intake/folder.ts'
import { world } from '../support/world.ts'

let home: string
let path: string
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'folder-')))
  path = join(home, 'Factures')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** A folder that is watched, and what it has found so far. */
function watching(more: Partial<Parameters<typeof watchFolder>[0]> = {}) {
  const found: string[] = []
  const add = (file: string) => void found.push(file.slice(path.length + 1))
  const folder = watchFolder({
    path,
    since: 0,
    make: true,
    found: add,
    changed: () => undefined,
    stableMs: 60,
    ...more,
  })
  onTestFinished(() => folder.close())
  return { folder, found }
}
const put = (name: string, content = `%PDF ${name}`) => writeFileSync(join(path, name), content)
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 20 })

it('makes its own folder the first time, and sees what comes', async () => {
  const { folder, found } = watching()
  expect(existsSync(path)).toBe(true)
  await folder.ready()
  put('a.pdf')
  mkdirSync(join(path, 'sous'))
  put('sous/b.pdf')
  await eventually(() => expect(found.sort()).toEqual(['a.pdf', join('sous', 'b.pdf')]))
})

it('finds what came while nobody watched, and leaves litter and archives alone', async () => {
  mkdirSync(join(path, 'Déposées'), { recursive: true })
  for (const name of ['a.pdf', '~$a.pdf', 'b.pdf.part', '.hidden.pdf', 'Thumbs.db', 'Déposées/old.pdf']) put(name)
  const { found } = watching()
  await eventually(() => expect(found).toEqual(['a.pdf']))
})

it('waits until a file has stopped growing', async () => {
  const { folder, found } = watching({ stableMs: 150 })
  await folder.ready()
  put('lent.pdf', '%PDF')
  for (let n = 0; n < 8; n++) {
    appendFileSync(join(path, 'lent.pdf'), 'more')
    await new Promise((next) => setImmediate(next))
  }
  const size = 4 + 8 * 4
  await eventually(() => expect(found).toEqual(['lent.pdf']))
  expect(size).toBe(36)
})

it('leaves alone what was there before the person chose the folder', async () => {
  mkdirSync(path)
  put('old.pdf')
  const since = Date.now() + 20
  const { folder, found } = watching({ since })
  await folder.ready()
  // The dates of files come from a coarser clock than Date.now().
  await eventually(() => expect(Date.now()).toBeGreaterThan(since + 50))
  put('new.pdf')
  await eventually(() => expect(found).toContain('new.pdf'))
  expect(found).not.toContain('old.pdf')
})

it('says when the folder is gone, does not make it again, and watches it once it is back', async () => {
  const { folder, found } = watching()
  await folder.ready()
  renameSync(path, `${path}-moved`)
  folder.look()
  expect(folder.state()).toBe('missing')
  expect(existsSync(path)).toBe(false)
  renameSync(`${path}-moved`, path)
  put('after.pdf')
  folder.look()
  expect(folder.state()).toBe('watching')
  await eventually(() => expect(found).toContain('after.pdf'))
})

it('sees at the end of a pause what came during it', async () => {
  const { folder, found } = watching()
  await folder.ready()
  folder.pause()
  put('a.pdf')
  folder.look()
  expect(folder.state()).toBe('paused')
  folder.resume()
  await eventually(() => expect(found).toEqual(['a.pdf']))
})

it('takes a file from the folder to a draft, and again only once after a restart', async () => {
  const here = world({ folder: path })
  here.core.start()
  await eventually(() => expect(here.core.folder().state).toBe('watching'))
  put('facture.pdf')
  await eventually(() => expect(here.core.rows().map(({ stage }) => stage)).toEqual(['draft']))
  await here.restart()
  here.core.start()
  put('autre.pdf')
  await eventually(() => expect(here.core.rows()).toHaveLength(2))
})

it('watches no folder before it is started: another environment may still be watching it', async () => {
  mkdirSync(path)
  const { core } = world()
  core.settings.save({ ...core.settings.get(), folder: path })
  put('facture.pdf')
  expect(core.folder().state).toBe('missing')
  core.start()
  await eventually(() => expect(core.rows()).toHaveLength(1))
})

it('does not make its folder a second time: a drive may only be unplugged', async () => {
  const here = world({ folder: path })
  here.core.start()
  expect(existsSync(path)).toBe(true)
  await here.restart(() => rmSync(path, { recursive: true }))
  here.core.start()
  expect(existsSync(path)).toBe(false)
  expect(here.core.folder().state).toBe('missing')
})

/** The proposed folder was there before the first start, with two invoices in it; the clock is that of the files. */
async function startsOnOldInvoices() {
  mkdirSync(path)
  for (const name of ['old.pdf', 'older.xml', 'Thumbs.db']) put(name)
  const here = world({ folder: path })
  here.pass(Date.now() + 20 - here.now())
  here.core.start()
  await eventually(() => expect(here.core.folder().existing).toBe(2))
  await eventually(() => expect(Date.now()).toBeGreaterThan(here.now() + 50))
  put('new.pdf')
  const names = () => here.core.rows().map(({ fileName }) => fileName)
  await eventually(() => expect(names()).toContain('new.pdf'))
  expect(names()).toEqual(['new.pdf'])
  return { here, names: () => names().sort() }
}

it('asks about what was in its folder before the first start, and takes it when the person says so', async () => {
  const { here, names } = await startsOnOldInvoices()
  await here.restart()
  here.core.start()
  expect(here.core.folder().existing).toBe(2)
  here.core.answerExisting({ take: true })
  expect(here.core.folder().existing).toBe(0)
  await eventually(() => expect(names()).toEqual(['new.pdf', 'old.pdf', 'older.xml']))
})

it('does not ask again once the person wants only what is new', async () => {
  const { here, names } = await startsOnOldInvoices()
  here.core.answerExisting({ take: false })
  await here.restart()
  here.core.start()
  put('newer.pdf')
  await eventually(() => expect(names()).toEqual(['new.pdf', 'newer.pdf']))
  expect(here.core.folder().existing).toBe(0)
})

it('watches a folder that is a link to another', async () => {
  mkdirSync(join(home, 'ailleurs'))
  symlinkSync(join(home, 'ailleurs'), path, 'junction')
  const found: string[] = []
  const { folder } = watching({ found: (file) => void found.push(basename(file)) })
  await folder.ready()
  put('a.pdf')
  await eventually(() => expect(found).toEqual(['a.pdf']))
})

it('does not watch after a restart when the person has suspended it', async () => {
  const here = world({ folder: path })
  here.core.start()
  here.core.settings.save({ ...here.core.settings.get(), watching: false })
  await here.restart()
  here.core.start()
  put('facture.pdf')
  await here.core.lookAround()
  expect(here.core.folder().state).toBe('paused')
})

it('asks about what was in its folder although the first start was cut short', async () => {
  mkdirSync(path)
  for (let index = 0; index < 30; index++) put(`${index}.pdf`)
  const first = world({ folder: path })
  first.core.start()
  // What a kill at this moment would leave.
  const left = join(home, 'left')
  cpSync(first.dataFolder, left, { recursive: true })
  await first.restart(() => {
    rmSync(first.dataFolder, { recursive: true })
    cpSync(left, first.dataFolder, { recursive: true })
  })
  first.core.start()
  await eventually(() => expect(first.core.folder().existing).toBe(30))
})

/** Gives a process a system of its own, whose watches can be taken away. */
const UNSHARE = '/usr/bin/unshare'
const canStarve = spawnSync(UNSHARE, ['-Ur', 'true']).status === 0
it.skipIf(!canStarve)(
  'sees what comes although the system has no watches to give',
  async () => {
    mkdirSync(path)
    const script = `const { watchFolder } = await import(${JSON.stringify(pathToFileURL(resolve('electron/core/intake/folder.ts')).href)})
    // Its clock is a minute further at each look: what came between two of the system’s own looks is found by ours.
    let time = 0
    const folder = watchFolder({ path: ${JSON.stringify(path)}, since: 0, make: false, changed() {}, stableMs: 60, now: () => (time += 60_000), found: (file) => console.log(file) })
    setInterval(folder.look, 500)
    console.log('ready')`
    const starve = 'echo 0 > /proc/sys/user/max_inotify_watches; exec "$0" --input-type=module -e "$1"'
    const child = spawn(UNSHARE, ['-Ur', 'sh', '-c', starve, process.execPath, script])
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    await vi.waitFor(() => expect(said).toContain('ready'), { timeout: 20_000, interval: 50 })
    put('nouvelle.pdf')
    await vi.waitFor(() => expect(said).toContain('nouvelle.pdf'), { timeout: 20_000, interval: 50 })
  },
  45_000,
)

it('hides no file for good because the clock was a year ahead when the folder was chosen', async () => {
  mkdirSync(path)
  put('ancienne.pdf')
  const { core, setClock } = world()
  core.start()
  setClock(365 * 24 * 3_600_000)
  await core.setFolder(path)
  put('cachée.pdf')
  setClock(0)
  await core.lookAround()
  await eventually(() => expect(core.folder().existing).toBe(2))
  const names = () => [...core.invoices.each()].map(({ file }) => file.name)
  // Newer than the clock of this world: found by the first look, so that the folder is watched by then.
  await eventually(() => expect(names()).toContain('cachée.pdf'))
  put('nouvelle.pdf')
  await eventually(() => expect(names()).toContain('nouvelle.pdf'))
})

it('keeps one draft of a file that a copier writes three times under one name', async () => {
  const here = world({ folder: path })
  here.core.start()
  await eventually(() => expect(here.core.folder().state).toBe('watching'))
  const state = (pages: number) => `%PDF-1.7\n${'page\n'.repeat(pages)}%%EOF\n`
  const bytes = () => here.core.rows().map(({ id, stage }) => [stage, here.core.invoices.get(id).file.bytes])
  for (const pages of [1, 2, 3]) {
    put('scan.pdf', state(pages))
    await eventually(() => expect(bytes()).toEqual([['draft', state(pages).length]]))
  }
})

it('takes a file that is empty first once its contents come', async () => {
  const here = world({ folder: path })
  here.core.start()
  await eventually(() => expect(here.core.folder().state).toBe('watching'))
  put('vide.pdf', '')
  here.pass(20_000)
  await eventually(() => expect(here.core.strays.list()).toEqual([]))
  put('vide.pdf', '%PDF-1.7\n%%EOF\n')
  await eventually(() => expect(here.core.rows().map(({ stage }) => stage)).toEqual(['draft']))
})

import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { watch } from 'chokidar'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { watchFolder } from '../../electron/core/intake/folder.ts'
import { createIntake } from '../../electron/core/intake/intake.ts'
import { createVault } from '../../electron/core/vault/vault.ts'
import { START, world } from '../support/world.ts'

let folder: string
beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'arriving-')))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const whole = '%PDF-1.7\n1 0 obj << >> endobj\nxref\ntrailer << >>\nstartxref\n9\n%%EOF\n'
const put = (name: string, content: string | Buffer = whole) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
function folderWorld() {
  const here = world()
  return {
    here,
    find: (path: string) => here.core.intake.take(path, 'folder'),
    /** So many seconds later the application looks around. */
    later: async (seconds: number) => {
      here.pass(seconds * 1000)
      await here.core.lookAround()
    },
    names: () => here.core.rows().map(({ fileName }) => fileName),
    strays: () => Object.fromEntries(here.core.strays.list().map(({ name, reason }) => [name, reason])),
  }
}

const xml = '<?xml version="1.0"?>\n<rsm:CrossIndustryInvoice xmlns:rsm="urn"><a>1</a></rsm:CrossIndustryInvoice>\n'
const zip = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(60), Buffer.from('PK\x05\x06'), Buffer.alloc(18)])

it.each([
  ['a PDF', 'facture.pdf', Buffer.from(whole)],
  ['an XML', 'facture.xml', Buffer.from(xml)],
  ['an XML of two bytes a letter', 'large.xml', Buffer.from(xml, 'utf16le')],
])('takes %s that is written in four quarters once, when it is whole', async (_what, name, bytes) => {
  const { find, later, names, strays } = folderWorld()
  const quarter = Math.ceil(bytes.length / 4)
  const path = put(name, '')
  for (let written = 0; written + quarter < bytes.length; written += quarter) {
    appendFileSync(path, bytes.subarray(written, written + quarter))
    await find(path)
    await later(1.5)
    expect([names(), strays()]).toEqual([[], {}])
  }
  writeFileSync(path, bytes)
  await later(1.5)
  expect([names(), strays()]).toEqual([[name], {}])
})

it('waits for an archive that is being copied, and for a copy that has taken its room first', async () => {
  const { find, later, names, strays } = folderWorld()
  const lot = put('lot.zip', zip.subarray(0, 40))
  const room = put('place.pdf', Buffer.alloc(5000))
  await find(lot)
  await find(room)
  await later(11)
  expect([names(), strays()]).toEqual([[], { 'lot.zip': 'arriving', 'place.pdf': 'arriving' }])
  writeFileSync(room, whole)
  rmSync(lot)
  await later(5)
  expect([names(), strays()]).toEqual([['place.pdf'], {}])
})

it('says that it waits, and takes what has stood still for a minute as it is', async () => {
  const { here, find, later, names, strays } = folderWorld()
  const path = put('coupé.pdf', whole.slice(0, 30))
  await find(path)
  await later(11)
  expect(strays()).toEqual({ 'coupé.pdf': 'arriving' })
  expect(here.core.strays.list()[0]!.message).toContain('en train d’être écrit')
  appendFileSync(path, ' more')
  await later(55)
  expect(names()).toEqual([])
  await later(61)
  expect([names(), strays()]).toEqual([['coupé.pdf'], {}])
})

it('waits for the contents of a file that is empty first, however long it takes', async () => {
  const { here, find, later, names, strays } = folderWorld()
  const path = put('nuage.pdf', '')
  await find(path)
  await later(5)
  expect(strays()).toEqual({})
  await later(6)
  expect(strays()).toEqual({ 'nuage.pdf': 'blank' })
  // Told once; a person who has read it is not told again.
  here.core.strays.drop(path)
  await later(600)
  expect([names(), strays()]).toEqual([[], {}])
  writeFileSync(path, whole)
  await later(5)
  expect(names()).toEqual(['nuage.pdf'])
})

it('says nothing of what went as it came', async () => {
  const { find, later, strays } = folderWorld()
  const path = put('passage.pdf', '')
  await find(path)
  await later(11)
  rmSync(path)
  await later(5)
  expect(strays()).toEqual({})
})

it('waits for what iCloud has taken away, under the name it will have', async () => {
  const { here, find, later, names, strays } = folderWorld()
  const found: string[] = []
  const standIn = put('.facture.pdf.icloud', 'bplist00')
  put('.notes.key.icloud', 'bplist00')
  const watched = watchFolder({
    path: folder,
    since: 0,
    make: false,
    found: (path) => void found.push(path),
    changed: () => undefined,
    stableMs: 60,
  })
  onTestFinished(() => watched.close())
  await vi.waitFor(() => expect(found).toEqual([standIn]), { timeout: 5000 })
  await find(standIn)
  expect(strays()).toEqual({ 'facture.pdf': 'away' })
  expect(here.core.strays.list()[0]!.message).toContain('iCloud')
  renameSync(standIn, join(folder, 'facture.pdf'))
  put('facture.pdf')
  await later(11)
  await find(join(folder, 'facture.pdf'))
  expect([names(), strays()]).toEqual([['facture.pdf'], {}])
})

it.each([
  ['EIO', 'away', 'nuage'],
  ['UNKNOWN', 'away', 'nuage'],
  ['EBUSY', 'locked', 'autre logiciel'],
  ['EPERM', 'denied', 'droit'],
])('tries again what answers %s, and says what it waits for', async (code, reason, words) => {
  const { here, names, strays } = folderWorld()
  let isGiven = false
  const path = put('facture.pdf')
  const vault = createVault({
    folder: join(folder, 'coffre'),
    readOld: () =>
      isGiven
        ? Readable.from([Buffer.from(whole)])
        : new Readable({ read: (): void => void 0 }).destroy(Object.assign(new Error(code), { code, path })),
  })
  const { ledger, strays: kept } = here.core
  const intake = createIntake({
    vault,
    ledger,
    strays: kept,
    received: here.core.received,
    now: here.now,
    changed: () => undefined,
  })
  await intake.take(path, 'folder')
  expect(strays()).toEqual({ 'facture.pdf': reason })
  expect(here.core.strays.list()[0]!.message).toContain(words)
  isGiven = true
  here.pass(61_000)
  await intake.retry()
  expect([names(), strays()]).toEqual([['facture.pdf'], {}])
})

it.skipIf(process.platform === 'win32')('does not wait for ever for what a network does not give', async () => {
  const pipe = join(folder, 'tuyau')
  spawnSync('mkfifo', [pipe])
  const vault = createVault({ folder: join(folder, 'coffre'), stallMs: 50 })
  await expect(vault.takeFile(pipe)).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  // Lets the system go.
  await (await open(pipe, 'r+')).close()
})

it('finds what comes to a share whose system says nothing, when the folder is looked at again', async () => {
  mkdirSync(join(folder, 'ailleurs'))
  const share = join(folder, 'partage')
  let time = START
  const found: string[] = []
  const watched = watchFolder({
    path: share,
    since: 0,
    make: true,
    found: (path) => void found.push(path.slice(share.length + 1)),
    changed: () => undefined,
    now: () => time,
    listen: (_root, options) => watch(join(folder, 'ailleurs'), options),
  })
  onTestFinished(() => watched.close())
  await watched.ready()
  mkdirSync(join(share, 'sous'))
  const one = put('partage/une.pdf')
  put('partage/sous/deux.pdf')
  put('partage/~$une.pdf')
  const look = (seconds: number) => {
    time += seconds * 1000
    watched.look()
  }
  look(30)
  look(31)
  await vi.waitFor(() => expect(found.sort()).toEqual(['sous/deux.pdf', 'une.pdf']))
  // What is as it was is not found again; what was written anew is.
  const { atime, mtime } = statSync(one)
  writeFileSync(one, `${whole}\n%%EOF`)
  utimesSync(one, atime, new Date(mtime.getTime() + 5000))
  look(61)
  await vi.waitFor(() => expect(found).toEqual(['sous/deux.pdf', 'une.pdf', 'une.pdf']))
})

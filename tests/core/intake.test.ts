import { ZipArchive } from 'archiver'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { createIntake } from '../../electron/core/intake/intake.ts'
import { createReceived } from '../../electron/core/intake/received.ts'
import { createVault } from '../../electron/core/vault/vault.ts'
import { DATABASE, openStore } from '../../electron/core/store/database.ts'
import { world } from '../support/world.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'intake-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(name: string, content: string | Buffer = `%PDF ${name}`) {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
async function zipOf(contents: Record<string, string>) {
  const zip = new ZipArchive()
  for (const [name, content] of Object.entries(contents)) zip.append(content, { name })
  void zip.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of zip) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
const names = ({ core }: ReturnType<typeof world>) =>
  core
    .rows()
    .map(({ fileName }) => fileName)
    .sort()
const reasons = ({ core }: ReturnType<typeof world>) =>
  Object.fromEntries(core.strays.list().map(({ name, reason }) => [name, reason]))

it('keeps a copy of its own, and leaves the original alone', async () => {
  const here = world()
  const path = put('facture.pdf', 'contents')
  const [taken] = (await here.core.intake.take(path, 'hand')).invoices
  const { file } = here.get(taken!.id)
  expect(readFileSync(here.core.vault.pathOf(file.sha256), 'utf8')).toBe('contents')
  rmSync(path)
  expect((await here.core.vault.read(file.sha256)).toString()).toBe('contents')
})

it('takes several files, folders and archives at once, and leaves litter where it is', async () => {
  const here = world()
  mkdirSync(join(folder, 'novembre'))
  mkdirSync(join(folder, 'Archives'))
  for (const name of [
    'a.pdf',
    'b.XML',
    'novembre/c.pdf',
    '~$a.pdf',
    '.cache.pdf',
    'd.pdf.crdownload',
    'e.part',
    'Archives/old.pdf',
  ])
    put(name)
  put('empty.pdf', '')
  symlinkSync('/etc/hostname', join(folder, 'link.pdf'))
  put('lot.zip', await zipOf({ 'lot/un.pdf': '%PDF in zip 1', 'deux.pdf': '%PDF in zip 2' }))
  await here.core.intake.takeAll([folder], 'folder')
  expect(names(here)).toEqual(['a.pdf', 'b.XML', 'c.pdf', 'deux.pdf', 'un.pdf'])
  expect(here.core.strays.list()).toEqual([])
})

it.each([
  ['an empty file', () => put('vide.pdf', ''), 'empty', 'vide'],
  ['a Word file', () => put('devis.docx'), 'notInvoice', 'Exportez-la en PDF'],
  ['a file that has gone', () => join(folder, 'parti.pdf'), 'gone', 'disparu'],
  [
    'a file of 200 MB',
    () => {
      const path = put('lourd.pdf')
      truncateSync(path, 200_000_000)
      return path
    },
    'tooBig',
    '120',
  ],
])('says why it does not take %s', async (_what, make, reason, words) => {
  const here = world()
  const path = make()
  expect(await here.core.intake.take(path, 'hand')).toEqual({ invoices: [], strays: 1 })
  const [stray] = here.core.strays.list()
  expect(stray).toMatchObject({ path, reason })
  expect(stray!.message).toContain(words)
})

it('takes bytes that have no path, by a name that is not trusted', async () => {
  const here = world()
  await here.core.intake.takeBytes('../../etc/facture.pdf', Buffer.from('%PDF from a mail'))
  expect(names(here)).toEqual(['facture.pdf'])
  await here.core.intake.takeBytes('photo.heic', Buffer.from('x'))
  expect(reasons(here)).toEqual({ 'photo.heic': 'notInvoice' })
})

it('tries again by itself what may pass, and forgets the reason once it has', async () => {
  const here = world()
  const path = join(folder, 'tard.pdf')
  await here.core.intake.take(path, 'folder')
  expect(reasons(here)).toEqual({ 'tard.pdf': 'gone' })
  put('tard.pdf')
  await here.core.lookAround()
  expect(names(here)).toEqual([])
  here.pass(61_000)
  await here.core.lookAround()
  expect(names(here)).toEqual(['tard.pdf'])
  expect(reasons(here)).toEqual({})
})

/** An intake on a disk that is full until it is told otherwise. */
function fullDisk({ core, now, dataFolder }: Pick<ReturnType<typeof world>, 'core' | 'now' | 'dataFolder'>) {
  const disk = { isFull: true }
  const vaultFolder = join(folder, 'coffre')
  const openNew = async (name: string) => {
    const file = await open(name, 'wx')
    const write = (chunk: Uint8Array) =>
      disk.isFull
        ? Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
        : file.write(chunk)
    return { write: write as typeof file.write, sync: () => file.sync(), close: () => file.close() }
  }
  const vault = createVault({ folder: vaultFolder, openNew })
  const { ledger, strays } = core
  const store = openStore(join(dataFolder, DATABASE))
  onTestFinished(() => void store.close())
  const parts = { vault, ledger, now, changed: () => undefined }
  const received = createReceived({ ...parts, ...store, joinWaiting: () => undefined })
  return { disk, vaultFolder, intake: createIntake({ ...parts, strays, received }) }
}

it('loses nothing when the disk is full: no half copy, the original where it was, another try', async () => {
  const here = world()
  const { disk, vaultFolder, intake } = fullDisk(here)
  const path = put('facture.pdf', 'x'.repeat(200_000))
  await intake.take(path, 'folder')
  expect(reasons(here)).toEqual({ 'facture.pdf': 'diskFull' })
  expect(here.core.strays.list()[0]!.message).toContain('faites de la place')
  expect(readdirSync(vaultFolder)).toEqual([])
  expect(readFileSync(path, 'utf8')).toHaveLength(200_000)
  disk.isFull = false
  here.pass(61_000)
  await intake.retry()
  expect(names(here)).toEqual(['facture.pdf'])
})

it('asks for bytes that could not be kept once more: they are nowhere else', async () => {
  const here = world()
  const { disk, intake } = fullDisk(here)
  const bytes = Buffer.from('%PDF from a mail')
  await intake.takeBytes('facture.pdf', bytes)
  const [stray] = here.core.strays.list()
  expect(stray).toMatchObject({ name: 'facture.pdf', reason: 'diskFull' })
  expect(stray).not.toHaveProperty('retryAt')
  expect(stray!.message).toContain('déposez-le de nouveau')
  expect(stray!.message).not.toContain('réessaie')
  disk.isFull = false
  await intake.takeBytes('facture.pdf', bytes)
  expect(names(here)).toEqual(['facture.pdf'])
  expect(reasons(here)).toEqual({})
})

it('forgets why an archive or a folder was not taken, once it has been', async () => {
  const here = world()
  const { disk, intake } = fullDisk(here)
  const lot = put('lot.zip', await zipOf({ 'un.pdf': '%PDF un' }))
  const later = join(folder, 'plus-tard')
  await intake.takeAll([lot, later], 'hand')
  expect(reasons(here)).toEqual({ 'lot.zip': 'diskFull', 'plus-tard': 'gone' })
  disk.isFull = false
  mkdirSync(later)
  put('plus-tard/deux.pdf')
  here.pass(61_000)
  await intake.retry()
  expect(names(here)).toEqual(['deux.pdf', 'un.pdf'])
  expect(reasons(here)).toEqual({})
})

it('tries again on behalf of the person who brought it: what was put aside comes back', async () => {
  const here = world()
  const path = put('facture.pdf', 'contents')
  const id = await here.take(path)
  await here.core.runDue()
  here.record(id, { type: 'discarded' })
  rmSync(path)
  await here.core.intake.take(path, 'hand')
  put('facture.pdf', 'contents')
  here.pass(61_000)
  await here.core.lookAround()
  expect(here.stage(id)).toBe('draft')
})

it('sweeps away what an interrupted copy has left', () => {
  const vault = join(folder, 'coffre')
  mkdirSync(vault)
  writeFileSync(join(vault, '.new-half'), 'half')
  createVault({ folder: vault })
  expect(readdirSync(vault)).toEqual([])
})

it('does not take a file that changes while it is copied', async () => {
  const path = put('facture.pdf', 'first')
  const vault = createVault({
    folder: join(folder, 'coffre'),
    openNew: async (name) => {
      writeFileSync(path, 'first and then more')
      return open(name, 'wx')
    },
  })
  await expect(vault.takeFile(path)).rejects.toMatchObject({ name: 'StillChanging' })
  renameSync(path, `${path}.gone`)
})

it('says of what it does not take out of an archive which archive that was', async () => {
  const here = world()
  const zip = new ZipArchive()
  zip.append('%PDF zero', { name: 'zz/evade.pdf' })
  zip.append('%PDF one', { name: 'un.pdf' })
  void zip.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of zip) chunks.push(chunk as Buffer)
  // archiver writes no dangerous names itself
  const bytes = Buffer.concat(chunks).toString('latin1').replaceAll('zz/', '../')
  const taken = await here.core.intake.take(put('lot.zip', Buffer.from(bytes, 'latin1')), 'hand')
  expect(here.core.strays.list().map(({ name, message }) => [name, message])).toEqual([
    ['lot.zip', expect.stringContaining('Un fichier de cette archive est mis de côté')],
  ])
  expect(taken.archives).toMatchObject([{ aside: [{ name: '../evade.pdf' }] }])
})

it('keeps in mind what a disk full to the last byte cannot even write down, says it, and tries again', async () => {
  const here = world()
  const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
  const strays = {
    ...here.core.strays,
    put: () => {
      throw full
    },
  }
  const { disk, intake } = fullDisk({ ...here, core: { ...here.core, strays } })
  const path = put('facture.pdf')
  await intake.take(path, 'folder')
  expect(intake.strays()).toMatchObject([{ path, reason: 'diskFull', by: 'folder' }])
  disk.isFull = false
  await intake.retry()
  expect(names(here)).toEqual([])
  here.pass(61_000)
  await intake.retry()
  expect(names(here)).toEqual(['facture.pdf'])
  expect(intake.strays()).toEqual([])
})

it.skipIf(process.getuid?.() === 0)('names its own folder when that is what cannot be written', async () => {
  const here = world()
  const vault = join(here.dataFolder, 'coffre')
  chmodSync(vault, 0o500)
  onTestFinished(() => chmodSync(vault, 0o700))
  await here.core.intake.take(put('facture.pdf'), 'folder')
  expect(here.core.strays.list()).toMatchObject([{ reason: 'dataFolder' }])
})

it('names its own folder when that has gone away, and the file when it is the file', async () => {
  const here = world()
  rmSync(join(here.dataFolder, 'coffre'), { recursive: true })
  await here.core.intake.take(put('facture.pdf'), 'folder')
  await here.core.intake.takeBytes('mail.pdf', Buffer.from('%PDF'))
  await here.core.intake.take(join(folder, 'partie.pdf'), 'folder')
  expect(reasons(here)).toEqual({ 'facture.pdf': 'dataFolder', 'mail.pdf': 'dataFolder', 'partie.pdf': 'gone' })
  mkdirSync(join(here.dataFolder, 'coffre'))
  here.pass(61_000)
  await here.core.intake.retry()
  expect(names(here)).toEqual(['facture.pdf'])
})

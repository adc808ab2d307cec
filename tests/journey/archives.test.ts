import { ZipArchive } from 'archiver'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { isPieceName, besideOf } from '../../shared/domain/document/beside.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { numbered } from '../support/complete.ts'
import { readingOf, world } from '../support/world.ts'

type World = ReturnType<typeof world>
type Files = Record<string, string | Buffer>

async function zipOf(files: Files) {
  const archive = new ZipArchive({ store: true })
  for (const [name, content] of Object.entries(files)) archive.append(content, { name, date: new Date(0) })
  const done = buffer(archive)
  await archive.finalize()
  return done
}
async function put(w: World, files: Files, name = 'lot.zip') {
  const path = join(w.home, name)
  writeFileSync(path, await zipOf(files))
  return path
}
async function open(w: World, files: Files, name?: string) {
  const taken = await w.core.intake.take(await put(w, files, name), 'hand')
  await w.core.runDue()
  return { taken, view: w.core.queries.archives.archiveView(taken.archives![0]!.id)! }
}
const pdf = (name: string) => `%PDF-1.7 ${name}`

it('an archive is kept together with what each of its entries has become', async () => {
  const w = world()
  for (const n of [1, 2]) w.readings.set(`FA-${n}.pdf`, readingOf(numbered(n)))
  // Another file with the number of the first, and its own amount.
  w.readings.set('FA-1 copie.pdf', readingOf({ ...numbered(5), number: 'FA-1' }))
  const known = await w.draft(numbered(3))
  const before = readFileSync(w.core.vault.pathOf(w.get(known).file.sha256))
  const files = {
    'novembre/FA-1.pdf': pdf('one'),
    'novembre/FA-2.pdf': pdf('two'),
    'novembre/FA-1 copie.pdf': pdf('another one'),
    'novembre/FA-1 (1).pdf': pdf('one'),
    'novembre/FA-3.pdf': before,
    'novembre/FA-2-bon-de-livraison.pdf': pdf('slip'),
    'novembre/pv-002.pdf': pdf('nobody'),
    'conditions.docx': 'PK words',
    'outil.exe': 'MZ program',
  }
  const { taken, view } = await open(w, files)
  expect(view).toMatchObject({ name: 'lot.zip', state: 'whole', files: 9, invoices: 3, pieces: 1, aside: 5 })
  expect(taken).toMatchObject({ strays: 2 })
  expect(w.core.queries.archives.archiveLines()).toMatchObject([{ id: view.id, invoices: 3, pieces: 1, aside: 5 }])
  expect(view.set.map(({ name, why, verb }) => [name, why, verb])).toEqual([
    ['novembre/FA-1 copie.pdf', 'Même numéro que novembre/FA-1.pdf, autre montant', 'compare'],
    ['novembre/FA-1 (1).pdf', 'Même contenu que novembre/FA-1.pdf', 'see'],
    ['novembre/FA-3.pdf', 'Déjà dans À déposer', 'see'],
    ['conditions.docx', expect.stringContaining('Ni facture, ni pièce'), 'join'],
    ['outil.exe', expect.stringContaining('outil.exe'), 'show'],
  ])
  expect(view.joined).toMatchObject([{ name: 'novembre/FA-2-bon-de-livraison.pdf', number: 'FA-2', isJoined: true }])
  const [, two] = view.found
  expect((w.get(two!.invoiceId) as InvoiceAt<'draft'>).pieces.map(({ name }) => name)).toEqual([
    'FA-2-bon-de-livraison.pdf',
  ])
  // What nobody has a place for, but may be an invoice, is one to look at.
  expect(view.found.map(({ name }) => name)).toContain('novembre/pv-002.pdf')
  // The archive itself is not touched, and opened again it finds what it knows.
  expect(readFileSync(join(w.home, 'lot.zip')).equals(await zipOf(files))).toBe(true)
  const again = await w.core.intake.take(join(w.home, 'lot.zip'), 'hand')
  expect(again.invoices.every(({ isNew }) => !isNew)).toBe(true)
  expect(w.core.queries.archives.archiveView(view.id)).toMatchObject({ invoices: 3, pieces: 1, aside: 5 })
})

it('a piece is taken off its draft, and joined to another by hand', async () => {
  const w = world()
  for (const n of [1, 2]) w.readings.set(`FA-${n}01.pdf`, readingOf(numbered(n)))
  const jpg = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
  const { view } = await open(w, { 'FA-101.pdf': pdf('one'), 'FA-201.pdf': pdf('two'), 'pv 201.jpg': jpg })
  const [piece] = view.joined
  expect(piece).toMatchObject({ number: 'FA-2', trust: 'likely', isJoined: true })
  const [one, two] = view.found.map(({ invoiceId }) => invoiceId)
  const pieces = (id: string) => (w.get(id) as InvoiceAt<'draft'>).pieces.map(({ name }) => name)
  expect(pieces(two!)).toEqual(['pv 201.jpg'])
  expect(w.core.archives.detach(view.id, piece!.place).ok).toBe(true)
  expect(pieces(two!)).toEqual([])
  expect(w.core.queries.archives.archiveView(view.id)!.set).toMatchObject([{ why: 'Détachée par vous.', verb: 'join' }])
  expect(w.core.archives.join(view.id, piece!.place, one!).ok).toBe(true)
  expect(pieces(one!)).toEqual(['pv 201.jpg'])
  expect(w.core.archives.join(view.id, piece!.place, one!).ok).toBe(false)
  expect(w.core.queries.archives.archiveView(view.id)!.joined).toMatchObject([{ number: 'FA-1', trust: 'hand' }])
})

it('an archive too deep within another is opened by itself when a person says so', async () => {
  const w = world()
  const inner = await zipOf({ 'FA-9.pdf': pdf('nine') })
  const { view } = await open(w, { 'a.zip': await zipOf({ 'anciennes.zip': inner }), 'FA-1.pdf': pdf('one') })
  expect(view.set).toMatchObject([{ name: 'a.zip!anciennes.zip', verb: 'open' }])
  const apart = await w.core.archives.openApart(view.id, view.set[0]!.place)
  const { id } = apart.ok ? apart.value : { id: '' }
  expect(w.core.queries.archives.archiveView(id)).toMatchObject({ name: 'anciennes.zip', invoices: 1, aside: 0 })
  expect((await w.core.archives.openApart(view.id, view.found[0]!.place)).ok).toBe(false)
})

it('opening stops when the person says so, and goes on from where they like; the folder opens what it knows no more', async () => {
  const w = world({
    changed: () => {
      const [line] = w.core.queries.archives.archiveLines()
      if (isStopping && (line?.files ?? 0) > 20) w.core.archives.stop(line!.id)
    },
  })
  let isStopping = true
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`F-${n}.pdf`, pdf(`${n}`)]))
  const path = await put(w, many)
  await w.core.intake.take(path, 'hand')
  const [stopped] = w.core.queries.archives.archiveLines()
  expect(stopped).toMatchObject({ state: 'stopped', total: 60 })
  expect(stopped!.invoices).toBeGreaterThan(20)
  expect(stopped!.invoices).toBeLessThan(60)
  isStopping = false
  await w.core.intake.take(path, 'hand')
  expect(w.core.queries.archives.archiveLines()).toMatchObject([
    { id: stopped!.id, state: 'whole', invoices: 60, aside: 0 },
  ])
  const given = { source: { path }, name: 'lot.zip', path, by: 'folder' } as const
  const again = await w.core.received.take(given, () => false)
  expect(again.archive).toMatchObject({ id: stopped!.id, by: 'hand' })
  expect(again.invoices.filter(({ isNew }) => isNew)).toEqual([])
})

it('what was being opened when the power failed is opened to its end at the next start', async () => {
  const w = world()
  for (const n of [1, 2]) w.readings.set(`F-${n}.pdf`, readingOf(numbered(n)))
  const path = await put(w, { 'F-1.pdf': pdf('1'), 'F-2.pdf': pdf('2') })
  const { archives } = await w.core.intake.take(path, 'hand')
  const { id } = archives![0]!
  const Database = (await import('better-sqlite3')).default
  const half = () => {
    const db = new Database(join(w.dataFolder, 'choriste.db'))
    db.prepare(`UPDATE archives SET body = json_set(body, '$.state', 'opening')`).run()
    db.prepare(`DELETE FROM archive_entries WHERE place = 1`).run()
    db.close()
  }
  await w.restart(half)
  expect(w.core.queries.archives.archiveView(id)).toMatchObject({ state: 'stopped', invoices: 1 })
  w.core.start({ watching: false })
  await expect
    .poll(() => w.core.queries.archives.archiveView(id))
    .toMatchObject({ state: 'whole', invoices: 2, aside: 0 })
})

it('an archive that cannot be opened says why, stays where it is, and is forgotten once it can', async () => {
  const w = world()
  const path = await put(w, { 'F-1.pdf': pdf('1') })
  const whole = readFileSync(path)
  writeFileSync(path, whole.subarray(0, -40))
  expect(await w.core.intake.take(path, 'hand')).toMatchObject({ invoices: [], strays: 1 })
  expect(w.core.queries.archives.archiveLines()).toMatchObject([
    { state: 'refused', refusal: expect.stringContaining('abîmée') as unknown },
  ])
  expect(w.core.strays.list()).toMatchObject([{ path, reason: 'archive' }])
  writeFileSync(path, whole)
  await w.core.intake.take(path, 'hand')
  expect(w.core.strays.list()).toEqual([])
  rmSync(path)
})

const SAMPLES = join(import.meta.dirname, '../../../shared/samples')
type Truth = { _archive?: { entry: string }[]; _malformed?: { expect: string }; _acceptRefuse?: boolean }
const samples = ['archives', 'malformed'].flatMap((folder) =>
  existsSync(join(SAMPLES, folder))
    ? readdirSync(join(SAMPLES, folder))
        .filter((name) => /\.(zip|tgz|gz)$/.test(name))
        .map((name) => join(folder, name))
    : [],
)
it.skipIf(samples.length === 0)(
  'the archives people have, and hostile ones, become what they should',
  async () => {
    const w = world()
    for (const sample of samples) {
      const path = join(SAMPLES, sample)
      const truth = JSON.parse(readFileSync(path.replace(/\.[a-z]+$/, '.expected.json'), 'utf8')) as Truth
      const { archives, strays } = await w.core.intake.take(path, 'hand')
      const view = w.core.queries.archives.archiveView(archives![0]!.id)!
      const told = [...view.found, ...view.joined, ...view.set.filter(({ verb }) => verb !== 'show')].map(
        ({ name }) => name,
      )
      for (const { entry } of truth._archive ?? []) expect(told, sample).toContain(entry)
      const isRefused = ['refuse', 'password'].includes(truth._malformed?.expect ?? '')
      if (isRefused && !truth._archive) expect([view.found, strays > 0], sample).toEqual([[], true])
    }
  },
  60_000,
)

it.each([
  ['C26-0439-bon-de-livraison.pdf', { invoiceId: 'a', trust: 'sure' }],
  ['novembre/PV réception 0442.jpg', { invoiceId: 'b', trust: 'likely' }],
  ['photo.jpg', undefined],
  ['annexe-0440.pdf', undefined],
  ['C26-0439.jpg', { invoiceId: 'a', trust: 'likely' }],
])('%s goes with', (name, expected) => {
  const invoices = [
    { name: 'x/C26-0439.pdf', invoiceId: 'a' },
    { name: 'x/Facture (définitive) C26-0442.pdf', invoiceId: 'b' },
    { name: 'C26-0440.pdf', invoiceId: 'c' },
    { name: 'D-0440.pdf', invoiceId: 'd' },
  ]
  expect(besideOf(name, invoices)).toEqual(expected)
})

it.each([
  ['bon-de-livraison 12.pdf', true],
  ['RIB.pdf', true],
  ['facture-devis-12.pdf', false],
  ['C26-0440 copie.pdf', false],
  ['planning.pdf', false],
])('%s is a piece by its name: %s', (name, expected) => expect(isPieceName(name)).toBe(expected))

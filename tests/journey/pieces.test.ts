import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { keepCompressed, keepParts, keepPiece } from '../../electron/core/intake/keep-piece.ts'
import { isKnown, type InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { pieceOf, type Piece } from '../../shared/domain/document/attachments.ts'
import { world } from '../support/world.ts'

const slip = Buffer.from('%PDF-1.7 bon de livraison')

/** A draft with a delivery slip beside it. */
async function withSlip(here = world(), name = 'bon-de-livraison.pdf') {
  const id = await here.draft()
  const [file] = (await keepPiece(here.core.vault, { name, bytes: slip })).files
  const pieces = [pieceOf(file!)]
  edit(here, id, pieces)
  return { here, id, pieces }
}
function edit({ get, record }: ReturnType<typeof world>, id: string, pieces: Piece[]) {
  const invoice = get(id)
  if (!isKnown(invoice)) throw new Error('not read')
  const { fields, circuit } = invoice
  return record(id, { type: 'edited', fields, circuit, confirmed: [], pieces })
}

it('sends what goes with an invoice along with it, under a name Chorus Pro takes', async () => {
  const { here, id } = await withSlip(world(), 'Bon de livraison n° 12 – école élémentaire.pdf')
  here.record(id, { type: 'approved' })
  await here.run(2)
  expect(here.stage(id)).toBe('followed')
  const [there] = here.platform.invoices()
  expect(there!.attachments).toMatchObject([
    { type: 'DIVERS', designation: 'Bon de livraison n° 12 – école élémentaire.pdf' },
  ])
  expect(here.platform.calls()['transverses/v1/ajouter/fichier']).toBe(1)
})

it('proposes to the same buyer what went last time, and sends nothing of it by itself', async () => {
  const { here, id, pieces } = await withSlip()
  here.record(id, { type: 'approved' })
  await here.run(2)
  const next = await here.draft({ number: 'FA-2026-0050' })
  expect(here.core.page(next)).toMatchObject({ lastPieces: pieces, invoice: { pieces: [] } })
})

it('keeps the pieces through every stage that is not away, and back', async () => {
  const { here, id, pieces } = await withSlip()
  const pieceOfNow = () => (here.get(id) as InvoiceAt<'draft'>).pieces
  here.record(id, { type: 'approved' })
  here.record(id, { type: 'withdrawn' })
  expect(pieceOfNow()).toEqual(pieces)
  here.record(id, { type: 'discarded' })
  here.record(id, { type: 'restored' })
  expect(pieceOfNow()).toEqual(pieces)
})

it('says of a piece whose copy is damaged that nothing has left', async () => {
  const { here, id, pieces } = await withSlip()
  edit(here, id, [{ ...pieces[0]!, file: { ...pieces[0]!.file, sha256: 'f'.repeat(64) } }])
  here.record(id, { type: 'approved' })
  await here.run(2)
  expect(here.get(id)).toMatchObject({ stage: 'draft', refusal: { problems: [{ code: 'file.copyDamaged' }] } })
  expect(here.platform.calls()['factures/v1/soumettre']).toBeUndefined()
})

it('lays the pieces out beside the invoice for the portal', async () => {
  const { here, id } = await withSlip(world(), 'Procès-verbal de réception des menuiseries extérieures, lot 6.pdf')
  here.core.settings.save({ ...here.core.settings.get(), way: 'portail' })
  edit(here, id, [{ ...(here.get(id) as InvoiceAt<'draft'>).pieces[0]!, name: 'pv.pdf' }])
  here.record(id, { type: 'approved' })
  const invoice = here.get(id) as InvoiceAt<'portal'>
  const folder = dirname(await here.core.uploads.put(invoice))
  expect(readdirSync(folder).toSorted()).toEqual(['FA-2026-0043.pdf', 'pv.pdf'])
  await here.core.uploads.clear(invoice)
  expect(readdirSync(folder)).toEqual([])
})

it.each([
  ['a program', 'notice.pdf', Buffer.from('MZ\u0090'), 'cache un programme'],
  ['a name turned round', 'facture\u202efdp.exe', slip, 'cache un programme'],
  ['a PDF that is none', 'plan.pdf', Buffer.from('bonjour'), 'n’est pas un PDF'],
  ['a page with a script', 'page.html', Buffer.from('<html><script>x()</script>'), 'contient un programme'],
  ['an extension Chorus Pro does not take', 'plan.dwg', Buffer.from('AC1032'), 'ne prend pas ce type'],
  ['no extension', 'plan', Buffer.from('x'), 'n’a pas d’extension'],
  ['nothing at all', 'vide.pdf', Buffer.alloc(0), 'n’est pas un PDF'],
])('turns away %s', async (_what, name, bytes, words) => {
  const { core } = world()
  const { files, refusal, mayCompress } = await keepPiece(core.vault, { name, bytes })
  expect(files).toEqual([])
  expect(refusal).toContain(words)
  expect(mayCompress).toBeFalsy()
})

it('compresses what is too big only when asked, and takes it if it then fits', async () => {
  const { core } = world()
  const big = { name: 'plan.pdf', bytes: Buffer.concat([slip, Buffer.alloc(10_000_001)]) }
  expect(await keepPiece(core.vault, big)).toMatchObject({ mayCompress: true })
  expect(await keepCompressed(core.vault, big)).toMatchObject({ files: [{ name: 'plan.zip' }] })
})

/** A PDF of pages that no zip makes smaller, of so many bytes each. */
async function heavyPdf(pages: number[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  for (const bytes of pages)
    pdf.addPage().node.set(PDFName.of('Photo'), pdf.context.register(pdf.context.stream(randomBytes(bytes))))
  return pdf.save()
}

it('takes a PDF apart that is too big in a zip as well, only when asked, into parts that fit', async () => {
  const { core } = world()
  const name = `${'Procès-verbal de réception des menuiseries '.repeat(2)}.pdf`
  // The first pages weigh most: parts of the same number of pages would not all fit.
  const given = { name, bytes: await heavyPdf([6e6, 6e6, 1e6, 1e6, 1e6, 1e6]) }
  expect(await keepPiece(core.vault, given)).toMatchObject({ files: [], mayCompress: true })
  expect(await keepCompressed(core.vault, given)).toMatchObject({ files: [], maySplit: true })
  const { files, refusal } = await keepParts(core.vault, given)
  expect(refusal).toBeUndefined()
  const pages = []
  for (const [index, file] of files.entries()) {
    expect(file.bytes).toBeLessThanOrEqual(10_000_000)
    expect(file.name).toMatch(new RegExp(`-${index + 1}-sur-${files.length}[.]pdf$`))
    expect(file.name.length).toBeLessThanOrEqual(50)
    pages.push((await PDFDocument.load(await core.vault.read(file.sha256))).getPageCount())
  }
  expect(pages).toEqual([1, 1, 1, 3])
})

it('says so when one page alone is too big, and keeps no part', async () => {
  const { core } = world()
  const given = { name: 'plan.pdf', bytes: await heavyPdf([1e6, 10_500_000]) }
  const { files, refusal } = await keepParts(core.vault, given)
  expect(files).toEqual([])
  expect(refusal).toContain('une page seule dépasse 10 Mo')
})

it('zips no program in disguise', async () => {
  const { core } = world()
  const { files, refusal } = await keepCompressed(core.vault, { name: 'notice.pdf', bytes: Buffer.from('MZ\u0090') })
  expect(files).toEqual([])
  expect(refusal).toContain('cache un programme')
})

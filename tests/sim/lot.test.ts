import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { ZipArchive } from 'archiver'
import { pack } from 'tar-stream'
import { expect, it } from 'vitest'
import { BUYERS, cii, facturx, MINUTE, world } from './support.ts'

type Files = Record<string, string | Uint8Array>
const entriesOf = (files: Files) => Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes)] as const)

async function zip(files: Files) {
  const archive = new ZipArchive()
  for (const [name, bytes] of entriesOf(files)) archive.append(bytes, { name })
  void archive.finalize()
  return buffer(archive)
}
async function tarGz(files: Files) {
  const archive = pack()
  for (const [name, bytes] of entriesOf(files)) archive.entry({ name }, bytes)
  archive.finalize()
  return gzipSync(await buffer(archive))
}

/** A zip that names its only file five times: little to carry, much to open. */
async function overlapping(bytes: Buffer) {
  const archive = new ZipArchive({ store: true })
  archive.append(bytes, { name: 'a.xml' })
  void archive.finalize()
  const one = await buffer(archive)
  const end = one.lastIndexOf('PK\x05\x06')
  const directory = one.subarray(one.readUInt32LE(end + 16), end)
  one.writeUInt16LE(5, end + 10)
  return Buffer.concat([one.subarray(0, end), ...Array.from({ length: 4 }, () => directory), one.subarray(end)])
}

/** What becomes of a lot: its report, and the numbers that were taken in. */
async function outcomeOf(file: Buffer, changes: object = {}) {
  const { deposit, report, search, pass } = world()
  const { numeroFluxDepot } = await deposit(file, { nomFichier: 'lot.zip', ...changes })
  pass(2 * MINUTE)
  const found = await search({ numeroFluxDepot, rechercheFactureParFournisseur: { nbResultatsParPage: 100 } })
  const numbers = (found.listeFactures as { numeroFacture: string }[]).map(({ numeroFacture }) => numeroFacture)
  return { ...(await report(numeroFluxDepot)), numbers: numbers.sort() } as Record<string, unknown>
}

const XML = { nomFichier: 'lot.tar.gz', syntaxeFlux: 'IN_DP_E1_CII_16B' }

it('takes in the good invoices of a lot and reports each of the others', async () => {
  const lot = await zip({
    'factur-x_chorus_facture_FA-1.pdf': await facturx(cii({ number: 'FA-1' })),
    'factur-x_chorus_facture_FA-2.pdf': await facturx(cii({ number: 'FA-2', buyer: BUYERS.both })),
    'factur-x_chorus_facture_FA-3.pdf': await facturx(cii({ number: 'FA-3' })),
    'factur-x_chorus_facture_FA-3bis.pdf': await facturx(cii({ number: 'FA-3' })),
  })
  expect(await outcomeOf(lot)).toMatchObject({
    etatCourantDepotFlux: 'IN_INTEGRE_PARTIEL',
    listeErreurTechnique: [],
    listeErreurDP: [
      {
        identifiantFournisseur: '98765432400019',
        identifiantDestinataire: BUYERS.both,
        numeroDP: 'FA-2',
        libelleErreurDP: expect.stringMatching(/BuyerReference.*\|.*IssuerAssignedID/) as string,
      },
      { numeroDP: 'FA-3', libelleErreurDP: expect.stringMatching(/doublon/) as string },
    ],
    numbers: ['FA-1', 'FA-3'],
  })
})

it('opens a tar.gz, and passes over folders and what macOS leaves behind', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`FA-${index}.xml`, cii({ number: `FA-${index}` })]),
  )
  const lot = await tarGz({ ...files, '__MACOSX/x': 'x', '._FA-1.xml': 'x' })
  const outcome = await outcomeOf(lot, XML)
  expect(outcome).toMatchObject({ etatCourantDepotFlux: 'IN_INTEGRE', listeErreurDP: [] })
  expect(outcome['numbers']).toHaveLength(12)
})

it('rejects a lot whose every invoice is at fault', async () => {
  const lot = await tarGz({ 'a.xml': cii({ paymentMeans: '' }), 'b.xml': cii({ seller: '1' }) })
  const outcome = await outcomeOf(lot, XML)
  expect(outcome).toMatchObject({ etatCourantDepotFlux: 'IN_REJETE', numbers: [] })
  expect(outcome['listeErreurDP']).toHaveLength(2)
})

const whole: [string, () => Promise<Buffer>, RegExp][] = [
  ['a file of another syntax', () => zip({ 'a.xml': cii(), 'b.pdf': '%PDF-' }), /^SIMULÉ : b\.pdf n’est pas un \.xml/],
  ['an XML that breaks off', () => zip({ 'a.xml': cii(), 'b.xml': '<a>' }), /^IRRECEVABILITE: /],
  ['an archive', async () => zip({ 'b.xml': await zip({ 'a.xml': cii() }) }), /archive dans une archive/],
  ['nothing', () => tarGz({}), /^SIMULÉ : ce lot est vide/],
  ['an end that is missing', async () => (await zip({ 'a.xml': cii() })).subarray(0, 300), /ne s’ouvre pas/],
  ['bytes that were changed', async () => (await tarGz({ 'a.xml': cii() })).fill(0, 60, 90), /ne s’ouvre pas/],
  ['entries that overlap', () => overlapping(Buffer.alloc(25 * 1024 * 1024, ' ')), /ne s’ouvre pas/],
  ['a bomb', () => zip({ 'a.xml': Buffer.alloc(121 * 1024 * 1024) }), /ne s’ouvre pas/],
]
it.each(whole)('rejects a lot with %s whole', async (_, lot, words) => {
  expect(await outcomeOf(await lot(), XML)).toMatchObject({
    etatCourantDepotFlux: 'IN_REJETE',
    listeErreurDP: [],
    listeErreurTechnique: [{ libelleErreur: expect.stringMatching(words) as string }],
    numbers: [],
  })
})

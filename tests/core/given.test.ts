import { PDFDocument } from '@cantoo/pdf-lib'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { crc32, deflateSync } from 'node:zlib'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ZipArchive } from 'archiver'
import { pack } from 'tar-stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { complete } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { joinPdfs } from '../support/join-pdfs.ts'
import { eml, msg, type Enclosed } from '../support/messages.ts'
import { blankPicture, pictureOf } from '../support/pictures.ts'
import { world } from '../support/world.ts'

vi.setConfig({ testTimeout: 120_000 })

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'given-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const supplier = { name: complete.supplierName, address: ['14, rue des Tanneurs'], siret: complete.supplierSiret }
const buyer = { name: complete.buyerName, address: ['1, place du Village'], siret: complete.buyerSiret }
const lines = [{ label: 'Réparation de menuiseries', quantity: 1, price: 100_000, rate: 2000 }]
const paper = (number = complete.number) =>
  invoicePdf({ fields: { ...complete, number }, supplier, buyer, lines, layout: 'labelsLeft' })
const pdf = await paper()
const other = await paper('FA-2026-0044')
/** 150 dpi, as a telephone’s scanner makes them. */
const small = { times: 0.5 }
const jpg = await pictureOf(pdf, 'jpg', small)

type World = ReturnType<typeof world>
function put(name: string, content: Uint8Array | string) {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}
const files = ({ core }: World) =>
  core
    .rows()
    .map(({ fileName }) => fileName)
    .sort()
/** « nom : phrase » of what stayed outside. */
const outside = ({ core }: World) =>
  core.strays
    .list()
    .map(({ name, message }) => `${name} : ${message}`)
    .sort()
const keptPdf = async ({ core }: World) => {
  const [row] = core.rows()
  return PDFDocument.load(await core.vault.read(core.invoices.get(row!.id).file.sha256))
}
const sizes = (document: PDFDocument) => document.getPages().map((page) => page.getSize())

describe('a picture becomes a PDF', () => {
  it.each(['jpg', 'png', 'tif', 'webp'] as const)('%s, on a sheet of A4, and stays where it was', async (shape) => {
    const here = world()
    const path = put(`photo.${shape}`, await pictureOf(pdf, shape, small))
    const before = readFileSync(path)
    const id = await here.take(path)
    expect(here.get(id).file).toMatchObject({ name: 'photo.pdf', madeFrom: `photo.${shape}` })
    expect(readFileSync(path)).toEqual(before)
    const [sheet] = sizes(await keptPdf(here))
    expect(sheet!.width).toBeCloseTo(595, -1)
    expect(sheet!.height).toBeCloseTo(842, -1)
    expect(outside(here)).toEqual([])
  })

  it('upright, however the camera was held', async () => {
    const here = world()
    await here.take(put('couchée.jpg', await pictureOf(pdf, 'jpg', { ...small, isOnItsSide: true })))
    const [sheet] = sizes(await keptPdf(here))
    expect(sheet!.height).toBeGreaterThan(sheet!.width)
  })

  it('with all the pages of a TIFF; black and white ones stay so, and small', async () => {
    const here = world()
    await here.take(put('copieur.tif', await pictureOf(await joinPdfs(pdf, other, pdf), 'tif', { isFax: true })))
    const document = await keptPdf(here)
    expect(document.getPageCount()).toBe(3)
    expect((await document.save()).length).toBeLessThan(300_000)
  })

  it('brought down to what Chorus Pro takes when the camera was too good', async () => {
    const here = world()
    const huge = await pictureOf(pdf, 'jpg', { times: 2 })
    await here.take(put('photo.jpg', huge))
    const [row] = here.core.rows()
    expect(here.core.invoices.get(row!.id).file.bytes).toBeLessThan(10_000_000)
  })

  it('once, however often the same picture comes, and under whatever name', async () => {
    const here = world()
    await here.take(put('photo.jpg', jpg))
    await here.take(put('photo (1).jpeg', jpg))
    await here.core.intake.takeBytes('image.png', jpg)
    expect(files(here)).toEqual(['photo.pdf'])
  })

  it('without the place where it was taken', async () => {
    const here = world()
    const withPlace = Buffer.concat([jpg.subarray(0, 2), app1('Exif\0\0GPS 48.85 2.35'), jpg.subarray(2)])
    await here.take(put('photo.jpg', withPlace))
    const [row] = here.core.rows()
    const kept = await here.core.vault.read(here.core.invoices.get(row!.id).file.sha256)
    expect(kept.includes('GPS 48.85')).toBe(false)
  })

  it.each([
    ['cut in the middle', () => jpg.subarray(0, jpg.length / 2), 'abîmée ou incomplète'],
    ['of nothing', () => Buffer.from('rien'), 'abîmée ou incomplète'],
    ['of a logo', () => blankPicture(320, 200, 'png'), 'trop petite'],
    ['as large as a wall', () => blackPng(20_000), 'trop grande'],
    ['of the iPhone', () => Buffer.from('0000001866747970686569630000000068656963', 'hex'), 'format HEIC'],
    ['of another kind', () => Buffer.from('GIF89a\u0001\u0000\u0001\u0000'), 'n’ouvre pas ce genre d’image'],
  ])('but not one %s: a sentence says why, and it stays', async (_what, make, words) => {
    const here = world()
    const path = put('photo.jpg', await make())
    expect(await here.core.intake.take(path, 'hand')).toEqual({ invoices: [], strays: 1 })
    expect(here.core.strays.list()).toMatchObject([{ path, name: 'photo.jpg' }])
    expect(outside(here)[0]).toContain(words)
    // Tried again once it is whole, the sentence goes.
    writeFileSync(path, jpg)
    await here.core.intake.take(path, 'hand')
    expect(files(here)).toEqual(['photo.pdf'])
    expect(outside(here)).toEqual([])
  })
})
/** A PNG of black points, a bit each: a few kilobytes that unpack to gigabytes. */
function blackPng(side: number) {
  const chunk = (type: string, body: Buffer) => {
    const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(type), body, Buffer.alloc(4)])
    whole.writeUInt32BE(body.length)
    whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4)
    return whole
  }
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  const lines = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side))
  const magic = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([magic, chunk('IHDR', head), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))])
}
/** A segment of a JPEG in which cameras write. */
function app1(words: string) {
  const body = Buffer.from(words, 'latin1')
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

const logo = async (): Promise<Enclosed> => ({
  name: 'image001.png',
  type: 'image/png',
  cid: 'logo@exemple',
  bytes: await blankPicture(240, 80, 'png'),
})
async function zipOf(contents: Record<string, Uint8Array | string>) {
  const zip = new ZipArchive()
  for (const [name, content] of Object.entries(contents)) zip.append(Buffer.from(content), { name })
  const done = buffer(zip)
  await zip.finalize()
  return done
}

describe('a message gives its invoices, and says the rest', () => {
  const enclosed = async (): Promise<Enclosed[]> => [
    { name: 'Facture n° 43.pdf', type: 'application/pdf', bytes: pdf },
    { name: 'photo.jpg', type: 'image/jpeg', bytes: await pictureOf(other, 'jpg', small) },
    {
      name: 'lot.zip',
      type: 'application/zip',
      bytes: await zipOf({ 'dans le lot.pdf': await paper('FA-2026-0045') }),
    },
    { name: 'conditions.docx', bytes: await zipOf({ '[Content_Types].xml': '<Types/>' }) },
    await logo(),
  ]
  const kept = ['Facture n° 43.pdf', 'dans le lot.pdf', 'photo.pdf']

  it.each([
    ['of a mail program', 'Votre facture.eml', async () => eml(await enclosed(), { isSigned: true })],
    ['of Outlook', 'Votre facture.msg', async () => msg(await enclosed())],
    ['without a name that says so', 'message', async () => eml(await enclosed())],
    ['under a name that lies', 'facture.pdf', async () => msg(await enclosed())],
  ])('%s', async (_what, name, make) => {
    const here = world()
    await here.core.intake.take(put(name, await make()), 'hand')
    expect(files(here)).toEqual(kept)
    expect(outside(here)).toEqual([expect.stringMatching(/^.* › conditions\.docx : .*Exportez-la en PDF/) as string])
    const held = here.core.rows().map(({ id }) => here.core.invoices.get(id).file.heldBy)
    expect(new Set(held)).toEqual(new Set([name]))
  })

  it('dropped as bytes, with no name at all', async () => {
    const here = world()
    await here.core.intake.takeBytes('', eml([{ name: '', type: 'application/pdf', bytes: pdf }]))
    expect(files(here)).toEqual(['pièce jointe 1.pdf'])
  })

  it('within a message, of either kind', async () => {
    const here = world()
    const forwarded = eml([
      { name: 'origine.eml', type: 'message/rfc822', bytes: eml([{ name: 'a.pdf', bytes: pdf }]) },
      { name: 'origine.msg', bytes: msg([{ name: 'transféré', message: [{ name: 'b.pdf', bytes: other }] }]) },
    ])
    await here.core.intake.take(put('tr.eml', forwarded), 'folder')
    expect(files(here)).toEqual(['a.pdf', 'b.pdf'])
    expect(outside(here)).toEqual([])
  })

  it('both of two files with one name, and none twice', async () => {
    const here = world()
    const bytes = eml([
      { name: 'facture.pdf', bytes: pdf },
      { name: '../facture.pdf', bytes: other },
      { name: 'C:\\copie\\facture.pdf', bytes: pdf },
    ])
    await here.core.intake.take(put('deux.eml', bytes), 'hand')
    expect(files(here)).toEqual(['facture (2).pdf', 'facture.pdf'])
    expect(outside(here)).toEqual([])
  })

  it.each([
    ['nothing but its logo', async () => eml([await logo()]), /ne porte aucune facture/],
    ['nothing', () => eml([]), /ne porte aucune facture/],
    ['an encrypted letter', () => eml([{ name: 'smime.p7m', bytes: 'x' }]), /smime\.p7m : .*seule votre messagerie/],
    ['the closed form of Outlook', () => eml([{ name: 'winmail.dat', bytes: 'x' }]), /winmail\.dat : .*seule votre/],
    ['a link for a file', () => msg([{ name: 'facture.pdf', bytes: '' }]), /facture\.pdf : .*qu’un lien/],
    ['half an Outlook file', () => msg([{ name: 'a.pdf', bytes: pdf }]).subarray(0, 5000), /abîmé ou incomplet/],
  ])('with %s: it is said', async (_what, make, words) => {
    const here = world()
    const path = put('message.eml', await make())
    await here.core.intake.take(path, 'hand')
    expect(files(here)).toEqual([])
    expect(outside(here)).toEqual([expect.stringMatching(words) as string])
  })

  it('opens messages in messages, but not without end', async () => {
    const here = world()
    let bytes = eml([{ name: 'fond.pdf', bytes: pdf }])
    for (let depth = 0; depth < 6; depth++) bytes = eml([{ name: 'suite.eml', type: 'message/rfc822', bytes }])
    await here.core.intake.take(put('chaîne.eml', bytes), 'hand')
    expect(files(here)).toEqual([])
    expect(outside(here)[0]).toMatch(/messages sont emboîtés/)
  })
})

describe('a folder that is dropped is walked', () => {
  it('whole; hidden files, links and other things are passed over', async () => {
    const here = world()
    put('client/2026/a.pdf', pdf)
    put('client/b.eml', eml([{ name: 'c.pdf', bytes: other }]))
    put('client/.caché/d.pdf', await paper('FA-2026-0046'))
    put('client/.e.pdf', await paper('FA-2026-0047'))
    put('client/notes.txt', 'à faire')
    put('ailleurs/f.pdf', await paper('FA-2026-0048'))
    symlinkSync(join(folder, 'ailleurs'), join(folder, 'client/lien'))
    symlinkSync(join(folder, 'client'), join(folder, 'client/boucle'))
    await here.core.intake.takeAll([join(folder, 'client')], 'hand')
    expect(files(here)).toEqual(['a.pdf', 'c.pdf'])
    expect(outside(here)).toEqual([])
  })

  it('as far as is sensible, and it is said', async () => {
    const here = world()
    put(`${'sous/'.repeat(12)}loin.pdf`, pdf)
    put('sous/près.pdf', other)
    await here.core.intake.takeAll([join(folder, 'sous')], 'hand')
    expect(files(here)).toEqual(['près.pdf'])
    expect(outside(here)).toEqual([expect.stringMatching(/^sous : Ce dossier est trop grand/) as string])
  })

  it('and an empty one is said to be', async () => {
    const here = world()
    mkdirSync(join(folder, 'vide'))
    put('vide/notes.txt', 'rien')
    await here.core.intake.takeAll([join(folder, 'vide')], 'hand')
    expect(outside(here)).toEqual([expect.stringMatching(/^vide : Ce dossier ne contient aucune facture/) as string])
  })
})

describe('what a file holds decides, not its name', () => {
  it.each([
    ['a PDF called .doc', 'facture.doc', () => pdf, ['facture.pdf']],
    ['a PDF without an extension', 'Facture 12.2026', () => pdf, ['Facture 12.2026.pdf']],
    ['a photograph called .pdf', 'facture.pdf', () => jpg, ['facture.pdf']],
    ['a zip called .pdf', 'facture.pdf', () => zipOf({ 'a.pdf': pdf }), ['a.pdf']],
  ])('%s', async (_what, name, make, expected) => {
    const here = world()
    await here.core.intake.take(put(name, await make()), 'hand')
    expect(files(here)).toEqual(expected)
    expect(outside(here)).toEqual([])
  })

  it('a plain tar is opened as the other archives are, and what is in it judged alike', async () => {
    const here = world()
    const tar = pack()
    tar.entry({ name: 'mars/a.pdf' }, Buffer.from(pdf))
    tar.entry({ name: 'photo.jpg' }, Buffer.from(jpg))
    tar.entry({ name: 'lien.pdf', type: 'symlink', linkname: '/etc/passwd' })
    tar.finalize()
    const taken = await here.core.intake.take(put('lot.tar', await buffer(tar)), 'folder')
    expect(files(here)).toEqual(['a.pdf', 'photo.pdf'])
    expect(taken.archives!.flatMap(({ aside }) => aside)).toMatchObject([
      { name: 'lien.pdf', message: expect.stringContaining('un lien vers un autre') as unknown },
    ])
  })

  it.each([
    ['rar', '526172211a0701000000', /Choriste ouvre les archives \.zip/],
    ['mbox', Buffer.from('From - Mon Nov 30\r\nSubject: a\r\n\r\nb').toString('hex'), /boîte de messages entière/],
    ['txt', Buffer.from('bonjour').toString('hex'), /n’accepte pas ce genre de fichier/],
  ])('%s is not opened, and says what to do', async (ending, hex, words) => {
    const here = world()
    await here.core.intake.take(put(`lot.${ending}`, Buffer.from(hex, 'hex')), 'hand')
    expect(outside(here)).toEqual([expect.stringMatching(words) as string])
  })

  it('an archive of nothing is said to be', async () => {
    const here = world()
    await here.core.intake.take(
      put('vide.zip', Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)])),
      'hand',
    )
    expect(outside(here)).toEqual([expect.stringMatching(/ne contient aucun fichier/) as string])
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buffer } from 'node:stream/consumers'
import { ZipArchive } from 'archiver'
import { pack, type Header } from 'tar-stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openArchive, type ArchiveItem } from '../../electron/core/reading/archive.ts'

async function zip(files: Record<string, string | Buffer>, { store = false } = {}) {
  const archive = new ZipArchive({ store })
  for (const [name, content] of Object.entries(files)) archive.append(content, { name })
  const done = buffer(archive)
  await archive.finalize()
  return done
}

async function tar(entries: (Partial<Header> & { name: string; content?: string })[]) {
  const archive = pack()
  for (const { content, ...header } of entries) {
    if (content === undefined) archive.entry(header)
    else archive.entry(header, content)
  }
  archive.finalize()
  return buffer(archive)
}

async function items(bytes: Uint8Array, name = 'lot.zip') {
  const found: ArchiveItem[] = []
  for await (const item of openArchive(bytes, name)) found.push(item)
  return found
}

/** « nom : contenu », or « nom : ✗ phrase ». */
const told = async (bytes: Uint8Array, name?: string) =>
  (await items(bytes, name)).map(
    (item) =>
      `${item.entry} : ${'bytes' in item ? Buffer.from(item.bytes).toString().slice(0, 20) : `✗ ${item.refusal}`}`,
  )

/** Changes the bytes of one name in a zip for another as long: archiver itself writes no dangerous ones. */
const renamed = (bytes: Buffer, from: string, to: string) =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')

describe('an archive', () => {
  it.each([
    ['zip', () => zip({ 'mars/été.pdf': 'un', 'b.xml': 'deux' })],
    ['zip, not compressed', () => zip({ 'mars/été.pdf': 'un', 'b.xml': 'deux' }, { store: true })],
    [
      'tar',
      () =>
        tar([
          { name: 'mars/été.pdf', content: 'un' },
          { name: 'b.xml', content: 'deux' },
        ]),
    ],
    [
      'tar.gz',
      async () =>
        gzipSync(
          await tar([
            { name: 'mars/été.pdf', content: 'un' },
            { name: 'b.xml', content: 'deux' },
          ]),
        ),
    ],
  ])('%s gives its files, whatever it is called', async (_, make) => {
    expect(await told(await make(), 'nom.quelconque')).toEqual(['mars/été.pdf : un', 'b.xml : deux'])
  })

  it('of one file in gzip takes the name without .gz', async () => {
    expect(await told(gzipSync('un'), 'dossier/facture.pdf.gz')).toEqual(['facture.pdf : un'])
  })

  it('passes over what macOS and Windows leave behind', async () => {
    const bytes = await zip({
      '__MACOSX/._a.pdf': 'x',
      '.DS_Store': 'x',
      'sous/Thumbs.db': 'x',
      'desktop.ini': 'x',
      '~$a.docx': 'x',
      'a.pdf': 'un',
    })
    expect(await told(bytes)).toEqual(['a.pdf : un'])
  })

  it('in an archive is opened once, not deeper', async () => {
    const inner = await zip({ 'c.pdf': 'trois' })
    const outer = await zip({ 'lot1.zip': await zip({ 'a.pdf': 'un', 'lot2.zip': inner }), 'b.pdf': 'deux' })
    expect(await told(outer)).toEqual([
      'lot1.zip!a.pdf : un',
      expect.stringMatching(/^lot1.zip!lot2.zip : ✗ Des archives sont emboîtées/),
      'b.pdf : deux',
    ])
  })

  it.each([
    ['UTF-8 that no flag tells', 'utf8', 'été.pdf'],
    ['the code page of DOS', 'latin1', '\u0082t\u0082.pdf'],
  ] as const)('zip: names in %s', async (_, encoding, written) => {
    const raw = Buffer.from(written, encoding)
    const bytes = await zip({ ['x'.repeat(raw.length)]: 'un' })
    for (let at = bytes.indexOf('xxx'); at >= 0; at = bytes.indexOf('xxx')) raw.copy(bytes, at)
    expect(await told(bytes)).toEqual(['été.pdf : un'])
  })

  it.each(['utf8', 'latin1'] as const)('tar: names in %s', async (encoding) => {
    const raw = Buffer.from('été.pdf', encoding)
    const bytes = await tar([{ name: 'x'.repeat(raw.length), content: 'un' }])
    const sum = (at: Buffer) => at.reduce((total, byte) => total + byte, 0)
    const before = sum(bytes.subarray(0, 100))
    raw.copy(bytes, bytes.indexOf('xxx'))
    const checksum = Number.parseInt(bytes.toString('latin1', 148, 154), 8) + sum(bytes.subarray(0, 100)) - before
    bytes.write(checksum.toString(8).padStart(6, '0'), 148, 'latin1')
    expect(await told(bytes)).toEqual(['été.pdf : un'])
  })

  it.each([
    ['zip', () => zip({ 'a.pdf': 'un', 'b.pdf': 'deux' })],
    [
      'tar.gz',
      async () =>
        gzipSync(
          await tar([
            { name: 'a.pdf', content: 'un' },
            { name: 'b.pdf', content: 'deux' },
          ]),
        ),
    ],
  ])('%s is read from the disk, says how far it is, and may be left half way', async (_, make) => {
    const folder = mkdtempSync(join(tmpdir(), 'archive-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const path = join(folder, 'lot')
    writeFileSync(path, await make())
    const progress: string[] = []
    const names: string[] = []
    for await (const { entry } of openArchive({ path }, 'lot', (done, total) => progress.push(`${done}/${total}`)))
      names.push(entry)
    expect([names, progress]).toEqual([
      ['a.pdf', 'b.pdf'],
      ['0/2', '1/2'],
    ])
    for await (const { entry } of openArchive({ path }, 'lot')) {
      expect(entry).toBe('a.pdf')
      break
    }
  })

  it('shows names on one line, and not endless', async () => {
    const [item] = await items(await tar([{ name: `a\nb${'c'.repeat(300)}.pdf`, content: 'un' }]))
    expect(item?.entry).toMatch(/^a·bc+…$/)
    expect(item?.entry.length).toBeLessThanOrEqual(200)
  })
})

describe('an archive refuses, and goes on with the rest,', () => {
  const rest = ['bonne.pdf : un']

  it.each(['../evade.pdf', '/tmp/evad.pdf', 'C:\\evade.pdf', '..\\evade.pdf'])(
    'a path that leads elsewhere: %s',
    async (path) => {
      const safe = 'x'.repeat(path.length)
      const bytes = renamed(await zip({ [safe]: 'mal', 'bonne.pdf': 'un' }), safe, path)
      expect(await told(bytes)).toEqual([
        expect.stringMatching(/✗ Le nom de ce fichier désigne un endroit hors de l’archive/),
        ...rest,
      ])
    },
  )

  it('links and devices', async () => {
    const bytes = await tar([
      { name: 'lien.pdf', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'dur.pdf', type: 'link', linkname: '/etc/shadow' },
      { name: 'null.pdf', type: 'character-device' },
      { name: 'bonne.pdf', content: 'un' },
    ])
    expect(await told(bytes)).toEqual([
      expect.stringMatching(/^lien.pdf : ✗/),
      expect.stringMatching(/^dur.pdf : ✗/),
      expect.stringMatching(/^null.pdf : ✗/),
      ...rest,
    ])
  })

  it('the second of two files with one name', async () => {
    const bytes = await tar([
      { name: 'bonne.pdf', content: 'un' },
      { name: 'bonne.pdf', content: 'deux' },
    ])
    expect(await told(bytes)).toEqual([...rest, expect.stringMatching(/✗ Deux fichiers/)])
  })

  it('a file that is locked', async () => {
    const bytes = await zip({ 'secret.pdf': 'mal' }, { store: true })
    const directory = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
    bytes.writeUInt16LE(bytes.readUInt16LE(directory + 8) | 1, directory + 8)
    const [item] = await items(bytes)
    expect(item).toMatchObject({ entry: 'secret.pdf', isLocked: true })
  })

  it('a file that swells beyond reason', async () => {
    const bytes = await zip({ 'bombe.pdf': Buffer.alloc(5_000_000), 'bonne.pdf': 'un' })
    expect(await told(bytes)).toEqual([expect.stringMatching(/^bombe.pdf : ✗ Ce fichier gonfle/), ...rest])
  })

  it('a file whose directory lies about its size', async () => {
    const bytes = await zip({ 'mensonge.pdf': 'cinquante octets ou à peu près, mais pas dix.', 'bonne.pdf': 'un' })
    const directory = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'))
    bytes.writeUInt32LE(10, directory + 24)
    expect(await told(bytes)).toEqual([
      expect.stringMatching(/^mensonge.pdf : ✗ Ce fichier de l’archive est abîmé/),
      ...rest,
    ])
  })
})

describe('an archive is refused as a whole', () => {
  it.each([
    ['when a zip is cut', async () => (await zip({ 'a.pdf': 'un' })).subarray(0, -30)],
    [
      'when a gzip is cut',
      async () => gzipSync(await tar([{ name: 'a.pdf', content: 'un'.repeat(4000) }])).subarray(0, -30),
    ],
    [
      'when a gzip swells beyond reason',
      async () => gzipSync(await tar([{ name: 'a.pdf', content: '0'.repeat(5_000_000) }])),
    ],
    [
      'when it holds thousands of files',
      () => tar(Array.from({ length: 3_001 }, (_, i) => ({ name: `${i}.txt`, content: 'x' }))),
    ],
  ])('%s: nothing is taken', async (_, make) => {
    expect(await items(await make(), 'lot.zip')).toEqual([
      { entry: '', refusal: expect.stringMatching(/rien n’en est pris/) as string },
    ])
  })

  it('after two thousand files: the first are taken, and it is said', async () => {
    const files = Array.from({ length: 2001 }, (_, n) => ({ name: `${n}.pdf`, content: `${n}` }))
    const found = await items(await tar(files))
    expect(found).toHaveLength(2001)
    expect(found.at(-2)).toMatchObject({ entry: '1999.pdf' })
    expect(found.at(-1)).toMatchObject({
      entry: '',
      refusal: expect.stringMatching(/plus de 2000 fichiers/) as unknown,
    })
    expect((await items(await tar(files.slice(1)))).at(-1)).toMatchObject({ entry: '2000.pdf' })
  })

  it('when it holds hundreds of files without a byte: nothing is taken, and it is said once', async () => {
    const files = Array.from({ length: 101 }, (_, n) => `${n}.pdf`)
    for (const bytes of [
      await tar(files.map((name) => ({ name, content: '' }))),
      await zip(Object.fromEntries(files.map((name) => [name, '']))),
    ])
      expect(await told(bytes)).toEqual([expect.stringMatching(/^ : ✗ .*fichiers vides/)])
  })
})

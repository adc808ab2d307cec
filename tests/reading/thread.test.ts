import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createReader } from '../../electron/core/reading/thread.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { bytesOf, fields, invoice } from './support.ts'

const pdf = await invoicePdf({ ...invoice, layout: 'labelsLeft' })

/** Where memory is what runs out, time does not, however slow the machine. */
const patient = { timeoutMs: 50_000 }

function reader(options?: Parameters<typeof createReader>[0]) {
  const made = createReader(options)
  onTestFinished(() => made.stop())
  return made
}

function fileOf(bytes: Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'lecture-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'facture.pdf')
  writeFileSync(path, bytes)
  return path
}

/** A small PDF whose page holds a few million words: reading it takes longer than anyone waits. */
function endlessPdf() {
  const content = deflateSync(Buffer.from(`BT /F 1 Tf ${'(total de la facture) Tj 3 0 Td '.repeat(3_000_000)} ET`), {
    level: 1,
  })
  const parts = [
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n',
    `4 0 obj<</Length ${content.length}/Filter/FlateDecode>>stream\n`,
    content,
    '\nendstream endobj\ntrailer<</Root 1 0 R>>',
  ]
  return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))))
}

/** A small PDF that carries four hundred megabytes of blanks. */
async function swellingPdf() {
  const document = await PDFDocument.load(pdf)
  await document.attach(Buffer.alloc(400_000_000, ' '), 'factur-x.xml', { mimeType: 'text/xml' })
  return document.save()
}

/** A small PDF whose font says that one code stands for millions of letters, one after the other. */
function swellingFontPdf() {
  const cmap =
    'begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <000000> <fffffe> <0041> endbfrange endcmap'
  const content = 'BT /F 9 Tf 50 700 Td (FACTURE) Tj ET'
  const parts = [
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n',
    `4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj\n`,
    '5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>endobj\n',
    `6 0 obj<</Length ${cmap.length}>>stream\n${cmap}\nendstream endobj\ntrailer<</Root 1 0 R>>`,
  ]
  return bytesOf(parts.join(''))
}

/** Two hundred pages, of which two are not where the file says they are: pdf.js gives up at the first, and never waits for the second. */
async function misplacedPdf() {
  const document = await PDFDocument.load(pdf)
  for (let page = 1; page < 200; page++) document.addPage()
  let text = Buffer.from(await document.save({ useObjectStreams: false })).toString('latin1')
  const pages = [...text.matchAll(/^\d+ 0 obj\s*<<\s*\/Type \/Page\b/gm)]
  for (const { index } of pages.slice(100, 102)) text = text.replace(String(index).padStart(10, '0'), '0000000017')
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

describe('the reader', () => {
  it('reads a file by its path or its bytes', async () => {
    const { read } = reader()
    const [byPath, byBytes] = await Promise.all([read({ path: fileOf(pdf) }, 'a'), read({ bytes: pdf }, 'b')])
    expect(byPath.fields.number).toBe(fields.number)
    expect(byBytes).toEqual(byPath)
  })

  it('leaves the bytes it is given as they are', async () => {
    const bytes = pdf.slice()
    await reader().read({ bytes }, 'a')
    expect(bytes).toEqual(pdf)
  })

  it('says when a file cannot be opened', async () => {
    const { document } = await reader().read({ path: join(tmpdir(), 'nulle-part.pdf') }, 'a')
    expect(document).toMatchObject({ status: 'refused' })
    expect(document.message).toMatch(/n’a pas pu être ouvert/)
  })

  it('gives each file its own answer, more files than threads', async () => {
    const { read } = reader({ threads: 2 })
    const numbers = Array.from({ length: 9 }, (_, index) => `F-${index}`)
    const files = await Promise.all(
      numbers.map((number) => invoicePdf({ ...invoice, fields: { number }, layout: 'letter' })),
    )
    const readings = await Promise.all(files.map((bytes) => read({ bytes }, 'a')))
    expect(readings.map((reading) => reading.fields.number)).toEqual(numbers)
  })

  it('gives up a file that takes too long, and goes on with the next', { timeout: 60_000 }, async () => {
    const { read } = reader({ threads: 1, timeoutMs: 3_000 })
    await read({ bytes: pdf }, 'warm')
    const [slow, next] = await Promise.all([read({ bytes: endlessPdf() }, 'slow'), read({ bytes: pdf }, 'next')])
    expect(slow.document).toMatchObject({ kind: 'pdf', status: 'partial' })
    expect(slow.document.message).toMatch(/prend trop de temps/)
    expect(next.fields.number).toBe(fields.number)
  })

  it('gives up a file that takes too much memory, and goes on with the next', { timeout: 60_000 }, async () => {
    const { read } = reader({ threads: 1, memoryMb: 100, ...patient })
    await read({ bytes: pdf }, 'warm')
    const [big, next] = await Promise.all([read({ bytes: await swellingPdf() }, 'big'), read({ bytes: pdf }, 'next')])
    expect(big.document).toMatchObject({ kind: 'pdf', status: 'partial' })
    expect(big.document.message).toMatch(/demande trop de mémoire/)
    expect(next.fields.number).toBe(fields.number)
  })

  it(
    'outlives a font that swells beyond what a heap may hold, and goes on with the next',
    { timeout: 60_000 },
    async () => {
      const { read } = reader({ threads: 1, memoryMb: 120, ...patient })
      await read({ bytes: pdf }, 'warm')
      const [big, next] = await Promise.all([read({ bytes: swellingFontPdf() }, 'big'), read({ bytes: pdf }, 'next')])
      expect(big.document.message).toMatch(/demande trop de mémoire/)
      expect(next.fields.number).toBe(fields.number)
    },
  )

  it('reads on when pages are not where the file says they are', async () => {
    const { fields: found, document } = await reader({ threads: 1 }).read({ bytes: await misplacedPdf() }, 'a')
    expect(document.message).not.toMatch(/interrompue/)
    expect(found.number).toBe(fields.number)
  })

  it('rejects what is still being read when it is stopped, so that it is read again another time', async () => {
    const { read, stop } = createReader({ threads: 1 })
    const given = Promise.allSettled([read({ bytes: pdf }, 'a'), read({ bytes: pdf }, 'b')])
    await stop()
    expect((await given).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(read({ bytes: bytesOf('') }, 'c')).rejects.toThrow()
  })
})

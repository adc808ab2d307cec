import {
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  StandardFonts,
  TextRenderingMode,
  rgb,
  type PDFPage,
} from '@cantoo/pdf-lib'
import { afterAll, describe, expect, it } from 'vitest'
import { openReading } from '../../electron/cli/reading.ts'
import { pdfOf, read } from './support.ts'

// Text that is not to be believed: nobody sees it, or it says nothing.

const HEAD = ['FACTURE N° F2026-0472', 'Date : 12/11/2026', 'Conditions : paiement à 30 jours fin de mois']
const TEXT = [...HEAD, 'Total HT : 1 500,00 €', 'TVA 20 % : 300,00 €', 'Total TTC : 1 800,00 €', 'Commune de Trébuval']
const FIELDS = { number: 'F2026-0472', grossTotal: 180_000 }

const reading = openReading()
afterAll(() => reading.stop())

type Laid = { before?: string; after?: string; texts?: string[]; isUnder?: boolean; side?: number }

/** A page with a picture as large as it, or a smaller one, and text drawn after it or before, between these operators. */
async function withPicture({ before = '', after = '', texts = TEXT, isUnder = false, side = 800 }: Laid) {
  const document = await PDFDocument.create()
  const page = document.addPage([595, 842])
  const font = document.embedStandardFont(StandardFonts.Helvetica)
  const name = page.node.newFontDictionary('F', font.ref).toString()
  page.node.setExtGState(PDFName.of('Clear'), document.context.obj({ ca: 0 }))
  page.node.setXObject(PDFName.of('Picture'), document.context.register(blankPicture(document, side)))
  const written = texts
    .map((text, index) => `BT ${name} 11 Tf 50 ${780 - index * 22} Td ${String(font.encodeText(text))} Tj ET`)
    .join('\n')
  const picture = `q ${side < 800 ? '90 0 0 90 400 700' : '595 0 0 842 0 0'} cm /Picture Do Q`
  const letters = `${before}\n${written}\n${after}`
  write(page, isUnder ? `${letters}\n${picture}` : `${picture}\n${letters}`)
  return document.save()
}

function blankPicture({ context }: PDFDocument, side: number) {
  const shape = { Type: 'XObject', Subtype: 'Image', Width: side, Height: side, ColorSpace: 'DeviceGray' }
  return context.flateStream(new Uint8Array(side * side).fill(255), { ...shape, BitsPerComponent: 8 })
}

const write = (page: PDFPage, operators: string) => {
  const { context } = page.doc
  page.node.set(PDFName.of('Contents'), context.register(context.flateStream(operators)))
}

describe('text with a picture that fills its page', () => {
  it.each<[string, Laid]>([
    ['written without ink', { before: '3 Tr' }],
    ['of which the clip alone is kept', { before: 'q 7 Tr', after: 'Q' }],
    ['fully transparent', { before: 'q /Clear gs', after: 'Q' }],
    ['under it', { isUnder: true }],
  ])('%s is not believed, and the page is a scan', async (_, laid) => {
    const { document, fields } = await read(await withPicture(laid))
    expect(document).toMatchObject({ status: 'partial', hasText: false, scan: { pages: [1], isRead: false } })
    expect(document.message).toMatch(/image, comme un scan/)
    expect(fields).toMatchObject({ number: '', grossTotal: null })
  })

  it.each<[string, Laid]>([
    ['over it, as on a letterhead', {}],
    ['over it, after letters without ink were put right', { before: '3 Tr 0 Tr' }],
    ['and a few marks without ink for a machine', { before: 'q 3 Tr BT /F 9 Tf (#SIGN1#) Tj ET Q' }],
    ['beside a small one', { isUnder: true, side: 750 }],
  ])('%s is read as text', async (_, laid) => {
    const { document, source, fields } = await read(await withPicture(laid))
    expect(document.scan).toBeUndefined()
    expect(source).toBe('text')
    expect(fields).toMatchObject(FIELDS)
  })

  it('is given to the person when its picture shows nothing', { timeout: 120_000 }, async () => {
    const { document } = await reading.read(await withPicture({ before: '3 Tr' }), 'scan.pdf')
    expect(document).toMatchObject({ status: 'partial', scan: { isRead: true } })
    expect(document.message).toMatch(/Saisissez la facture/)
  })
})

describe('text that leaves no ink that shows, without a picture', () => {
  const FALSE = 'Facture N° X-9999'
  /** The invoice as it is seen, and one more number above it, drawn so. */
  async function withFalse(draw: (page: PDFPage) => void) {
    const document = await PDFDocument.create()
    const page = document.addPage([595, 842])
    draw(page)
    for (const [index, text] of TEXT.entries()) page.drawText(text, { x: 50, y: 720 - index * 22, size: 11 })
    return document.save()
  }
  const at = { x: 50, y: 780, size: 12 }
  const white = rgb(1, 1, 1)
  const dark = (page: PDFPage) => page.drawRectangle({ x: 40, y: 770, width: 300, height: 30, color: rgb(0, 0, 0.4) })

  it.each<[string, (page: PDFPage) => void]>([
    ['white on white', (page) => page.drawText(FALSE, { ...at, color: white })],
    ['nearly white', (page) => page.drawText(FALSE, { ...at, color: rgb(0.98, 0.98, 0.98) })],
    ['without ink', (page) => page.drawText(FALSE, { ...at, renderMode: TextRenderingMode.Invisible })],
    ['fully transparent', (page) => page.drawText(FALSE, { ...at, opacity: 0 })],
    ['tiny', (page) => page.drawText(FALSE, { ...at, size: 1 })],
    [
      'under a white box',
      (page) => {
        page.drawText(FALSE, at)
        page.drawRectangle({ x: 40, y: 775, width: 300, height: 20, color: white })
      },
    ],
    ['beyond the edge', (page) => page.drawText(FALSE, { ...at, x: 650 })],
  ])('%s is not believed, and the rest of the page is', async (_, draw) => {
    const { document, source, fields } = await read(await withFalse(draw))
    expect(document).toMatchObject({ status: 'read', hasText: true })
    expect(source).toBe('text')
    expect(fields).toMatchObject(FIELDS)
  })

  /** A page of these texts, the first in a colour of its own, after other operators; `isHex` for a stream of the old way. */
  async function ofOperators(texts: string[], { before = '', colour = '0 g', isHex = false }) {
    const document = await PDFDocument.create()
    const page = document.addPage([595, 842])
    const font = document.embedStandardFont(StandardFonts.Helvetica)
    const name = page.node.newFontDictionary('F', font.ref).toString()
    const lines = texts.map(
      (text, index) =>
        `BT ${index ? '0 g' : colour} ${name} 11 Tf 50 ${780 - index * 22} Td ${String(font.encodeText(text))} Tj ET`,
    )
    const operators = [before, ...lines].join('\n')
    const { context } = document
    const contents = isHex
      ? context.stream(`${Buffer.from(operators).toString('hex')}>`, { Filter: 'ASCIIHexDecode' })
      : context.flateStream(operators)
    page.node.set(PDFName.of('Contents'), context.register(contents))
    return document.save()
  }

  it('is not believed in a page whose operators are written the old way', async () => {
    const { fields } = await read(await ofOperators([FALSE, ...TEXT], { colour: '1 g', isHex: true }))
    expect(fields).toMatchObject(FIELDS)
  })

  it.each([
    ['one path of three hundred thousand points', `0 0 m ${'9 9 l\n'.repeat(300_000)} f`],
    ['one line of two hundred thousand steps', `BT [${'1 '.repeat(200_000)}] TJ ET`],
  ])('is looked for in a page with %s', async (_, before) => {
    const { document, fields } = await read(await ofOperators([FALSE, ...TEXT], { before, colour: '1 g' }))
    expect(document.status).toBe('read')
    expect(fields).toMatchObject(FIELDS)
  })

  it.each<[string, (page: PDFPage) => void, ((page: PDFPage) => void)?]>([
    ['white on a dark band', (page) => page.drawText(FALSE, { ...at, color: white }), dark],
    [
      'under a box one can see through',
      (page) => {
        page.drawText(FALSE, at)
        page.drawRectangle({ x: 40, y: 775, width: 300, height: 20, color: rgb(1, 1, 0), opacity: 0.4 })
      },
    ],
    ['grey', (page) => page.drawText(FALSE, { ...at, color: rgb(0.7, 0.7, 0.7) })],
  ])('%s is read', async (_, draw, first) => {
    const document = await PDFDocument.create()
    const page = document.addPage([595, 842])
    first?.(page)
    draw(page)
    for (const [index, text] of TEXT.slice(1).entries()) page.drawText(text, { x: 50, y: 720 - index * 22, size: 11 })
    expect((await read(await document.save())).fields.number).toBe('X-9999')
  })

  it('is a scan when it is all that the page says', async () => {
    const document = await PDFDocument.create()
    const page = document.addPage([595, 842])
    for (const [index, text] of TEXT.entries()) page.drawText(text, { x: 50, y: 720 - index * 22, color: white })
    const { document: facts, fields } = await read(await document.save())
    expect(facts).toMatchObject({ status: 'partial', hasText: false, scan: { pages: [1], isRead: false } })
    expect(fields.number).toBe('')
  })
})

describe('letters without a meaning', () => {
  const shifted = (text: string) => text.replace(/[A-Za-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) ^ 6))

  it('are not believed where no word is one', async () => {
    const texts = [...TEXT, ...TEXT, ...TEXT].map((text, index): [string, number, number] => [
      shifted(text).replace(/[^ -~]/g, '-'),
      50,
      60 + index * 22,
    ])
    const { document, fields } = await read(await pdfOf(texts))
    expect(document).toMatchObject({ status: 'partial', scan: { pages: [1], isRead: false } })
    expect(document.message).toMatch(/lettres n’ont pas de sens connu/)
    expect(fields.grossTotal).toBeNull()
  })
})

describe('a blank form filled with notes', () => {
  /** Notes as a PDF tool types them over a page; without an appearance, only what they say. */
  async function filled(notes: string[], flags = 4) {
    const document = await PDFDocument.create()
    const page = document.addPage([595, 842])
    page.drawText('Menuiserie Plouzané', { x: 50, y: 780, size: 12 })
    const refs = notes.map((text, index) =>
      document.context.register(
        document.context.obj({
          ...{ Type: 'Annot', Subtype: 'FreeText', F: PDFNumber.of(flags), DA: PDFHexString.fromText('/Helv 10 Tf') },
          Contents: PDFHexString.fromText(text),
          Rect: [50, 700 - index * 24, 350, 718 - index * 24],
        }),
      ),
    )
    page.node.set(PDFName.of('Annots'), document.context.obj(refs))
    return document.save()
  }

  it('is read with them', async () => {
    const { document, fields, origins } = await read(await filled(TEXT))
    expect(document.status).toBe('read')
    expect(fields).toMatchObject(FIELDS)
    expect(origins.number!.place!.y).toBeCloseTo((842 - 712) / 842, 1)
  })

  it('is read without those that are hidden', async () => {
    expect((await read(await filled(TEXT, 2))).fields.number).toBe('')
  })
})

describe('a PDF whose page is only a cover', () => {
  it('is named when it is a portfolio, with what it holds', async () => {
    const document = await PDFDocument.load(await pdfOf([['Ouvrez ce porte-documents dans Acrobat', 50, 60]]))
    await document.attach(new Uint8Array([37, 80, 68, 70]), 'facture-12.pdf', { mimeType: 'application/pdf' })
    document.catalog.set(PDFName.of('Collection'), document.context.obj({ Type: 'Collection', View: 'D' }))
    const { document: facts } = await read(await document.save())
    expect(facts).toMatchObject({ status: 'partial', kind: 'pdf', pages: 1 })
    expect(facts.message).toMatch(/porte-documents.*facture-12\.pdf.*enregistrez la facture à part/)
  })

  it('is named when it is a form of Acrobat’s own', async () => {
    const document = await PDFDocument.load(await pdfOf([['Please wait...', 50, 60]]))
    const xfa = document.context.register(
      document.context.flateStream('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>'),
    )
    document.catalog.set(PDFName.of('AcroForm'), document.context.obj({ Fields: [], XFA: xfa }))
    const { document: facts } = await read(await document.save())
    expect(facts).toMatchObject({ status: 'partial', kind: 'pdf', pages: 1 })
    expect(facts.message).toMatch(/XFA.*imprimez-le en PDF/)
  })
})

import fontkit from '@cantoo/fontkit'
import { PDFDocument, PDFName, StandardFonts, cmyk } from '@cantoo/pdf-lib'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { attachInvoice } from '../../electron/core/formats/attach-invoice.ts'
import { readDocument } from '../../electron/core/reading/read.ts'
import { oneLinePerRate } from '../../shared/domain/authoring/from-fields.ts'
import { aubrelle, authored, college } from '../support/authored.ts'
import { complete } from '../support/complete.ts'

const FONT = readFileSync(join(import.meta.dirname, '../../resources/fonts/Inter_400Regular.ttf'))
const AT = Date.UTC(2026, 10, 23, 9)
const parties = { seller: authored({ seller: aubrelle }).seller, buyer: authored({ buyer: college }).buyer }
const made = oneLinePerRate(complete, { ...parties, nature: 'services', motive: '' })
if (!('invoice' in made)) throw new Error(made.reason)
const { invoice } = made
const attach = (original: Uint8Array) => attachInvoice(original, invoice, { dialect: 'chorus', at: AT })

/** PDF of an owner: a page with its words in an embedded font, and what a case does to it. */
async function ownersPdf(change: (pdf: PDFDocument) => unknown = () => undefined): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  pdf.setSubject('Un sujet que les métadonnées ne redisent pas')
  const page = pdf.addPage([595, 842])
  const font = await pdf.embedFont(FONT, { subset: true })
  const lines = [
    'Facture N° FA-2026-0043',
    'Date : 20/11/2026',
    'Total HT 1 000,00',
    'TVA 20 % 200,00',
    'Total TTC 1 200,00',
  ]
  lines.forEach((line, index) => page.drawText(line, { x: 60, y: 760 - index * 20, size: 11, font }))
  await change(pdf)
  return pdf.save()
}

describe('data attached to an owner’s PDF', () => {
  test('make a Factur-X that reads as the draft did, its page as it was', async () => {
    const original = await ownersPdf()
    const attached = await attach(original)
    if (!('bytes' in attached)) throw new Error(attached.reason)
    const { fields, document } = await readDocument(attached.bytes, 'f.pdf')
    expect(document.kind).toBe('facturx')
    expect(fields).toMatchObject({ number: 'FA-2026-0043', netTotal: 100_000, taxTotal: 20_000, payable: 120_000 })
    const contents = async (bytes: Uint8Array) => (await PDFDocument.load(bytes)).getPage(0).node.Contents()?.toString()
    expect(await contents(attached.bytes)).toBe(await contents(original))
  })

  test.each<[string, (pdf: PDFDocument) => unknown, RegExp]>([
    [
      'a font of the reader’s computer',
      (pdf) => drawIn(pdf, StandardFonts.Helvetica),
      /police qui n’est pas incorporée/,
    ],
    ['a script', (pdf) => pdf.addJavaScript('main', 'app.alert(1)'), /script/],
    ['colours of print', (pdf) => pdf.getPage(0).drawSquare({ size: 9, color: cmyk(1, 0, 0, 0) }), /CMJN/],
    ['a file inside', (pdf) => pdf.attach(new Uint8Array([1]), 'plan.txt', {}), /déjà un fichier joint/],
    ['layers', (pdf) => pdf.catalog.set(PDFName.of('OCProperties'), pdf.context.obj({})), /calques/],
    ['a signature', (pdf) => pdf.context.register(pdf.context.obj({ FT: 'Sig' })), /signé/],
    [
      'a page that swells',
      (pdf) => pdf.context.register(pdf.context.flateStream(new Uint8Array(25_000_000))),
      /démesuré/,
    ],
    ['a password', (pdf) => pdf.encrypt({ userPassword: 'a', ownerPassword: 'b' }), /protégé ou abîmé/],
  ])('are refused for %s, and the simple PDF stays', async (_, change, sentence) => {
    const attached = await attach(await ownersPdf(change))
    expect(attached).toEqual({ reason: expect.stringMatching(sentence) as string })
    expect('reason' in attached && attached.reason).toMatch(/le PDF simple reste, et se dépose tel quel\.$/)
  })

  test('are refused when the data would not pass', async () => {
    const nameless = { ...invoice, lines: invoice.lines.map((line) => ({ ...line, designation: '' })) }
    const attached = await attachInvoice(await ownersPdf(), nameless, { dialect: 'chorus', at: AT })
    expect(attached).toEqual({ reason: expect.stringMatching(/désignation/) as string })
  })

  test('are refused for what is no PDF', async () => {
    expect(await attach(new Uint8Array([1, 2, 3]))).toHaveProperty('reason')
  })
})

async function drawIn(pdf: PDFDocument, name: StandardFonts) {
  pdf.getPage(0).drawText('Merci', { font: await pdf.embedFont(name) })
}

describe('one line for each rate of a checked draft', () => {
  const besides = { ...parties, nature: 'services' as const, motive: '' }

  test('says what the page says', () => {
    expect(invoice.lines.map(({ designation }) => designation)).toEqual(['Selon facture FA-2026-0043, TVA 20\u00a0%'])
  })

  test('in franchise, with its motive', () => {
    const fields = { ...complete, taxTotal: 0, grossTotal: 100_000, payable: 100_000, vatLines: [] }
    expect(oneLinePerRate(fields, besides)).toHaveProperty('reason')
    const found = oneLinePerRate(fields, { ...besides, motive: 'franchise' })
    expect('invoice' in found && found.invoice.lines).toMatchObject([{ rate: 0, motive: 'franchise' }])
  })

  test.each([
    ['a VAT rounded otherwise', { taxTotal: 20_001, vatLines: [{ rate: 2000, base: 100_000, tax: 20_001 }] }, /TVA/],
    ['a rate that is not known', { vatLines: [{ rate: null, base: 100_000, tax: 20_000 }] }, /taux de TVA manque/],
    ['a discount with tax', { discount: 100 }, /remise/],
    ['another net to pay', { payable: 110_000 }, /net à payer/],
  ])('is refused for %s, rather than contradict the page', (_, change, sentence) => {
    const found = oneLinePerRate({ ...complete, ...change }, besides)
    expect('reason' in found && found.reason).toMatch(sentence)
  })
})

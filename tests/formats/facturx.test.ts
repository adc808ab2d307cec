import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream } from '@cantoo/pdf-lib'
import { describe, expect, test } from 'vitest'
import { checkXml } from '../../electron/core/formats/check/check-xml.ts'
import { BadLogo } from '../../electron/core/formats/facturx/logo.ts'
import { writeFacturX, type Look } from '../../electron/core/formats/facturx/write.ts'
import { openPdf } from '../../electron/core/reading/pdf.ts'
import { readDocument } from '../../electron/core/reading/read.ts'
import { fieldsOf } from '../../shared/domain/authoring/fields-of.ts'
import type { AuthoredInvoice } from '../../shared/domain/authoring/authored.ts'
import { authored, line } from '../support/authored.ts'
import { madeInvoices } from '../support/made-invoices.ts'

const AT = Date.UTC(2026, 10, 23, 9)
const made = new Map(madeInvoices(20261130).map(({ name, invoice }) => [name.slice(3), invoice]))
const pdfOf = (invoice: AuthoredInvoice, look: Look = {}) => writeFacturX(invoice, { dialect: 'chorus', at: AT, look })

/** Metadata of a document, which stand in clear. */
function xmpIn({ catalog }: PDFDocument): string {
  const stream = catalog.lookup(PDFName.of('Metadata'))
  return stream instanceof PDFRawStream ? new TextDecoder().decode(stream.getContents()) : ''
}

/** Margin at the sides of the page: 17 mm in points. */
const MARGIN = (17 * 72) / 25.4

async function pagesOf(bytes: Uint8Array) {
  const pdf = await openPdf(bytes)
  await pdf.close()
  return pdf.pages
}

/** PNG of one pixel, half transparent: RGBA. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('the Factur-X of an authored invoice', () => {
  test.each(['maquette', 'franchise', 'autoliquidation', 'situation', 'avoir-total', 'deja-payee', 'debours'])(
    '%s is read back to the same fields, and its page agrees with its data',
    async (name) => {
      const invoice = made.get(name)!
      const { fields, document } = await readDocument(await pdfOf(invoice), `${name}.pdf`)
      const { number, netTotal, taxTotal, grossTotal, payable, vatLines, buyerSiret } = fieldsOf(invoice)
      expect(fields).toMatchObject({ number, netTotal, taxTotal, grossTotal, payable, vatLines, buyerSiret })
      expect([document.kind, document.notes.map(({ code }) => code)]).toEqual(['facturx', ['reading.facturx']])
    },
  )

  test('the same invoice at the same moment is the same bytes, and small', async () => {
    const [one, other] = [await pdfOf(made.get('maquette')!), await pdfOf(made.get('maquette')!)]
    expect(Buffer.compare(one, other)).toBe(0)
    expect(one.length).toBeLessThan(50_000)
  })

  test('it is a PDF/A-3b: every font embedded, an intent, metadata in clear, an identity, its XML as an associated file', async () => {
    const bytes = await pdfOf(made.get('remise-globale')!)
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
    const { catalog, context } = pdf
    const fonts = context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('FontDescriptor') ? [object] : [],
      )
    expect(fonts.length).toBeGreaterThan(3)
    for (const font of fonts) expect(font.lookup(PDFName.of('FontFile2'))).toBeInstanceOf(PDFRawStream)
    const xmp = xmpIn(pdf)
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>')
    expect(xmp).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>')
    expect(xmp).toContain(`<rdf:li xml:lang="x-default">${pdf.getTitle()!}</rdf:li>`)
    expect(catalog.lookup(PDFName.of('OutputIntents'), PDFArray).size()).toBe(1)
    const [file] = catalog.lookup(PDFName.of('AF'), PDFArray).asArray()
    const relation = context.lookup(file, PDFDict).get(PDFName.of('AFRelationship'))
    expect(relation).toBe(PDFName.of('Alternative'))
    expect(context.lookup(context.trailerInfo.ID, PDFArray).get(0)).toBeInstanceOf(PDFHexString)
  })

  test('its data pass our own checks, as extended for a platform where a service is carried', async () => {
    const invoice = made.get('debours-service')!
    const bytes = await writeFacturX(invoice, { dialect: 'afnor', at: AT })
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
    const [attachment] = pdf.getAttachments()
    const xml = new TextDecoder().decode(attachment!.data)
    expect(await checkXml(xml, { invoice, dialect: 'afnor', carrier: 'facturx' })).toEqual([])
    expect(xmpIn(pdf)).toContain('EXTENDED</fx:ConformanceLevel>')
  })

  test('every case is drawn within the margins, with letters that are letters', async () => {
    for (const name of [
      'maquette',
      'situation-deux-taux',
      'textes',
      'trente-cinq-lignes',
      'decimales',
      'engagement-long',
    ]) {
      for (const { width, runs } of await pagesOf(await pdfOf(made.get(name)!))) {
        const outside = runs.filter((run) => run.x < MARGIN - 1 || run.x + run.width > width - MARGIN + 1)
        expect([name, outside.map(({ text }) => text)]).toEqual([name, []])
        expect(runs.map(({ text }) => text).join(' ')).not.toMatch(/[?\u00a0\u202f\ufffd]/)
      }
    }
  })

  test('many lines take their pages, each with the heads of the columns and its number; the sums stay on one', async () => {
    const pages = await pagesOf(await pdfOf(made.get('trente-cinq-lignes')!))
    const texts = pages.map(({ runs }) => runs.map(({ text }) => text).join(' '))
    expect(texts.length).toBe(2)
    texts.forEach((text, index) => expect(text).toContain(`Page ${index + 1} sur ${texts.length}`))
    expect(texts.filter((text) => text.includes('Prix unit. HT')).length).toBe(2)
    const [sums, ...others] = texts.filter((text) => /Total TTC|Net à payer/.test(text))
    expect([others, sums]).toEqual([[], expect.stringMatching(/Total HT.*Total TTC.*Net à payer/)])
  })
})

test('pieces travel inside of it, beside the invoice', async () => {
  const piece = { name: 'bon-de-livraison.csv', mimeType: 'text/csv', bytes: new TextEncoder().encode('a;b') }
  const bytes = await writeFacturX(authored(), { dialect: 'chorus', at: AT, pieces: [piece] })
  const { fields, document } = await readDocument(bytes, 'f.pdf')
  expect(fields.number).toBe('2026-0137')
  expect(document.notes.map(({ message }) => message).join(' ')).toContain('« bon-de-livraison.csv »')
})

describe('the look of a firm', () => {
  test('a logo and a colour make no other invoice', async () => {
    const { fields, document } = await readDocument(await pdfOf(authored(), { logo: PNG, color: '#643391' }), 'f.pdf')
    expect([fields.number, document.notes.length]).toEqual(['2026-0137', 1])
  })

  test.each([
    ['another format', Buffer.from('GIF89a'), /PNG ou JPEG/],
    ['a broken image', Buffer.from([0x89, 0x50, 1, 2, 3]), /ne s’ouvre pas/],
  ])('%s is refused with a sentence', async (_, logo, sentence) => {
    await expect(pdfOf(authored(), { logo })).rejects.toThrow(BadLogo)
    await expect(pdfOf(authored(), { logo })).rejects.toThrow(sentence)
  })
})

test('letters the font has not, and words without a space, stop nothing', async () => {
  const invoice = authored({ lines: [line({ designation: `木の扉 ${'x'.repeat(400)}`, reference: 'R'.repeat(60) })] })
  const { fields } = await readDocument(await pdfOf(invoice), 'f.pdf')
  expect(fields.number).toBe('2026-0137')
})

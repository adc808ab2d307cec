import { PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { ciiXml, invoicePdf } from '../support/invoice-pdf.ts'
import { bytesOf, fields, invoice, pdfOf, read, readPage } from './support.ts'

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = await invoicePdf({ ...invoice, layout: 'labelsLeft' })

const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

describe('a file is judged by what it holds, not by its name', () => {
  it.each(['facture.xml', 'facture', 'facture.jpg'])('a PDF called %s is read', async (name) => {
    expect((await read(pdf, name)).fields.number).toBe(fields.number)
  })

  it('an XML called .pdf is read', async () => {
    expect((await read(ciiXml({ fields }), 'facture.pdf')).document.kind).toBe('cii')
  })

  it.each([
    ['nothing', new Uint8Array(), /vide/],
    ['one byte', bytesOf('%'), /ni un PDF ni une facture XML/],
    ['a picture', PNG, /image/],
    ['a web page', bytesOf('<!DOCTYPE html><html><body>Connexion</body></html>'), /page web/],
    ['a Word file', bytesOf('PK\u0003\u0004........[Content_Types].xml'), /traitement de texte/],
    ['an archive', bytesOf('PK\u0003\u0004............facture.pdf'), /archive/],
    ['a PDF cut at its start', pdf.slice(0, 200), /abîmé/],
  ])('%s called facture.pdf is refused with its own sentence', async (_, bytes, sentence) => {
    const { document, source } = await read(bytes)
    expect(document).toMatchObject({ status: 'refused' })
    expect(document.message).toMatch(sentence)
    expect(source).toBeNull()
  })
})

describe('a PDF', () => {
  it('with bytes before or after it is read', async () => {
    expect((await read(joined(bytesOf('HTTP/1.1 200 OK\r\n\r\n'), pdf))).fields.number).toBe(fields.number)
    expect((await read(joined(pdf, bytesOf('x'.repeat(2000))))).fields.number).toBe(fields.number)
  })

  it('that wants a password is said to', async () => {
    const document = await PDFDocument.load(pdf)
    document.encrypt({ userPassword: 'secret', ownerPassword: 'autre' })
    const { document: facts } = await read(await document.save())
    expect(facts).toMatchObject({ status: 'password', kind: 'pdf' })
    expect(facts.message).toMatch(/mot de passe/)
  })

  it('that only forbids copying is read', async () => {
    const document = await PDFDocument.load(pdf)
    document.encrypt({ userPassword: '', ownerPassword: 'autre' })
    expect((await read(await document.save())).fields.number).toBe(fields.number)
  })

  it('without text but with a picture is a scan, left to a person', async () => {
    const document = await PDFDocument.create()
    document.addPage().drawImage(await document.embedPng(PNG), { x: 0, y: 0, width: 500, height: 700 })
    const { document: facts } = await read(await document.save())
    expect(facts).toMatchObject({ status: 'partial', kind: 'pdf', hasText: false, pages: 1 })
    expect(facts.message).toMatch(/image, comme un scan/)
  })

  it('with blank pages only is refused', async () => {
    const document = await PDFDocument.create()
    document.addPage()
    document.addPage()
    expect((await read(await document.save())).document).toMatchObject({ status: 'refused', pages: 2, hasText: false })
  })

  it('of a page as big as a wall is refused', async () => {
    const document = await PDFDocument.create()
    document.addPage([14_000, 14_000]).drawText('FACTURE N° 12')
    expect((await read(await document.save())).document).toMatchObject({ status: 'refused' })
  })

  it('of much text that is no invoice is refused', async () => {
    const { document } = await readPage(
      ...Array.from({ length: 20 }, () => 'Lorem ipsum 1 234,56 EUR dolor SIRET sit amet'),
    )
    expect(document.status).toBe('refused')
    expect(document.message).toMatch(/ni numéro, ni date, ni total/)
  })

  it('of which only the total can be read is partial, and says what is missing', async () => {
    const { document } = await readPage('Montant TTC : 1200.00')
    expect(document.status).toBe('partial')
    expect(document.message).toContain('le numéro et la date')
  })

  it('of fifteen hundred pages is read at both ends', async () => {
    const blank = Array.from({ length: 300 }, (): [string, number, number][] => [])
    const reading = await read(await pdfOf([['FACTURE N° 77', 50, 60]], ...blank, [['Total TTC 120,00 €', 50, 60]]))
    expect(reading).toMatchObject({
      document: { pages: 302, status: 'read' },
      fields: { number: '77', grossTotal: 12_000 },
    })
  })
})

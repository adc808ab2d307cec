import { PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { defaultCircuit } from '../../shared/domain/document/submission-format.ts'
import { ciiXml, invoicePdf, ublXml } from '../support/invoice-pdf.ts'
import { buyer, bytesOf, fields, invoice, pdfOf, read, supplier } from './support.ts'

const whole = {
  ...fields,
  supplierName: supplier.name,
  supplierSiret: supplier.siret,
  buyerName: buyer.name,
  buyerSiret: buyer.siret,
  netTotal: 176_100,
  taxTotal: 29_058,
  grossTotal: 205_158,
  payable: 205_158,
}
const xml = ciiXml({ fields: whole })

/** A PDF with these files attached, and a page that says little. */
async function carrying(
  files: Record<string, string>,
  page: [string, number, number][] = [['Facture jointe', 50, 60]],
) {
  const document = await PDFDocument.load(await pdfOf(page))
  for (const [name, content] of Object.entries(files))
    await document.attach(bytesOf(content), name, { mimeType: 'text/xml' })
  return document.save()
}

const codes = ({ document }: Awaited<ReturnType<typeof read>>) => document.notes.map(({ code }) => code)

describe('the XML in a PDF', () => {
  it('wins over the page, and is announced: Chorus Pro will take it instead of the form', async () => {
    const reading = await read(await invoicePdf({ ...invoice, layout: 'labelsLeft', facturx: true }))
    expect(reading).toMatchObject({
      source: 'facturx',
      document: { kind: 'facturx', status: 'read', message: '', hasText: true },
    })
    expect(reading.fields).toMatchObject({ ...fields, supplierName: supplier.name, grossTotal: 205_158 })
    expect(codes(reading)).toEqual(['reading.facturx'])
  })

  it('that cannot be unpacked is left aside with a word, and the page is read', async () => {
    const document = await PDFDocument.load(await carrying({ 'factur-x.xml': xml }, [['FACTURE N° F-77', 50, 60]]))
    const text = Buffer.from(await document.save({ useObjectStreams: false })).toString('latin1')
    const broken = text.replace(/(\/Type \/EmbeddedFile)(?=[\s\S]*?stream)/, '$1 )')
    const reading = await read(new Uint8Array(Buffer.from(broken, 'latin1')))
    expect(codes(reading)).toEqual(['reading.brokenAttachment'])
    expect(reading).toMatchObject({ source: 'text', fields: { number: 'F-77' } })
  })

  it('gives a SIREN only: the SIRET of the page is taken, to be looked at, and the page leaves as a plain PDF', async () => {
    const onlySiren = ciiXml({ fields: { ...whole, buyerSiret: buyer.siret.slice(0, 9) } })
    const page: [string, number, number][] = [[`SIRET client ${buyer.siret.slice(0, 13)}9`, 50, 60]]
    const reading = await read(await carrying({ 'factur-x.xml': onlySiren }, page))
    expect(reading.document.sirens).toEqual({ buyerSiret: buyer.siret.slice(0, 9) })
    expect(reading.fields.buyerSiret).toBe(`${buyer.siret.slice(0, 13)}9`)
    expect(reading.origins.buyerSiret).toMatchObject({ source: 'text', trust: 'check' })
    expect(defaultCircuit(reading)).toBe('pdf')
  })

  it('is shown where the page prints the same', async () => {
    const { origins } = await read(await invoicePdf({ ...invoice, layout: 'labelsLeft', facturx: true }))
    for (const name of ['number', 'issueDate', 'buyerSiret', 'grossTotal', 'iban'] as const) {
      expect(origins[name], name).toMatchObject({ source: 'facturx', trust: 'sure', place: { page: 1 } })
    }
  })

  it.each([
    'factur-x.xml',
    'FACTUR-X.XML',
    'zugferd-invoice.xml',
    'ZUGFeRD-invoice.xml',
    'xrechnung.xml',
    'donnees.xml',
  ])('under the name %s', async (name) => {
    expect((await read(await carrying({ [name]: xml }))).fields.number).toBe(fields.number)
  })

  it('may be UBL', async () => {
    expect((await read(await carrying({ 'facture.xml': ublXml({ fields: whole }) }))).fields.number).toBe(fields.number)
  })

  it('is found among other files, by name first', async () => {
    const other = ciiXml({ fields: { ...whole, number: 'AUTRE' } })
    const reading = await read(await carrying({ 'a.xml': other, 'bon.xml': '<bon/>', 'factur-x.xml': xml }))
    expect(reading.fields.number).toBe(fields.number)
    expect(codes(reading)).toContain('reading.secondInvoice')
  })

  it('says which of two is read, and what else will leave with the file', async () => {
    const other = ciiXml({ fields: { ...whole, number: 'AUTRE' } })
    const files = { 'a.xml': other, 'releve.csv': 'a;b', 'bon.xml': '<bon/>', 'factur-x.xml': xml }
    const { document } = await read(await carrying(files))
    const said = (code: string) => document.notes.find((note) => note.code === `reading.${code}`)?.message
    expect(said('secondInvoice')).toMatch(/« factur-x\.xml » est lue, « a\.xml » est laissée de côté/)
    expect(said('attachments')).toBe(
      'Ce PDF contient aussi 2 fichiers joints, qui partiront avec lui : « releve.csv », « bon.xml ».',
    )
  })

  it.each([
    ['cut', xml.slice(0, 900)],
    ['empty', ''],
    ['with a bare « & »', xml.replace('Menuiserie ', 'Menuiserie & ')],
  ])('%s: the page is read instead, and it is said', async (_, broken) => {
    const reading = await read(
      await carrying({ 'factur-x.xml': broken }, [
        ['FACTURE N° 77 du 14/03/2026', 50, 60],
        ['Total TTC 120,00 €', 50, 300],
      ]),
    )
    expect(reading).toMatchObject({
      source: 'text',
      document: { kind: 'pdf', status: 'read' },
      fields: { number: '77' },
    })
    expect(codes(reading)).toContain('reading.brokenAttachment')
  })

  it('with entities of its own is refused', async () => {
    const trap = xml.replace('?>', '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
    expect((await read(await carrying({ 'factur-x.xml': trap }))).document).toMatchObject({
      status: 'refused',
      kind: 'pdf',
    })
  })

  it('that swells to tens of megabytes is refused', async () => {
    const reading = await read(await carrying({ 'factur-x.xml': `<?xml version="1.0"?>${' '.repeat(40_000_000)}<x/>` }))
    expect(reading.document.status).toBe('refused')
  })
})

describe('a page and data that contradict each other', () => {
  const page: [string, number, number][] = [
    ['FACTURE N° PAGE-9 du 14/03/2026', 50, 60],
    ['Total TTC 9 999,99 €', 50, 300],
  ]

  it('are told apart value by value', async () => {
    const reading = await read(await carrying({ 'factur-x.xml': xml }, page))
    expect(reading.fields).toMatchObject({ number: fields.number, grossTotal: 205_158 })
    const said = reading.document.notes
      .filter(({ code }) => code === 'reading.contradiction')
      .map(({ message }) => message)
    expect(said).toHaveLength(2)
    expect(said[0]).toContain('PAGE-9 sur la page, F2026-041 dans les données')
    expect(said[1]).toMatch(/9\u202f999,99\u00a0€ sur la page, 2\u202f051,58\u00a0€ dans les données/)
  })

  it('as for when and how much is to be paid, in values one can go on with', async () => {
    const partlyPaid = xml.replace('2051.58</ram:DuePayableAmount>', '2000.00</ram:DuePayableAmount>')
    const reading = await read(
      await carrying({ 'factur-x.xml': partlyPaid }, [
        ['FACTURE N° F2026-041 du 14/03/2026', 50, 60],
        ['Échéance : 30/04/2026', 50, 80],
        ['Total TTC 2 051,58 €', 50, 300],
        ['Net à payer 2 051,58 €', 50, 320],
      ]),
    )
    expect(reading.document.notes.flatMap(({ differs }) => differs ?? [])).toEqual([
      { field: 'dueDate', page: '2026-04-30', data: '2026-04-13' },
      { field: 'payable', page: 205_158, data: 200_000 },
    ])
  })

  it('do not when the page leaves a value to be worked out', async () => {
    const reading = await read(
      await carrying({ 'factur-x.xml': xml }, [
        ['FACTURE N° F2026-041 du 14/03/2026', 50, 60],
        ['Total HT 1 000,00 €', 50, 280],
        ['Total TTC 1 200,00 €', 50, 300],
      ]),
    )
    const differing = reading.document.notes.flatMap(({ differs }) => differs?.field ?? [])
    expect(differing).toEqual(['netTotal', 'grossTotal'])
  })

  it('do not when the page prints the value somewhere else', async () => {
    const reading = await read(
      await carrying({ 'factur-x.xml': xml }, [...page, ['Nos réf. F2026-041', 50, 500], ['Soit 2051,58 €', 50, 520]]),
    )
    expect(codes(reading)).not.toContain('reading.contradiction')
  })
})

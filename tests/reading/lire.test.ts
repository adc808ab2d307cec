import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ZipArchive } from 'archiver'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ciiXml, invoicePdf } from '../support/invoice-pdf.ts'
import { eml } from '../support/messages.ts'
import { blankPicture, pictureOf } from '../support/pictures.ts'
import { bytesOf, fields, invoice, pdfOf } from './support.ts'

const cli = join(import.meta.dirname, '../../electron/cli.ts')

/** Runs the command as one does in a terminal. */
async function lire(...args: string[]) {
  const child = spawn(process.execPath, [cli, 'lire', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((done) => child.on('close', done)),
  ])
  return {
    out,
    err,
    status,
    answers: () =>
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

function folderWith(files: Record<string, Uint8Array>) {
  const folder = mkdtempSync(join(tmpdir(), 'lire-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
  return (name = '') => join(folder, name)
}

const pdf = await invoicePdf({ ...invoice, layout: 'labelsLeft' })

async function zip(files: Record<string, string | Buffer>) {
  const archive = new ZipArchive()
  for (const [name, content] of Object.entries(files)) archive.append(content, { name })
  const done = buffer(archive)
  await archive.finalize()
  return done
}

describe('lire', () => {
  it('answers with one object a line, in the order given', async () => {
    const path = folderWith({ 'b.pdf': pdf, 'a.xml': bytesOf(ciiXml({ fields })), 'c.pdf': bytesOf('') })
    const { answers, status } = await lire('--json', path('b.pdf'), path('a.xml'), path('c.pdf'))
    expect(answers()).toMatchObject([
      {
        file: path('b.pdf'),
        status: 'read',
        message: '',
        source: 'text',
        fields: { number: fields.number, grossTotal: '2051.58', typeCode: '380', dueDate: '2026-04-13' },
      },
      {
        file: path('a.xml'),
        status: 'read',
        source: 'cii',
        fields: { number: fields.number, grossTotal: null, iban: fields.iban },
      },
      {
        file: path('c.pdf'),
        status: 'refused',
        source: null,
        fields: { number: null, typeCode: null, currency: null },
      },
    ])
    expect(status).toBe(1)
  })

  it('has the fields of the samples, then the rarer ones', async () => {
    const path = folderWith({ 'a.pdf': pdf })
    const [answer] = (await lire('--json', path('a.pdf'))).answers()
    expect(Object.keys(answer?.['fields'] as object).slice(0, 17)).toEqual(
      'number issueDate typeCode currency supplierSiret supplierName buyerSiret buyerName serviceCode engagementNumber contractNumber netTotal taxTotal grossTotal payable iban dueDate'.split(
        ' ',
      ),
    )
    expect(answer?.['origins']).toMatchObject({ number: { source: 'text', trust: 'likely', place: { page: 1 } } })
  })

  it('says what is rarer on an invoice: VAT by rate, deductions, the invoice a credit note corrects', async () => {
    const page = [
      'Avoir n° AV-9 du 14/03/2026',
      'Annule la facture n° F-77',
      'Total HT 100,00 €',
      'TVA 20 % 20,00 €',
      'Total TTC 120,00 €',
      'Acompte versé 20,00 €',
      'Net à payer 100,00 €',
      'TVA sur les débits',
    ].map((text, index): [string, number, number] => [text, 50, 60 + index * 22])
    const path = folderWith({ 'a.pdf': await pdfOf(page) })
    const [answer] = (await lire('--json', path('a.pdf'))).answers()
    expect(answer?.['more']).toMatchObject({
      originNumber: 'F-77',
      vatLines: [{ rate: '20.00', base: '100.00', tax: '20.00' }],
      prepaid: '20.00',
      discount: null,
      vatScheme: 'TVA_SUR_DEBIT',
    })
    expect((await lire(path('a.pdf'))).out).toMatch(/^ {2}Déjà payé {14}20,00\u00a0€$/m)
  })

  it('reads for a person too, in French and in columns', async () => {
    const path = folderWith({ 'a.pdf': pdf })
    const { out, status } = await lire(path('a.pdf'))
    expect(out).toContain('a.pdf : lue\n')
    expect(out).toMatch(/^ {2}N° de facture {10}F2026-041(?: {2}probable)?$/m)
    expect(out).toMatch(/^ {2}Total TTC {14}2\u202f051,58\u00a0€(?: {2}probable)?$/m)
    expect(status).toBe(0)
  })

  it('opens archives: their files are entries, and one invoice alone speaks for all', async () => {
    const path = folderWith({
      'lot.zip': await zip({ 'a.xml': ciiXml({ fields }), 'lisez-moi.txt': 'bonjour' }),
      'vide.zip': await zip({ 'lisez-moi.txt': 'bonjour' }),
    })
    const { answers } = await lire('--json', path('lot.zip'), path('vide.zip'))
    const [lot, vide] = answers()
    expect(lot).toMatchObject({
      status: 'partial',
      fields: { number: fields.number },
      entries: [
        { entry: 'a.xml', status: 'read' },
        { entry: 'lisez-moi.txt', status: 'refused' },
      ],
    })
    expect(vide).toMatchObject({
      status: 'refused',
      message: 'Ce fichier ne contient aucune facture que l’on sache lire. Déposez des PDF ou des factures XML.',
    })
  })

  it('opens messages, and reads photographs as scans', async () => {
    const photo = await pictureOf(pdf, 'jpg')
    const enclosed = [
      { name: 'photo.jpg', type: 'image/jpeg', bytes: photo },
      { name: 'notes.txt', bytes: 'bonjour' },
    ]
    const path = folderWith({
      'lettre.eml': eml(enclosed),
      'photo.png': photo,
      'logo.png': await blankPicture(9, 9, 'png'),
    })
    const { answers } = await lire('--json', path('lettre.eml'), path('photo.png'), path('logo.png'))
    const read = { source: 'ocr', fields: { number: fields.number } }
    expect(answers()).toMatchObject([
      {
        ...read,
        status: 'partial',
        entries: [
          { ...read, entry: 'photo.jpg' },
          { entry: 'notes.txt', status: 'refused' },
        ],
      },
      { ...read, kind: 'pdf' },
      { status: 'refused', message: expect.stringMatching(/trop petite/) as string },
    ])
  }, 60_000)

  it('says of a folder that it is one', async () => {
    const path = folderWith({})
    const { answers, status } = await lire('--json', path())
    expect(answers()).toMatchObject([
      { status: 'refused', message: expect.stringMatching(/^C’est un dossier/) as string },
    ])
    expect(status).toBe(1)
  })

  it.each([
    ['without a file', [], /Il manque le fichier/],
    ['with an unknown option', ['--xml', 'a.pdf'], /L’option --xml n’existe pas/],
  ])('%s ends with 2 and a sentence', async (_, args, sentence) => {
    const { err, out, status } = await lire(...args)
    expect(status).toBe(2)
    expect(err).toMatch(sentence)
    expect(out).toBe('')
  })
})

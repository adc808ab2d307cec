import { PDFDocument } from '@cantoo/pdf-lib'
import { afterAll, describe, expect, it } from 'vitest'
import { readDocument } from '../../electron/core/reading/read.ts'
import { uprightPlace } from '../../electron/core/reading/scan/kept-words.ts'
import { createScanner, forkNode, type Fork } from '../../electron/core/reading/scan/scanner.ts'
import { cellsOf, textOf, wordsIn } from '../../shared/domain/document/page/words.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import type { Scanned } from '../support/glass.ts'
import type { Photographed } from '../support/photo.ts'
import { scanOf } from '../support/scan-pdf.ts'
import { fields, invoice, pdfOf } from './support.ts'

const scanner = createScanner()
afterAll(() => scanner.stop())

const paper = () => invoicePdf({ ...invoice, layout: 'labelsLeft' })
async function unreadOf(bytes: Uint8Array) {
  const unread = await readDocument(bytes, 'scan.pdf')
  expect(unread.document.scan?.isRead).toBe(false)
  return { source: { bytes }, unread }
}
const readScan = async (bytes: Uint8Array) => scanner.read(await unreadOf(bytes))
const essentials = { number: fields.number, issueDate: fields.issueDate, dueDate: fields.dueDate, iban: fields.iban }

describe('a scan', { timeout: 120_000 }, () => {
  it.each<[string, Scanned]>([
    ['askew by two degrees, grey, at 150 dpi', { askew: 2, paper: 215, dpi: 150 }],
    ['askew the other way, with specks', { askew: -3.4, noise: 0.0005 }],
    ['laid on its side', { quarters: 1, askew: 1 }],
    ['laid on its head', { quarters: 2, askew: -1 }],
    ['laid on its other side', { quarters: 3 }],
  ])('%s is read', async (_how, how) => {
    const { reading, words, pages } = await readScan(await scanOf(await paper(), how))
    expect(reading).toMatchObject({
      source: 'ocr',
      document: { status: 'read', hasText: false, scan: { pages: [1], isRead: true } },
      fields: { ...essentials, grossTotal: 205_158 },
    })
    expect(reading.document.notes).toContainEqual({ code: 'reading.scan', message: 'Lu sur un scan, à relire.' })
    expect(Object.values(reading.origins).filter(({ trust }) => trust === 'sure' || trust === 'typed')).toEqual([])
    expect(reading.origins.iban).toMatchObject({ source: 'ocr', trust: 'likely' })
    // The word lies where it is seen on the page as displayed, whichever way that is.
    const word = words.flat().find(({ text }) => text === fields.number)!.place
    const { place } = reading.origins.number!
    expect(Math.abs(word.x - place!.x) + Math.abs(word.y - place!.y)).toBeLessThan(0.03)
    expect(word.height > word.width).toBe((how.quarters ?? 0) % 2 === 1)
    if (!how.quarters) expect(word.y).toBeLessThan(0.5)
    if (how.quarters === 2) expect(word.y).toBeGreaterThan(0.5)
    // Back from the page as it is displayed to where it was read.
    const upright = uprightPlace(place!, { words, pages })
    expect(textOf(wordsIn(cellsOf(pages[0]!), upright))).toBe(fields.number)
  })

  const corners: Photographed['corners'] = [
    { x: 0.09, y: 0.06 },
    { x: 0.93, y: 0.03 },
    { x: 0.97, y: 0.96 },
    { x: 0.03, y: 0.94 },
  ]
  it.each<[string, Photographed, Scanned]>([
    ['in the light of one lamp', { dim: 0.45, grain: 6 }, {}],
    ['in the shadow of a hand', { shadow: 0.5, dim: 0.75, grain: 8 }, {}],
    ['from an angle, laid on its side', { corners, dim: 0.8 }, { quarters: 1 }],
    ['at 100 dpi', { dim: 0.8 }, { dpi: 100, jpeg: 80 }],
  ])('photographed %s is read', async (_how, photo, scanned) => {
    const bytes = await scanOf(await paper(), { dpi: 200, jpeg: 75, ...scanned, photo })
    const { reading, words } = await readScan(bytes)
    expect(reading).toMatchObject({ source: 'ocr', fields: { ...essentials, grossTotal: 205_158 } })
    expect(Object.values(reading.origins).filter(({ trust }) => trust === 'sure')).toEqual([])
    const word = words.flat().find(({ text }) => text === fields.number)!.place
    const { place } = reading.origins.number!
    expect(Math.abs(word.x - place!.x) + Math.abs(word.y - place!.y)).toBeLessThan(0.03)
  })

  it('behind a page of text is read with it, and only what was on it is marked', async () => {
    const cover = await pdfOf([
      ['Bordereau d’envoi', 50, 60],
      [`Engagement n° ${fields.engagementNumber}`, 50, 100],
    ])
    const { PDFDocument } = await import('@cantoo/pdf-lib')
    const both = await PDFDocument.load(cover)
    const [page] = await both.copyPages(await PDFDocument.load(await scanOf(await paper())), [0])
    both.addPage(page)
    for (let y = 200; y < 420; y += 20)
      both.getPage(0).drawText('Veuillez trouver ci-joint notre facture.', { x: 50, y, size: 10 })
    const { reading, words, pages } = await readScan(await both.save())
    expect(new Set(words.flat().map(({ place }) => place.page))).toEqual(new Set(reading.document.scan!.pages))
    expect(pages.map(({ number }) => number)).toEqual(reading.document.scan!.pages)
    expect(reading).toMatchObject({
      document: { pages: 2, hasText: true, scan: { pages: [2], isRead: true } },
      fields: essentials,
      origins: { engagementNumber: { source: 'text' }, number: { source: 'ocr', trust: 'check', place: { page: 2 } } },
    })
  })

  it('says besides the values what a text says: nature, deductions, a claim that is assigned, why no VAT', async () => {
    const rows = (...texts: string[]) => texts.map((text, index): [string, number, number, number] => [text, 50, 70 + index * 30, 12]) // prettier-ignore
    const quote = await pdfOf(
      rows('DEVIS N° D2026-041', 'Date : 14/03/2026', 'TOTAL : 850,00 €', 'TVA non applicable, art. 293 B du CGI'),
    )
    expect((await readScan(await scanOf(quote))).reading.document).toMatchObject({
      status: 'partial',
      nature: 'quote',
      exemption: expect.stringMatching(/293 B/) as string,
    })
    const assigned = await pdfOf([
      ...rows('FACTURE N° F2026-041', 'Date : 14/03/2026', 'Total HT : 1 600,00 €', 'TVA 20 % : 320,00 €'),
      ['Total TTC : 1 920,00 €', 50, 190, 12],
      ['Compte prorata 2 % : - 38,40 €', 50, 220, 12],
      ['Net à payer : 1 881,60 €', 50, 250, 12],
      ['Règlement à l’ordre de FACTOLIANCE SA, subrogée dans nos droits.', 50, 300, 12],
    ])
    const { reading } = await readScan(await scanOf(assigned))
    expect(reading.document).toMatchObject({ isAssigned: true, adjustments: [{ cents: -3_840 }] })
    expect(reading.document.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['reading.assigned', 'reading.adjusted']),
    )
    expect(Object.values(reading.origins).filter(({ trust }) => trust === 'sure')).toEqual([])
  })

  it('of lines and frames without a word is refused as blank', async () => {
    const document = await PDFDocument.create()
    const page = document.addPage([595, 842])
    for (let at = 60; at < 500; at += 40) {
      page.drawLine({ start: { x: at, y: 300 }, end: { x: at, y: 340 }, thickness: 2 })
      page.drawRectangle({ x: at, y: 500, width: 14, height: 20, borderWidth: 2 })
    }
    const { reading } = await readScan(await document.save())
    expect(reading.document).toMatchObject({ status: 'refused', pages: 1 })
  })

  it('of a blank page is refused as blank', async () => {
    const { reading } = await readScan(await pdfOf([]))
    expect(reading.document).toMatchObject({ status: 'refused', pages: 1 })
    expect(reading.document.message).toContain('blanches')
  })
})

describe('the process that recognises', { timeout: 120_000 }, () => {
  /** A real process, counted. */
  function counting(spoil: (nth: number) => boolean = () => false) {
    const started: { isKilled: boolean }[] = []
    const fork: Fork = (entry, hears) => {
      const one = { isKilled: false }
      const child = forkNode(entry, hears)
      const nth = started.push(one)
      return {
        ask: (request) => (spoil(nth) ? child.kill() : child.ask(request)),
        kill: () => {
          one.isKilled = true
          child.kill()
        },
      }
    }
    return { fork, started }
  }

  it('that dies gives its scan a sentence, and is started again for the next', async () => {
    const { fork, started } = counting((nth) => nth === 1)
    const scanner = createScanner({ fork })
    const scan = await unreadOf(await scanOf(await paper()))
    const [first, second] = await Promise.all([scanner.read(scan), scanner.read(scan)])
    expect(first.reading.document).toMatchObject({ status: 'partial', pages: 1, scan: { isRead: false } })
    expect(first.reading.document.message).toContain('s’est interrompue')
    expect(second.reading).toMatchObject({ source: 'ocr', fields: essentials })
    expect(started).toHaveLength(2)
    scanner.stop()
  })

  it('that takes too long over a page is ended, with a sentence', async () => {
    const { fork, started } = counting()
    const scanner = createScanner({ fork, pageMs: 20 })
    const { reading } = await scanner.read(await unreadOf(await scanOf(await paper())))
    expect(reading.document.message).toContain('trop de temps')
    expect(started).toEqual([{ isKilled: true }])
    scanner.stop()
  })

  it('gives up what is no longer wanted, says how far it is, and ends when idle', async () => {
    const { fork, started } = counting()
    const scanner = createScanner({ fork, idleMs: 10 })
    const scan = await unreadOf(await scanOf(await paper(), { dpi: 150 }))
    const abort = new AbortController()
    const given = scanner.read(scan, { signal: abort.signal, progress: () => abort.abort() })
    await expect(given).rejects.toThrow()
    const seen: unknown[] = []
    await scanner.read(scan, { progress: (progress) => seen.push(progress) })
    expect(seen).toEqual([{ page: 1, of: 1 }])
    await expect.poll(() => started.map(({ isKilled }) => isKilled)).toEqual([true, true])
  })
})

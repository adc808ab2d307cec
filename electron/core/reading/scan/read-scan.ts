import type { Origin, Origins, Reading } from '../../../../shared/domain/reading.ts'
import { note, reading } from '../outcome.ts'
import type { Page } from '../../../../shared/domain/page/runs.ts'
import { blank, nothingFound, withPdf, type Facts } from '../read-pdf.ts'
import { nothingRemembered } from '../known.ts'
import { mentionsIn } from '../mentions.ts'
import { partsOf } from '../parts.ts'
import { readText, type TextReading } from '../text.ts'
import { wordsOf, type Recognised } from './kept-words.ts'
import type { ScannedPage } from './recognise.ts'
import { pagesToRecognise } from './which-pages.ts'

/** What recognition made of a file: the invoice, and what was seen, for whoever points at it and to learn from. */
export type ScanReading = Recognised & { reading: Reading }

/** Recognises these pages of the file, in their order. */
export type Recognise = (pages: number[]) => Promise<ScannedPage[]>

/**
 * Reads a PDF whose pages, all or some, are pictures: they are recognised, then read with the others as text. Nothing found
 * there is sure.
 */
export async function readScan(
  bytes: Uint8Array,
  recognise: Recognise,
  memory = nothingRemembered,
): Promise<ScanReading> {
  let seen: Recognised = { words: [], pages: [] }
  const answer = await withPdf(bytes, async (pdf) => {
    const bare = pagesToRecognise(pdf, readText(pdf.pages, memory).fields)
    const scanned = await recognise(bare)
    seen = {
      words: scanned.flatMap(({ page, toDisplayed }) => wordsOf(page, toDisplayed)),
      pages: scanned.map(({ page }) => page),
    }
    const facts: Facts = { pages: pdf.pageCount, hasText: false, notes: [], scan: { pages: bare, isRead: true } }
    const isWhole = bare.length === pdf.pages.length
    if (isWhole && !seen.words.flat().some(isWord))
      return pdf.hasPictures ? nothingFound({ facts, message: NOTHING }) : blank(facts)
    const pages = pdf.pages.map((page) => scanned.find(({ page: { number } }) => number === page.number)?.page ?? page)
    const parts = pages.length === pdf.pageCount ? partsOf(pages) : []
    const known = { ...facts, hasText: !isWhole, ...(parts.length > 0 && { parts }) }
    const text = readText(pages, memory)
    const mentions = pages.length === pdf.pageCount && { mentions: mentionsIn(text.document) }
    return readPages(text, { pages, scanned, facts: { ...known, ...mentions } })
  })
  return { reading: answer, ...seen }
}

/** Rules and frames look like ones and « l »: without a single word, there is nothing to read. */
const isWord = ({ text }: { text: string }) => /\p{L}{3}/u.test(text)

const NOTHING = 'Rien n’a pu être lu sur ce scan. Saisissez la facture d’après le document.'
const NO_INVOICE =
  'Ce scan a été lu, mais ni numéro, ni date, ni total n’y ont été reconnus. Saisissez la facture d’après le document.'

type Read = { pages: Page[]; scanned: ScannedPage[]; facts: Facts }

function readPages(text: TextReading, { pages, scanned, facts }: Read): Reading {
  const isWhole = scanned.length === pages.length
  const origins = Object.fromEntries(
    Object.entries(text.origins).map(([name, origin]) => {
      const on = scanned.find(({ page }) => page.number === origin.place?.page)
      return [name, on || (isWhole && !origin.place) ? asScanned(origin, on) : origin]
    }),
  ) as Origins
  const scan = note('scan', 'Lu sur un scan, à relire.')
  const found = { fields: text.fields, origins, facts: { ...facts, notes: [scan, ...facts.notes] } }
  const answer = reading({ kind: 'pdf', source: 'ocr', ...found })
  return answer.source === null ? nothingFound({ facts: found.facts, message: NO_INVOICE }) : answer
}

/** What a check digit or a sum has proved is likely; everything else asks to be looked at. */
const asScanned = ({ place, ...origin }: Origin, on: ScannedPage | undefined): Origin => ({
  ...origin,
  source: 'ocr',
  trust: origin.trust === 'sure' ? 'likely' : 'check',
  ...(place ? { place: on ? on.toDisplayed(place) : place } : {}),
})

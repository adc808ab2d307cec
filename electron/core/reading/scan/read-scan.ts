import { written } from '../../../../shared/domain/document/differences.ts'
import type { FieldName, Fields } from '../../../../shared/domain/fields/fields.ts'
import type { Origin, Origins, Reading } from '../../../../shared/domain/document/reading.ts'
import { note, reading } from '../outcome.ts'
import type { Page } from '../../../../shared/domain/document/page/runs.ts'
import { blank, natureIn, nothingFound, notesOf, saidBesides, signed, withPdf, type RuleContext } from '../read-pdf.ts'
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
 * there is sure. Letters that a copier has laid over its picture are compared with what is seen, and never believed.
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
    const turns = scanned.map(({ turn }) => turn).filter(({ quarters, slope }) => quarters > 0 || slope)
    const scan = { pages: bare, isRead: true, ...(turns.length > 0 && { turns }) }
    const facts: RuleContext = { pages: pdf.pageCount, hasText: false, notes: [], ...signed(pdf), scan }
    const isWhole = bare.length === pdf.pages.length
    if (isWhole && !seen.words.flat().some(isWord))
      return pdf.hasPictures || pdf.disbelieved.length > 0 ? nothingFound({ facts, message: NOTHING }) : blank(facts)
    const pages = pdf.pages.map((page) => scanned.find(({ page: { number } }) => number === page.number)?.page ?? page)
    const parts = pages.length === pdf.pageCount ? partsOf(pages) : []
    const known = { ...facts, hasText: !isWhole, ...(parts.length > 0 && { parts }) }
    const text = readText(pages, memory)
    const mentions = pages.length === pdf.pageCount && { mentions: mentionsIn(text.document) }
    const hidden = pdf.disbelieved.flatMap(({ page, why }) =>
      why === 'hidden' && bare.includes(page.number) ? [page] : [],
    )
    const laid = hidden.length > 0 ? readText(hidden, memory) : undefined
    return readPages(text, { pages, scanned, laid, facts: { ...known, ...mentions, ...saidBesides(text) } })
  })
  return { reading: answer, ...seen }
}

/** Rules and frames look like ones and « l »: without a single word, there is nothing to read. */
const isWord = ({ text }: { text: string }) => /\p{L}{3}/u.test(text)

const NOTHING = 'Rien n’a pu être lu sur ce scan. Saisissez la facture d’après le document.'
const NO_INVOICE =
  'Ce scan a été lu, mais ni numéro, ni date, ni total n’y ont été reconnus. Saisissez la facture d’après le document.'

/** `laid` is what the letters say that a copier has laid over its pictures. */
type Read = { pages: Page[]; scanned: ScannedPage[]; laid: TextReading | undefined; facts: RuleContext }

function readPages(text: TextReading, { pages, scanned, laid, facts }: Read): Reading {
  const isWhole = scanned.length === pages.length
  const origins = Object.fromEntries(
    Object.entries(text.origins).map(([name, origin]) => {
      const on = scanned.find(({ page }) => page.number === origin.place?.page)
      if (!on && (!isWhole || origin.place)) return [name, origin]
      const seen = asScanned(origin, on)
      return [name, laid ? compared(seen, name as FieldName, [text.fields, laid.fields]) : seen]
    }),
  ) as Origins
  const scan = note('scan', 'Lu sur un scan, à relire.')
  const notes = [scan, ...(laid ? [LAID] : []), ...facts.notes, ...notesOf(text)]
  const found = { fields: text.fields, origins, facts: { ...facts, notes } }
  const answer = reading({ kind: 'pdf', source: 'ocr', message: natureIn(text), ...found })
  return answer.source === null ? nothingFound({ facts: found.facts, message: NO_INVOICE }) : answer
}

/** What a check digit or a sum has proved is likely; everything else asks to be looked at. */
const asScanned = ({ place, ...origin }: Origin, on: ScannedPage | undefined): Origin => ({
  ...origin,
  source: 'ocr',
  trust: origin.trust === 'sure' ? 'likely' : 'check',
  ...(place ? { place: on ? on.toDisplayed(place) : place } : {}),
})

const LAID = note(
  'hidden',
  'Ce scan porte des lettres que personne ne voit, posées par le copieur : la page a été relue sans les croire.',
)

/** Two recognitions of one picture: where they differ both are shown, where they agree both may be wrong. */
function compared(seen: Origin, field: FieldName, [read, laid]: [Partial<Fields>, Partial<Fields>]): Origin {
  const other = laid[field]
  const isOther = (typeof other === 'string' || typeof other === 'number') && other !== '' && other !== read[field]
  const reasons = [seen.reason, isOther && `le texte caché du scan dit « ${written({ field }, other)} »`].filter(
    Boolean,
  )
  return { ...seen, trust: 'check', ...(reasons.length > 0 && { reason: reasons.join(', ') }) }
}

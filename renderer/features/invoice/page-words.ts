import type { PDFDocumentProxy } from 'pdfjs-dist'
import { runOf, runsInBox, type Matrix } from '../../../shared/domain/page/runs.ts'
import { cellsOf, type PageCell } from '../../../shared/domain/page/words.ts'

/** The words of a page, from 1; each page is read once. */
export type WordsOfPage = (number: number) => Promise<PageCell[]>

/**
 * The words of a PDF that carries text, where the reader saw them (core/reading/pdf.ts). `scanned` answers for pages that
 * carry none: what was recognised in their picture.
 */
export function createWords(pdf: PDFDocumentProxy, scanned: WordsOfPage): WordsOfPage {
  const known = new Map<number, Promise<PageCell[]>>()
  async function read(number: number): Promise<PageCell[]> {
    const page = await pdf.getPage(number)
    const viewport = page.getViewport({ scale: 1 })
    const transform = viewport.transform as Matrix
    const { items } = await page.getTextContent()
    const runs = items.flatMap((item) => ('str' in item ? runOf(item, transform) : []))
    const boxes = (await page.getAnnotations()) as { fieldValue?: unknown; rect: number[] }[]
    for (const { fieldValue, rect } of boxes)
      if (typeof fieldValue === 'string' && fieldValue.trim()) runs.push(...runsInBox(fieldValue, rect, transform))
    const cells = cellsOf({ number, width: viewport.width, height: viewport.height, runs })
    return cells.length ? cells : scanned(number)
  }
  return (number) => {
    const words = known.get(number) ?? read(number)
    known.set(number, words)
    return words
  }
}

import type { PDFDocumentProxy } from 'pdfjs-dist'
import { runOf, runsInBox, runsOfNote, type Matrix, type NoteBox } from '../../../shared/domain/document/page/runs.ts'
import { cellsOf, cellsOn, type PageCell } from '../../../shared/domain/document/page/words.ts'
import type { Word } from '../../../shared/domain/document/reading.ts'

/** The words of a page, from 1; each page is read once. */
export type WordsOfPage = (number: number) => Promise<PageCell[]>

/**
 * The words of a PDF, where the reader saw them (core/reading/pdf.ts): of a page that was recognised those seen in its
 * picture, cell by cell; `recognised` is asked once. Of any other page, its text.
 */
export function createWords(pdf: PDFDocumentProxy, recognised: () => Promise<Word[][]>): WordsOfPage {
  const known = new Map<number, Promise<PageCell[]>>()
  let seen: Promise<Word[][]> | undefined
  async function read(number: number): Promise<PageCell[]> {
    const cells = cellsOn(number, await (seen ??= recognised()))
    return cells.length ? cells : readText(number)
  }
  async function readText(number: number): Promise<PageCell[]> {
    const page = await pdf.getPage(number)
    const viewport = page.getViewport({ scale: 1 })
    const transform = viewport.transform as Matrix
    const { items } = await page.getTextContent()
    const runs = items.flatMap((item) => ('str' in item ? runOf(item, transform) : []))
    const boxes = (await page.getAnnotations()) as (NoteBox & { fieldValue?: unknown })[]
    for (const box of boxes) {
      const { fieldValue, rect } = box
      if (typeof fieldValue === 'string' && fieldValue.trim()) runs.push(...runsInBox(fieldValue, rect, transform))
      runs.push(...runsOfNote(box, transform))
    }
    return cellsOf({ number, width: viewport.width, height: viewport.height, runs })
  }
  return (number) => {
    const words = known.get(number) ?? read(number)
    known.set(number, words)
    return words
  }
}

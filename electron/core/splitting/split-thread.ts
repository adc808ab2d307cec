/** What runs in a thread of its own: takes a PDF apart or turns its pages, answers once. */
import {
  concatTransformationMatrix,
  degrees,
  PDFDocument,
  popGraphicsState,
  pushGraphicsState,
  type PDFPage,
} from '@cantoo/pdf-lib'
import { parentPort, workerData } from 'node:worker_threads'
import type { PageTurn } from '../../../shared/domain/document/page/turn.ts'
import type { Part } from '../../../shared/domain/document/reading.ts'

/** Into these parts, or into parts of no more than `most` bytes; or whole, with these pages turned. */
export type Order = { bytes: Uint8Array } & (
  | { parts: Part[]; most?: never; turns?: never }
  | { most: number; parts?: never; turns?: never }
  | { turns: PageTurn[]; parts?: never; most?: never }
)
export type Answer = { files: Uint8Array[]; failure?: never } | { files?: never; failure: string }

const { bytes, parts, most, turns } = workerData as Order
type Range = Pick<Part, 'from' | 'to'>
const answer: Answer = await split().then(
  (files) => ({ files }),
  (error: unknown) => ({ failure: String(error) }),
)
parentPort!.postMessage(answer)

async function split() {
  // An empty password opens what only forbids copying. No dates of today: the same part has the same bytes each time.
  const whole = await PDFDocument.load(bytes, { updateMetadata: false, password: '' })
  if (turns) return [await turned(whole, turns)]
  return parts ? Promise.all(parts.map((part) => pagesOf(whole, part))) : fitting(whole, most)
}

/** As many equal parts as the weight asks for; one that is still too heavy is halved. */
async function fitting(whole: PDFDocument, limit: number): Promise<Uint8Array[]> {
  const pages = whole.getPageCount()
  const size = Math.max(1, Math.floor(pages / Math.ceil(bytes.length / limit)))
  const ranges: Range[] = []
  for (let from = 1; from <= pages; from += size) ranges.push({ from, to: Math.min(pages, from + size - 1) })
  const files: Uint8Array[] = []
  for (let range = ranges.shift(); range; range = ranges.shift()) {
    const file = await pagesOf(whole, range)
    const { from, to } = range
    if (file.length <= limit) files.push(file)
    else if (from === to) throw new Error(`page ${from} alone is too big`)
    else {
      const middle = Math.floor((from + to) / 2)
      ranges.unshift({ from, to: middle }, { from: middle + 1, to })
    }
  }
  return files
}

async function pagesOf(whole: PDFDocument, { from, to }: Range) {
  const part = await PDFDocument.create({ updateMetadata: false })
  const indices = Array.from({ length: to - from + 1 }, (_, index) => from - 1 + index)
  for (const page of await part.copyPages(whole, indices)) part.addPage(page)
  return part.save()
}

async function turned(whole: PDFDocument, turns: PageTurn[]) {
  for (const { page: number, quarters, slope = 0 } of turns) {
    const page = whole.getPage(number - 1)
    page.setRotation(degrees((page.getRotation().angle + 90 * quarters) % 360))
    // What lies over a page beside its content, as the boxes of a form, would stay askew.
    if (slope && !page.node.Annots()?.size()) level(page, (slope * Math.PI) / 180)
  }
  return whole.save()
}

/** Turns the content about the middle of its page, a little smaller so that no corner leaves it. Pictures stay to the bit. */
function level(page: PDFPage, radians: number) {
  const { x, y, width, height } = page.getCropBox()
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const scale = 1 / (cos + Math.abs(sin) * Math.max(width / height, height / width))
  const [a, b, left, top] = [scale * cos, scale * sin, x + width / 2, y + height / 2]
  const { context } = page.doc
  const start = [pushGraphicsState(), concatTransformationMatrix(a, b, -b, a, left - a * left + b * top, top - b * left - a * top)] // prettier-ignore
  page.node.normalize()
  page.node.wrapContentStreams(
    context.register(context.contentStream(start)),
    context.register(context.contentStream([popGraphicsState()])),
  )
}

/** What runs in a thread of its own: takes a PDF apart, answers once. */
import { PDFDocument } from '@cantoo/pdf-lib'
import { parentPort, workerData } from 'node:worker_threads'
import type { Part } from '../../../shared/domain/reading.ts'

/** Into these parts, or into parts of no more than `most` bytes. */
export type Order = { bytes: Uint8Array } & ({ parts: Part[]; most?: never } | { most: number; parts?: never })
export type Answer = { files: Uint8Array[]; failure?: never } | { files?: never; failure: string }

const { bytes, parts, most } = workerData as Order
type Range = Pick<Part, 'from' | 'to'>
const answer: Answer = await split().then(
  (files) => ({ files }),
  (error: unknown) => ({ failure: String(error) }),
)
parentPort!.postMessage(answer)

async function split() {
  // An empty password opens what only forbids copying. No dates of today: the same part has the same bytes each time.
  const whole = await PDFDocument.load(bytes, { updateMetadata: false, password: '' })
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

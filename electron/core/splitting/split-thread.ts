/** What runs in a thread of its own: takes a PDF apart, answers once. */
import { PDFDocument } from '@cantoo/pdf-lib'
import { parentPort, workerData } from 'node:worker_threads'
import type { Part } from '../../../shared/domain/reading.ts'

export type Order = { bytes: Uint8Array; parts: Part[] }
export type Answer = { files: Uint8Array[]; failure?: never } | { files?: never; failure: string }

const { bytes, parts } = workerData as Order
const answer: Answer = await split().then(
  (files) => ({ files }),
  (error: unknown) => ({ failure: String(error) }),
)
parentPort!.postMessage(answer)

async function split() {
  // An empty password opens what only forbids copying. No dates of today: the same part has the same bytes each time.
  const whole = await PDFDocument.load(bytes, { updateMetadata: false, password: '' })
  return Promise.all(parts.map((part) => pagesOf(whole, part)))
}

async function pagesOf(whole: PDFDocument, { from, to }: Part) {
  const part = await PDFDocument.create({ updateMetadata: false })
  const indices = Array.from({ length: to - from + 1 }, (_, index) => from - 1 + index)
  for (const page of await part.copyPages(whole, indices)) part.addPage(page)
  return part.save()
}

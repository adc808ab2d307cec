/** What runs in a thread of its own: one file at a time, its bytes or its path in, a Reading out, or what it teaches. */
import { readFile, stat } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import type { ReadingContext } from './known.ts'
import { learnPdf } from './learn-pdf.ts'
import { nothingLearnt, type Taught } from './lessons/learn.ts'
import { refusal, refusalOfSize } from './outcome.ts'
import { warmPdf } from './pdf.ts'
import { readDocument } from './read.ts'

export type Source = { path: string } | { bytes: Uint8Array }
/** A file to be read with what is remembered; or one to learn from, as a person has approved it. */
export type Question = { source: Source; name: string; memory: ReadingContext } | { source: Source; taught: Taught }

const port = parentPort!
port.on('message', (question: Question) => {
  void ('taught' in question ? learn(question) : read(question)).then((answer) => {
    port.postMessage(answer)
  })
})
// Of a damaged PDF, pdf.js leaves questions behind that fail when nobody waits for them any more: the reading itself answers.
process.on('unhandledRejection', () => undefined)
void warmPdf()

async function read({ source, name, memory }: Extract<Question, { name: string }>) {
  if ('bytes' in source) return readDocument(source.bytes, name, memory)
  try {
    const { size } = await stat(source.path)
    return refusalOfSize(size) ?? (await readDocument(new Uint8Array(await readFile(source.path)), name, memory))
  } catch {
    return refusal(
      'Ce fichier n’a pas pu être ouvert. Vérifiez qu’il existe encore et qu’aucun autre programme ne le retient.',
    )
  }
}

async function learn({ source, taught }: Extract<Question, { taught: Taught }>) {
  try {
    return await learnPdf('bytes' in source ? source.bytes : new Uint8Array(await readFile(source.path)), taught)
  } catch {
    return nothingLearnt
  }
}

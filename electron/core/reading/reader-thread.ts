/** What runs in a thread of its own: one file at a time, its bytes or its path in, a Reading out. */
import { readFile, stat } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import { refusal, refusalOfSize } from './outcome.ts'
import { warmPdf } from './pdf.ts'
import { readDocument } from './read.ts'

export type Source = { path: string } | { bytes: Uint8Array }

const port = parentPort!
port.on('message', ({ source, name }: { source: Source; name: string }) => {
  void read(source, name).then((reading) => {
    port.postMessage(reading)
  })
})
// Of a damaged PDF, pdf.js leaves questions behind that fail when nobody waits for them any more: the reading itself answers.
process.on('unhandledRejection', () => undefined)
void warmPdf()

async function read(source: Source, name: string) {
  if ('bytes' in source) return readDocument(source.bytes, name)
  try {
    const { size } = await stat(source.path)
    return refusalOfSize(size) ?? (await readDocument(new Uint8Array(await readFile(source.path)), name))
  } catch {
    return refusal(
      'Ce fichier n’a pas pu être ouvert. Vérifiez qu’il existe encore et qu’aucun autre programme ne le retient.',
    )
  }
}

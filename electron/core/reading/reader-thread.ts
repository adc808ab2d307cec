/** What runs in a thread of its own: one file at a time, its bytes or its path in, a Reading out. */
import { readFile, stat } from 'node:fs/promises'
import { parentPort } from 'node:worker_threads'
import type { KnownParties } from './known.ts'
import { refusal, refusalOfSize } from './outcome.ts'
import { warmPdf } from './pdf.ts'
import { readDocument } from './read.ts'

export type Source = { path: string } | { bytes: Uint8Array }

type Asked = { source: Source; name: string; known?: KnownParties }

const port = parentPort!
port.on('message', ({ source, name, known }: Asked) => {
  void read(source, name, known).then((reading) => {
    port.postMessage(reading)
  })
})
void warmPdf()

async function read(source: Source, name: string, known?: KnownParties) {
  if ('bytes' in source) return readDocument(source.bytes, name, known)
  try {
    const { size } = await stat(source.path)
    return refusalOfSize(size) ?? (await readDocument(new Uint8Array(await readFile(source.path)), name, known))
  } catch {
    return refusal(
      'Ce fichier n’a pas pu être ouvert. Vérifiez qu’il existe encore et qu’aucun autre programme ne le retient.',
    )
  }
}

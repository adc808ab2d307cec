import { Worker } from 'node:worker_threads'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { threadFile } from '../../workers/worker-file.ts'
import type { Attachment } from './attachments.ts'
import type { Answer, Order } from './opening-thread.ts'
import type { PictureFault } from './picture-pdf.ts'
import type { Picture } from './pages.ts'

/** So long the thread waits for another file, in milliseconds: pictures come several at a time. */
const IDLE_MS = 20_000

let worker: Worker | undefined
let idle: NodeJS.Timeout | undefined
let settle: (answer: Answer) => void = () => undefined
let turn: Promise<unknown> = Promise.resolve()

/** A PDF of a picture, always the same for the same one; or why there is none. Never rejects. */
export async function pdfOfPicture(picture: Picture): Promise<{ pdf: Uint8Array } | { fault: PictureFault }> {
  const answer = await inTurn({ as: 'picture', ...picture })
  return 'pdf' in answer || 'fault' in answer ? answer : { fault: { is: 'damaged' } }
}

/** What a message carries; undefined when it cannot be taken apart. Never rejects. */
export async function attachmentsIn(bytes: Uint8Array, as: 'mail' | 'outlook'): Promise<Attachment[] | undefined> {
  const answer = await inTurn({ as, bytes })
  return 'attachments' in answer ? answer.attachments : undefined
}

/** One at a time in one thread, which stays warm for the next; one that hangs or dies is replaced. */
function inTurn(order: Order): Promise<Answer> {
  const answer = turn.then(() => ask(order))
  turn = answer
  return answer
}

async function ask(order: Order): Promise<Answer> {
  clearTimeout(idle)
  const asked = (worker ??= start())
  asked.ref()
  const patience = setTimeout(() => end('too long'), limits.openingMs.value)
  const answer = await new Promise<Answer>((done) => {
    settle = done
    asked.postMessage(order)
  })
  clearTimeout(patience)
  asked.unref()
  idle = setTimeout(end, IDLE_MS)
  idle.unref()
  return answer
}

function start(): Worker {
  const started = new Worker(threadFile('opening-thread', import.meta.url), { execArgv: [] })
  started.on('message', (answer: Answer) => started === worker && settle(answer))
  started.on('error', (error) => started === worker && end(error))
  started.on('exit', () => started === worker && end('ended without an answer'))
  return started
}

function end(why: unknown) {
  void worker?.terminate()
  worker = undefined
  settle({ failure: String(why) })
}

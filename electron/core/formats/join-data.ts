import { Worker } from 'node:worker_threads'
import type { AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'
import { french } from '../../../shared/base/french.ts'
import { threadFile } from '../workers/worker-file.ts'
import type { Dialect } from './dialect.ts'
import type { Attached } from './facturx/attach.ts'
import type { Answer, Order } from './join-thread.ts'

/** Max time an owner's PDF may take, in milliseconds: beyond, it stays as it is. */
const PATIENCE = 30_000
const GIVEN_UP = french('Ce PDF ne se laisse pas ouvrir jusqu’au bout : le PDF simple reste, et se dépose tel quel.')

/**
 * Attaches the data of an invoice to an owner's PDF in a thread of its own (attach-invoice.ts): the Factur-X, or why there is none, in
 * a French sentence. Takes the dialect and the instant it is made, epoch milliseconds. Never throws for what the file holds.
 */
export const joinData = (
  original: Uint8Array,
  invoice: AuthoredInvoice,
  manner: { dialect: Dialect; at: number },
): Promise<Attached> => inThread({ original, data: { invoice, ...manner } })

/** Why no data can be attached to a PDF, a French sentence; undefined where they can. */
export async function obstacleOf(original: Uint8Array): Promise<string | undefined> {
  const answer = await inThread({ original })
  return 'reason' in answer ? answer.reason || undefined : undefined
}

function inThread(order: Order): Promise<Attached> {
  const worker = new Worker(threadFile('join-thread', import.meta.url), { workerData: order, execArgv: [] })
  return new Promise<Attached>((done) => {
    const giveUp = () => done({ reason: GIVEN_UP })
    const patience = setTimeout(giveUp, PATIENCE)
    worker.once('message', (answer: Answer) => ('failure' in answer ? giveUp() : done(answer)))
    worker.once('error', giveUp)
    worker.once('exit', () => {
      clearTimeout(patience)
      giveUp()
    })
  }).finally(() => void worker.terminate())
}

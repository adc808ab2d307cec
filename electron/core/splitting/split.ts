import { Worker } from 'node:worker_threads'
import type { PageTurn } from '../../../shared/domain/document/page/turn.ts'
import type { Part } from '../../../shared/domain/document/reading.ts'
import { DamagedCopy } from '../vault/vault.ts'
import { threadFile } from '../workers/worker-file.ts'
import type { Answer, Order } from './split-thread.ts'

/** This PDF cannot be taken apart here. */
export class NotSplit extends Error {
  override name = 'NotSplit' as const
}

/** Nothing but the file itself is in the way: our own copy is damaged, or nobody can take it apart. */
export const isNotSplit = (error: unknown): boolean => error instanceof NotSplit || error instanceof DamagedCopy

/** Longer than the biggest file takes, in milliseconds. */
const PATIENCE = 60_000

/**
 * Takes a PDF apart, in a thread of its own: the bytes of each part as a PDF, always the same for the same file and pages.
 * Throws `NotSplit`.
 */
export const splitPdf = (bytes: Uint8Array, parts: Part[]): Promise<Uint8Array[]> => inThread({ bytes, parts })

/** Takes it apart into parts of no more than `most` bytes each. Throws `NotSplit`, where one page alone has more. */
export const splitToFit = (bytes: Uint8Array, most: number): Promise<Uint8Array[]> => inThread({ bytes, most })

/** The same PDF with these pages turned. Throws `NotSplit`. */
export const turnPdf = async (bytes: Uint8Array, turns: PageTurn[]): Promise<Uint8Array> =>
  (await inThread({ bytes, turns }))[0]!

function inThread(order: Order): Promise<Uint8Array[]> {
  const worker = new Worker(threadFile('split-thread', import.meta.url), { workerData: order, execArgv: [] })
  return new Promise<Uint8Array[]>((done, fail) => {
    const giveUp = (why: unknown) => fail(new NotSplit(String(why)))
    const patience = setTimeout(() => giveUp('too long'), PATIENCE)
    worker.once('message', ({ files, failure }: Answer) => (files ? done(files) : giveUp(failure)))
    worker.once('error', giveUp)
    worker.once('exit', () => {
      clearTimeout(patience)
      giveUp('ended without an answer')
    })
  }).finally(() => void worker.terminate())
}

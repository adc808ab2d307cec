import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Reading } from '../../../shared/domain/document/reading.ts'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import { nothingLearnt, type Learnt, type Taught } from './lessons/learn.ts'
import { threadFile } from '../workers/worker-file.ts'
import { nothingRemembered, type ReadingContext } from './known.ts'
import { givenUp } from './outcome.ts'
import type { Question, Source } from './reader-thread.ts'
import { isPdfFile, shapeOf } from './sniff.ts'

export type Reader = {
  /** Reads a file by its path or its bytes; its name is for the log. Rejects only once stopped. */
  read: (source: Source, name: string, memory?: ReadingContext) => Promise<Reading>
  /** What a file teaches, as a person has approved it. Rejects only once stopped. */
  learn: (source: Source, taught: Taught) => Promise<Learnt>
  /** Ends the threads; what is still being read is given up. */
  stop: () => Promise<void>
}

type Options = {
  threads?: number
  timeoutMs?: number
  memoryMb?: number
}

type Job = {
  question: Question
  resolve: (answer: unknown) => void
  reject: (error: Error) => void
  /** What is answered when the thread is lost. */
  withoutAnswer: (sentence: string) => unknown
}
type Busy = { job: Job; startedAt: number; memoryAtStart: number; timer: NodeJS.Timeout }
/** `isEnding`: lost, but it may still hold its memory, and even take more. */
type Thread = { worker: Worker; busy: Busy | undefined; isEnding: boolean; end: (sentence: string) => void }

const TOO_LONG =
  'La lecture de ce fichier prend trop de temps : elle est abandonnée. Saisissez la facture d’après le document.'
const TOO_BIG =
  'La lecture de ce fichier demande trop de mémoire : elle est abandonnée. Saisissez la facture d’après le document.'
const CRASHED =
  'La lecture de ce fichier s’est interrompue : il est sans doute abîmé. Saisissez la facture d’après le document.'

/** What is said of a file that was given up, and its thread with it. */
export const GIVEN_UP = { TOO_LONG, TOO_BIG, CRASHED }

/**
 * The most a thread’s own heap may hold, in megabytes: far beyond what a reading may take, for a heap that comes near its
 * limit with one big step ends the whole process. The watch on the memory is what ends the reading.
 */
const HEAP_MB = 2000
/** What is soon forgotten takes no more than this before it is: a hundred megabytes less after a few hundred files. */
const YOUNG_MB = 16
/** How often the memory of the process is looked at while something is read. */
const WATCH_MS = 40

/**
 * Reads files in threads of their own: a huge or hostile one freezes nothing. Threads start with the first file and stay
 * warm; one that takes too long, takes too much memory or dies is replaced, its file gets a sentence, the others go on.
 */
export function createReader({
  threads: most = Math.max(1, Math.min(2, availableParallelism() - 1)),
  timeoutMs = limits.readingMs.value,
  memoryMb = limits.readingMb.value,
}: Options = {}): Reader {
  const waiting: Job[] = []
  const threads = new Set<Thread>()
  let watch: NodeJS.Timeout | undefined
  let isStopped = false

  function next() {
    if (waiting.length === 0) return
    const free =
      [...threads].find(({ busy, isEnding }) => !busy && !isEnding) ?? (threads.size < most ? start() : undefined)
    const job = free && waiting.shift()
    if (!job) return
    const timer = setTimeout(() => free.end(TOO_LONG), timeoutMs)
    free.busy = { job, startedAt: performance.now(), memoryAtStart: process.memoryUsage.rss(), timer }
    free.worker.ref()
    free.worker.postMessage(job.question)
    watch ??= setInterval(watchMemory, WATCH_MS)
    next()
  }

  function start(): Thread {
    const worker = new Worker(threadFile('reader-thread', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
      execArgv: [],
    })
    const thread: Thread = { worker, busy: undefined, isEnding: false, end }
    threads.add(thread)
    worker.unref()
    worker.on('message', (answer) => settle(() => answer as unknown))
    worker.on('error', (error) => end(/memory/i.test(String(error)) ? TOO_BIG : CRASHED))
    worker.on('exit', () => end(CRASHED))
    return thread

    /** The thread is lost, and with it the file it was reading. */
    function end(sentence: string) {
      if (thread.isEnding) return
      thread.isEnding = true
      settle((job) => job.withoutAnswer(sentence))
      void worker.terminate().then(gone, gone)
    }

    /** What it took is free again: what the others take counts from now on, and its place is another’s. */
    function gone() {
      threads.delete(thread)
      for (const { busy } of threads) if (busy) busy.memoryAtStart = process.memoryUsage.rss()
      if (!isStopped) next()
    }

    function settle(answerOf: (job: Job) => unknown) {
      const { busy } = thread
      thread.busy = undefined
      worker.unref()
      clearTimeout(busy?.timer)
      if (busy) busy.job.resolve(answerOf(busy.job))
      if (![...threads].some((other) => other.busy)) {
        clearInterval(watch)
        watch = undefined
      }
      if (!isStopped) next()
    }
  }

  /** What a file unpacks to lies outside the heap, where resourceLimits do not count: the whole process is looked at. */
  function watchMemory() {
    if ([...threads].some(({ isEnding }) => isEnding)) return
    const [oldest] = [...threads].filter(({ busy }) => busy).toSorted((a, b) => a.busy!.startedAt - b.busy!.startedAt)
    const grown = process.memoryUsage.rss() - (oldest?.busy?.memoryAtStart ?? Infinity)
    if (grown > memoryMb * 1_000_000) oldest?.end(TOO_BIG)
  }

  const ask = <T>(question: Question, withoutAnswer: (sentence: string) => T | Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      if (isStopped) throw new Error('The reader is stopped')
      waiting.push({ question, resolve: resolve as (answer: unknown) => void, reject, withoutAnswer })
      next()
    })

  return {
    read: (source, name, memory = nothingRemembered) =>
      ask<Reading>({ source, name, memory }, async (why) => givenUp(await isPdf(source), why)),
    learn: (source, taught) => ask<Learnt>({ source, taught }, () => nothingLearnt),
    async stop() {
      isStopped = true
      const given = [...waiting.splice(0), ...[...threads].flatMap(({ busy }) => busy?.job ?? [])]
      for (const job of given) job.reject(new Error('The reader is stopped'))
      await Promise.all([...threads].map(({ worker }) => worker.terminate()))
    },
  }
}

const isPdf = async (source: Source) =>
  'path' in source ? isPdfFile(source.path) : (await shapeOf(source.bytes)) === 'pdf'

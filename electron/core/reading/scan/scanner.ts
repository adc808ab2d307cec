import { fork } from 'node:child_process'
import type { ReadingContext } from '../known.ts'
import type { Reading } from '../../../../shared/domain/document/reading.ts'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { fileURLToPath } from 'node:url'
import { threadFile } from '../../workers/worker-file.ts'
import { note } from '../outcome.ts'
import type { Source } from '../reader-thread.ts'
import type { ScanReading } from './read-scan.ts'

/** The page being recognised, counted among those that are to be. */
export type Progress = { page: number; of: number }

/** What the process is asked, and what it says. */
export type Request = { source: Source; memory?: ReadingContext | undefined }

/** A file, and what was made of it without recognition: the answer where it fails. */
export type Unread = Request & { unread: Reading }
export type News = Progress | ScanReading | { failed: string }

/** A process that recognises: Node’s own, or Electron’s in the window’s application. */
export type ScanProcess = {
  ask: (request: Request) => void
  /** Ends it at once, whatever it is doing. */
  kill: () => void
}
/** Starts the process from this file; it is heard until its end, which is said once. */
export type Fork = (entry: string, hears: { news: (news: News) => void; end: () => void }) => ScanProcess

type Wishes = { progress?: (progress: Progress) => void; signal?: AbortSignal }
export type Scanner = {
  /** Recognises a scan, one after the other. A file that cannot be is answered with a sentence. Rejects when it is given up. */
  read: (scan: Unread, wishes?: Wishes) => Promise<ScanReading>
  stop: () => void
}

const TOO_LONG =
  'La lecture de ce scan prend trop de temps : elle est abandonnée. Saisissez la facture d’après le document.'
const CRASHED =
  'La lecture de ce scan s’est interrompue : il est trop lourd, ou abîmé. Saisissez la facture d’après le document.'

type Job = Unread & { wishes: Wishes; resolve: (answer: ScanReading) => void; reject: (why: Error) => void }
type Options = { fork?: Fork; pageMs?: number; idleMs?: number }

/**
 * Recognises scans in a process of its own, which starts with the first one and ends when none has come for a while. One that
 * hangs or dies gives its file a sentence, and is started again for the next.
 */
export function createScanner({
  fork = forkNode,
  pageMs = limits.scanPageMs.value,
  idleMs = limits.scanIdleMs.value,
}: Options = {}): Scanner {
  const waiting: Job[] = []
  let current: Job | undefined
  let running: ScanProcess | undefined
  let patience: NodeJS.Timeout | undefined

  function next() {
    clearTimeout(patience)
    current = waiting.shift()
    if (current) {
      running ??= start()
      running.ask({ source: current.source, memory: current.memory })
      wait()
    } else if (running) {
      patience = setTimeout(end, idleMs)
      patience.unref()
    }
  }
  function start(): ScanProcess {
    const started = fork(fileURLToPath(threadFile('scan-process', import.meta.url)), {
      news: (news) => started === running && hear(news),
      end: () => started === running && giveUp(CRASHED),
    })
    return started
  }
  function hear(news: News) {
    if ('failed' in news) giveUp(CRASHED, news.failed)
    else if ('of' in news) {
      wait()
      current?.wishes.progress?.(news)
    } else {
      current?.resolve(news)
      next()
    }
  }
  /** Each page has its time. */
  function wait() {
    clearTimeout(patience)
    patience = setTimeout(() => giveUp(TOO_LONG), pageMs)
  }
  function end() {
    const ended = running
    running = undefined
    ended?.kill()
  }
  function giveUp(sentence: string, detail?: string) {
    end()
    current?.resolve({ reading: abandoned(current.unread, sentence, detail), words: [], pages: [] })
    next()
  }
  function cancel(job: Job) {
    job.reject(new Error('The reading of a scan was given up'))
    const place = waiting.indexOf(job)
    if (place >= 0) waiting.splice(place, 1)
    if (job !== current) return
    end()
    next()
  }
  return {
    read: (scan, wishes = {}) =>
      new Promise((resolve, reject) => {
        const job = { ...scan, wishes, resolve, reject }
        waiting.push(job)
        wishes.signal?.addEventListener('abort', () => cancel(job), { once: true })
        if (!current) next()
      }),
    stop() {
      for (const job of [...waiting, ...(current ? [current] : [])]) cancel(job)
      clearTimeout(patience)
      end()
    },
  }
}

/** An invoice, very likely: it can be typed from the document. */
function abandoned({ document, ...rest }: Reading, message: string, detail?: string): Reading {
  const notes = detail ? [...document.notes, note('unexpected', detail)] : document.notes
  return { ...rest, document: { ...document, status: 'partial', message, notes } }
}

/** In a terminal and in tests. */
export const forkNode: Fork = (entry, { news, end }) => {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.on('message', (message) => news(message as News))
  child.on('exit', end)
  child.on('error', end)
  return { ask: (request) => void child.send(request), kill: () => void child.kill('SIGKILL') }
}

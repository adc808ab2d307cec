import { Worker } from 'node:worker_threads'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import { threadFile } from '../workers/worker-file.ts'
import type { Message, Task } from './import-thread.ts'
import type { ImportFailure as Failure, Report } from '../../../shared/contract/buyers.ts'
import type { Progress } from './report.ts'

/** What is being brought in, or was last: `name` is the file's. */
export type Import = {
  name: string
  progress: Progress | undefined
  outcome: { report: Report } | { failure: Failure } | undefined
}

type Deps = {
  database: string
  now: () => number
  changed: () => void
  report: (error: unknown) => void
  /** Without news for so long, in milliseconds, it is stopped. */
  patienceMs?: number
}
/** What the thread may take, in megabytes: a list unpacked, as text, and what was read of it. */
const MEMORY = 2048
/** The window hears of progress so often, in milliseconds. */
const TELL_EVERY = 500

/** Brings lists of structures in, one at a time, in a thread: neither the window nor the sending waits for it. */
export function createImporter({
  database,
  now,
  changed,
  report,
  patienceMs = limits.directorySeconds.value * 1000,
}: Deps) {
  let current: Import | undefined
  let worker: Worker | undefined
  let ended: Promise<void> = Promise.resolve()
  let toldAt = 0

  function run(task: Omit<Task, 'database' | 'seenAt'>, name: string): Promise<void> {
    const running: Import = { name, progress: undefined, outcome: undefined }
    if (name) current = running
    const thread = new Worker(threadFile('import-thread', import.meta.url), {
      workerData: { ...task, database, seenAt: now() } satisfies Task,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY },
    })
    worker = thread
    const settle = (outcome: Import['outcome']) => {
      running.outcome ??= outcome
      changed()
    }
    const giveUp = () => {
      settle({ failure: 'tooLong' })
      void thread.terminate()
    }
    let patience = setTimeout(giveUp, patienceMs)
    thread.on('message', (message: Message) => {
      if (!('progress' in message)) {
        settle(message)
        return
      }
      running.progress = message.progress
      clearTimeout(patience)
      patience = setTimeout(giveUp, patienceMs)
      if (performance.now() - toldAt < TELL_EVERY) return
      toldAt = performance.now()
      changed()
    })
    thread.on('error', (error) => {
      report(error)
      settle({ failure: 'unexpected' })
    })
    ended = new Promise((resolve) =>
      thread.on('exit', () => {
        clearTimeout(patience)
        if (worker === thread) worker = undefined
        settle({ failure: 'unexpected' })
        resolve()
      }),
    )
    changed()
    return ended
  }
  const isBusy = () => worker !== undefined

  return {
    now: () => current,
    isBusy,
    /** False when another one is under way. Resolves when it is over. */
    take: async (source: NonNullable<Task['source']>, name: string): Promise<boolean> => {
      if (isBusy()) return false
      await run({ source }, name)
      return true
    },
    /** Writes the words of all structures anew, when the tables have changed. */
    rewrite: () => (isBusy() ? Promise.resolve() : run({ source: null }, '')),
    /** The report has been read. */
    forget: () => {
      if (!isBusy()) current = undefined
      changed()
    },
    stop: async () => {
      await worker?.terminate()
      await ended
    },
  }
}

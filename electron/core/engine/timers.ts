import { setTimeout as wait } from 'node:timers/promises'

/** Timers: work that comes back by itself while the application runs; one turn that fails is reported, and not the last one. */
export function createTimers(report: (error: unknown) => void) {
  const running: NodeJS.Timeout[] = []
  return {
    /** Period in milliseconds. */
    every(ms: number, work: () => void | Promise<void>) {
      const turn = async () => {
        await work()
      }
      running.push(setInterval(() => void turn().catch(report), ms).unref())
    },
    stop() {
      for (const timer of running.splice(0)) clearInterval(timer)
    },
  }
}

/** Timeout: resolves when the work has ended, or after that many milliseconds. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const late = new AbortController()
  await Promise.race([work, wait(ms, undefined, { signal: late.signal }).catch(() => undefined)])
  late.abort()
}

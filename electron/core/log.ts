import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MOST_BYTES = 1_000_000
const FILES = 5

/** One line per event, in files that rotate: never a field of an invoice, never a secret. */
export function createLog({ folder, now }: { folder: string; now: () => number }) {
  const file = (n: number) => join(folder, n ? `choriste.${n}.log` : 'choriste.log')

  function rotate() {
    if (!existsSync(file(0)) || statSync(file(0)).size < MOST_BYTES) return
    for (let n = FILES - 1; n > 0; n--) if (existsSync(file(n - 1))) renameSync(file(n - 1), file(n))
  }
  /** A log that cannot be written (a full disk) must not stop the work it tells of. */
  function write(level: 'info' | 'error', text: string) {
    try {
      mkdirSync(folder, { recursive: true })
      rotate()
      appendFileSync(file(0), `${new Date(now()).toISOString()} ${level} ${text.replace(/\s*\n\s*/g, ' | ')}\n`)
    } catch {
      process.stderr.write(`${level} ${text}\n`)
    }
  }
  return {
    info: (text: string) => write('info', text),
    error: (error: unknown) => write('error', textOf(error)),
  }
}

/** A text that is not JSON is quoted by the engine that reads it, and may be anything: only where it happened is kept. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { name, message, stack = message } = error
  return error instanceof SyntaxError ? stack.replace(message, () => `(${name}: text withheld)`) : stack
}

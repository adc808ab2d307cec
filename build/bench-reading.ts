import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReader } from '../electron/core/reading/thread.ts'
import { fields, invoice } from '../tests/reading/support.ts'
import { invoicePdf } from '../tests/support/invoice-pdf.ts'
import { joinPdfs } from '../tests/support/join-pdfs.ts'

// First part of `npm run bench`: how long one PDF takes in the reader’s warm threads, beside « pdftotext -layout » on the
// same files in the same run. Figures, no verdict.

const SHARED = join(import.meta.dirname, '../../shared/samples')
const ROUNDS = 7
const place = mkdtempSync(join(tmpdir(), 'choriste-bench-'))
const reader = createReader({ threads: 1 })
async function onePage() {
  const paths = existsSync(SHARED)
    ? ['pdf-fr', 'pdf'].flatMap((folder) => pdfsIn(join(SHARED, folder)))
    : pdfsIn(join(import.meta.dirname, '../resources/exemples'))
  const single: string[] = []
  // Read once before: warm, and known by their pages.
  for (const path of paths) if ((await read(path)).document.pages === 1) single.push(path)
  const ours = new Map<string, number[]>()
  const theirs = new Map<string, number[]>()
  const empty: number[] = []
  const hasPdftotext = await timed(() => run('-v')).then(() => true, () => false) // prettier-ignore
  for (let round = 0; round < ROUNDS; round++)
    for (const path of single) {
      note(ours, path, await timed(() => read(path)))
      if (!hasPdftotext) continue
      note(theirs, path, await timed(() => run('-layout', path, '-')))
      empty.push(await timed(() => run('-v')))
    }
  console.log(
    `one page, ${single.length} files of ${existsSync(SHARED) ? 'pdf-fr and pdf' : 'the examples'}, ${ROUNDS} rounds:`,
  )
  const mine = tell('Choriste, warm, from the path to all fields', ours)
  if (!hasPdftotext) {
    console.log('  pdftotext is not here: nothing to stand beside')
    return
  }
  const whole = tell('pdftotext -layout, each in a process of its own, as one runs it', theirs)
  const start = median(empty)
  const bare = new Map([...theirs].map(([path, times]) => [path, times.map((time) => Math.max(0, time - start))]))
  const work = tell(`pdftotext -layout less a process that does nothing (pdftotext -v, ${start.toFixed(1)} ms)`, bare)
  console.log(`  median, times pdftotext: ${(mine / whole).toFixed(1)}; without its start: ${(mine / work).toFixed(1)}`)
}

async function fiftyPages() {
  const page = (number: string) => invoicePdf({ ...invoice, layout: 'vatTable', fields: { ...fields, number } })
  const same = await joinPdfs(...(await Promise.all(Array.from({ length: 50 }, () => page('F-2026-1')))))
  const lot = await joinPdfs(
    ...(await Promise.all(Array.from({ length: 50 }, (_, index) => page(`F-2026-${index + 1}`)))),
  )
  for (const [what, bytes] of [
    ['one invoice', same],
    ['fifty invoices in one PDF', lot],
  ] as const) {
    // prettier-ignore
    const path = join(place, `${what}.pdf`)
    writeFileSync(path, bytes)
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) times.push(await timed(() => read(path)))
    const { document } = await read(path)
    console.log(
      `fifty pages, ${what}: median ${median(times).toFixed(0)} ms, parts found ${document.parts?.length ?? 1}`,
    )
  }
}

function read(path: string) {
  return reader.read({ path }, path)
}

const pdfsIn = (folder: string) =>
  readdirSync(folder).filter((name) => name.endsWith('.pdf')).map((name) => join(folder, name)) // prettier-ignore

/** Resolves when pdftotext has said all it has to say. */
const run = (...args: string[]) =>
  new Promise<void>((done, fail) => {
    const child = spawn('pdftotext', args, { stdio: ['ignore', 'pipe', 'ignore'] })
    child.stdout.resume()
    child.on('error', fail).on('close', () => done())
  })

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

const note = (times: Map<string, number[]>, path: string, time: number) =>
  void times.set(path, [...(times.get(path) ?? []), time])

const sorted = (times: number[]) => times.toSorted((one, other) => one - other)
const median = (times: number[]) => sorted(times)[Math.floor(times.length / 2)]!

/** Median and 95th percentile over the files, each by the median of its rounds. Gives the median. */
function tell(what: string, times: Map<string, number[]>): number {
  const each = sorted([...times.values()].map(median))
  const p95 = each[Math.min(each.length - 1, Math.ceil(each.length * 0.95) - 1)]!
  console.log(`  ${what}: median ${median(each).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`)
  return median(each)
}

try {
  await onePage()
  await fiftyPages()
} finally {
  await reader.stop()
  rmSync(place, { recursive: true, force: true })
}

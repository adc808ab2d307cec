import { ZipArchive } from 'archiver'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { createCore } from '../electron/core/core.ts'
import { createReader } from '../electron/core/reading/thread.ts'
import { createPlatform, credentials } from '../electron/sim/platform.ts'
import { complete, numbered, printed } from '../tests/support/complete.ts'
import { ciiXml } from '../tests/support/invoice-xml.ts'
import { invoicePdf } from '../tests/support/invoice-pdf.ts'

// Part of `npm run bench`: an archive of 2,000 invoices opened by the whole application without its window: how long it takes,
// its memory at the peak, and the longest time it answers nobody. Figures, no verdict.

const MANY = Number(process.env['BENCH_ENTRIES'] ?? 2000)
/** Every so manyth is a PDF, of as many bytes as those people have. */
const [PDF_EVERY, PDF_BYTES] = [4, 150_000]

type File = { name: string; bytes: Buffer }

async function filesOf(): Promise<File[]> {
  const filler = Buffer.alloc(PDF_BYTES, '%'.repeat(99) + '\n')
  const files: File[] = []
  for (let n = 1; n <= MANY; n++) {
    const fields = { ...complete, ...numbered(n) }
    const isPdf = n % PDF_EVERY === 0
    const bytes = isPdf
      ? Buffer.concat([Buffer.from(await invoicePdf({ ...printed, fields })), filler])
      : Buffer.from(ciiXml({ fields }))
    files.push({ name: `factures/F-${n}.${isPdf ? 'pdf' : 'xml'}`, bytes })
  }
  return files
}
async function zipOf(files: File[]) {
  const archive = new ZipArchive({ store: true })
  for (const { name, bytes } of files) archive.append(bytes, { name })
  const done = buffer(archive)
  await archive.finalize()
  return done
}
async function tarOf(files: File[]) {
  const tar = pack()
  for (const { name, bytes } of files) tar.entry({ name }, bytes)
  tar.finalize()
  return gzipSync(await buffer(tar))
}

const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1000

async function measure(path: string) {
  const home = mkdtempSync(join(tmpdir(), 'bench-archive-'))
  const reader = createReader()
  const core = createCore({
    ...{ dataFolder: join(home, 'data'), environment: 'production', reader, now: Date.now },
    fetch: createPlatform({ now: Date.now }).fetch,
    credentials: () => ({
      tokenUrl: 'https://sim.invalid/api/oauth/token',
      apiUrl: 'https://sim.invalid/',
      ...credentials,
    }),
    report: console.error,
  })
  core.start({ watching: false })
  const pauses = monitorEventLoopDelay({ resolution: 5 })
  const begun = performance.now()
  const seconds = () => ((performance.now() - begun) / 1000).toFixed(1)
  pauses.enable()
  const { ids } = await core.commands.takeFiles([path])
  console.log(`${path}: ${ids.length} invoices of ${MANY} entries after ${seconds()} s`)
  console.log(
    `  longest pause ${Math.round(pauses.max / 1e6)} ms, 99 % under ${Math.round(pauses.percentile(99) / 1e6)} ms; peak memory ${Math.round(peak())} MB`,
  )
  await core.stop()
  await reader.stop()
  rmSync(home, { recursive: true, force: true })
}

const [path] = process.argv.slice(2)
if (path) await measure(path)
else {
  // Each in a process of its own, so that what made it does not count.
  const { spawnSync } = await import('node:child_process')
  const folder = mkdtempSync(join(tmpdir(), 'bench-archive-'))
  const files = await filesOf()
  writeFileSync(join(folder, 'lot.zip'), await zipOf(files))
  writeFileSync(join(folder, 'lot.tar.gz'), await tarOf(files))
  for (const name of ['lot.zip', 'lot.tar.gz'])
    spawnSync(process.execPath, [import.meta.filename, join(folder, name)], { stdio: 'inherit' })
  rmSync(folder, { recursive: true, force: true })
}

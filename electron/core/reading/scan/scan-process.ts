/** What runs in a process of its own: one scan at a time, its bytes or its path in; pages counted and what was read out. */
import { readFile } from 'node:fs/promises'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { openDrawer } from './draw.ts'
import { readScan, type Recognise, type ScanReading } from './read-scan.ts'
import { recognisePage, type ScannedPage } from './recognise.ts'
import type { News, Request } from './scanner.ts'
import { loadTesseract } from './tesseract.ts'

boundMemory()
let loading: ReturnType<typeof loadTesseract> | undefined
listen((request) => {
  read(request).then(tell, (error: unknown) => tell({ failed: String(error) }))
})

async function read({ source, memory }: Request): Promise<ScanReading> {
  const bytes = new Uint8Array('bytes' in source ? source.bytes : await readFile(source.path))
  return readScan(bytes, recogniseIn(bytes), memory)
}

const recogniseIn =
  (bytes: Uint8Array): Recognise =>
  async (pages) => {
    const see = await (loading ??= loadTesseract())
    const drawer = await openDrawer(bytes)
    const scanned: ScannedPage[] = []
    try {
      for (const [index, number] of pages.entries()) {
        tell({ page: index + 1, of: pages.length })
        scanned.push(recognisePage(await drawer.draw(number), { number, see }))
      }
    } finally {
      drawer.close()
    }
    return scanned
  }

/** A page that unpacks to gigabytes ends with a failure to grow, not with the machine at a standstill. */
function boundMemory() {
  const grow = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'grow')!.value as (pages: number) => number
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65_536 > limits.scanMb.value * 1_000_000) throw new RangeError('Out of memory')
    return grow.call(this, pages)
  }
}

/** Electron’s utility process has a port of its own; Node’s child process is one. */
function listen(hear: (request: Request) => void) {
  const port = parentPort()
  if (port) port.on('message', ({ data }) => hear(data as Request))
  else process.on('message', hear)
}

function tell(news: News) {
  const port = parentPort()
  if (port) port.postMessage(news)
  else process.send?.(news)
}

type ParentPort = {
  on: (event: 'message', hear: (message: { data: unknown }) => void) => void
  postMessage: (news: News) => void
}

function parentPort() {
  return (process as { parentPort?: ParentPort }).parentPort
}

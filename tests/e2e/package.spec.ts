import { expect, test } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Reading } from '../../shared/domain/document/reading.ts'
import { complete } from '../support/complete.ts'
import { ciiXml } from '../support/invoice-pdf.ts'
import { project } from './engine.ts'

// What would be installed: electron-builder is real, Electron's own executable is an empty one of the same shape.
test('the installed application has what it needs, its own SQLite only, and is sealed', async () => {
  const place = mkdtempSync(join(tmpdir(), 'choriste-package-'))
  const output = join(place, 'dist')
  const builder = join(project, 'node_modules/electron-builder/cli.js')
  execFileSync(
    process.execPath,
    [builder, '--config', 'electron-builder.config.mjs', '--linux', 'dir', '--x64', `-c.directories.output=${output}`],
    {
      cwd: project,
      env: { ...process.env, ELECTRON_DIST: emptyElectron(join(place, 'electron')) },
      stdio: 'pipe',
    },
  )
  const installed = join(output, 'linux-unpacked')
  const resources = join(installed, 'resources')
  expect(globSync('**/*.node', { cwd: resources })).toEqual([
    'app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-arm64.node',
    'app.asar.unpacked/node_modules/better-sqlite3/prebuilds/linux-x64.node',
  ])
  expect(readdirSync(join(resources, 'app'))).toEqual(readdirSync(join(project, 'resources')))
  const archive = filesOf(join(resources, 'app.asar'))
  expect(Object.keys(archive).sort()).toEqual(['node_modules', 'out', 'package.json'])
  expect(Object.keys(archive.out!.files!).sort()).toEqual(['main', 'preload', 'renderer'])
  expect(Object.keys(archive.out!.files!.main!.files!).sort()).toEqual([
    'assets',
    'import-thread.js',
    'join-thread.js',
    'main.js',
    'opening-thread.js',
    'reader-thread.js',
    'scan',
    'scan-process.js',
    'split-thread.js',
  ])
  // What it installs is enough to hold an invoice against its schema.
  unpack(join(resources, 'app.asar'), join(place, 'run/app.asar'))
  cpSync(join(resources, 'app'), join(place, 'run/app'), { recursive: true })
  expect(await notesOn(spoilt, join(place, 'run/app.asar/out/main/reader-thread.js'))).toContain('reading.schema')
  // Recognition and pictures: all they need, and nothing they could have to download.
  expect(Object.keys(archive.out!.files!.main!.files!.scan!.files!).sort()).toEqual([
    ...['fra.traineddata.gz', 'magick.wasm', 'pdfium.wasm', 'tesseract.cjs', 'tesseract.wasm'],
  ])
  // runAsNode off, NODE_OPTIONS off, --inspect off, only the application's own archive, nothing special for file://.
  const fuses = fusesOf(join(installed, 'choriste'))
  expect([fuses.slice(0, 6), fuses[7]]).toEqual(['010011', '0'])
  const notices = readFileSync(join(resources, 'licences-tierces.md'), 'utf8')
  for (const name of [
    'svelte',
    'saxes',
    '@fontsource-variable/inter',
    'tesseract.js-core',
    'better-sqlite3',
    'minimatch',
  ])
    expect(notices).toMatch(new RegExp(`^## ${name} - [0-9.]+ \\(.+\\)$`, 'm'))
  // Each with its words.
  const empty = notices
    .split(/^## (?=\S+ - \d)/m)
    .slice(1)
    .filter((section) => section.split('\n').length < 4)
  expect(empty).toEqual([])
  rmSync(place, { recursive: true })
})

const spoilt = ciiXml({ fields: complete }).replace('<ram:TypeCode>', '<ram:Couleur/><ram:TypeCode>')

/** What the reading thread of an application says of an XML file. */
async function notesOn(xml: string, thread: string) {
  const worker = new Worker(thread)
  worker.postMessage({ source: { bytes: new TextEncoder().encode(xml) }, name: 'facture.xml' })
  const [reading] = (await once(worker, 'message')) as [Reading]
  await worker.terminate()
  return reading.document.notes.map(({ code }) => code)
}

type Entries = { [name: string]: { files?: Entries; offset?: string; size?: number } }

/** Writes out what an asar archive holds of the bundle. */
function unpack(archive: string, folder: string) {
  const bytes = readFileSync(archive)
  const start = 8 + bytes.readUInt32LE(4)
  const write = (entries: Entries, into: string) => {
    mkdirSync(into, { recursive: true })
    for (const [name, { files, offset, size = 0 }] of Object.entries(entries)) {
      if (files) write(files, join(into, name))
      else if (offset)
        writeFileSync(join(into, name), bytes.subarray(start + Number(offset), start + Number(offset) + size))
    }
  }
  const { out, 'package.json': manifest } = filesOf(archive)
  write({ out: { files: { main: out!.files!.main! } }, 'package.json': manifest! }, folder)
}

/** The table at the head of an asar archive: its length, then JSON. */
function filesOf(archive: string): Entries {
  const bytes = readFileSync(archive)
  return (JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as { files: Entries }).files
}

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fusesOf = (executable: string) => {
  const bytes = readFileSync(executable)
  const start = bytes.indexOf(SENTINEL) + SENTINEL.length + 2
  return bytes.toString('latin1', start, start + 9)
}

function emptyElectron(folder: string): string {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  const fuses = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, 9]), Buffer.from('1'.repeat(9))])
  writeFileSync(join(folder, 'electron'), fuses, { mode: 0o755 })
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html', 'locales/fr.pak', 'resources/none'])
    writeFileSync(join(folder, name), '')
  return folder
}

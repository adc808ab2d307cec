import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sampleOf } from '../tests/support/corpus/corpus.ts'
import type { Scanned } from '../tests/support/glass.ts'
import type { Photographed } from '../tests/support/photo.ts'
import { scanOf } from '../tests/support/scan-pdf.ts'

// Prints invoices and scans them badly, into test-results/scans, as samples of the scoring tool:
//   node build/make-scans.ts && node ../shared/tools/score-reading.mjs --samples test-results/scans \
//     --folders grey150,grey200,jpeg300,noise,fax200,fax300,lamp,shadow,angle,photo,dpi100 --misses
// A further argument is the first seed: another set, with other layouts and issuers.

const corners: Photographed['corners'] = [{ x: 0.09, y: 0.06 }, { x: 0.93, y: 0.03 }, { x: 0.97, y: 0.96 }, { x: 0.03, y: 0.94 }] // prettier-ignore
const slight: Photographed['corners'] = [{ x: 0.04, y: 0.03 }, { x: 0.97, y: 0.045 }, { x: 0.95, y: 0.98 }, { x: 0.06, y: 0.965 }] // prettier-ignore
const WAYS: Record<string, Scanned & { photo?: Photographed }> = {
  grey150: { dpi: 150, jpeg: 70, askew: 0.6, paper: 245 },
  grey200: { dpi: 200, jpeg: 40, askew: -1.2, paper: 230 },
  jpeg300: { dpi: 300, jpeg: 50, askew: 2 },
  noise: { dpi: 200, noise: 0.02, askew: 0.3, paper: 225 },
  fax200: { dpi: 200, fax: 140, askew: -0.4, noise: 0.002 },
  fax300: { dpi: 300, fax: 150, askew: -2, noise: 0.002 },
  lamp: { dpi: 200, jpeg: 70, photo: { dim: 0.45, grain: 6 } },
  shadow: { dpi: 200, jpeg: 70, photo: { shadow: 0.5, dim: 0.75, grain: 8 } },
  angle: { dpi: 200, jpeg: 75, photo: { corners, dim: 0.8, grain: 6 } },
  photo: { dpi: 180, jpeg: 70, photo: { corners: slight, dim: 0.6, shadow: 0.7, grain: 8, blur: 1 } },
  dpi100: { dpi: 100 },
}
const PRINTED = join(import.meta.dirname, '../../shared/samples/pdf-fr')
const TARGET = join(import.meta.dirname, '../test-results/scans')
const PER_WAY = 6
const seed = Number(process.argv[2] ?? 1001)
const printed = existsSync(PRINTED) ? readdirSync(PRINTED).filter((file) => file.endsWith('.pdf')) : []

/** As the samples have them. */
const inEuros = (name: string, value: unknown) =>
  typeof value === 'number' && (name.endsWith('Total') || name === 'payable') ? value / 100 : value

for (const [index, [way, how]] of Object.entries(WAYS).entries()) {
  const folder = join(TARGET, way)
  mkdirSync(folder, { recursive: true })
  for (const file of printed.filter((_, nth) => nth % Object.keys(WAYS).length === index)) {
    const truth = readFileSync(join(PRINTED, file.replace('.pdf', '.expected.json')), 'utf8')
    await lay({ file, bytes: readFileSync(join(PRINTED, file)), truth: JSON.parse(truth) as object })
  }
  for (let nth = 0; nth < PER_WAY; nth++) {
    const sample = await sampleOf(seed + index * PER_WAY + nth)
    const entries = Object.entries(sample.truth).map(([name, value]) => [name, inEuros(name, value)] as const)
    await lay({ file: `corpus-${sample.seed}.pdf`, bytes: sample.bytes, truth: Object.fromEntries(entries) })
  }

  async function lay({ file, bytes, truth }: { file: string; bytes: Uint8Array; truth: object }) {
    writeFileSync(join(folder, file), await scanOf(bytes, how))
    writeFileSync(join(folder, file.replace('.pdf', '.expected.json')), JSON.stringify({ ...truth, _file: file }))
  }
}

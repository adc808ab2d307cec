import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { assetPath } from './assets.ts'
import type { Picture } from './picture.ts'

/** A word as recognised: its box in pixels, where the line it stands on lies at its start, 0 to 100 of confidence. */
export type Seen = {
  text: string
  left: number
  top: number
  right: number
  bottom: number
  baseline: number
  confidence: number
  /** Words of one line have the same number. */
  line: number
}

/** What tesseract.js’s core offers of Tesseract. */
type Api = {
  Init: (path: null, languages: string, engine: number) => number
  SetVariable: (name: string, value: string) => void
  SetImageFile: (exif: number, angle: number) => number
  Recognize: (monitor: null) => number
  GetJSONText: () => string
  Clear: () => void
}
type Core = { TessBaseAPI: new () => Api; FS: { writeFile: (path: string, data: Uint8Array) => void } }
type LoadCore = (options: { wasmBinary: Uint8Array; TesseractProgress: () => void }) => Promise<Core>
type Box = { x0: number; y0: number; x1: number; y1: number }
type Blocks = {
  blocks?: {
    paragraphs: { lines: { baseline: Box; words: { text: string; confidence: number; bbox: Box }[] }[] }[]
  }[]
}

/** The recognition by neural network alone. */
const LSTM_ONLY = 1
/** Where Tesseract looks for its picture. */
const IMAGE = '/input'

/** Loads Tesseract with its French data; it reads one picture at a time. */
export async function loadTesseract(): Promise<(picture: Picture) => Seen[]> {
  const load = createRequire(import.meta.url)(assetPath('tesseract.cjs')) as LoadCore
  const core = await load({ wasmBinary: readFileSync(assetPath('tesseract.wasm')), TesseractProgress: () => undefined })
  const api = new core.TessBaseAPI()
  core.FS.writeFile('fra.traineddata', gunzipSync(readFileSync(assetPath('fra.traineddata.gz'))))
  if (api.Init(null, 'fra', LSTM_ONLY) !== 0) throw new Error('Tesseract could not start')
  return (picture) => {
    core.FS.writeFile(IMAGE, asPgm(picture))
    if (api.SetImageFile(1, 0) !== 0) throw new Error('Tesseract could not take the picture')
    api.SetVariable('user_defined_dpi', String(Math.round(picture.dpi)))
    api.Recognize(null)
    const { blocks = [] } = JSON.parse(api.GetJSONText()) as Blocks
    api.Clear()
    return seenIn(blocks)
  }
}

function seenIn(blocks: NonNullable<Blocks['blocks']>): Seen[] {
  const lines = blocks.flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines))
  return lines.flatMap(({ baseline: { x0, y0, x1, y1 }, words }, line) =>
    words.map(({ text, confidence, bbox }) => ({
      ...{ text: text.trim(), confidence, line },
      ...{ left: bbox.x0, top: bbox.y0, right: bbox.x1, bottom: bbox.y1 },
      baseline: y0 + ((bbox.x0 - x0) * (y1 - y0)) / Math.max(1, x1 - x0),
    })),
  )
}

/** The plainest picture format there is. */
function asPgm({ width, height, pixels }: Picture) {
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`)
  const file = new Uint8Array(head.length + pixels.length)
  file.set(head)
  file.set(pixels, head.length)
  return file
}

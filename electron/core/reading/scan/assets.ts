import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** What recognition and pictures need besides code, and the packages it comes from: nothing is ever downloaded. */
export const ASSETS = {
  'pdfium.wasm': '@hyzyla/pdfium/pdfium.wasm',
  'magick.wasm': '@imagemagick/magick-wasm/magick.wasm',
  'tesseract.cjs': 'tesseract.js-core/tesseract-core-simd-lstm.js',
  'tesseract.wasm': 'tesseract.js-core/tesseract-core-simd-lstm.wasm',
  'fra.traineddata.gz': '@tesseract.js-data/fra/4.0.0_best_int/fra.traineddata.gz',
} as const

/** The path of one of them: in `scan/` beside the bundle, where vite.config.ts lays them, else in its package. */
export function assetPath(name: keyof typeof ASSETS): string {
  const shipped = fileURLToPath(new URL(`./scan/${name}`, import.meta.url))
  return existsSync(shipped) ? shipped : createRequire(import.meta.url).resolve(ASSETS[name])
}

import { PDFiumLibrary } from '@hyzyla/pdfium'
import { readFileSync } from 'node:fs'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { assetPath } from './assets.ts'
import type { Picture } from './picture.ts'

/** The pages of a PDF as pictures. */
export type Drawer = {
  /** Draws a page, numbered from 1, in shades of grey; smaller when it would have too many pixels. */
  draw: (page: number) => Promise<Picture>
  close: () => void
}

/** What tesseract reads best. */
const DPI = 300

let loading: ReturnType<typeof PDFiumLibrary.init> | undefined

/** Opens a PDF to draw its pages, with PDFium in WebAssembly: the same in a window’s process and in a terminal. */
export async function openDrawer(bytes: Uint8Array): Promise<Drawer> {
  const wasm = readFileSync(assetPath('pdfium.wasm'))
  const library = await (loading ??= PDFiumLibrary.init({ wasmBinary: new Uint8Array(wasm).buffer }))
  const document = await library.loadDocument(bytes)
  return {
    async draw(number) {
      const page = document.getPage(number - 1)
      const { originalWidth, originalHeight } = page.getOriginalSize()
      const inches = (originalWidth / 72) * (originalHeight / 72)
      const dpi = Math.min(DPI, Math.sqrt(limits.scanPixels.value / inches))
      const side = (points: number) => Math.max(1, Math.floor((points / 72) * dpi))
      const { width, height, data } = await page.render({
        ...{ width: side(originalWidth), height: side(originalHeight), scale: 1 },
        ...{ colorSpace: 'Gray', render: 'bitmap', renderFormFields: true },
      })
      return { width, height, pixels: data, dpi }
    },
    close: () => document.destroy(),
  }
}

import type { PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

/** A page's size at 100 %, in CSS pixels. */
export type PageSize = { width: number; height: number }

/** Beyond this many device pixels a side, a page is drawn smaller and stretched: a plan of 14 000 pt must not eat the memory. */
const MOST_PIXELS = 4096
/** CSS pixels for one point. */
const SCALE = 96 / 72

/** Opens an invoice of the vault; pdf.js is loaded the first time one is shown. Throws when it is not a readable PDF. */
export async function openPdf(sha256: string): Promise<PDFDocumentProxy> {
  const pdfjs = await import('pdfjs-dist')
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl
  return pdfjs.getDocument({
    url: `/pieces/${sha256}`,
    cMapUrl: '/pdfjs/cmaps/',
    standardFontDataUrl: '/pdfjs/standard_fonts/',
    wasmUrl: '/pdfjs/wasm/',
    iccUrl: '/pdfjs/iccs/',
    enableXfa: false,
  }).promise
}

/** `quarters` is how far it is turned clockwise from how the file has it. */
export async function sizeOf(pdf: PDFDocumentProxy, number: number, quarters = 0): Promise<PageSize> {
  const page = await pdf.getPage(number)
  const { width, height } = page.getViewport({ scale: SCALE, rotation: page.rotate + 90 * quarters })
  return { width, height }
}

type Drawing = {
  pdf: PDFDocumentProxy
  number: number
  quarters?: number
  canvas: HTMLCanvasElement
  zoom: number
  ondrawn: () => void
}

/**
 * Draws a page as sharp as the screen at this zoom. `zoom` 1 is 100 %. What was there stays until the new picture is
 * whole. Answers a function that gives up.
 */
export function draw({ pdf, number, quarters = 0, canvas, zoom, ondrawn }: Drawing): () => void {
  let cancel = () => {}
  let isOver = false
  void pdf.getPage(number).then((page) => {
    if (isOver) return
    const rotation = page.rotate + 90 * quarters
    const plain = page.getViewport({ scale: SCALE, rotation })
    const sharp = zoom * devicePixelRatio
    const most = MOST_PIXELS / Math.max(plain.width, plain.height)
    const viewport = page.getViewport({ scale: SCALE * Math.min(sharp, most), rotation })
    const aside = document.createElement('canvas')
    aside.width = viewport.width
    aside.height = viewport.height
    const task = page.render({ canvas: aside, viewport })
    cancel = () => task.cancel()
    task.promise.then(show, () => undefined)

    function show() {
      canvas.width = aside.width
      canvas.height = aside.height
      canvas.getContext('2d')!.drawImage(aside, 0, 0)
      ondrawn()
    }
  })
  return () => {
    isOver = true
    cancel()
  }
}

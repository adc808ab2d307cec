import { registerHooks } from 'node:module'

/**
 * pdf.js, for the text of a PDF only. In Node it takes @napi-rs/canvas if it can be found, which costs 280 MB and serves
 * drawing alone: while pdf.js is imported, that name leads to an empty module. In the packaged application the package is
 * absent and nothing changes. The second half, which pdf.js calls its worker, runs in our own thread (thread.ts).
 */
export async function loadPdfjs() {
  const hooks = registerHooks({ resolve: resolveCanvas, load: loadCanvas })
  try {
    const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
    // @ts-expect-error pdf.js publishes no types for its second half; it only has to be found under this name.
    Object.assign(globalThis, { pdfjsWorker: (await import('pdfjs-dist/legacy/build/pdf.worker.mjs')) as object })
    return pdfjs
  } finally {
    hooks.deregister()
  }
}

export type Pdfjs = Awaited<ReturnType<typeof loadPdfjs>>
export type PdfDocument = Awaited<ReturnType<Pdfjs['getDocument']>['promise']>
export type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>

const CANVAS = '@napi-rs/canvas'
const NO_CANVAS = 'choriste:no-canvas'

type Hooks = Parameters<typeof registerHooks>[0]

const resolveCanvas: Hooks['resolve'] = (specifier, context, next) =>
  specifier === CANVAS ? { url: NO_CANVAS, format: 'commonjs', shortCircuit: true } : next(specifier, context)

/** The two names pdf.js looks for at import, so that it does not warn of their absence. */
const loadCanvas: Hooks['load'] = (url, context, next) =>
  url === NO_CANVAS
    ? { format: 'commonjs', source: 'module.exports = { DOMMatrix: class {}, Path2D: class {} }', shortCircuit: true }
    : next(url, context)

import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import { loadPdfjs, type Pdfjs } from './pdfjs.ts'

/**
 * A piece of text as drawn. Lengths are points of the displayed page, its rotation applied, from its top left corner:
 * (x, y) is where the baseline starts, `width` runs along it, `size` is the height of the letters.
 */
export type Run = {
  text: string
  x: number
  y: number
  width: number
  size: number
  /** The font, by a name that means nothing outside its page. */
  font: string
  /** Degrees the baseline is turned clockwise: 0, 90, 180 or 270. Text at other angles is left out. */
  angle: number
}

/** A page: its number from 1, its displayed size in points, its text in the order it was drawn. */
export type Page = { number: number; width: number; height: number; runs: Run[] }

/** A file carried inside the PDF; the name is a text, never a path. What cannot be unpacked is empty. */
export type Attachment = { name: string; content: () => Promise<Uint8Array> }

export type OpenPdf = {
  pageCount: number
  pages: Page[]
  attachments: Attachment[]
  /** An image is drawn somewhere: without text, the PDF is a scan. */
  hasPictures: boolean
  close: () => Promise<void>
}

/** Why a PDF cannot be opened. */
export class BadPdf extends Error {
  readonly code: 'password' | 'damaged' | 'huge'

  constructor(code: BadPdf['code']) {
    super(code)
    this.code = code
  }
}

let loading: Promise<Pdfjs> | undefined

/** Loads pdf.js ahead of the first file. */
export const warmPdf = (): Promise<Pdfjs> => (loading ??= loadPdfjs())

/**
 * Opens a PDF and reads the text of its pages; of a very long one the first and the last. Nothing is drawn, run or
 * fetched. Throws BadPdf. Whoever opens closes.
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const pdfjs = await warmPdf()
  // pdf.js keeps what it is given for itself: it gets a copy.
  const task = pdfjs.getDocument({ data: bytes.slice(), verbosity: 0, disableFontFace: true, useSystemFonts: true })
  try {
    const document = await task.promise
    const pages: Page[] = []
    for (const number of pagesToRead(document.numPages)) pages.push(await readPage(document, number))
    await addFormFields(document, pages)
    return {
      pageCount: document.numPages,
      pages,
      attachments: await attachmentsOf(document),
      hasPictures: /\/Subtype\s*\/Image\b/.test(
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
      ),
      close: () => task.destroy(),
    }
  } catch (error) {
    await task.destroy().catch(() => undefined)
    if (error instanceof BadPdf) throw error
    throw new BadPdf(error instanceof pdfjs.PasswordException ? 'password' : 'damaged')
  }
}

function pagesToRead(count: number) {
  const first = Math.min(count, limits.firstPages.value)
  const last = Math.max(first, count - limits.lastPages.value)
  return [...range(1, first), ...range(last + 1, count)]
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)

type PdfDocument = Awaited<ReturnType<Pdfjs['getDocument']>['promise']>
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>
type Viewport = ReturnType<PdfPage['getViewport']>

async function readPage(document: PdfDocument, number: number): Promise<Page> {
  const page = await document.getPage(number)
  const viewport = page.getViewport({ scale: 1 })
  if (Math.max(viewport.width, viewport.height) > limits.pageSide.value) throw new BadPdf('huge')
  const { items } = await page.getTextContent()
  const runs = items.flatMap((item) => ('str' in item ? runOf(item, viewport) : []))
  page.cleanup()
  return { number, width: viewport.width, height: viewport.height, runs }
}

type Matrix = [number, number, number, number, number, number]

type TextItem = { str: string; width: number; transform: unknown[]; fontName: string }

function runOf(item: TextItem, viewport: Viewport): Run[] {
  if (item.str === '' || !item.transform.every(Number.isFinite)) return []
  const [a, b, c, d, x, y] = multiply(viewport.transform as Matrix, item.transform as Matrix)
  const turned = (Math.atan2(b, a) * 180) / Math.PI
  const angle = (Math.round(turned / 90) * 90 + 360) % 360
  if (Math.abs(((turned - angle + 540) % 360) - 180) > 3) return []
  return [{ text: item.str, x, y, width: item.width, size: Math.hypot(c, d), angle, font: item.fontName }]
}

const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

/** What was typed into the fields of a form is not in the text of the page. */
async function addFormFields(document: PdfDocument, pages: Page[]) {
  const fields = [...((await document.getFieldObjects())?.values() ?? [])].flat() as {
    value?: unknown
    page?: number
    rect?: number[]
  }[]
  for (const { value, page: index, rect } of fields) {
    const page = pages.find(({ number }) => number === (index ?? -1) + 1)
    if (!page || typeof value !== 'string' || value.trim() === '' || rect?.length !== 4) continue
    const { transform } = (await document.getPage(page.number)).getViewport({ scale: 1 })
    page.runs.push(...linesIn(value, boxOf(rect, transform as Matrix)))
  }
}

function boxOf([left = 0, bottom = 0, right = 0, top = 0]: number[], transform: Matrix) {
  const [, , , , x1, y1] = multiply(transform, [1, 0, 0, 1, left, bottom])
  const [, , , , x2, y2] = multiply(transform, [1, 0, 0, 1, right, top])
  return { x: Math.min(x1, x2), top: Math.min(y1, y2), height: Math.abs(y2 - y1) }
}

function linesIn(value: string, { x, top, height }: { x: number; top: number; height: number }): Run[] {
  const lines = value.split(/\r\n?|\n/)
  const step = height / lines.length
  const size = Math.min(step * 0.7, 12)
  return lines.map((text, index) => ({
    text,
    x: x + 2,
    y: top + step * index + (step + size * 0.7) / 2,
    width: text.length * size * 0.5,
    size,
    angle: 0,
    font: '',
  }))
}

async function attachmentsOf(document: PdfDocument): Promise<Attachment[]> {
  const found = await document.getAttachments()
  return [...(found ?? [])].map(([id, { filename }]) => ({
    name: filename,
    content: () => document.getAttachmentContent(id).then(toBytes, () => new Uint8Array()),
  }))
}

const toBytes = (content: unknown) => (content instanceof Uint8Array ? content : new Uint8Array())

import {
  multiply,
  runOf,
  runsInBox,
  runsOfNote,
  type Matrix,
  type NoteBox,
  type Page,
} from '../../../shared/domain/document/page/runs.ts'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import { embeddedFiles, type Attachment } from './embedded.ts'
import { hiddenOn, type Spot } from './hidden.ts'
import { hasLargePictures, mayHideInk } from './may-hide.ts'
import { isMeaningless } from './meaningless.ts'
import { loadPdfjs, type PdfDocument, type Pdfjs } from './pdfjs.ts'

/** A page with letters that are not to be believed: nobody sees them, or they have no meaning. */
export type Disbelieved = { page: Page; why: 'hidden' | 'meaningless' }

export type OpenPdf = {
  pageCount: number
  /** Without the text of those that are not believed. */
  pages: Page[]
  disbelieved: Disbelieved[]
  attachments: Attachment[]
  /** What holds the invoice in place of the page, when that is only a cover: files of a portfolio, a form of Acrobat’s own. */
  coverOf: () => Promise<'portfolio' | 'xfa' | undefined>
  /** An image is drawn somewhere: without text, the PDF is a scan. */
  hasPictures: boolean
  /** Someone has put an electronic signature on it (ISO 32000-1, 12.8.1). */
  isSigned: boolean
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
  const task = pdfjs.getDocument({
    ...{ data: bytes.slice(), verbosity: 0, disableFontFace: true, useSystemFonts: true },
    // Where text is hidden by pictures, their place is enough; and fonts are known by their names.
    ...{ maxImageSize: 0, fontExtraProperties: true },
  })
  try {
    const document = await task.promise
    const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
    const isLarge = hasLargePictures(latin1)
    const mayHide = isLarge || mayHideInk(bytes, latin1)
    const pages: Page[] = []
    const hidden = new Set<number>()
    for (const number of pagesToRead(document.numPages)) {
      const page = await readPage(document, number)
      const unseen = mayHide ? await hiddenOn(await document.getPage(number), pdfjs, isLarge) : undefined
      if (unseen?.isWhole) hidden.add(number)
      else if (unseen) page.runs = await visibleOf(document, page, unseen.spots)
      pages.push(page)
    }
    await addFormFields(document, pages)
    const disbelieved = pages.flatMap((page): Disbelieved[] => {
      if (hidden.has(page.number)) return [{ page, why: 'hidden' }]
      return isMeaningless(page) ? [{ page, why: 'meaningless' }] : []
    })
    return {
      pageCount: document.numPages,
      pages: pages.map((page) => (disbelieved.some((one) => one.page === page) ? { ...page, runs: [] } : page)),
      disbelieved,
      attachments: await attachmentsOf(document, bytes),
      coverOf: () => coverOf(document),
      hasPictures: /\/Subtype\s*\/Image\b/.test(latin1),
      isSigned: /\/ByteRange\s*\[/.test(latin1),
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

async function readPage(document: PdfDocument, number: number): Promise<Page> {
  const page = await document.getPage(number)
  const viewport = page.getViewport({ scale: 1 })
  if (Math.max(viewport.width, viewport.height) > limits.pageSide.value) throw new BadPdf('huge')
  const { items } = await page.getTextContent()
  const runs = items.flatMap((item) => ('str' in item ? runOf(item, viewport.transform as Matrix) : []))
  // What was written over the page with another program is drawn with it, but not in its text.
  for (const typed of (await page.getAnnotations()) as NoteBox[])
    runs.push(...runsOfNote(typed, viewport.transform as Matrix))
  return { number, width: viewport.width, height: viewport.height, runs }
}

/** Without those of which half the letters or more are seen by nobody. */
async function visibleOf(document: PdfDocument, { number, runs }: Page, spots: Spot[]) {
  const transform = (await document.getPage(number)).getViewport({ scale: 1 }).transform as Matrix
  const unseen = spots.map(({ x, y, letters }) => {
    const [, , , , left, top] = multiply(transform, [1, 0, 0, 1, x, y])
    return { left, top, letters }
  })
  return runs.filter(({ text, x, y, width, size, angle }) => {
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
    const within = unseen.filter(({ left, top }) => {
      const [along, across] = [(left - x) * cos + (top - y) * sin, (top - y) * cos - (left - x) * sin]
      return along > -0.1 * size - 0.1 && along < width && Math.abs(across) < 0.3 * size + 0.1
    })
    return (
      2 * within.reduce((sum, { letters }) => sum + letters, 0) < text.replace(/\s/g, '').length || within.length === 0
    )
  })
}

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
    page.runs.push(...runsInBox(value, rect, transform as Matrix))
  }
}

async function coverOf(document: PdfDocument) {
  const { info } = (await document.getMetadata()) as { info: { IsCollectionPresent?: boolean; IsXFAPresent?: boolean } }
  if (info.IsCollectionPresent) return 'portfolio' as const
  return info.IsXFAPresent ? ('xfa' as const) : undefined
}

async function attachmentsOf(document: PdfDocument, bytes: Uint8Array): Promise<Attachment[]> {
  const found = await document.getAttachments()
  if (!found?.size) return embeddedFiles(bytes)
  return [...found].map(([id, { filename }]) => ({
    name: filename,
    content: () => document.getAttachmentContent(id).then(toBytes, () => new Uint8Array()),
  }))
}

const toBytes = (content: unknown) => (content instanceof Uint8Array ? content : new Uint8Array())

import { PDFDict, PDFDocument, PDFName, PDFNumber } from '@cantoo/pdf-lib'
import { french } from '../../../../shared/base/french.ts'
import { obstaclesOf } from './obstacles.ts'
import { makeFacturX } from './pdfa.ts'

/** Factur-X made from an owner's PDF, or why it cannot be, in a French sentence. */
export type Attached = { bytes: Uint8Array } | { reason: string }
type Data = { xml: string; guideline: string; title: string; author: string; at: number }

const STAYS = 'le PDF simple reste, et se dépose tel quel.'
const CLOSED = french(`Ce PDF est protégé ou abîmé : ${STAYS}`)

/**
 * Attaches data to an owner's PDF where a valid PDF/A-3b comes of it without a change of its look: its pages, fonts and pictures
 * stay as they are. Takes the PDF, the XML with its profile (BT-24), what the file says of itself and when it is made (epoch
 * milliseconds). Never throws for what the file holds.
 */
export async function attachData(original: Uint8Array, { xml, guideline, title, author, at }: Data): Promise<Attached> {
  const pdf = await opened(original)
  if (!pdf) return { reason: CLOSED }
  const reason = against(pdf)
  if (reason) return { reason }
  makeLinksPrint(pdf)
  await makeFacturX(pdf, { xml, guideline, about: { title, author, producer: 'Choriste', at } })
  return { bytes: await pdf.save({ addDefaultPage: false, updateFieldAppearances: false }) }
}

/** Why no data can be attached to a PDF, a French sentence; undefined where they can. Never throws for what it holds. */
export async function obstacleTo(original: Uint8Array): Promise<string | undefined> {
  const pdf = await opened(original)
  return pdf ? against(pdf) : CLOSED
}

function against(pdf: PDFDocument): string | undefined {
  const obstacles = safely(() => obstaclesOf(pdf)) ?? ['ne se laisse pas vérifier']
  return obstacles.length ? french(`Ce PDF ${obstacles.slice(0, 3).join(', et ')} : ${STAYS}`) : undefined
}

async function opened(bytes: Uint8Array): Promise<PDFDocument | undefined> {
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true })
    return pdf.getPageCount() > 0 ? pdf : undefined
  } catch {
    return undefined
  }
}

function safely<T>(look: () => T): T | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}

/** Bit « Print » of an annotation: PDF/A wants it set, and a link draws nothing (ISO 19005-3, 6.3.2). */
const PRINT = 4

function makeLinksPrint(pdf: PDFDocument) {
  for (const page of pdf.getPages()) {
    const annotations = page.node.Annots()
    for (let index = 0; index < (annotations?.size() ?? 0); index++) {
      const each = annotations!.lookup(index)
      if (each instanceof PDFDict && each.lookup(PDFName.of('Subtype')) === PDFName.of('Link'))
        each.set(PDFName.of('F'), PDFNumber.of(PRINT))
    }
  }
}

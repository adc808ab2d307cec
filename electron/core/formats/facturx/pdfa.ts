import { AFRelationship, PDFHexString, PDFName, type PDFDocument } from '@cantoo/pdf-lib'
import { createHash } from 'node:crypto'
import { levelOf, xmpOf, type About } from './xmp.ts'
import { resource } from './resource.ts'

/** Further piece of an invoice, which travels inside of it (chorus-pro-api.md §8.9). */
export type Piece = { name: string; mimeType: string; bytes: Uint8Array }
/** What a Factur-X carries: the XML with its profile (BT-24), further pieces, and what the document says of itself. */
export type Carried = { xml: string; guideline: string; about: About; pieces?: Piece[] }

/**
 * Makes a document a Factur-X in PDF/A-3b: metadata, sRGB as its intent, an identity, the XML and the pieces inside (ISO 19005-3;
 * Factur-X 1.09). Takes a document whose fonts are embedded and whose colours are RGB or grey. Afterwards nothing may be drawn.
 */
export async function makeFacturX(pdf: PDFDocument, { xml, guideline, about, pieces = [] }: Carried): Promise<void> {
  tellAbout(pdf, about)
  const { context, catalog } = pdf
  const xmp = new TextEncoder().encode(xmpOf(about, levelOf(guideline)))
  catalog.set(PDFName.of('Metadata'), context.register(context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' })))
  catalog.set(PDFName.of('OutputIntents'), context.obj([intentOf(pdf)]))
  const day = new Date(about.at)
  const dates = { creationDate: day, modificationDate: day }
  await pdf.attach(new TextEncoder().encode(xml), 'factur-x.xml', {
    ...dates,
    mimeType: 'text/xml',
    description: 'Factur-X',
    // The page and the data say the same invoice: one is the alternative of the other.
    afRelationship: AFRelationship.Alternative,
  })
  for (const { name, mimeType, bytes } of pieces) {
    await pdf.attach(bytes, name, { ...dates, mimeType, description: name, afRelationship: AFRelationship.Supplement })
  }
  const id = PDFHexString.of(createHash('sha256').update(xml).update(String(about.at)).digest('hex').slice(0, 32))
  context.trailerInfo.ID = context.obj([id, id])
}

/** The information dictionary says what the metadata say, and nothing that was there before. */
function tellAbout(pdf: PDFDocument, { title, author, producer, at }: About) {
  pdf.context.trailerInfo.Info = pdf.context.register(pdf.context.obj({}))
  pdf.setTitle(title)
  pdf.setAuthor(author)
  pdf.setProducer(producer)
  pdf.setCreator(producer)
  pdf.setCreationDate(new Date(at))
  pdf.setModificationDate(new Date(at))
}

function intentOf({ context }: PDFDocument) {
  const profile = context.register(context.flateStream(resource('icc/sRGB-v2-micro.icc'), { N: 3 }))
  return context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFHexString.fromText('sRGB'),
    Info: PDFHexString.fromText('sRGB'),
    DestOutputProfile: profile,
  })
}

import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import type { Page } from './pages.ts'

/** An A4 sheet in points. */
const A4 = { short: 595.28, long: 841.89 }

/** A PDF of these pictures, each as large as it can be on a sheet of A4, upright or lying. The same ones give the same bytes. */
export async function pdfOf(pages: Page[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  for (const picture of pages) {
    const { width, height } = onSheet(picture)
    const page = pdf.addPage([width, height])
    const image = picture.isFax ? fax(pdf, picture) : (await pdf.embedJpg(picture.bytes)).ref
    page.node.setXObject(PDFName.of('Page'), image)
    const drawing = pdf.context.stream(`q ${width} 0 0 ${height} 0 0 cm /Page Do Q`)
    page.node.set(PDFName.of('Contents'), pdf.context.register(drawing))
  }
  return pdf.save()
}

function onSheet({ width, height: lines, stretch }: Page) {
  const height = lines * stretch
  const [most, least] = [Math.max(width, height), Math.min(width, height)]
  const scale = Math.min(A4.long / most, A4.short / least)
  return { width: Math.round(width * scale * 100) / 100, height: Math.round(height * scale * 100) / 100 }
}

/** ISO 32000-1, 7.4.6. */
const fax = ({ context }: PDFDocument, { bytes, width, height }: Page) =>
  context.register(
    context.stream(bytes, {
      ...{ Type: 'XObject', Subtype: 'Image', Width: width, Height: height },
      ...{ ColorSpace: 'DeviceGray', BitsPerComponent: 1, Filter: 'CCITTFaxDecode' },
      DecodeParms: { K: -1, Columns: width, Rows: height },
    }),
  )

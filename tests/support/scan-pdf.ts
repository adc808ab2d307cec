import { PDFDocument, PDFName, type PDFPage } from '@cantoo/pdf-lib'
import { deflateSync } from 'node:zlib'
import { openDrawer } from '../../electron/core/reading/scan/draw.ts'
import type { Picture } from '../../electron/core/reading/scan/picture.ts'
import { onGlass, type Scanned } from './glass.ts'
import { photographed, type Photographed } from './photo.ts'

/** Prints a PDF and scans it, or takes photographs of it: the same pages as pictures, without a letter of text. */
export async function scanOf(
  pdf: Uint8Array,
  { photo, ...how }: Scanned & { photo?: Photographed } = {},
): Promise<Uint8Array> {
  const drawer = await openDrawer(pdf)
  const source = await PDFDocument.load(pdf)
  const scan = await PDFDocument.create()
  for (const number of source.getPageIndices().map((index) => index + 1)) {
    if (how.keep?.includes(number)) {
      const [page] = await scan.copyPages(source, [number - 1])
      scan.addPage(page)
    } else {
      const sheet = await drawer.draw(number)
      addPicture(scan, onGlass(photo ? photographed(sheet, photo) : sheet, how))
    }
  }
  drawer.close()
  return scan.save()
}

function addPicture(scan: PDFDocument, { width, height, pixels, dpi }: Picture) {
  // Node's own deflate: pdf-lib's takes a tenth of a second a page.
  const image = scan.context.stream(deflateSync(pixels, { level: 1 }), {
    ...{ Type: 'XObject', Subtype: 'Image', Width: width, Height: height, ColorSpace: 'DeviceGray' },
    ...{ BitsPerComponent: 8, Filter: 'FlateDecode' },
  })
  const [w, h] = [(width * 72) / dpi, (height * 72) / dpi]
  const page: PDFPage = scan.addPage([w, h])
  page.node.setXObject(PDFName.of('Scan'), scan.context.register(image))
  page.node.set(
    PDFName.of('Contents'),
    scan.context.register(scan.context.flateStream(`q ${w} 0 0 ${h} 0 0 cm /Scan Do Q`)),
  )
}

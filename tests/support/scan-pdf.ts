import { PDFDocument, PDFName, type PDFPage } from '@cantoo/pdf-lib'
import { openDrawer } from '../../electron/core/reading/scan/draw.ts'
import { shrink, turnDegrees, turnQuarters, type Picture } from '../../electron/core/reading/scan/picture.ts'

export type Scanned = {
  /** Degrees the paper lies askew, clockwise. */
  askew?: number
  /** Quarters of a circle it was laid on the glass, clockwise. */
  quarters?: number
  /** 300 dots an inch, or half of it. */
  dpi?: 300 | 150
  /** Specks and grain: the share of pixels that are off. */
  noise?: number
  /** How dark the paper is: 255 white. */
  paper?: number
  /** Pages kept as they are, with their text. */
  keep?: number[]
}

/** Prints a PDF and scans it: the same pages as pictures, without a letter of text. */
export async function scanOf(pdf: Uint8Array, how: Scanned = {}): Promise<Uint8Array> {
  const drawer = await openDrawer(pdf)
  const source = await PDFDocument.load(pdf)
  const scan = await PDFDocument.create()
  for (const number of source.getPageIndices().map((index) => index + 1)) {
    if (how.keep?.includes(number)) {
      const [page] = await scan.copyPages(source, [number - 1])
      scan.addPage(page)
    } else addPicture(scan, onGlass(await drawer.draw(number), how))
  }
  drawer.close()
  return scan.save()
}

function onGlass(drawn: Picture, { askew = 0, quarters = 0, dpi = 300, noise = 0, paper = 255 }: Scanned): Picture {
  const laid = turnQuarters(turnDegrees(drawn, askew).picture, quarters).picture
  const coarse = shrink(laid, dpi === 150 ? 2 : 1)
  let seed = 42
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  const pixels = coarse.pixels.map((pixel) => {
    const grey = (pixel * paper) / 255
    return random() < noise ? grey + (random() - 0.5) * 400 : grey + (random() - 0.5) * 400 * noise
  })
  return { ...coarse, pixels: Uint8Array.from(pixels, (pixel) => Math.min(255, Math.max(0, pixel))) }
}

function addPicture(scan: PDFDocument, { width, height, pixels, dpi }: Picture) {
  const image = scan.context.flateStream(pixels, {
    ...{ Type: 'XObject', Subtype: 'Image', Width: width, Height: height, ColorSpace: 'DeviceGray' },
    BitsPerComponent: 8,
  })
  const [w, h] = [(width * 72) / dpi, (height * 72) / dpi]
  const page: PDFPage = scan.addPage([w, h])
  page.node.setXObject(PDFName.of('Scan'), scan.context.register(image))
  page.node.set(
    PDFName.of('Contents'),
    scan.context.register(scan.context.flateStream(`q ${w} 0 0 ${h} 0 0 cm /Scan Do Q`)),
  )
}

import { PDFDocument } from '@cantoo/pdf-lib'
import {
  ColorType,
  CompressionMethod,
  MagickColors,
  MagickFormat,
  MagickImage,
  MagickImageCollection,
  MagickReadSettings,
  Percentage,
  type IMagickImage,
} from '@imagemagick/magick-wasm'
import { FORMATS, loadPictures } from '../../electron/core/reading/opening/pages.ts'
import { openDrawer } from '../../electron/core/reading/scan/draw.ts'
import type { PictureShape } from '../../electron/core/reading/sniff.ts'

type Shot = {
  /** The camera was held on its left side: its file says so (Exif). */
  isOnItsSide?: boolean
  /** So many times as many pixels on each side. */
  times?: number
  /** Black and white only, as a copier or a fax keeps it. */
  isFax?: boolean
}

/** Photographs or scans the pages of a PDF; only a TIFF holds more than one. */
export async function pictureOf(pdf: Uint8Array, shape: PictureShape, shot: Shot = {}): Promise<Uint8Array> {
  await loadPictures()
  const drawer = await openDrawer(pdf)
  const pages = MagickImageCollection.create()
  try {
    const count = shape === 'tif' ? (await PDFDocument.load(pdf)).getPageCount() : 1
    for (let number = 1; number <= count; number++) {
      const { width, height, pixels } = await drawer.draw(number)
      const page = MagickImage.create()
      page.read(pixels, new MagickReadSettings({ format: MagickFormat.Gray, width, height, depth: 8 }))
      shoot(page, shot)
      pages.push(page)
    }
    const bytes = pages.write(FORMATS[shape], (written) => Uint8Array.from(written))
    return shot.isOnItsSide ? saidToLie(bytes) : bytes
  } finally {
    drawer.close()
    pages.dispose()
  }
}

function shoot(page: IMagickImage, { isOnItsSide, times = 1, isFax }: Shot) {
  if (times !== 1) page.resize(page.width * times, page.height * times)
  if (isFax) {
    page.threshold(new Percentage(60))
    page.colorType = ColorType.Bilevel
    page.settings.compression = CompressionMethod.Group4
  }
  if (isOnItsSide) page.rotate(90)
}

/** A JPEG whose camera says how it was held: the tag « Orientation » (0x0112) of Exif 2.32. */
function saidToLie(jpg: Uint8Array) {
  const tiff = Buffer.from('4d4d002a00000008000101120003000000010008000000000000', 'hex')
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([jpg.subarray(0, 2), head, body, jpg.subarray(2)])
}

/** A picture of one colour. */
export async function blankPicture(width: number, height: number, shape: PictureShape): Promise<Uint8Array> {
  await loadPictures()
  const page = MagickImage.create()
  page.read(MagickColors.White, width, height)
  const bytes = page.write(FORMATS[shape], (written) => Uint8Array.from(written))
  page.dispose()
  return bytes
}

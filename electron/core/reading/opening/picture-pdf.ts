import chorus from '../../../../shared/tables/limits.json' with { type: 'json' }
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { loadPictures, pageOf, sidesOf, type Fineness, type Page, type Picture } from './pages.ts'
import { pdfOf } from './sheets.ts'

/** Why a picture becomes no PDF; `small` says how small it is, in pixels. */
export type PictureFault = { is: 'damaged' | 'huge' | 'heavy' } | { is: 'small'; width: number; height: number }

/** From as fine as recognition takes it to what can just be read. */
const FINENESSES: Fineness[] = [
  { pixels: limits.scanPixels.value, quality: 88 },
  { pixels: 8_000_000, quality: 75 },
  { pixels: 4_000_000, quality: 60 },
  { pixels: 2_000_000, quality: 50 },
]

/**
 * A PDF that Chorus Pro takes, of a picture or of the pages of a TIFF: as fine as its 10 Mo allow. The same picture gives the
 * same PDF. What cannot be read as a page is answered with its fault.
 */
export async function pictureToPdf(picture: Picture): Promise<{ pdf: Uint8Array } | { fault: PictureFault }> {
  await loadPictures()
  try {
    const sides = sidesOf(picture)
    const fault = faultOf(sides, picture)
    if (fault) return { fault }
    for (const fineness of FINENESSES) {
      const pages = pagesWithin(picture, { count: sides.length, fineness })
      const pdf = pages && (await pdfOf(pages))
      if (pdf && pdf.length <= chorus.fileBytes.value) return { pdf }
    }
    return { fault: { is: 'heavy' } }
  } catch {
    return { fault: { is: 'damaged' } }
  }
}

/** A banner is so many times wider than high. */
const BANNER = 2.2

function faultOf(sides: { width: number; height: number }[], { isInline }: Picture): PictureFault | undefined {
  if (sides.length === 0) return { is: 'damaged' }
  if (sides.length > limits.picturePages.value) return { is: 'heavy' }
  const areas = sides.map(({ width, height }) => width * height)
  if (Math.max(...areas) > limits.picturePixels.value) return { is: 'huge' }
  const first = sides[0]!
  const isBanner = isInline === true && first.width > BANNER * first.height
  return isBanner || Math.max(...areas) < limits.scanLeastPixels.value ? { is: 'small', ...first } : undefined
}

type Asked = { count: number; fineness: Fineness }

/** Undefined as soon as they are too heavy together. */
function pagesWithin(picture: Picture, { count, fineness }: Asked): Page[] | undefined {
  const pages: Page[] = []
  let weight = 0
  for (let index = 0; index < count; index++) {
    const page = pageOf(picture, { index, fineness })
    weight += page.bytes.length
    if (weight > chorus.fileBytes.value) return undefined
    pages.push(page)
  }
  return pages
}

import {
  AlphaAction,
  ColorSpace,
  ColorType,
  initializeImageMagick,
  MagickColors,
  MagickFormat,
  MagickImage,
  MagickImageCollection,
  MagickReadSettings,
  ResourceLimits,
  type IMagickImage,
} from '@imagemagick/magick-wasm'
import { readFileSync } from 'node:fs'
import limits from '../../../../shared/tables/reading-limits.json' with { type: 'json' }
import { assetPath } from '../scan/assets.ts'
import type { PictureShape } from '../sniff.ts'

/** A picture, and whether it is shown within the text of a message, as logos and banners are. */
export type Picture = { bytes: Uint8Array; shape: PictureShape; isInline?: boolean }

/** A page as it goes into a PDF: a JPEG, or a fax (CCITT group 4) where there is only black and white. */
export type Page = {
  bytes: Uint8Array
  width: number
  height: number
  isFax: boolean
  /** How much taller than wide one of its points is: a fax has half as many lines. */
  stretch: number
}
/** How fine pages are kept: pixels of each at most, and the quality of a JPEG from 1 to 100. */
export type Fineness = { pixels: number; quality: number }

/** These alone are read: what else ImageMagick knows is none of an invoice’s. */
export const FORMATS = {
  jpg: MagickFormat.Jpeg,
  png: MagickFormat.Png,
  tif: MagickFormat.Tiff,
  webp: MagickFormat.WebP,
} satisfies Record<PictureShape, MagickFormat>

let loading: Promise<void> | undefined

/** Loads ImageMagick in WebAssembly; it may take no more than the limits say, and nothing of the disk. */
export const loadPictures = (): Promise<void> =>
  (loading ??= initializeImageMagick(readFileSync(assetPath('magick.wasm'))).then(() => {
    ResourceLimits.memory = BigInt(limits.pictureMb.value) * 1_000_000n
    ResourceLimits.area = ResourceLimits.memory
    ResourceLimits.disk = 0n
    ResourceLimits.width = ResourceLimits.height = BigInt(limits.pictureSide.value)
  }))

/** The sides of each page in pixels, from the heads alone. Throws for what is no such picture. */
export function sidesOf({ bytes, shape }: Picture): { width: number; height: number }[] {
  const pages = MagickImageCollection.create()
  try {
    pages.ping(bytes, new MagickReadSettings({ format: FORMATS[shape] }))
    return pages.map(({ width, height }) => ({ width, height }))
  } finally {
    pages.dispose()
  }
}

/**
 * One page, turned as its camera says (Exif), on white, no finer than asked, without what the camera noted besides: place and
 * owner are nobody’s business.
 */
export function pageOf({ bytes, shape }: Picture, { index, fineness }: PageAsked): Page {
  const settings = new MagickReadSettings({ format: FORMATS[shape], frameIndex: index, frameCount: 1 })
  // A photograph is unpacked at once no finer than it takes.
  const side = Math.ceil(Math.sqrt(fineness.pixels) * 1.5)
  settings.setDefine(MagickFormat.Jpeg, 'size', `${side}x${side}`)
  const image = MagickImage.create()
  const warnings: string[] = []
  image.onWarning = ({ error }) => warnings.push(error.message)
  try {
    image.read(bytes, settings)
    if (warnings.some((words) => CUT.test(words))) throw new Error('This picture is cut')
    return drawn(image, fineness)
  } finally {
    image.dispose()
  }
}
type PageAsked = { index: number; fineness: Fineness }

/** What is said of a picture that ends before its last line; what is missing would be grey. */
const CUT = /premature end|insufficient ?image ?data|unexpected ?end|not enough data|read error|fractional scanline/i

function drawn(image: IMagickImage, { pixels, quality }: Fineness): Page {
  image.autoOrient()
  if (image.hasAlpha) {
    image.backgroundColor = MagickColors.White
    image.alpha(AlphaAction.Remove)
  }
  const shrink = Math.sqrt(pixels / (image.width * image.height))
  const isFax = image.colorType === ColorType.Bilevel && shrink >= 1
  if (shrink < 1) image.resize(Math.floor(image.width * shrink), Math.floor(image.height * shrink))
  const stretch = stretchOf(image)
  image.strip()
  image.quality = quality
  if (image.colorSpace === ColorSpace.CMYK) image.colorSpace = ColorSpace.sRGB
  const bytes = written(image, isFax ? MagickFormat.Group4 : MagickFormat.Jpeg)
  return { bytes, width: image.width, height: image.height, isFax, stretch }
}

function stretchOf({ density: { x, y } }: IMagickImage) {
  const stretch = x / y
  return stretch > 0.25 && stretch < 4 ? stretch : 1
}

/** What is given is only lent: it is gone with the picture. */
const written = (image: IMagickImage, format: MagickFormat) => image.write(format, (bytes) => Uint8Array.from(bytes))

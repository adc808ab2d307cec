import { existsSync, readFileSync } from 'node:fs'
import { knownOnly } from './refuse.ts'

type Known = 'isEmpty' | 'toPNG' | 'toDataURL' | 'getSize' | 'setTemplateImage' | 'isTemplateImage' | 'getScaleFactors'

/** A picture as its PNG bytes. The host does not decode them: it knows their size, and cannot draw a smaller one. */
class HostImage implements Pick<Electron.NativeImage, Known> {
  readonly #representations: Electron.AddRepresentationOptions[] = []
  readonly #png: Buffer
  readonly #resizedTo: Electron.Size | undefined
  #isTemplate = false

  constructor(png: Buffer, resizedTo?: Electron.Size) {
    this.#png = png
    this.#resizedTo = resizedTo
  }
  isEmpty = () => this.#png.length === 0 && this.#representations.length === 0
  getSize = () => this.#resizedTo ?? sizeOf(this.#png)
  toPNG() {
    if (this.#resizedTo) throw new Error('not in the host: the bytes of a resized image')
    return this.#png
  }
  toDataURL = () => `data:image/png;base64,${this.toPNG().toString('base64')}`
  resize({ width, height }: Electron.ResizeOptions) {
    const now = this.getSize()
    const ratio = now.width / now.height
    const wide = width ?? Math.round((height ?? now.height) * ratio)
    return new HostImage(this.#png, { width: wide, height: height ?? Math.round(wide / ratio) })
  }
  addRepresentation = (options: Electron.AddRepresentationOptions) => void this.#representations.push(options)
  getScaleFactors = () => [1, ...this.#representations.map(({ scaleFactor = 1 }) => scaleFactor)]
  setTemplateImage = (is: boolean) => void (this.#isTemplate = is)
  isTemplateImage = () => this.#isTemplate
}
knownOnly('NativeImage', HostImage.prototype)

/** The size is the first thing a PNG says, after its signature. */
const sizeOf = (png: Buffer) =>
  png.subarray(1, 4).toString('latin1') === 'PNG'
    ? { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
    : { width: 0, height: 0 }

export const nativeImage = knownOnly('nativeImage', {
  createEmpty: () => new HostImage(Buffer.alloc(0)),
  createFromPath: (path: string) => new HostImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromBuffer: (png: Buffer) => new HostImage(png),
  createFromDataURL: (url: string) => new HostImage(Buffer.from(url.split(',')[1] ?? '', 'base64')),
  createFromBitmap: (bitmap: Buffer, { width, height }: Electron.CreateFromBitmapOptions) =>
    new HostImage(bitmap, { width, height }),
}) as unknown as typeof Electron.nativeImage

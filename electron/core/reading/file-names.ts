import { basename } from 'node:path'

/** Ends of names: what an invoice may come as; the contents decide in the end (sniff.ts). */
export const ENDINGS = {
  invoice: ['pdf', 'xml'],
  archive: ['zip', 'tgz', 'tar', 'gz'],
  picture: ['jpg', 'jpeg', 'jfif', 'png', 'tif', 'tiff', 'webp', 'heic', 'heif'],
  message: ['eml', 'msg'],
}
const endsAs = (path: string, kind: keyof typeof ENDINGS) =>
  ENDINGS[kind].some((ending) => path.toLowerCase().endsWith(`.${ending}`))

/** Names of what Chorus Pro takes, or of nothing in particular. */
export const isInvoiceName = (path: string): boolean => endsAs(path, 'invoice') || !/\.\w+$/.test(basename(path))
export const isArchiveName = (path: string): boolean => endsAs(path, 'archive')
export const isPictureName = (path: string): boolean => endsAs(path, 'picture')
export const mayBeInvoice = (path: string): boolean =>
  isInvoiceName(path) || isArchiveName(path) || isPictureName(path) || endsAs(path, 'message')

import { fileTypeFromBuffer } from 'file-type'
import { open, readFile } from 'node:fs/promises'

/** Pictures that become a PDF. */
export type PictureShape = 'jpg' | 'png' | 'tif' | 'webp'
/** What holds other files: archives and messages. */
export type BundleShape = 'zip' | 'gzip' | 'tar' | 'mail' | 'outlook'
/** What a file is, from its first bytes: its name is not believed. */
export type FileShape =
  | PictureShape
  | BundleShape
  | 'empty'
  | 'pdf'
  | 'xml'
  | 'heic'
  | 'image'
  | 'packed'
  | 'mailbox'
  | 'html'
  | 'office'
  | 'unknown'

/** PDF readers accept the header anywhere in the first kilobyte. */
const PDF_HEADER_WITHIN = 1024
/** Of a file no more is looked at; but a message of Outlook is told from a Word file by what stands anywhere. */
const HEAD_BYTES = 8192

/** Takes the bytes of a file, gives its shape. Never throws. */
export async function shapeOf(bytes: Uint8Array): Promise<FileShape> {
  if (bytes.length === 0) return 'empty'
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES))
  // What it looks for may stand beyond the head: then it finds nothing.
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (found?.ext === 'cfb') return isOutlook(bytes) ? 'outlook' : 'office'
  if (found?.ext === 'zip') return isOffice(head) ? 'office' : 'zip'
  const shape = found && (SHAPES[found.ext] ?? shapeOfType(found.mime))
  if (shape) return shape
  if (head.subarray(0, PDF_HEADER_WITHIN + 8).includes('%PDF-')) return 'pdf'
  return TIFF.test(head.toString('latin1', 0, 4)) ? 'tif' : shapeOfText(head)
}

/** The same of a file of the disk, of which no more is read than it takes. Throws the system’s errors. */
export async function shapeOfFile(path: string): Promise<FileShape> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD_BYTES) })
    const shape = await shapeOf(buffer.subarray(0, bytesRead))
    return shape === 'office' ? await shapeOf(await readFile(path)) : shape
  } finally {
    await file.close()
  }
}

/** A TIFF of either order of bytes. */
const TIFF = /^(?:II\*\0|MM\0\*)/

const SHAPES: Record<string, FileShape> = {
  ...{ jpg: 'jpg', png: 'png', tif: 'tif', webp: 'webp', heic: 'heic' },
  ...{ gz: 'gzip', tgz: 'gzip', 'tar.gz': 'gzip', tar: 'tar' },
  ...{ '7z': 'packed', rar: 'packed', bz2: 'packed', xz: 'packed', zst: 'packed', lz: 'packed', Z: 'packed' },
  ...{ docx: 'office', xlsx: 'office', pptx: 'office', odt: 'office', ods: 'office', odp: 'office', rtf: 'office' },
}

const shapeOfType = (mime: string): FileShape | undefined => {
  if (mime.startsWith('image/hei')) return 'heic'
  return mime.startsWith('image/') ? 'image' : undefined
}

/** Whether a file that need not fit in memory is a PDF, by its beginning; false when it cannot be opened. */
export const isPdfFile = (path: string): Promise<boolean> =>
  shapeOfFile(path).then(
    (shape) => shape === 'pdf',
    () => false,
  )

/** Files whose reading begins by unpacking them (archive.ts). */
export const isBundle = (shape: FileShape): shape is BundleShape =>
  ['zip', 'gzip', 'tar', 'mail', 'outlook'].includes(shape)
export const isArchive = (shape: FileShape): shape is 'zip' | 'gzip' | 'tar' => ['zip', 'gzip', 'tar'].includes(shape)
export const isMessage = (shape: FileShape): shape is 'mail' | 'outlook' => shape === 'mail' || shape === 'outlook'
export const isPicture = (shape: FileShape): shape is PictureShape => ['jpg', 'png', 'tif', 'webp'].includes(shape)

/** Word and spreadsheet files are zips whose first entries have telling names. */
const isOffice = (head: Buffer) =>
  /\[Content_Types\]\.xml|application\/vnd\.oasis\.opendocument/.test(head.toString('latin1'))

/** Outlook’s messages are compound files, as old Word files are, with a stream of this name (MS-OXMSG 2.4). */
const isOutlook = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from('__properties_version1.0', 'utf16le'))

/** Fields a message begins with (RFC 5322 3.6); others stand among them. */
const FIELDS =
  /^(from|to|cc|subject|date|message-id|mime-version|received|return-path|delivered-to|content-type|reply-to|dkim-signature):/im
/** Nothing but fields, folded or not, up to the first blank line. */
const HEADER = /^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+/

function shapeOfText(head: Buffer): FileShape {
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(?:ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
  if (/^<(?:!doctype html|html|head|body)\b/i.test(text)) return 'html'
  if (text.startsWith('<')) return 'xml'
  if (/^From [^\n]*\n[!-9;-~]+: /.test(text)) return 'mailbox'
  const header = HEADER.exec(text.replaceAll('\r\n', '\n'))?.[0] ?? ''
  const fields = header.split('\n').filter((line) => FIELDS.test(line))
  return fields.length >= 2 ? 'mail' : 'unknown'
}

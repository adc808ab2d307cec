import { open } from 'node:fs/promises'

/** What a file is, from its first bytes: its name is not believed. */
export type FileShape = 'empty' | 'pdf' | 'xml' | 'zip' | 'gzip' | 'tar' | 'image' | 'html' | 'office' | 'unknown'

/** PDF readers accept the header anywhere in the first kilobyte. */
const PDF_HEADER_WITHIN = 1024

const IMAGES = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x42, 0x4d],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
]

/** Takes the bytes of a file, gives its shape. Never throws. */
export function shapeOf(bytes: Uint8Array): FileShape {
  if (bytes.length === 0) return 'empty'
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PDF_HEADER_WITHIN + 8))
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    return isOffice(bytes) ? 'office' : 'zip'
  }
  if (startsWith(bytes, [0x1f, 0x8b])) return 'gzip'
  if (isTar(bytes)) return 'tar'
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'office'
  if (head.includes('%PDF-')) return 'pdf'
  if (IMAGES.some((magic) => startsWith(bytes, magic))) return 'image'
  return shapeOfText(head)
}

/** Whether a file that need not fit in memory is a PDF, by its beginning; false when it cannot be opened. */
export async function isPdfFile(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined)
  if (!file) return false
  try {
    const head = Buffer.alloc(PDF_HEADER_WITHIN + 8)
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return shapeOf(head.subarray(0, bytesRead)) === 'pdf'
  } finally {
    await file.close()
  }
}

/** Files whose reading begins by unpacking them (archive.ts). */
export const isArchive = (bytes: Uint8Array): boolean => ['zip', 'gzip', 'tar'].includes(shapeOf(bytes))

const startsWith = (bytes: Uint8Array, magic: number[]) => magic.every((byte, index) => bytes[index] === byte)

/** Word and spreadsheet files are zips whose first entries have telling names. */
function isOffice(bytes: Uint8Array) {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1')
  return /\[Content_Types\]\.xml|application\/vnd\.oasis\.opendocument/.test(head)
}

/** « ustar » in its place in the first header of a tar. */
const isTar = (bytes: Uint8Array) => startsWith(bytes.subarray(257, 262), [0x75, 0x73, 0x74, 0x61, 0x72])

function shapeOfText(head: Buffer): FileShape {
  const text = head
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(?:ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
    .toLowerCase()
  if (/^<(?:!doctype html|html|head|body)\b/.test(text)) return 'html'
  return text.startsWith('<') ? 'xml' : 'unknown'
}

import type { Downloaded } from '../port.ts'

/** Download of Chorus Pro, from base64; what it is, only its first bytes say (chorus-pro-api.md §3.9). */
export function fileOf(base64: string): Downloaded {
  const bytes = Buffer.from(base64, 'base64')
  const start = bytes.subarray(0, 64).toString('latin1')
  if (start.startsWith('%PDF')) return { bytes, extension: 'pdf' }
  if (start.startsWith('PK')) return { bytes, extension: 'zip' }
  return {
    bytes,
    extension: start
      .replace(/^\u00ef\u00bb\u00bf/, '')
      .trimStart()
      .startsWith('<')
      ? 'xml'
      : 'bin',
  }
}

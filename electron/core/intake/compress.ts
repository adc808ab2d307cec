import { buffer } from 'node:stream/consumers'

/** A file in a zip of its own: « plan.pdf » becomes « plan.zip ». */
export async function compress(name: string, bytes: Uint8Array): Promise<{ name: string; bytes: Uint8Array }> {
  const { ZipArchive } = await import('archiver')
  const archive = new ZipArchive({ zlib: { level: 9 } })
  archive.append(Buffer.from(bytes), { name })
  const [packed] = await Promise.all([buffer(archive), archive.finalize()])
  return { name: name.replace(/\.[^.]+$/, '') + '.zip', bytes: packed }
}

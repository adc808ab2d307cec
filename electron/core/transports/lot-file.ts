import { buffer } from 'node:stream/consumers'
import type { LotContainer } from '../../../shared/domain/lifecycle/lot.ts'

type File = { name: string; bytes: Uint8Array }

/**
 * Archive (.tar.gz or .zip) of several files, reproducible: the same bytes for the same files, on whatever computer and day
 * (chorus-pro-api.md §7.6). One level; names that meet, in whatever case, are told apart by their place.
 */
export async function lotFile(files: File[], as: LotContainer = 'tar.gz'): Promise<Uint8Array> {
  const { TarArchive, ZipArchive } = await import('archiver')
  const archive =
    as === 'zip' ? new ZipArchive({ zlib: { level: 9 } }) : new TarArchive({ gzip: true, gzipOptions: { level: 9 } })
  const failed = new Promise<never>((_resolve, reject) => archive.on('error', reject))
  for (const { name, bytes } of ownNames(files))
    archive.append(Buffer.from(bytes), { name, date: FIRST_DAY, mode: 0o644 })
  const whole = buffer(archive)
  await Promise.race([archive.finalize(), failed])
  const made = await whole
  // The head of a gzip names the system it was made on; « unknown » is the same everywhere (RFC 1952, OS).
  if (as === 'tar.gz') made[9] = 255
  return made
}

/** The first day a zip can tell. */
const FIRST_DAY = new Date(Date.UTC(1980, 0, 1))

/** Each file under a name of its own. */
export function ownNames<F extends Pick<File, 'name'>>(files: F[]): F[] {
  const taken = new Set<string>()
  return files.map((file, index) => {
    const name = taken.has(file.name.toLowerCase()) ? `${index + 1}-${file.name}` : file.name
    taken.add(name.toLowerCase())
    return { ...file, name }
  })
}

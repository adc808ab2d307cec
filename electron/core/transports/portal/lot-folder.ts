import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lotFile } from '../lot-file.ts'

type Lot = {
  /** Without an extension: a name of ours, used once. */
  name: string
  files: { name: string; bytes: Uint8Array }[]
  /** What the person checks it against. */
  list: string
}
/** What ends the name of a file that is not whole yet. */
const HALF = '.part'

/** The folder of lots a person deposits by hand: each an archive (.zip) and, beside it, its list (.txt). */
export function createLotFolder({ folder }: { folder: string }) {
  const pathOf = (name: string, ending: string) => join(folder, `${name}.${ending}`)

  /** Writes both whole, over what was there of the same lot. Answers the path of the archive and its bytes. */
  async function put({ name, files, list }: Lot): Promise<{ path: string; bytes: number }> {
    const archive = await lotFile(files, 'zip')
    await mkdir(folder, { recursive: true })
    await write(pathOf(name, 'txt'), Buffer.from(`\ufeff${list.replaceAll('\n', '\r\n')}`))
    await write(pathOf(name, 'zip'), archive)
    return { path: pathOf(name, 'zip'), bytes: archive.length }
  }
  async function write(path: string, bytes: Uint8Array) {
    const half = `${path}${HALF}`
    try {
      await writeFile(half, bytes)
      await rename(half, path)
    } catch (error) {
      await rm(half, { force: true }).catch(() => undefined)
      throw error
    }
  }
  /** It has been deposited, or will not be. */
  const clear = async (name: string): Promise<void> => {
    for (const ending of ['zip', 'txt']) await rm(pathOf(name, ending), { force: true })
  }
  return { put, clear }
}

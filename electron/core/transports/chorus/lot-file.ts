import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'

/** Archive (.tar.gz) of several files, the same for the same files (chorus-pro-api.md §7.6). Names that meet are told apart by their place. */
export async function lotFile(files: { name: string; bytes: Uint8Array }[]): Promise<Uint8Array> {
  const tar = pack()
  const taken = new Set<string>()
  files.forEach(({ name, bytes }, index) => {
    const own = taken.has(name) ? `${index + 1}-${name}` : name
    taken.add(own)
    tar.entry({ name: own, mtime: new Date(0) }, Buffer.from(bytes))
  })
  tar.finalize()
  return gzipSync(await buffer(tar))
}

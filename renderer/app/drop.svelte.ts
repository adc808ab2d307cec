import { ask } from './api.ts'
import { go } from './route.svelte.ts'

/** Takes in what was dropped or pasted: files by their path, and bytes where there is none (mail clients, browsers). */
export async function takeDropped(files: File[]): Promise<void> {
  const paths = files.map((file) => window.bridge.pathOf(file))
  const loose = files.filter((_file, index) => !paths[index])
  const byPath = await ask('files.add', { paths: paths.filter(Boolean) })
  const all = [byPath]
  for (const file of loose)
    all.push(await ask('files.addBytes', { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }))
  showTaken({ ids: all.flatMap(({ ids }) => ids), strays: all.reduce((sum, { strays }) => sum + strays, 0) })
}

/** Lets the person pick files. */
export const chooseFiles = async (): Promise<void> => showTaken(await ask('files.choose', {}))

/** One file is opened at once, so that it can be looked at and sent; several are shown in their list. */
function showTaken({ ids, strays }: { ids: string[]; strays: number }) {
  const [only] = ids
  if (ids.length === 1 && strays === 0) go(`/facture/${only!}`)
  else if (ids.length || strays) go('/a-deposer')
}

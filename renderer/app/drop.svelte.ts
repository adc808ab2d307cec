import { ask } from './api.ts'
import { arrive, standstill } from './arrival.svelte.ts'
import { go } from './route.svelte.ts'
import type { Output } from '../../shared/contract/calls.ts'

type Taken = Output<'files.add'>

/** Takes in what was dropped or pasted: files by their path, and bytes where there is none (mail clients, browsers). */
export async function takeDropped(files: File[]): Promise<void> {
  const isStill = standstill()
  // Several are shown in their list, which fills while the rest is still being taken in.
  if (files.length > 1) go('/a-deposer')
  const all: Taken[] = []
  const loose: File[] = []
  for (let from = 0; from < files.length; from += BATCH) {
    const batch = files.slice(from, from + BATCH)
    const paths = await pathsOf(batch)
    loose.push(...batch.filter((_file, index) => !paths[index]))
    all.push(await ask('files.add', { paths: paths.filter(Boolean) }))
  }
  for (const file of loose) all.push(await ask('files.addBytes', { name: file.name, bytes: await bytesOf(file) }))
  // Whoever has gone on to one of them meanwhile stays there.
  const [only, second] = files
  if (only && !second)
    showTaken(
      {
        ids: all.flatMap(({ ids }) => ids),
        strays: all.reduce((sum, { strays }) => sum + strays, 0),
        isOwn: all.some(({ isOwn }) => isOwn),
        archive: all.find(({ archive }) => archive)?.archive,
      },
      { said: `« ${only.name} » est dans À déposer.`, isStill },
    )
}

/** So many files are handed over at a time: the first are read while the others are still being asked about. */
const BATCH = 50
/** So long may the window be kept from drawing, in milliseconds. */
const BREATH = 8

/** What a mail client promised but cannot give is nothing: it is said to be, and the others are taken. */
const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer().catch(() => new ArrayBuffer()))

/** Where each file is; empty for one that has no place on the disk. A thousand are asked about without a pause in sight. */
async function pathsOf(files: File[]): Promise<string[]> {
  const paths: string[] = []
  let since = performance.now()
  for (const file of files) {
    paths.push(window.bridge.pathOf(file))
    if (performance.now() - since < BREATH) continue
    await new Promise((drawn) => requestAnimationFrame(drawn))
    since = performance.now()
  }
  return paths
}

/** Lets the person pick files. */
export async function chooseFiles(): Promise<void> {
  const isStill = standstill()
  showTaken(await ask('files.choose', {}), { said: 'Vos fichiers sont dans À déposer.', isStill })
}

/**
 * One file is opened at once, an archive shows what became of each of its files, so that it can be looked at and sent; several are shown in their list. One’s own in the
 * demonstration meets its question first: it would arrive nowhere.
 */
function showTaken(
  { ids, strays, isOwn, archive }: Taken,
  { said, isStill }: { said: string; isStill: () => boolean },
) {
  const [only] = ids
  if (isOwn && ids.length === 1) arrive({ to: `/mes-factures/${only!}`, said }, isStill)
  else if (archive !== undefined)
    arrive({ to: `/lots/archive/${archive}`, said: 'Votre archive est ouverte.' }, isStill)
  else if (ids.length === 1 && strays === 0) arrive({ to: `/facture/${only!}`, said }, isStill)
  else if (ids.length || strays) arrive({ to: '/a-deposer', said }, isStill)
}

import { openArchive } from '../../electron/core/reading/archive.ts'
import { isBundle, shapeOf } from '../../electron/core/reading/sniff.ts'
import { createReader, GIVEN_UP } from '../../electron/core/reading/thread.ts'
import type { Reading } from '../../shared/domain/document/reading.ts'
import { mutantOf, type Mutant, type Sample } from './mutate.ts'

/** What became of a mutant; `faults` is empty when it was answered as it should be. */
export type Fate = { seed: number; name: string; harm: string; statuses: string[]; ms: number; faults: string[] }

type Options = {
  samples: Sample[]
  /** The first seed, and how many. */
  seed: number
  many: number
  /** Hears of each as it ends. */
  told?: (fate: Fate) => void
}

/** No file may keep anyone waiting for longer, in milliseconds. */
const PATIENCE = 10_000
const AT_ONCE = 4

/** Reads mutants as files are read: in the reader’s threads, archives opened first. Gives the fate of each. */
export async function readMutants({ samples, seed, many, told }: Options): Promise<Fate[]> {
  const reader = createReader()
  const fates: Fate[] = []
  let next = seed
  async function hand() {
    while (next < seed + many) {
      const mine = next++
      const fate = await fateOf(mine, mutantOf(samples, mine), reader.read)
      fates.push(fate)
      told?.(fate)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, hand))
  await reader.stop()
  return fates
}

type Read = ReturnType<typeof createReader>['read']

async function fateOf(seed: number, { name, harm, bytes }: Mutant, read: Read): Promise<Fate> {
  const started = performance.now()
  const statuses: string[] = []
  const faults: string[] = []
  const note = ({ document }: Reading) => {
    statuses.push(wordOf(document))
    if (document.status !== 'read' && !document.message) faults.push(`${document.status} without a word`)
    if (document.message === GIVEN_UP.CRASHED) faults.push('its thread died')
    faults.push(...document.notes.filter(({ code }) => code === 'reading.unexpected').map(({ message }) => message))
  }
  try {
    if (isBundle(await shapeOf(bytes))) {
      for await (const item of openArchive(bytes, name))
        if ('bytes' in item) note(await read({ bytes: item.bytes }, item.entry))
        else statuses.push(item.isLocked ? 'password' : 'refused')
      if (!statuses.length) statuses.push('empty archive')
    } else note(await read({ bytes }, name))
  } catch (error) {
    faults.push(`threw ${String(error)}`)
  }
  const ms = performance.now() - started
  // Its turn was waited for too: what counts is that an answer came.
  if (ms > AT_ONCE * PATIENCE) faults.push(`answered after ${Math.round(ms)} ms`)
  return { seed, name, harm, statuses, ms, faults }
}

const wordOf = ({ status, message }: Reading['document']) =>
  message === GIVEN_UP.TOO_LONG ? 'too long' : message === GIVEN_UP.TOO_BIG ? 'too big' : status

import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { copiesIn, COPIES, markIn } from './copy-files.ts'
import { DATABASE, isBlank, type Store } from '../store/database.ts'

/** Beside the vault: how many times something was about to leave, and when the last time was (epoch ms). */
const MARKER = 'departs.json'
const Marker = z.object({ departures: z.number(), at: z.number() })
type Marker = z.infer<typeof Marker>
/** The same number, in the database. */
const MARK = 'departures'

type Deps = { store: Pick<Store, 'settings' | 'jobs' | 'isEmpty'>; dataFolder: string; now: () => number }
export type Past = ReturnType<typeof createPast>

/**
 * What has left is known to more than the database: it may be lost, or replaced by an older one, and then knows less than
 * Chorus Pro does. Every departure is counted in it and, before anything leaves, beside it. Numbers, not instants: a clock may
 * be wrong.
 */
export function createPast({ store, dataFolder, now }: Deps) {
  const { settings } = store
  return {
    /** Something is about to leave: it leaves a trace that outlives the database. Throws the system's own errors. */
    departs: () => {
      const departures = (settings.mark(MARK) ?? 0) + 1
      settings.setMark(MARK, departures)
      writeMarker(dataFolder, { departures, at: now() })
    },
    /** A database that knows less than was known once counts as restored. */
    check: () => {
      const isEmptied = store.isEmpty() && settings.mark('restoredAt') === undefined && hasPast(dataFolder)
      const isBehind = (settings.mark(MARK) ?? 0) < mostDepartures(dataFolder)
      if (isEmptied || isBehind) treatAsRestored(store, { dataFolder, at: now() })
    },
  }
}

/** The database is gone, or blank, where there was one: the vault, the marker and the copies outlive it. */
export const isLost = (dataFolder: string): boolean => isBlank(join(dataFolder, DATABASE)) && hasPast(dataFolder)

/**
 * This database does not know all that has left: its deposits count as interrupted, and whatever is sent from now on is looked
 * for first (resend-guard.ts). `at` is epoch ms; a clock that is behind is known by what left later.
 */
export function treatAsRestored(
  { settings, jobs }: Pick<Store, 'settings' | 'jobs'>,
  { dataFolder, at }: { dataFolder: string; at: number },
): void {
  jobs.interrupt('deposit', at)
  settings.setMark('restoredAt', Math.max(at, markerOf(dataFolder)?.at ?? 0))
  // An earlier restore that was waited out counts for nothing.
  settings.setMark('restoredSeenAt', at)
  settings.setMark('restoredFor', 0)
  settings.setMark(MARK, Math.max(settings.mark(MARK) ?? 0, mostDepartures(dataFolder)))
}

const hasPast = (dataFolder: string) =>
  markerOf(dataFolder) !== undefined || hasFiles(join(dataFolder, 'coffre')) || copiesOf(dataFolder).length > 0
const hasFiles = (vault: string) => existsSync(vault) && readdirSync(vault).some((name) => /^[0-9a-f]{2}$/.test(name))
const copiesOf = (dataFolder: string) => copiesIn(join(dataFolder, COPIES))

const mostDepartures = (dataFolder: string) =>
  Math.max(0, markerOf(dataFolder)?.departures ?? 0, ...copiesOf(dataFolder).map(({ path }) => markIn(path, MARK)))

function markerOf(dataFolder: string): Marker | undefined {
  try {
    return Marker.parse(JSON.parse(readFileSync(join(dataFolder, MARKER), 'utf8')))
  } catch {
    return undefined
  }
}

/** On the disk, whole, before it returns. */
function writeMarker(dataFolder: string, marker: Marker) {
  const file = join(dataFolder, MARKER)
  const partial = openSync(`${file}.new`, 'w', 0o600)
  try {
    writeSync(partial, JSON.stringify(marker))
    fsyncSync(partial)
  } finally {
    closeSync(partial)
  }
  renameSync(`${file}.new`, file)
}

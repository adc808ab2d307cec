import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from '../../../shared/base/dates.ts'
import { DATABASE, openStore } from '../store/database.ts'
import { copyBeforeMigrating } from './copies.ts'
import { createPast } from './past.ts'

/** Opens the database of a data folder: copied before it is migrated, held against what was known of it (past.ts). */
export function openData({ dataFolder, now }: { dataFolder: string; now: () => number }) {
  mkdirSync(dataFolder, { recursive: true })
  copyBeforeMigrating(dataFolder, dayOf(now()))
  const store = openStore(join(dataFolder, DATABASE))
  const past = createPast({ store, dataFolder, now })
  past.check()
  const { settings } = store
  // A restore of which the instant cannot be read any more has just been made: what may have left is looked for.
  if (settings.hasMark('restoredAt') && settings.mark('restoredAt') === undefined) settings.setMark('restoredAt', now())
  return { store, past }
}

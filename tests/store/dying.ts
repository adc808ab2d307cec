/** A process that brings a database up to date and dies in the middle of it: `dying.ts FOLDER MOMENT DAY`. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import { createLedger } from '../../electron/core/engine/ledger.ts'
import { copyBeforeMigrating } from '../../electron/core/backup/copies.ts'
import { DATABASE, migrate, openStore } from '../../electron/core/store/database.ts'
import { migrations } from '../../electron/core/store/migrations/index.ts'
import type { Moment } from './november.test.ts'

const [folder, moment, day] = process.argv.slice(2) as [string, Moment, string]
const die = () => process.kill(process.pid, 'SIGKILL')

copyBeforeMigrating(folder, day)
const file = join(folder, DATABASE)
if (moment.startsWith('migration')) {
  const db = new Database(file)
  db.function('die', () => (die(), 0))
  const version = Number(moment.slice(-1))
  // Everything of this migration has been done, and is not yet for good.
  migrate(db, [...migrations.slice(0, version - 1), `${migrations[version - 1]}; SELECT die()`])
}
const store = openStore(file)
const lastPut = Number(moment.slice(-1))
let puts = 0
const shipments: typeof store.shipments = {
  ...store.shipments,
  put: (shipment) => {
    store.shipments.put(shipment)
    if (++puts === lastPut) die()
  },
}
const nothing = () => undefined
const lanes = { route: nothing, laneOf: () => PRINCIPAL }
const parts = { now: Date.now, wait: () => 0, factsOf: nothing, ...lanes, announce: nothing, report: nothing }
createLedger({ ...store, shipments, ...parts }).takeOver()

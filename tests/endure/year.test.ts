import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import patience from '../../shared/tables/patience.json' with { type: 'json' }
import { HOUR, MINUTE, world } from '../support/world.ts'

const DAY = 24 * HOUR
/** Two months with twenty invoices; a whole year with two hundred when it is asked for. */
const [DAYS, INVOICES] = process.env['ENDURE_YEAR'] ? [365, 200] : [65, 20]
/** The pretend buyers take thirty days instead of an hour. */
const SLOWER = 24 * 30
const ROUND = patience.minutes.follow[0]! * MINUTE

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
function heap() {
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}

it(`lives through ${DAYS} days with ${INVOICES} invoices: nothing drifts, grows or is stuck`, async () => {
  const w = world({ haste: 1 / SLOWER })
  const started = w.now()
  const ids: string[] = []
  const heaps: number[] = []
  const paidAt = new Map<string, number>()
  const rounds: number[] = []
  const steps = () => w.core.invoices.at('followed').filter(({ status }) => status === 'MISE_EN_PAIEMENT')

  for (let at = started, month = 0; w.now() < started + DAYS * DAY;) {
    if (ids.length < INVOICES && w.now() >= at) {
      // The last are made out a month before the end: they too are paid in time.
      ids.push(
        await w.approved({ number: `FA-${ids.length}` }, ids.length % 2 ? { kind: 'cii', paymentMeansCode: '30' } : {}),
      )
      at += ((DAYS - 35) * DAY) / INVOICES
    }
    const before = w.platform.calls()['factures/v1/rechercher/fournisseur'] ?? 0
    await w.run(1)
    if ((w.platform.calls()['factures/v1/rechercher/fournisseur'] ?? 0) > before) rounds.push(w.now())
    for (const { id } of steps()) if (!paidAt.has(id)) paidAt.set(id, w.now())
    if (w.now() >= started + month * 30 * DAY) {
      heaps[month] = heap()
      month++
    }
    // Nothing to follow for the moment: time goes on all the same.
    if (ids.every((id) => w.core.jobs.get(id) === undefined)) w.pass(HOUR)
  }

  const late = ids.map((id) => {
    const invoice = w.get(id)
    if (invoice.stage !== 'followed') throw new Error(`${id} is ${invoice.stage}`)
    const there = w.platform.invoices().find(({ id: key }) => String(key) === invoice.remoteKey)!
    expect(there.status).toBe('MISE_EN_PAIEMENT')
    expect(invoice.status).toBe('MISE_EN_PAIEMENT')
    expect(invoice.history).toHaveLength(there.history.length)
    return paidAt.get(id)! - there.history.at(-1)!.at
  })
  const worst = Math.max(...late)
  // Seen at the next round; one job may come half an hour early to be asked together with the others.
  expect(worst).toBeLessThanOrEqual(ROUND * 2)
  expect(ids.filter((id) => w.core.jobs.get(id))).toEqual([])
  expect(w.failures).toEqual([])
  const [second, last] = [heaps[1]!, heaps.at(-1)!]
  console.log(
    `${DAYS} days: ${rounds.length} searches, latest news ${Math.round(worst / MINUTE)} min after, heap ${second.toFixed(1)} MB in month 2, ${last.toFixed(1)} MB in the last`,
  )
  // The pretend platform itself remembers the year's invoices.
  expect(last).toBeLessThan(second + 12)
}, 300_000)

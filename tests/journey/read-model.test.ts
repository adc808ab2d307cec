import { expect, it } from 'vitest'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { Company } from '../../shared/domain/firms/company.ts'
import { complete } from '../support/complete.ts'
import { expectFresh } from '../support/read-model.ts'
import { HOUR, world } from '../support/world.ts'

const DAY = 24 * HOUR
const other = { siret: '81234567800015', name: 'Une autre' }
/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

it.each([4, 5])('is what is shown, whatever happens: seed %i', async (seed) => {
  const random = randomOf(seed)
  let isLineCut = false
  let access: 'open' | 'none' | 'locked' = 'open'
  const w = world({ access: () => access, haste: 1 / 3000 })
  const { platform } = w
  const ids: string[] = []
  const some = () => ids[random(ids.length)] ?? ''
  const settings = () => w.core.settings.get()
  const arrive = async () =>
    void ids.push(
      await w.arrive({
        number: `F-${random(6) ? ids.length : random(9)}`,
        ...(random(4) ? {} : { grossTotal: 130_000 }),
        ...(random(6) ? {} : { typeCode: '381', originNumber: `F-${random(9)}` }),
      }),
    )
  const approve = () => w.core.ids({ list: 'drafts' }).forEach((id) => random(4) && w.record(id, { type: 'approved' }))
  const things: (() => unknown)[] = [
    () => {
      const invoice = w.core.invoices.find(some())
      if (invoice?.stage !== 'draft') return
      const fields: Fields = { ...invoice.fields, number: `F-${random(9)}` }
      w.record(invoice.id, { type: 'edited', fields, confirmed: [], circuit: 'pdf' })
    },
    () => ids.length && w.record(some(), { type: random(2) ? 'discarded' : 'restored' }),
    () => ids.length && w.record(some(), { type: 'filed' }),
    () => ids.length && w.record(some(), { type: 'cashed', on: '2026-11-30' }),
    () => ids.length && w.record(some(), { type: 'reopened' }),
    () => ids.length && w.record(some(), { type: 'withdrawn' }),
    () => {
      const moved = platform.invoices()[random(Math.max(1, platform.invoices().length))]
      const statuses = ['MISE_A_DISPOSITION', 'SUSPENDUE', 'A_RECYCLER', 'REJETEE', 'MANDATEE', 'MISE_EN_PAIEMENT']
      if (moved) platform.move(moved.number, statuses[random(statuses.length)]!)
    },
    () => w.pass(random(3) ? HOUR : 20 * DAY),
    () => {
      isLineCut = !isLineCut
      if (isLineCut) platform.expect({ trouble: 'down', on: 'soumettre', call: 1 })
    },
    () => (access = (['open', 'open', 'open', 'none', 'locked'] as const)[random(5)]!),
    () => w.core.settings.save({ ...settings(), way: random(3) ? 'api' : 'portail' }),
    () =>
      w.core.settings.save({
        ...settings(),
        company: Company.parse(random(2) ? other : { siret: complete.supplierSiret, name: 'La première' }),
        otherCompanies: random(2) ? [] : [Company.parse({ ...other, siret: '81234567800023' })],
      }),
    () => {
      w.core.setBuyerKind(some(), random(2) ? 'health' : 'publicCompany')
    },
    () => w.restart(),
  ]
  for (let turn = 0; turn < 25; turn++) {
    await arrive()
    await w.run(3)
    if (random(3)) approve()
    await w.run(3)
    await things[random(things.length)]!()
    expectFresh(w.core)
  }
  expect(ids.length).toBeGreaterThan(0)
})

it('is made anew when it is of another version, or was lost', async () => {
  const w = world()
  await w.approved()
  await w.run(3)
  await w.draft({ number: 'F-2' })
  const before = expectFresh(w.core)
  const { default: Database } = await import('better-sqlite3')
  await w.restart(() => {
    const db = new Database(`${w.dataFolder}/choriste.db`)
    db.exec(
      `DELETE FROM invoice_rows; DELETE FROM invoice_words; UPDATE settings SET value = '[0]' WHERE name = 'mark.projection'`,
    )
    db.close()
  })
  expect(expectFresh(w.core)).toEqual(before)
})

it('names which invoices are shown otherwise, twins among them', async () => {
  const w = world()
  const [one, other] = [await w.draft({ number: 'F-1' }), await w.draft({ number: 'F-2', grossTotal: 100 })]
  expectFresh(w.core)
  w.core.takeChanged()
  const { fields } = w.get(other) as { fields: Fields }
  w.record(other, { type: 'edited', fields: { ...fields, number: 'F-1' }, confirmed: [], circuit: 'pdf' })
  w.core.counts()
  expect(new Set(w.core.takeChanged())).toEqual(new Set([one, other]))
  expect(w.core.takeChanged()).toEqual([])
})

it('answers on while nothing can be written, and catches up afterwards', async () => {
  const w = world()
  const id = await w.draft({ number: 'F-1' })
  expect(w.core.rows()).toHaveLength(1)
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(`${w.dataFolder}/choriste.db`)
  db.exec(`CREATE TRIGGER no_room BEFORE INSERT ON invoice_rows BEGIN SELECT RAISE(ABORT, 'no room'); END`)
  w.record(id, { type: 'approved' })
  expect(w.core.counts()).toMatchObject({ ready: 1 })
  expect(w.core.rows()).toHaveLength(1)
  expect(String(w.failures[0])).toContain('no room')
  db.exec(`DROP TRIGGER no_room`)
  db.close()
  expect(w.core.counts()).toMatchObject({ ready: 0, onTheWay: 1 })
})

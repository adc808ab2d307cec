import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { sequence } from '../support/dice.ts'
import { draftIn, equip } from '../support/making.ts'
import { world } from '../support/world.ts'
import { numberKills } from './numbers/numbers.ts'

/** So many kills of the real process while invoices are issued, from this seed: 1,000 in `npm run endure -- numbers`. */
const many = Number(process.env['ENDURE_NUMBERS'] ?? 0)
const seed = Number(process.env['ENDURE_SEED'] ?? 1)

it.skipIf(many === 0)(
  `killed ${many} times while two windows issue invoices, no number is left out or taken twice`,
  async () => {
    const { gaps, doubles, unfinished, faults, ...figures } = await numberKills(many, seed)
    console.log(`${gaps.length} gaps, ${doubles.length} doubles`, JSON.stringify(figures))
    expect({ gaps, doubles, unfinished, faults }).toEqual({ gaps: [], doubles: [], unfinished: [], faults: [] })
    expect(figures.issued).toBeGreaterThan(0)
  },
  3_600_000,
)

it('cut short at any moment, an issue is whole or has not been: no number is left out or taken twice', async () => {
  const LIVES = 3
  /** Max life while it issues, in milliseconds: an issue takes a tenth of a second. */
  const LONGEST_LIFE = 160
  const dice = sequence(seed)
  const here = world()
  equip(here.core)
  for (let life = 0; life < LIVES; life++) {
    const { authoring } = here.core
    const [first, second] = [draftIn(here.core), draftIn(here.core)]
    // Two windows, and a button pressed twice; what comes too late finds a closed database.
    const issuing = [first, second, second].map(({ id }) => authoring.issue(id).catch(() => undefined))
    await wait(dice.between(0, LONGEST_LIFE))
    await here.restart()
    await Promise.all(issuing)
    await here.core.authoring.recover()
  }
  for (const { id } of here.core.authoring.start().drafts) await here.core.authoring.issue(id)
  const names = [...here.core.invoices.each()].map(({ file }) => file.name).sort()
  const expected = Array.from(
    { length: 2 * LIVES },
    (_, index) => `Facture 2026-${String(index + 1).padStart(4, '0')}.pdf`,
  )
  expect(names).toEqual(expected)
})

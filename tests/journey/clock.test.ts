import { expect, it } from 'vitest'
import { nextTry } from '../../shared/domain/wording/waiting.ts'
import { HOUR, MINUTE, START, world } from '../support/world.ts'

const YEAR = 365 * 24 * HOUR
const jumps: [string, number][] = [
  ['back by three minutes', -3 * MINUTE],
  ['back by two hours', -2 * HOUR],
  // Further back, an invoice of today would be one of days to come.
  ['back by two days', -48 * HOUR],
  ['ahead by two hours', 2 * HOUR],
  ['ahead by a year', YEAR],
]

/** Real time goes by, whatever the clock says. */
async function live(w: ReturnType<typeof world>, milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 5 * MINUTE) {
    w.pass(5 * MINUTE)
    await w.core.runDue()
  }
}

it.each(jumps)('sends, searches and follows at its own pace when the clock is set %s', async (_how, jump) => {
  const w = world()
  const { approved, platform, core, stage, setClock, get } = w
  const first = await approved({}, { kind: 'cii', paymentMeansCode: '30' })
  await core.runDue()
  setClock(jump)
  // What had begun, and what begins after.
  const second = await approved({ number: 'FA-2026-0044' })
  await core.runDue()
  expect(stage(second)).toBe('followed')
  platform.expect({ trouble: 'answerLost', on: 'soumettre' })
  const third = await approved({ number: 'FA-2026-0045' })
  await live(w, 6 * HOUR)
  for (const id of [first, second, third]) expect(get(id)).toMatchObject({ status: 'MISE_EN_PAIEMENT' })
  expect(platform.invoices()).toHaveLength(3)
})

it.each(jumps)('holds no longer than it means to when the clock is set %s', async (_how, jump) => {
  const w = world()
  const { approved, platform, core, stage, setClock, pass } = w
  platform.outage(true)
  const id = await approved()
  await core.runDue()
  expect(core.hold()).toBeDefined()
  setClock(jump)
  await core.runDue()
  platform.outage(false)
  pass(6 * MINUTE)
  await core.runDue()
  expect(stage(id)).toBe('followed')
})

it('goes on at once after a start when the clock was ahead before', async () => {
  const w = world()
  const { approved, platform, stage, setClock, restart, get } = w
  setClock(YEAR)
  const sent = await approved()
  await w.core.runDue()
  platform.outage(true)
  const held = await approved({ number: 'FA-2026-0044' })
  await w.core.runDue()
  platform.outage(false)
  await restart(() => setClock(0))
  await live(w, 6 * HOUR)
  expect(stage(held)).toBe('followed')
  for (const id of [sent, held]) expect(get(id)).toMatchObject({ status: 'MISE_EN_PAIEMENT' })
})

it('says the day of the next attempt unless it is today', () => {
  expect(nextTry(START + HOUR, START)).toBe('Nouvel essai à 10\u00a0h\u00a000.')
  expect(nextTry(START + 24 * HOUR, START)).toBe('Nouvel essai demain à 9\u00a0h\u00a000.')
  expect(nextTry(START + 8 * 24 * HOUR, START)).toBe('Nouvel essai le 01/12/2026 à 9\u00a0h\u00a000.')
  expect(nextTry(START - 1, START)).toBe('Nouvel essai en cours.')
})

import { expect, it } from 'vitest'
import type { TroubleName } from '../../electron/sim/platform.ts'
import { HOUR, world } from '../support/world.ts'

const ways = [
  ['pdf', {}, 'soumettre'],
  ['flux', { kind: 'cii', paymentMeansCode: '30' }, 'deposer/flux'],
] as const
/** As often as it takes for the application to send again by itself, and more. */
const MANY = 60

/** What the search gets is no answer at all, or one in which something is missing or cannot be read. */
const noAnswer: TroubleName[] = [
  'emptyAnswer',
  'maintenance',
  'maintenancePage',
  'bareSuccess',
  'answerEmptied',
  'noCode',
  'noLists',
  'missingPage',
  'unreadable',
]
it.each(ways.flatMap(([way, document, on]) => noAnswer.map((trouble) => [way, trouble, document, on] as const)))(
  'a %s whose answer was lost never leaves again for a search that gets « %s »',
  async (_way, trouble, document, on) => {
    const { approved, platform, run, stage, core, pass } = world()
    const id = await approved({}, document)
    platform.expect({ trouble: 'answerLost', on })
    await core.runDue()
    expect(stage(id)).toBe('uncertain')
    platform.expect(...Array.from({ length: MANY }, () => ({ trouble, on: 'rechercher/fournisseur' })))
    for (let hours = 0; hours < 40; hours++) {
      pass(HOUR)
      await core.runDue()
    }
    expect(stage(id)).toBe('uncertain')
    expect(platform.troublesLeft()).toBeLessThan(MANY - 20)
    platform.forgetTroubles()
    await run(12)
    expect(stage(id)).toBe('followed')
    expect(Math.max(platform.flows().length, platform.invoices().length)).toBe(1)
  },
)

/** Written otherwise than expected, and still an answer. */
const otherwise: TroubleName[] = ['textNumbers', 'nulls', 'accepted', 'oddDates', 'oddWords', 'noPages']
it.each(ways.flatMap(([way, document, on]) => otherwise.map((trouble) => [way, trouble, document, on] as const)))(
  'a %s whose answer was lost is found in an answer of « %s », and every list goes on',
  async (_way, trouble, document, on) => {
    const { approved, platform, run, stage, core } = world()
    const id = await approved({}, document)
    platform.expect({ trouble: 'answerLost', on })
    await core.runDue()
    const everywhere = Array.from({ length: 12 }, () => trouble)
    platform.expect(...everywhere.map((name) => ({ trouble: name, on: 'rechercher/fournisseur' })))
    platform.expect(...everywhere.map((name) => ({ trouble: name, on: 'consulter/historique' })))
    await run(12)
    expect(core.rows()).toHaveLength(1)
    expect(core.page(id)!.row.situation.sentence).not.toBe('')
    expect(core.news()).toBeInstanceOf(Array)
    platform.forgetTroubles()
    await run(12)
    expect(stage(id)).toBe('followed')
    expect(Math.max(platform.flows().length, platform.invoices().length)).toBe(1)
  },
)

it('an answer to the buyer that was emptied on its way back is looked for, not taken as received', async () => {
  const { approved, platform, run, record, core, pass, get } = world()
  const id = await approved()
  await run(1)
  platform.move('FA-2026-0043', 'SUSPENDUE')
  pass(2 * HOUR)
  await core.runDue()
  record(id, { type: 'answered', reply: { kind: 'complete', comment: 'Voici', files: [] } })
  platform.expect({ trouble: 'emptyAnswer', on: 'factures/v1/completer' })
  await core.runDue()
  expect(core.invoices.journal(id).map(({ event }) => event.type)).toContain('answerLost')
  await run(3)
  expect(platform.calls()['factures/v1/completer']).toBe(2)
  expect(platform.invoices()[0]!.history.filter(({ status }) => status === 'COMPLETEE')).toHaveLength(1)
  expect(get(id).stage).toBe('followed')
})

it('an empty answer about a client says nothing about whether it exists', async () => {
  const { approved, platform, core, stage, run } = world()
  const id = await approved()
  platform.expect({ trouble: 'emptyAnswer', on: 'structures/v1/rechercher' })
  await run(2)
  expect(core.page(id)!.problems.map(({ code }) => code)).not.toContain('recipient.unknown')
  await run(6)
  expect(stage(id)).toBe('followed')
})

it.each(['20261130', '0000-00-00', 'demain', '99999-01-01', ''])(
  'a day « %s » kept by an earlier version spoils no list',
  async (at) => {
    const { approved, run, record, core, get } = world()
    const id = await approved()
    await run(1)
    const history = ['DEPOSEE', 'MISE_A_DISPOSITION', 'constructor', 'MISE_EN_PAIEMENT'].map((code) => ({ code, at }))
    record(id, { type: 'statusSeen', status: 'constructor', version: 'x', history })
    expect(get(id)).toMatchObject({ status: 'constructor' })
    expect(core.rows()[0]!.situation.word).toBe('constructor')
    expect(core.page(id)!.story.length).toBeGreaterThan(0)
    expect(core.news().length).toBeGreaterThan(0)
    expect(core.buyers.open('12345678200051')).toBeDefined()
  },
)

it('asks again in an hour at most, whatever the gateway says', async () => {
  const { approved, platform, core, now, stage, run } = world()
  const id = await approved()
  platform.expect({ trouble: 'overloadedForAYear', on: 'soumettre' })
  const due = await core.runDue()
  expect(due! - now()).toBeLessThanOrEqual(HOUR)
  expect(core.page(id)!.row.situation.sentence).toContain('Nouvel essai')
  await run(2)
  expect(stage(id)).toBe('followed')
})

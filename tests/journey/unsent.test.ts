import { expect, it } from 'vitest'
import type { AccessState } from '../../shared/domain/wording/unsent.ts'
import { waiting } from '../../shared/domain/wording/waiting.ts'
import { HOUR, MINUTE, world } from '../support/world.ts'

/** A world, and what its lists say of what is approved and has not left. */
function stuck(options: Parameters<typeof world>[0] = {}) {
  const here = world(options)
  const { core } = here
  return {
    ...here,
    unsent: () => core.rows().flatMap(({ unsent }) => unsent ?? []),
    counts: () => core.counts(),
    sentence: (id: string) => core.page(id)!.row.situation,
  }
}

it('says of what is approved and has no way to leave that it has not left, and what opens the way', async () => {
  let access: AccessState = 'none'
  const { approved, core, unsent, counts, sentence, stage } = stuck({ access: () => access })
  const id = await approved()
  expect(unsent()).toEqual([{ act: 'connect', reason: 'Choriste n’a pas encore d’accès à Chorus Pro.' }])
  await core.runDue()
  expect(unsent()).toMatchObject([{ act: 'connect' }])
  expect(sentence(id)).toMatchObject({ word: 'Pas partie', waits: true })
  expect(counts()).toMatchObject({ waiting: 1, unsent: 1, onTheWay: 1 })

  access = 'locked'
  expect(unsent()).toMatchObject([{ act: 'unlock' }])

  access = 'open'
  core.reconnect()
  await core.runDue()
  expect([stage(id), unsent(), counts().unsent]).toEqual(['followed', [], 0])
})

it('says so when the line is cut or the accesses are refused, and never gives an hour that has passed', async () => {
  const { approved, core, unsent, platform, pass, now, stage } = stuck()
  platform.outage(true)
  const id = await approved()
  await core.runDue()
  const [first] = unsent()
  expect(first!.act).toBe('retry')
  expect(first!.reason).toMatch(/^En attente de Chorus Pro.: pas de connexion\. Nouvel essai à \d+.h.\d\d\.$/)
  const hold = core.hold()!
  pass(2 * HOUR)
  expect(waiting(hold, now())).toMatch(/Nouvel essai en cours\.$/)
  expect(unsent()[0]!.reason).toMatch(/Nouvel essai en cours\.$/)

  platform.outage(false)
  platform.expect({ trouble: 'unauthorized', on: 'soumettre' }, { trouble: 'unauthorized', on: 'soumettre' })
  core.tryNow()
  await core.runDue()
  expect(unsent()).toMatchObject([{ act: 'repair' }])
  core.tryNow()
  await core.runDue()
  expect([stage(id), unsent()]).toEqual(['followed', []])
})

it('holds nothing where nobody has anything to say: what was withdrawn, and the portal way', async () => {
  let access: AccessState = 'none'
  const { approved, core, record, unsent, pass } = stuck({ access: () => access })
  const id = await approved()
  await core.runDue()
  expect(core.hold()?.hindrance).toBe('unconnected')
  record(id, { type: 'withdrawn' })
  expect(core.hold()).toBeUndefined()
  pass(5 * MINUTE)
  core.settings.save({ ...core.settings.get(), way: 'portail' })
  record(id, { type: 'approved' })
  await core.runDue()
  expect([core.hold(), unsent().map(({ act }) => act)]).toEqual([undefined, ['walk']])
  access = 'open'
})

it('says of an invoice Chorus Pro has refused, with its reason, that nothing left', async () => {
  const { approved, core, unsent, platform } = stuck()
  platform.expect({ trouble: 'unknownCode', on: 'soumettre' })
  await approved()
  await core.runDue()
  expect(unsent()).toMatchObject([{ act: 'correct' }])
  expect(unsent()[0]!.reason).toMatch(/Rien n’a été intégré\.$/)
})

import { expect, it } from 'vitest'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { HOUR, world } from '../support/world.ts'

type World = ReturnType<typeof world>
const NUMBER = 'FA-2026-43'
const client = { serviceCode: 'ST01', engagementNumber: 'EJ-7' }

/** An invoice the buyer has rejected, and the file that is to take its place. */
async function rejected(here = world(), fields = {}) {
  const id = await here.approved({ number: NUMBER, ...client, ...fields })
  await here.core.runDue()
  here.platform.move(Number((here.get(id) as InvoiceAt<'followed'>).remoteKey), 'REJETEE', 'Le total est faux')
  here.pass(HOUR)
  await here.core.runDue()
  expect(here.core.page(id)!.row).toMatchObject({ redo: true, situation: { waits: true } })
  return { here, id }
}
const page = ({ core }: World, id: string) => core.page(id)!
const titles = (here: World, id: string) => page(here, id).story.map(({ title }) => title)
const settled = ({ platform }: World) =>
  platform.invoices().flatMap(({ actions = [] }) => actions.filter(({ code }) => code === 'TRAITEMENT_REJET')).length
/** A page that gives the new number and the amounts, and not what the client goes by. */
const bare = { buyerSiret: '', serviceCode: '', engagementNumber: '' }

it('makes a draft with what the client goes by; the rejection is dealt with once the new one has left, here and there', async () => {
  const { here, id } = await rejected()
  const old = (here.get(id) as InvoiceAt<'followed'>).fields
  const fresh = await here.arrive({ ...bare, number: 'FA-2026-44' })
  expect(here.core.ledger.replace(id, fresh, '')).toBe(true)
  await here.run(2)
  expect(here.get(fresh)).toMatchObject({
    stage: 'draft',
    fields: { number: 'FA-2026-44', buyerSiret: old.buyerSiret, ...client },
    origins: { engagementNumber: { reason: `repris de ${NUMBER}` } },
  })
  expect(page(here, fresh).replaces?.number).toBe(NUMBER)
  expect(page(here, id).replacedBy?.id).toBe(fresh)
  // As long as it is a draft, the rejection waits.
  expect(page(here, id).row.situation).toMatchObject({
    waits: true,
    sentence: expect.stringMatching(/pas partie/) as string,
  })

  await here.restart()
  expect(page(here, id).replacedBy?.id).toBe(fresh)
  here.record(fresh, { type: 'approved' })
  expect(page(here, id).row.situation.waits).toBe(true)
  await here.run(3)
  expect(here.stage(fresh)).toBe('followed')
  expect(page(here, id).row.situation).toMatchObject({ word: 'Refaite', waits: false })
  expect(page(here, id).row.situation.sentence).toContain('FA-2026-44')
  expect(settled(here)).toBe(1)
  expect(titles(here, id)).toEqual(expect.arrayContaining(['Reprise dans un brouillon', 'Remplacée par FA-2026-44']))
  expect(titles(here, fresh)).toContain(`Reprise de ${NUMBER}`)

  await here.restart()
  await here.run(5)
  expect([page(here, id).replacedBy?.number, page(here, fresh).replaces?.number]).toEqual(['FA-2026-44', NUMBER])
  expect([settled(here), here.platform.invoices().length]).toEqual([1, 2])
})

it('never leaves under the number of the rejected one, whoever typed or read it', async () => {
  const { here, id } = await rejected()
  const fresh = await here.draft({ number: NUMBER })
  here.core.ledger.replace(id, fresh, 'FA-2026-45')
  expect(page(here, fresh).problems).toContainEqual(expect.objectContaining({ severity: 'stop', field: 'number' }))
  expect(here.record(fresh, { type: 'approved' })).toBeUndefined()
  // Under another SIRET of ours Chorus Pro would take it: here it is still the rejected one's number.
  const invoice = here.get(fresh) as InvoiceAt<'draft'>
  const other = { ...invoice.fields, supplierSiret: '55566675900017', number: NUMBER.toLowerCase() }
  expect(here.core.factsOf(invoice, other).replaces).toEqual({ id, number: NUMBER })
  here.record(fresh, { type: 'edited', fields: other, confirmed: [], circuit: 'pdf' })
  expect(page(here, fresh).problems.map(({ code }) => code)).toContain('number.rejected')
  expect(here.record(fresh, { type: 'approved' })).toBeUndefined()
})

it('takes the number that was given where the page says none, and the page’s where it says one', async () => {
  for (const [read, number] of [
    ['', 'FA-2026-46'],
    ['FA-2026-47', 'FA-2026-47'],
  ]) {
    const { here, id } = await rejected()
    const fresh = await here.arrive({ number: read! })
    here.core.ledger.replace(id, fresh, 'FA-2026-46')
    await here.run(2)
    expect(here.get(fresh)).toMatchObject({ fields: { number } })
  }
})

it('takes nothing over when the page is for another client', async () => {
  const { here, id } = await rejected()
  const fresh = await here.arrive({ ...bare, number: 'FA-2026-44', buyerSiret: '12345678200077' })
  here.core.ledger.replace(id, fresh, '')
  await here.run(2)
  expect(here.get(fresh)).toMatchObject({ fields: { ...bare, buyerSiret: '12345678200077' } })
})

it('is made anew once: a second draft is refused, one that is put aside gives its place back', async () => {
  const { here, id } = await rejected()
  const first = await here.draft({ number: 'FA-2026-44' })
  const second = await here.draft({ number: 'FA-2026-45' })
  expect(here.core.ledger.replace(id, id, ''), 'itself').toBe(false)
  expect(here.core.ledger.replace(id, first, '')).toBe(true)
  expect(here.core.ledger.replace(id, second, '')).toBe(false)
  here.record(first, { type: 'discarded' })
  expect(page(here, id).row).toMatchObject({ redo: true, situation: { waits: true } })
  expect(page(here, id).replacedBy).toBeUndefined()
  here.record(first, { type: 'restored' })
  expect(page(here, id).replacedBy?.id).toBe(first)
  expect(page(here, first).replaces?.id).toBe(id)
  here.record(first, { type: 'discarded' })
  expect(here.core.ledger.replace(id, second, '')).toBe(true)
})

it('says nothing is dealt with while the new one is uncertain, and settles once it is found', async () => {
  const { here, id } = await rejected()
  const fresh = await here.draft({ number: 'FA-2026-44' })
  here.core.ledger.replace(id, fresh, '')
  here.record(fresh, { type: 'approved' })
  here.platform.expect({ trouble: 'answerLost', on: 'soumettre' })
  await here.core.runDue()
  expect(here.stage(fresh)).toBe('uncertain')
  expect(page(here, id).row.situation.waits).toBe(true)
  expect(settled(here)).toBe(0)
  await here.run(6)
  expect(here.stage(fresh)).toBe('followed')
  expect(page(here, id).row.situation.waits).toBe(false)
  expect([settled(here), here.platform.invoices().length]).toEqual([1, 2])
})

it('works by hand as well: the rejection is dealt with once the new one is deposited, and nobody is asked', async () => {
  const here = world()
  here.core.settings.save({ ...here.core.settings.get(), way: 'portail' })
  const id = await here.approved({ number: NUMBER })
  here.record(id, { type: 'depositedByHand', remoteNumber: NUMBER, depositedOn: '2026-11-23' })
  here.record(id, { type: 'statusNoted', status: 'REJETEE', on: '2026-11-24' })
  const fresh = await here.draft({ number: 'FA-2026-44' })
  expect(here.core.ledger.replace(id, fresh, '')).toBe(true)
  here.record(fresh, { type: 'approved' })
  expect(page(here, id).row.situation.waits).toBe(true)
  here.record(fresh, { type: 'depositedByHand', remoteNumber: 'FA-2026-44', depositedOn: '2026-11-25' })
  expect(page(here, id).row.situation).toMatchObject({ word: 'Refaite', waits: false })
  expect(here.core.jobs.get(id)).toBeUndefined()
  // Noted by mistake: it is not rejected any more, and says so.
  here.record(id, { type: 'statusTakenBack' })
  expect(page(here, id).row.situation.word).toBe('Reçue')
})

import { expect, it } from 'vitest'
import { french } from '../../shared/base/french.ts'
import patience from '../../shared/tables/patience.json' with { type: 'json' }
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { numbered } from '../support/complete.ts'
import { HOUR, world } from '../support/world.ts'

const LIMIT = patience.followCalls.value
/** A world with so many invoices followed, whose histories have been read. */
async function followed(many: number, fields = {}) {
  const w = world(fields)
  const ids: string[] = []
  // All are read before the first leaves.
  for (let n = 0; n < many; n++) ids.push(await w.arrive(numbered(n)))
  await w.core.runDue()
  for (const id of ids) w.record(id, { type: 'approved' })
  await w.core.runDue()
  for (const id of ids) w.platform.move(numberOf(w, id), 'MISE_A_DISPOSITION')
  const calls = () => Object.values(w.platform.calls()).reduce((sum, count) => sum + count, 0)
  /** The calls of one round, an hour later. */
  async function round() {
    w.pass(HOUR)
    const before = calls()
    await w.core.runDue()
    return calls() - before
  }
  return Object.assign(w, { ids, round, calls })
}
type World = Pick<Awaited<ReturnType<typeof world>>, 'get'>
const numberOf = ({ get }: World, id: string) => (get(id) as { remoteNumber: string }).remoteNumber
const all = (core: Awaited<ReturnType<typeof followed>>['core']) => core.invoices.at('followed')
const owed = (core: Awaited<ReturnType<typeof followed>>['core']) =>
  all(core).filter(({ isHistoryOwed }) => isHistoryOwed).length

it('follows four hundred invoices that all moved at once in twelve calls a round, losing nothing', async () => {
  const notices: string[] = []
  const tell = ({ notice, invoice }: { notice?: string | undefined; invoice: { id: string } }) =>
    notice === 'status' && void notices.push(invoice.id)
  const w = await followed(400, { tell })
  const { core, platform, ids, round, get } = w
  // One token more, now and then.
  expect(await round()).toBeLessThanOrEqual(LIMIT + 1)
  for (const id of ids) {
    platform.move(numberOf(w, id), 'SERVICE_FAIT')
    platform.move(numberOf(w, id), 'SUSPENDUE', `pièce pour ${id}`)
  }
  notices.length = 0
  expect(await round()).toBeLessThanOrEqual(LIMIT + 1)
  expect(new Set(all(core).map(({ status }) => status))).toEqual(new Set(['SUSPENDUE']))
  const page = core.page(ids[200]!)!
  expect(page.row.situation.sentence).toBe(french(`« pièce pour ${ids[200]!} »`))
  expect(notices.toSorted()).toEqual(ids.toSorted())
  expect(owed(core)).toBeGreaterThan(350)

  // Whoever looks sees the whole.
  core.opened(ids[200]!)
  await expect.poll(() => (get(ids[200]!) as InvoiceAt<'followed'>).isHistoryOwed).toBeUndefined()
  expect((get(ids[200]!) as InvoiceAt<'followed'>).history.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['MISE_A_DISPOSITION', 'SERVICE_FAIT', 'SUSPENDUE']),
  )

  let rounds = 0
  for (; owed(core) && rounds < 200; rounds++) expect(await round()).toBeLessThanOrEqual(LIMIT + 1)
  for (const { history } of all(core))
    expect(history.map(({ code }) => code).slice(-2)).toEqual(['SERVICE_FAIT', 'SUSPENDUE'])
  expect(notices).toHaveLength(400)
  console.log(`histories of 400 invoices read in ${rounds} rounds; then ${await round()} calls a round`)
}, 120_000)

it('goes on with the others when one history cannot be read', async () => {
  const w = await followed(5)
  w.platform.expect({ trouble: 'unknownCode', on: 'consulter/historique', call: 2 })
  await w.round()
  expect(w.platform.troublesLeft()).toBe(0)
  expect(all(w.core).map(({ status }) => status)).toEqual(Array(5).fill('MISE_A_DISPOSITION'))
  expect(owed(w.core)).toBe(1)
  await w.round()
  expect(owed(w.core)).toBe(0)
})

it('keeps what it has heard when the platform breaks off in the middle of a round', async () => {
  const w = await followed(5)
  w.platform.expect({ trouble: 'overloaded', on: 'consulter/historique', call: 3 })
  const before = { ...w.platform.calls() }
  await w.round()
  expect(w.platform.calls()['factures/v1/consulter/historique']).toBe(
    (before['factures/v1/consulter/historique'] ?? 0) + 3,
  )
  expect(all(w.core).map(({ status }) => status)).toEqual(Array(5).fill('MISE_A_DISPOSITION'))
  await w.round()
  expect(owed(w.core)).toBe(0)
})

it('loses no news when the lights go out before it is written down', async () => {
  let isCut = false
  const powerCut = (path: string) =>
    isArmed && !isCut && path.endsWith('/consulter/historique') ? ((isCut = true), 'after' as const) : undefined
  let isArmed = false
  const w = await followed(3, { powerCut })
  await w.round()
  // Away for a week: both moved on the first day.
  w.platform.move('FA-0', 'SUSPENDUE')
  w.pass(7 * 24 * HOUR)
  isArmed = true
  await w.run(1)
  expect(isCut).toBe(true)
  await w.run(3)
  expect(all(w.core).find(({ remoteNumber }) => remoteNumber === 'FA-0')!.status).toBe('SUSPENDUE')
})

it.each([
  ['number', { numeroFacture: null }],
  ['status', { statut: null }],
  ['key', { identifiantFactureCPP: null }],
])(
  'reads the list line by line: a draft of the portal without its %s does not spoil the others',
  async (_what, gap) => {
    const inner = world()
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const reply = await inner.platform.fetch(input, init)
      if (!new URL(new Request(input).url).pathname.endsWith('rechercher/fournisseur')) return reply
      const content = (await reply.json()) as { listeFactures: object[] }
      const draft = { identifiantFactureCPP: 1, numeroFacture: 'X', statut: 'BROUILLON', ...gap }
      return Response.json({ ...content, listeFactures: [draft, ...content.listeFactures] })
    }
    const { approved, platform, core, run, pass, get } = world({ platform: { ...inner.platform, fetch } })
    platform.expect({ trouble: 'answerLost', on: 'soumettre' })
    const id = await approved()
    await run(3)
    platform.move('FA-2026-0043', 'SUSPENDUE')
    pass(HOUR)
    await core.runDue()
    expect(get(id)).toMatchObject({ stage: 'followed', status: 'SUSPENDUE' })
  },
)

it('tells that an invoice was cashed above the statuses of the same minute', async () => {
  const w = world({ isDemonstration: true })
  const id = await w.approved({ number: 'FA-2026-0041' })
  await w.core.runDue()
  w.pass(HOUR)
  w.platform.hasten(1000 * HOUR)
  await w.core.runDue()
  w.record(id, { type: 'cashed', on: '2026-11-23' })
  const titles = () => w.core.page(id)!.story.map(({ title }) => title)
  expect(titles().slice(0, 2)).toEqual(['Encaissée', 'Mise en paiement'])
  w.record(id, { type: 'reopened' })
  w.record(id, { type: 'filed' })
  expect(titles()[0]).toBe('Classée par vous')
})

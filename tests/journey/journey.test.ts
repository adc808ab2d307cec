import { expect, it } from 'vitest'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { french } from '../../shared/base/french.ts'
import { complete } from '../support/complete.ts'
import { HOUR, world } from '../support/world.ts'

it('goes from the file to paid', async () => {
  const { approved, run, record, stage, get, told, pass } = world()
  const id = await approved()
  await run(1)
  expect(get(id)).toMatchObject({ stage: 'followed', remoteNumber: 'FA-2026-0043', status: 'DEPOSEE' })
  pass(2 * HOUR)
  await run(4)
  expect(get(id)).toMatchObject({ status: 'MISE_EN_PAIEMENT' })
  record(id, { type: 'cashed', on: '2026-12-20' })
  expect(stage(id)).toBe('closed')
  expect(told).toEqual(['arrived', 'ready', 'leaving', 'arrived', 'status', 'closed'])
})

it('has nothing left to do for a draft that waits for the person', async () => {
  const { draft, core, run } = world()
  await draft()
  await run()
  expect(await core.runDue()).toBeNull()
})

it('takes the same bytes only once, whatever the name', async () => {
  const { core } = world()
  const bytes = Buffer.from('%PDF-1.7 the same')
  const [first] = (await core.intake.takeBytes('a.pdf', bytes)).invoices
  const [second] = (await core.intake.takeBytes('copy of a.pdf', bytes)).invoices
  expect(second).toEqual({ id: first!.id, isNew: false })
})

it('deposits once when approved twice', async () => {
  const { approved, record, run, platform } = world()
  const id = await approved()
  expect(record(id, { type: 'approved' })).toBeUndefined()
  await run(5)
  expect(platform.invoices()).toHaveLength(1)
})

it('will not let an invoice leave while the rulebook complains', async () => {
  const { draft, record, core, stage } = world()
  const id = await draft({ grossTotal: 130_000 })
  expect(core.page(id)!.problems.map(({ code }) => code)).toContain('amounts.total')
  expect(record(id, { type: 'approved' })).toBeUndefined()
  expect(stage(id)).toBe('draft')
})

it('asks the rulebook again before it sends: what the buyer has said since counts', async () => {
  const { platform, draft, record, run, stage, core } = world()
  platform.outage(true)
  const id = await draft({ buyerSiret: '12345678200044' })
  expect(record(id, { type: 'approved' })).toBeDefined()
  platform.outage(false)
  core.tryNow()
  await run(2)
  expect(stage(id)).toBe('draft')
  expect(platform.calls()['factures/v1/soumettre']).toBeUndefined()
})

it('comes back as a draft with the reason when the buyer asks for more, and leaves once it is given', async () => {
  const { draft, core, run, record, stage, get, platform } = world()
  const id = await draft({ buyerSiret: '12345678200044' })
  expect(
    core
      .page(id)!
      .problems.filter(({ severity }) => severity === 'stop')
      .map(({ field }) => field),
  ).toEqual(['serviceCode', 'engagementNumber'])
  const invoice = get(id)
  if (invoice.stage !== 'draft') throw new Error('not a draft')
  const fields = { ...invoice.fields, serviceCode: 'SERVICE_DEST_SERV_OBL', engagementNumber: 'EJ-2026-77' }
  record(id, { type: 'edited', fields, confirmed: [], circuit: 'pdf' })
  record(id, { type: 'approved' })
  await run(3)
  expect(stage(id)).toBe('followed')
  expect(platform.invoices()[0]).toMatchObject({ number: 'FA-2026-0043' })
})

it('asks a firm without VAT for its reason once, from the list of Chorus Pro, and proposes it the next time', async () => {
  const { draft, run, record, stage, get, core, platform } = world()
  const free: Partial<Fields> = {
    taxTotal: 0,
    vatLines: [],
    vatScheme: 'EXONERATION',
    netTotal: 12_640,
    grossTotal: 12_640,
    payable: 12_640,
  }
  const id = await draft(free)
  const page = core.page(id)!
  expect(page.problems).toMatchObject([{ code: 'exemptionReason.missing', field: 'exemptionReason' }])
  const [reason] = page.facts!.exemptions
  expect(reason!.label).toMatch(/293 B/)
  const invoice = get(id)
  if (invoice.stage !== 'draft') throw new Error('not a draft')
  const fields = { ...invoice.fields, exemptionReason: reason!.code }
  record(id, { type: 'edited', fields, confirmed: [], circuit: 'pdf' })
  record(id, { type: 'approved' })
  await run(3)
  expect(stage(id)).toBe('followed')
  expect(platform.invoices()).toMatchObject([{ vatScheme: 'EXONERATION' }])

  const next = await draft({ ...free, number: 'FA-2026-0044', issueDate: '2026-11-21' })
  expect(core.page(next)!.problems).toEqual([])
  expect(get(next)).toMatchObject({ fields: { exemptionReason: reason!.code } })
})

it('shows what Chorus Pro refuses on the field concerned, and keeps the draft', async () => {
  const { platform, approved, run, get, told, core } = world()
  platform.expect({ trouble: 'unknownCode', on: 'soumettre' })
  const id = await approved()
  await run(2)
  const invoice = get(id)
  expect(invoice.stage).toBe('draft')
  const answer = {
    route: '/cpro/factures/v1/soumettre',
    status: 200,
    codeRetour: 29999,
    libelle: 'XXX_MSG_99.999 SIMULÉ : code inconnu',
  }
  expect(invoice).toMatchObject({ refusal: { problems: [{ code: 'chorus.unknown', answer }] } })
  expect(core.page(id)!.story[0]).toMatchObject({ title: 'Refusée à l’envoi', answers: [answer] })
  expect(told).toContain('refused')
})

it('tries again by itself while nothing can have left', async () => {
  const { platform, approved, run, stage } = world()
  const id = await approved()
  platform.expect('unreachable', 'overloaded', 'unreachable', 'forbidden')
  await run(8)
  expect(stage(id)).toBe('followed')
  expect(platform.invoices()).toHaveLength(1)
})

it('looks for what may have arrived instead of sending it again', async () => {
  const { platform, approved, run, stage, told } = world()
  platform.expect({ trouble: 'answerLost', on: 'soumettre' })
  const id = await approved()
  await run(6)
  expect(stage(id)).toBe('followed')
  expect(told).toContain('uncertain')
  expect(platform.invoices()).toHaveLength(1)
})

it('sends again by itself, once, what three searches over a quarter of an hour did not find', async () => {
  const { platform, approved, run, stage, core } = world()
  platform.expect({ trouble: 'cutOff', on: 'soumettre' })
  const id = await approved()
  await run(12)
  expect(stage(id)).toBe('followed')
  expect(platform.invoices()).toHaveLength(1)
  const events = core.invoices.journal(id).map(({ event }) => event.type)
  expect(events.filter((type) => type === 'notFound').length).toBeGreaterThanOrEqual(2)
  expect(events.filter((type) => type === 'resent')).toEqual(['resent'])
})

it('does not send a second time by itself what was lost twice', async () => {
  const { platform, approved, run, stage, record } = world()
  platform.expect({ trouble: 'cutOff', on: 'soumettre' }, { trouble: 'cutOff', on: 'soumettre' })
  const id = await approved()
  await run(30)
  expect(stage(id)).toBe('uncertain')
  expect(platform.invoices()).toHaveLength(0)
  record(id, { type: 'resent', by: 'user' })
  await run(4)
  expect(stage(id)).toBe('followed')
  expect(platform.invoices()).toHaveLength(1)
})

it('goes on reading files while the platform cannot be reached', async () => {
  const { platform, approved, arrive, run, stage, core } = world()
  const first = await approved()
  platform.outage(true)
  await core.runDue()
  const second = await arrive({ number: 'FA-2026-0044' })
  await core.runDue()
  expect(stage(first)).toBe('leaving')
  expect(stage(second)).toBe('draft')
  expect(core.page(first)!.row.situation.sentence).toMatch(/^En attente de Chorus Pro\u00a0: pas de connexion\. Nouvel/)
  expect(core.page(first)!.story[0]).toMatchObject({ title: 'En attente de Chorus Pro' })
  platform.outage(false)
  core.tryNow()
  await run(3)
  expect(stage(first)).toBe('followed')
})

it('takes one new token when its own has run out, and asks again once, no more', async () => {
  const { platform, approved, core, stage } = world()
  const id = await approved()
  platform.expect({ trouble: 'unauthorized', on: 'soumettre' }, { trouble: 'unauthorized', on: 'soumettre' })
  const tokens = platform.calls()['oauth/token']!
  await core.runDue()
  expect(platform.calls()).toMatchObject({ 'factures/v1/soumettre': 2, 'oauth/token': tokens + 1 })
  expect([stage(id), core.hold()?.hindrance]).toEqual(['leaving', 'unauthorized'])

  platform.expect({ trouble: 'unauthorized', on: 'soumettre' })
  core.tryNow()
  await core.runDue()
  expect([stage(id), core.hold()]).toEqual(['followed', undefined])
})

it('waits as long as it is told to, longer and longer when it is not, and holds every talk meanwhile', async () => {
  const { platform, draft, record, core, now, pass, stage } = world()
  const ids = [await draft(), await draft({ number: 'FA-2026-0044' })]
  for (const id of ids) record(id, { type: 'approved' })
  platform.expect({ trouble: 'overloaded', retryAfter: 30, on: 'soumettre' })
  const calls = () => Object.values(platform.calls()).reduce((sum, count) => sum + count, 0)
  expect(await core.runDue()).toBe(now() + 30_000)
  expect(platform.calls()).toMatchObject({ 'factures/v1/soumettre': 1 })
  const before = calls()
  pass(29_000)
  await core.runDue()
  expect(calls()).toBe(before)
  pass(1000)
  platform.expect('unreachable', 'unreachable')
  const first = (await core.runDue())! - now()
  pass(first)
  expect((await core.runDue())! - now()).toBeGreaterThan(first)
  pass(HOUR)
  await core.runDue()
  expect([ids.map(stage), core.hold()]).toEqual([['followed', 'followed'], undefined])
})

it('sends a credit note as one, and finds it again', async () => {
  const { platform, approved, run, stage } = world()
  platform.expect({ trouble: 'answerLost', on: 'soumettre' })
  const id = await approved({
    typeCode: '381',
    originNumber: 'FA-2026-0001',
    netTotal: 100_010,
    taxTotal: 20_002,
    grossTotal: 120_012,
    payable: 120_012,
    vatLines: [{ rate: 2000, base: 100_010, tax: 20_002 }],
  })
  await run(6)
  expect(platform.invoices()).toMatchObject([{ kind: 'AVOIR' }])
  expect(stage(id)).toBe('followed')
})

it.each<[string, Partial<Fields>]>([
  ['another amount', { netTotal: 50_000, taxTotal: 10_000, grossTotal: 60_000, payable: 60_000, vatLines: [] }],
  ['another buyer', { buyerSiret: '12345678200069', engagementNumber: 'EJ-2026-77' }],
])('does not take for its own what bears its number with %s', async (_what, other) => {
  const first = world()
  await first.approved(other.vatLines ? { ...other, vatLines: [{ rate: 2000, base: 50_000, tax: 10_000 }] } : other)
  await first.run(1)
  expect(first.platform.invoices()).toHaveLength(1)
  // The same firm on another computer, with its own data and the same platform.
  const { approved, run, stage, platform } = world({ platform: first.platform })
  platform.expect({ trouble: 'cutOff', on: 'soumettre' })
  const id = await approved()
  await run(3)
  expect(stage(id)).toBe('draft')
})

it('lets the person call back what has not left yet', async () => {
  const { platform, approved, run, stage, record } = world()
  const id = await approved()
  platform.outage(true)
  await run(2)
  record(id, { type: 'withdrawn' })
  expect(stage(id)).toBe('draft')
  platform.outage(false)
  await run(4)
  expect(platform.invoices()).toHaveLength(0)
})

it('finds its way after the lights went out between sending and the answer', async () => {
  let isCut = false
  const powerCut = (path: string) =>
    !isCut && path.endsWith('/soumettre') ? ((isCut = true), 'after' as const) : undefined
  const { platform, approved, run, stage } = world({ powerCut })
  const id = await approved()
  await run(8)
  expect(isCut).toBe(true)
  expect(stage(id)).toBe('followed')
  expect(platform.invoices()).toHaveLength(1)
})

it('goes on searching after the lights went out during a search', async () => {
  const dark = new Set(['/cpro/factures/v1/soumettre', '/cpro/factures/v1/rechercher/fournisseur'])
  const powerCut = (path: string) => (dark.delete(path) ? ('after' as const) : undefined)
  const { platform, approved, run, stage } = world({ powerCut })
  const id = await approved()
  await run(8)
  expect(dark.size).toBe(0)
  expect(stage(id)).toBe('followed')
  expect(platform.invoices()).toHaveLength(1)
})

it('asks for the news of a hundred and thirty invoices in one round of twelve calls', async () => {
  const { platform, approved, core, pass, get } = world()
  const ids: string[] = []
  const numberOf = (id: string) => (get(id) as { remoteNumber: string }).remoteNumber
  for (let n = 0; n < 130; n++) ids.push(await approved({ number: `FA-${n}1` }))
  await core.runDue()
  for (const id of ids) platform.move(numberOf(id), 'SUSPENDUE')
  pass(HOUR)
  await core.runDue()
  expect(new Set(core.invoices.at('followed').map(({ status }) => status))).toEqual(new Set(['SUSPENDUE']))

  const before = platform.calls()
  const asked = (name: string) => platform.calls()[`factures/v1/${name}`]! - before[`factures/v1/${name}`]!
  // The oldest stands on the second page: the newest come first.
  platform.move(numberOf(ids[0]!), 'REJETEE')
  pass(HOUR)
  await core.runDue()
  expect(get(ids[0]!)).toMatchObject({ status: 'REJETEE' })
  // Two pages of the list; what is left of the twelve calls goes to the histories still owed.
  expect([asked('rechercher/fournisseur'), asked('consulter/historique')]).toEqual([2, 10])
})

it('refuses the number of an invoice that has left, and of one that was rejected', async () => {
  const { approved, draft, core, platform, pass } = world()
  const id = await approved()
  await core.runDue()
  const codes = (draftId: string) => core.page(draftId)!.problems.map(({ code, message }) => `${code} ${message}`)
  const twin = await draft({ buyerName: 'Autre' })
  expect(codes(twin).join()).toContain('déjà partie')
  platform.move('FA-2026-0043', 'REJETEE', 'montant faux')
  pass(HOUR)
  await core.runDue()
  expect(core.page(id)!.row.situation).toMatchObject({ mark: 'refused', sentence: french('« montant faux »') })
  expect(codes(twin).join()).toContain('a déjà servi')
})

it('says in the list that two drafts bear one number', async () => {
  const { draft, core } = world()
  const id = await draft()
  expect(core.page(id)!.row.situation.sentence).not.toContain('Même numéro')
  await draft({ buyerName: 'Autre' })
  expect(core.page(id)!.row.situation.sentence).toContain(
    french('Même numéro qu’une autre facture en attente : FA-2026-0043.'),
  )
})

it('puts aside, forgets nothing, and takes back what is brought in again by hand', async () => {
  const { draft, record, core, home, stage } = world()
  const id = await draft()
  record(id, { type: 'discarded' })
  expect(core.rows()).toHaveLength(0)
  await core.intake.take(`${home}/facture-1.pdf`, 'folder')
  expect(stage(id)).toBe('discarded')
  await core.intake.take(`${home}/facture-1.pdf`, 'hand')
  expect(stage(id)).toBe('draft')
})

const facturx = { kind: 'facturx', paymentMeansCode: '30' } as const
const stops = ({ core }: ReturnType<typeof world>, id: string) =>
  core.page(id)!.problems.flatMap(({ code, severity }) => (severity === 'stop' ? [code] : []))

it('does not add to a flow what this buyer was sent before: the file is right without it', async () => {
  const here = world()
  // It asks for a service or an engagement, whichever.
  const buyerSiret = '12345678200069'
  await here.approved({ buyerSiret, serviceCode: 'SERVICE_OU' })
  await here.run(3)
  const id = await here.draft({ buyerSiret, number: 'FA-2', engagementNumber: 'EJ-2' }, facturx)
  expect(here.get(id)).toMatchObject({ circuit: 'flux', fields: { serviceCode: '' } })
  expect(stops(here, id)).toEqual([])
  const pdf = await here.draft({ buyerSiret, number: 'FA-3' })
  expect(here.get(pdf)).toMatchObject({ circuit: 'pdf', fields: { serviceCode: 'SERVICE_OU' } })
})

it('lets a Factur-X that does not say who sends it leave as a plain PDF, with what the settings say', async () => {
  const here = world()
  const settings = here.core.settings.get()
  here.core.settings.save({ ...settings, company: { ...settings.company, siret: complete.supplierSiret } })
  const id = await here.draft({ supplierSiret: '' }, facturx)
  expect(here.get(id)).toMatchObject({ circuit: 'pdf', fields: { supplierSiret: complete.supplierSiret } })
  expect(stops(here, id)).toEqual([])
})

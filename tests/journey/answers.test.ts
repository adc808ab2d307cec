import { describe, expect, it } from 'vitest'
import type { TroubleName } from '../../electron/sim/platform.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import type { Reply } from '../../shared/domain/lifecycle/reply.ts'
import { replyProblems } from '../../shared/domain/lifecycle/reply-rules.ts'
import { HOUR, MINUTE, world } from '../support/world.ts'

type World = ReturnType<typeof world>
const kinds = {
  complete: { status: 'SUSPENDUE', moved: 'COMPLETEE', route: 'v1/completer', fields: {} },
  recycle: { status: 'A_RECYCLER', moved: 'DEPOSEE', route: 'v1/recycler', fields: {} },
  correctValideur: {
    status: 'ERREUR_FOURNISSEUR_SUR_VALIDEUR',
    moved: 'A_VALIDER_1',
    route: 'corriger/valideur/facture',
    fields: { cadre: 'A9', valideurSiret: '12345678200051' },
  },
  settleRejection: { status: 'REJETEE', moved: 'REJETEE', route: 'v1/traiterRejet', fields: {} },
} as const
type Kind = keyof typeof kinds
const all = Object.keys(kinds) as Kind[]

/** An invoice the buyer has, at the status that asks for this answer. */
async function waiting(kind: Kind, options: Parameters<typeof world>[0] = {}, comment = 'Il manque quelque chose') {
  const here = world(options)
  const id = await here.approved(kinds[kind].fields)
  await here.core.runDue()
  here.platform.move(Number(followed(here, id).remoteKey), kinds[kind].status, comment)
  await look(here)
  expect(here.get(id)).toMatchObject({ status: kinds[kind].status })
  return { here, id, reply: await replyOf(here, kind) }
}
const followed = ({ get }: World, id: string) => get(id) as InvoiceAt<'followed'>
const look = async (here: World) => {
  here.pass(HOUR)
  await here.core.runDue()
}
async function replyOf({ core }: World, kind: Kind): Promise<Reply> {
  if (kind === 'complete') {
    const file = { name: 'PV de réception.pdf', ...(await core.vault.takeBytes(Buffer.from('%PDF-1.7 PV'))) }
    return { kind, comment: 'Voici le PV', files: [file] }
  }
  if (kind === 'recycle')
    return { kind, buyerSiret: '12345678200051', serviceCode: '', engagementNumber: 'EJ-9', contractNumber: 'M-9' }
  return kind === 'correctValideur' ? { kind, valideurSiret: '55566675900017' } : { kind }
}
const problemsOf = (here: World, id: string, reply: Reply) =>
  replyProblems(followed(here, id), reply, here.core.factsOf(followed(here, id)))
/** How often the platform took the answer in. */
function taken({ platform }: World, kind: Kind) {
  const [invoice] = platform.invoices()
  const { history, actions = [] } = invoice!
  if (kind === 'settleRejection') return actions.filter(({ code }) => code === 'TRAITEMENT_REJET').length
  const asked = history.findLastIndex(({ status }) => status === kinds[kind].status)
  return history.slice(asked + 1).filter(({ status }) => status === kinds[kind].moved).length
}
const titles = ({ core }: World, id: string) => core.page(id)!.story.map(({ title }) => title)
const word = ({ core }: World, id: string) => core.page(id)!.row.situation.word

describe.each(all)('%s', (kind) => {
  const isRejection = kind === 'settleRejection'
  it('arrives once, is told, and the invoice goes on', async () => {
    const { here, id, reply } = await waiting(kind)
    expect(here.record(id, { type: 'answered', reply })).toBeDefined()
    expect(word(here, id)).toBe('Réponse en file')
    expect(here.record(id, { type: 'answered', reply }), 'a second press').toBeUndefined()
    await here.core.runDue()
    expect(taken(here, kind)).toBe(1)
    expect(word(here, id)).toBe(isRejection ? 'Rejet traité' : 'Réponse reçue')
    expect(titles(here, id)).toContain('Réponse arrivée sur Chorus Pro')
    expect(here.record(id, { type: 'answered', reply }), 'already answered').toBeUndefined()
    await here.run(40)
    expect(taken(here, kind)).toBe(1)
    if (isRejection) return
    expect(followed(here, id)).not.toHaveProperty('answering')
    expect(followed(here, id).status).not.toBe(kinds[kind].status)
  })

  it.each<TroubleName>(['answerLost', 'answerGarbled', 'cutOff', 'fault', 'html502Late', 'down'])(
    'is not given twice when it meets %s',
    async (trouble) => {
      const { here, id, reply } = await waiting(kind)
      here.record(id, { type: 'answered', reply })
      here.platform.expect({ trouble, on: kinds[kind].route })
      await here.core.runDue()
      expect(here.platform.troublesLeft()).toBe(0)
      expect(word(here, id)).toBe('Réponse incertaine')
      expect(here.record(id, { type: 'answerWithdrawn' }), 'it may have left').toBeUndefined()
      here.pass(HOUR)
      await here.core.runDue()
      expect(taken(here, kind)).toBe(1)
      expect(followed(here, id).answering?.lostAt).toBeUndefined()
      expect(titles(here, id)).toContain('Réponse incertaine')
    },
  )

  it.each(['before', 'after'] as const)('the power fails just %s it arrives', async (cut) => {
    let cuts = 0
    const powerCut = (path: string) => (path.endsWith(kinds[kind].route) && !cuts++ ? cut : undefined)
    const { here, id, reply } = await waiting(kind, { powerCut })
    here.record(id, { type: 'answered', reply })
    await here.run(4)
    expect(cuts).toBeGreaterThan(0)
    expect(taken(here, kind)).toBe(1)
    expect(titles(here, id)).toContain('Réponse incertaine')
  })

  it('waits for the line, says so, and may be taken back', async () => {
    const { here, id, reply } = await waiting(kind)
    here.platform.outage(true)
    here.record(id, { type: 'answered', reply })
    await here.core.runDue()
    expect(here.core.page(id)!.row.situation).toMatchObject({
      word: 'Réponse pas partie',
      sentence: expect.stringContaining('En attente de Chorus Pro') as string,
    })
    expect(here.record(id, { type: 'answerWithdrawn' })).toBeDefined()
    expect(here.core.jobs.get(id)?.kind).toBe(isRejection ? undefined : 'follow')
    here.record(id, { type: 'answered', reply })
    here.platform.outage(false)
    here.core.tryNow()
    here.pass(HOUR)
    await here.core.runDue()
    expect(taken(here, kind)).toBe(1)
  })

  it('is not sent to an invoice that has gone on without it', async () => {
    const { here, id, reply } = await waiting(kind)
    here.platform.move(Number(followed(here, id).remoteKey), 'MANDATEE')
    here.record(id, { type: 'answered', reply })
    await here.core.runDue()
    expect(followed(here, id)).toMatchObject({ status: 'MANDATEE' })
    expect(followed(here, id)).not.toHaveProperty('answering')
    expect(here.platform.calls()).not.toHaveProperty(`factures/v1/${kinds[kind].route.replace('v1/', '')}`)
    expect(titles(here, id)).toContain('La facture avait déjà avancé')
  })
})

it('a refusal is told in words, and the answer can be corrected and sent again', async () => {
  const { here, id } = await waiting('recycle')
  const wrong = { kind: 'recycle', serviceCode: '', engagementNumber: '', contractNumber: '' } as const
  here.record(id, { type: 'answered', reply: { ...wrong, buyerSiret: '12345678200036' } })
  await here.core.runDue()
  const page = here.core.page(id)!
  expect(page.row.situation).toMatchObject({ word: 'Réponse non acceptée', waits: true })
  expect(followed(here, id).answering).toMatchObject({
    reply: { buyerSiret: '12345678200036' },
    problems: [{ field: 'engagementNumber', answer: { route: '/cpro/factures/v1/recycler' } }],
  })
  expect(here.told).toContain('answerRefused')
  const right = { ...wrong, buyerSiret: '12345678200036', engagementNumber: 'EJ-1' }
  expect(here.record(id, { type: 'answered', reply: right })).toBeDefined()
  await here.core.runDue()
  expect(taken(here, 'recycle')).toBe(1)
  expect(followed(here, id).fields).toMatchObject({ buyerSiret: '12345678200036', engagementNumber: 'EJ-1' })
})

it('a second suspension is another question', async () => {
  const { here, id, reply } = await waiting('complete')
  here.record(id, { type: 'answered', reply })
  await here.core.runDue()
  here.pass(MINUTE)
  here.platform.move(Number(followed(here, id).remoteKey), 'SUSPENDUE', 'Il manque encore le plan')
  await look(here)
  expect(here.get(id)).toMatchObject({ status: 'SUSPENDUE' })
  expect(followed(here, id)).not.toHaveProperty('answering')
  expect(
    here.record(id, { type: 'answered', reply: { kind: 'complete', comment: 'Le plan', files: [] } }),
  ).toBeDefined()
  await here.core.runDue()
  expect(here.platform.invoices()[0]!.history.filter(({ status }) => status === 'COMPLETEE')).toHaveLength(2)
})

it('an answer whose files, with the invoice, weigh more than a folder may is not sent', async () => {
  const { here, id, reply } = await waiting('complete')
  const file = (reply as Extract<Reply, { kind: 'complete' }>).files[0]!
  const files = Array.from({ length: 13 }, (_, index) => ({ ...file, name: `plan-${index}.pdf`, bytes: 9_900_000 }))
  const heavy: Reply = { kind: 'complete', comment: '', files }
  const invoice = followed(here, id)
  const problems = replyProblems(invoice, heavy, here.core.factsOf(invoice))
  expect(problems).toMatchObject([{ code: 'reply.heavy', message: expect.stringContaining('120') as string }])
  expect(here.record(id, { type: 'answered', reply: heavy })).toBeUndefined()
  expect(replyProblems(invoice, { ...heavy, files: files.slice(1) }, here.core.factsOf(invoice))).toEqual([])
})

it.each([
  ['Le code service est faux', 'le code service'],
  ['EJ_ERR', 'le numéro d’engagement'],
  ['Merci de voir', 'ce dont parle le client'],
])('a return that says « %s » is not sent back as it was', async (comment, what) => {
  const { here, id } = await waiting('recycle', {}, comment)
  const { buyerSiret, serviceCode, engagementNumber, contractNumber } = followed(here, id).fields
  const same = { kind: 'recycle', buyerSiret, serviceCode, engagementNumber, contractNumber } as const
  expect(problemsOf(here, id, same)).toMatchObject([
    { code: 'reply.unchanged', message: expect.stringContaining(`Rien n’a changé. Corrigez ${what}`) as string },
  ])
  for (const reply of [same, { ...same, serviceCode: `${serviceCode} ` }])
    expect(here.record(id, { type: 'answered', reply })).toBeUndefined()
  await here.run(3)
  expect(taken(here, 'recycle')).toBe(0)
  expect(here.record(id, { type: 'answered', reply: { ...same, engagementNumber: 'EJ-9' } })).toBeDefined()
})

it('nor is the same valideur named again', async () => {
  const { here, id } = await waiting('correctValideur')
  const reply = { kind: 'correctValideur', valideurSiret: followed(here, id).fields.valideurSiret } as const
  expect(problemsOf(here, id, reply)).toMatchObject([{ code: 'reply.unchanged', field: 'valideurSiret' }])
  expect(here.record(id, { type: 'answered', reply })).toBeUndefined()
})

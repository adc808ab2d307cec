import { expect, it } from 'vitest'
import type { State } from '../../electron/sim/platform.ts'
import { cii, facturx, MINUTE, world } from './support.ts'

const stored = (state: State) => JSON.parse(JSON.stringify(state)) as State

it('goes on where it stopped', async () => {
  const before = world()
  const pieceJointeId = await before.putDown()
  await before.submit({ number: 'FA-1' })
  const { numeroFluxDepot } = await before.deposit(await facturx(cii({ number: 'FA-2' })))
  const after = world({ state: stored(before.platform.state()) })
  expect(await after.submit({ number: 'FA-1' })).toMatchObject({ codeRetour: 29004 })
  expect(await after.submit({ number: 'FA-3', pieceJointeId })).toMatchObject({
    codeRetour: 0,
    identifiantFactureCPP: 8420533,
  })
  after.pass(2 * MINUTE)
  expect(await after.report(numeroFluxDepot)).toMatchObject({ etatCourantDepotFlux: 'IN_INTEGRE' })
  after.pass(60 * MINUTE)
  expect(after.platform.invoices().map(({ number, status }) => [number, status])).toEqual([
    ['FA-1', 'MISE_EN_PAIEMENT'],
    ['FA-3', 'MISE_EN_PAIEMENT'],
    ['FA-2', 'MISE_EN_PAIEMENT'],
  ])
})

it('keeps what was moved by hand', async () => {
  const before = world()
  await before.submit()
  before.platform.move('FA-2026-0042', 'REJETEE', 'SIMULÉ : montant')
  const after = world({ state: stored(before.platform.state()) })
  after.pass(60 * MINUTE)
  expect(after.platform.invoices()).toMatchObject([{ status: 'REJETEE', comment: 'SIMULÉ : montant' }])
})

it('tells its host once after each change, never of half of one', async () => {
  const saved: State[] = []
  const here = world({ onChange: () => saved.push(here.platform.state()) })
  await here.deposit(await facturx(cii({ number: 'FA-1' })))
  await here.deposit(await facturx(cii({ number: 'FA-2' })))
  expect(saved).toHaveLength(2)
  await here.search()
  expect(saved).toHaveLength(2)
  here.pass(2 * MINUTE)
  await here.search()
  expect(saved).toHaveLength(3)
  expect(saved.at(-1)).toMatchObject({ invoices: [{ number: 'FA-1' }, { number: 'FA-2' }], flows: [{}, {}] })
  expect(saved.at(-1)).toEqual(here.platform.state())
  here.platform.move('FA-1', 'REJETEE')
  expect(saved).toHaveLength(4)
})

it('keeps no content of a file', async () => {
  const { deposit, submit, platform } = world()
  await submit()
  await deposit(await facturx(cii()))
  const state = JSON.stringify(platform.state())
  expect(state).toContain('"sha256":"')
  expect(state.length).toBeLessThan(6000)
})

it('takes in part of a flow that holds several invoices', async () => {
  const before = world()
  await before.deposit(await facturx(cii({ number: 'FA-1' })))
  const state = before.platform.state()
  const [paper] = state.flows[0]!.papers
  state.flows[0]!.papers.push({ ...paper!, number: 'FA-2', buyerSiret: '12345678200028' })
  const after = world({ state })
  after.pass(2 * MINUTE)
  expect(after.platform.flows()).toMatchObject([{ status: 'IN_INTEGRE_PARTIEL', errors: [{ numeroDP: 'FA-2' }] }])
  expect(after.platform.invoices().map(({ number }) => number)).toEqual(['FA-1'])
})

it('leaves aside a state it does not know', () => {
  const { platform } = world({ state: { version: 0 } as unknown as State })
  expect(platform.invoices()).toEqual([])
})

it('gives a state that nothing moves from outside', async () => {
  const { submit, platform } = world()
  await submit()
  platform.state().invoices.pop()
  platform.invoices()[0]!.history.pop()
  expect(platform.invoices()[0]!.history).toHaveLength(1)
})

import { expect, it } from 'vitest'
import type { TroubleName } from '../../electron/sim/platform.ts'
import { world } from '../support/world.ts'

const mine = '98765432400019'
const names = [
  'line',
  'token',
  'account',
  'transverses',
  'structures',
  'factures',
  'utilisateurs',
  'company',
  'bank',
] as const

async function diagnosed(...troubles: { trouble: TroubleName; on: string }[]) {
  const { core, platform } = world()
  const settings = core.settings.get()
  core.settings.save({ ...settings, company: { ...settings.company, siret: mine } })
  platform.expect(...troubles)
  const checks = await core.diagnose()
  const of = (name: string) => checks.find((check) => check.name === name)!
  return { checks, of, outcomes: Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome])) }
}

it('finds nothing to say when all is well', async () => {
  const { outcomes, of } = await diagnosed()
  expect(outcomes).toMatchObject(Object.fromEntries(names.map((name) => [name, 'ok'])))
  expect(of('company').message).toContain('peut déposer pour')
})

it.each([
  [{ trouble: 'unreachable', on: 'oauth/token' }, 'line', /n’arrive pas à joindre PISTE/],
  [{ trouble: 'down', on: 'oauth/token' }, 'line', /ne répond pas comme attendu/],
  [{ trouble: 'unauthorized', on: 'oauth/token' }, 'token', /ne reconnaît pas ce Client ID/],
  [{ trouble: 'overloaded', on: 'oauth/token' }, 'token', /demande de patienter/],
  [{ trouble: 'forbidden', on: 'recuperer/tauxtva' }, 'transverses', /API Transverses/],
  [{ trouble: 'forbidden', on: 'structures/v1/rechercher' }, 'structures', /API Structures/],
  [{ trouble: 'forbidden', on: 'rechercher/fournisseur' }, 'factures', /API Factures/],
] as const)('says plainly what %o means', async (trouble, name, message) => {
  const { of, checks } = await diagnosed(trouble)
  expect(of(name)).toMatchObject({ outcome: 'fail', message: expect.stringMatching(message) as string })
  expect(of(name).advice).toMatch(/\.$/)
  expect(checks.filter(({ outcome }) => outcome === 'fail')).toHaveLength(1)
})

it('says that the technical account is not taken, after one new token', async () => {
  const twice = { trouble: 'unauthorized', on: 'recuperer/tauxtva' } as const
  const { of } = await diagnosed(twice, twice)
  expect(of('token').outcome).toBe('ok')
  expect(of('account')).toMatchObject({ outcome: 'fail', advice: expect.stringMatching(/trente minutes/) as string })
  expect(of('factures').outcome).toBe('skipped')
})

it('does not need the API Utilisateurs', async () => {
  const { of, checks } = await diagnosed({ trouble: 'forbidden', on: 'recuperer/rattachements' })
  expect(of('utilisateurs').outcome).toBe('warn')
  expect(checks.some(({ outcome }) => outcome === 'fail')).toBe(false)
})

it('sees that the account belongs to another firm', async () => {
  const { core } = world()
  const settings = core.settings.get()
  core.settings.save({ ...settings, company: { ...settings.company, siret: '12345678200051' } })
  const company = (await core.diagnose()).find(({ name }) => name === 'company')!
  expect([company.outcome, company.message]).toEqual([
    'fail',
    expect.stringMatching(/pas pour le SIRET 12345678200051/),
  ])
})

it('announces the end of the password thirty, fifteen and three days before, once each', async () => {
  const { core, pass, now } = world()
  const settings = core.settings.get()
  core.settings.save({ ...settings, company: { ...settings.company, siret: mine } })
  await core.expiry.ask()
  const told: number[] = []
  const end = 430
  for (let day = 0; day < end; day++) {
    const expiry = core.expiry.toTell()
    if (expiry) told.push(expiry.daysLeft)
    pass(24 * 3_600_000)
  }
  expect(told).toEqual([30, 15, 3])
  expect(core.expiry.near()!.daysLeft).toBeLessThan(0)
  expect(now()).toBeGreaterThan(0)
})

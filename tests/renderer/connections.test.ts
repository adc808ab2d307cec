import { render, screen } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import { connectionFor, heldOf, needsOf } from '../../renderer/app/connections.ts'
import { longDay } from '../../renderer/app/format.ts'
import AccessNotice from '../../renderer/parts/AccessNotice.svelte'
import HoldNotice from '../../renderer/parts/HoldNotice.svelte'
import OwnAccess from '../../renderer/parts/OwnAccess.svelte'
import { firmActOf } from '../../renderer/parts/unsent-acts.ts'
import Connection from '../../renderer/features/connection/Connection.svelte'
import { fail, ok } from '../../shared/contract/result.ts'
import { Settings } from '../../shared/contract/settings.ts'
import type { AppState, FirmConnection, HoldView } from '../../shared/contract/views.ts'
import { chorusWords } from '../../shared/domain/platform/messages.ts'
import { Company } from '../../shared/domain/firms/company.ts'
import { complete } from '../support/complete.ts'
import { pretendBridge } from './bridge.ts'

const menuiserie = Company.parse({ siret: '98765432400019', name: 'Menuiserie Aubrelle' })
const plomberie = Company.parse({ siret: '55566675900017', name: 'Plomberie Aubrelle', connection: 'a1b2c3d4' })
const theirs = { ...complete, supplierSiret: plomberie.siret, supplierName: plomberie.name }
const hold: HoldView = {
  ...{ hindrance: 'down', since: 0, until: Date.UTC(2126, 10, 23, 9, 15), answer: { route: '/cpro/x', status: 503 } },
  ...chorusWords({ answer: {}, hindrance: 'down' }),
}
const own: FirmConnection = { id: 'a1b2c3d4', siret: plomberie.siret, name: plomberie.name, access: 'open' }
const appOf = (more: Partial<AppState>) =>
  ({
    environment: 'production',
    settings: Settings.parse({ company: menuiserie, otherCompanies: [plomberie] }),
    access: 'open',
    firmConnections: [own],
    ...more,
  }) as AppState

it('tells an invoice the state of the access it goes by, and no other', () => {
  const app = appOf({ access: 'none', firmConnections: [{ ...own, hold }] })
  expect(connectionFor(app, complete)).toEqual({ access: 'none' })
  expect(connectionFor(app, theirs)).toEqual({ access: 'open', hold, firm: plomberie.siret })
})

it('leads from what has not left to the access of the firm it is of', () => {
  expect(firmActOf({ act: 'connect', firm: plomberie.siret })?.href).toBe(`#/raccordement/${plomberie.siret}`)
  expect(firmActOf({ act: 'unlock' })?.href).toBe('#/raccordement')
  expect(firmActOf({ act: 'retry', firm: plomberie.siret })?.href).toBe('')
  expect(firmActOf({ act: 'look' })).toBeUndefined()
})

it('says whose access waits only where there are several', () => {
  expect(heldOf(appOf({ hold, firmConnections: [] }))).toMatchObject([{ whose: '' }])
  const app = appOf({ hold, firmConnections: [{ ...own, hold }] })
  expect(heldOf(app).map(({ whose }) => whose)).toEqual([
    'Accès de toutes mes entreprises',
    'Accès de Plomberie Aubrelle',
  ])
  pretendBridge()
  render(HoldNotice, { ...heldOf(app)[1]!, note: '' })
  expect(screen.getByRole('status').textContent).toMatch(/Accès de Plomberie Aubrelle.:/)
})

it('asks of the owner what each access needs, and nothing for a firm that deposits by hand', () => {
  const locked = appOf({ access: 'locked', firmConnections: [{ ...own, access: 'none' }] })
  expect(needsOf(locked, longDay).map(({ href }) => href)).toEqual([
    '#/raccordement',
    `#/raccordement/${plomberie.siret}`,
  ])
  pretendBridge()
  render(AccessNotice, { app: locked })
  expect(screen.getByText(/^Plomberie Aubrelle.: Choriste n’a pas encore d’accès/)).toBeTruthy()
  const byHand = Settings.parse({ company: menuiserie, otherCompanies: [{ ...plomberie, isByHand: true }] })
  expect(needsOf({ ...locked, settings: byHand }, longDay).map(({ href }) => href)).toEqual(['#/raccordement'])
  const expiring = appOf({ firmConnections: [{ ...own, expiry: { on: '2026-12-10', daysLeft: 10 } }] })
  expect(needsOf(expiring, longDay)[0]!.title).toMatch(
    /^Plomberie Aubrelle.: Le mot de passe technique expire le 10.décembre.2026\.$/,
  )
})

it('says that an access cannot be taken away while something that left by it waits', async () => {
  let removed = 0
  pretendBridge({ 'connection.remove': () => (removed++, fail('access.busy')) })
  render(OwnAccess, { company: plomberie, own })
  screen.getByRole('button', { name: 'Retirer son accès' }).click()
  // What would be erased is said first.
  expect((await screen.findByRole('status')).textContent).toContain('il faudra les saisir de nouveau')
  screen.getByRole('button', { name: 'Le garder' }).click()
  ;(await screen.findByRole('button', { name: 'Retirer son accès' })).click()
  expect(removed).toBe(0)
  ;(await screen.findByRole('button', { name: 'Oui, le retirer' })).click()
  expect((await screen.findByRole('alert')).textContent).toContain('attendent encore une réponse')
})

it('lets a person choose whose access it is, once there are several firms', () => {
  pretendBridge({ 'connection.view': () => ok({}) })
  render(Connection, { app: appOf({ firmConnections: [] }), id: menuiserie.siret })
  const choice = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Accès de' })
  expect([...choice.options].map(({ text }) => text)).toEqual([
    'Toutes mes entreprises',
    expect.stringMatching(/^Menuiserie Aubrelle, SIRET 987/),
    expect.stringMatching(/^Plomberie Aubrelle, SIRET 555/),
  ])
  expect(choice.value).toBe(menuiserie.siret)
  expect(screen.getByText(/passe par l’accès de toutes vos entreprises/)).toBeTruthy()
})

it.each([
  ['goes by the access of all', {}, undefined, 'Celui de toutes mes entreprises.'],
  ['deposits by hand', { isByHand: true }, undefined, 'Ses factures sont déposées à la main sur le portail.'],
  [
    'prepares its own',
    { isByHand: true },
    { ...own, access: 'none' },
    /pas encore enregistré\. En attendant, le portail marche\.$/,
  ],
  ['has its own', {}, own, 'Le sien, enregistré.'],
] as const)('says what access a firm has: it %s', (_what, more, has, words) => {
  pretendBridge()
  render(OwnAccess, { company: { ...plomberie, ...more }, own: has })
  expect(screen.getByText(words)).toBeTruthy()
})

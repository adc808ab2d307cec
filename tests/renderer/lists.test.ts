import { render, screen, waitFor } from '@testing-library/svelte'
import { describe, expect, it } from 'vitest'
import { invoices, longDay, moment, shortDay, whenOf } from '../../renderer/app/format.ts'
import { parseRoute } from '../../renderer/app/route.svelte.ts'
import { say } from '../../renderer/app/say.ts'
import { todosOf } from '../../renderer/features/home/todos.ts'
import HoldNotice from '../../renderer/parts/HoldNotice.svelte'
import FolderNotice from '../../renderer/features/inbox/FolderNotice.svelte'
import Home from '../../renderer/features/home/Home.svelte'
import Inbox from '../../renderer/features/inbox/Inbox.svelte'
import ConnectionSection from '../../renderer/features/settings/ConnectionSection.svelte'
import FolderSection from '../../renderer/features/settings/FolderSection.svelte'
import StrayRow from '../../renderer/features/inbox/StrayRow.svelte'
import { filters, hasLeft, matches } from '../../renderer/features/tracking/filters.ts'
import Timeline from '../../renderer/parts/Timeline.svelte'
import TitleBar from '../../renderer/features/frame/TitleBar.svelte'
import Tracking from '../../renderer/features/tracking/Tracking.svelte'
import { fail, ok } from '../../shared/contract/result.ts'
import { Settings } from '../../shared/contract/settings.ts'
import type { AppState, HoldView, Row } from '../../shared/contract/views.ts'
import { chorusWords } from '../../shared/domain/chorus-words.ts'
import { pretendBridge } from './bridge.ts'

const row = (more: Partial<Row>): Row => ({
  id: more.number ?? 'x',
  stage: 'followed',
  fileName: 'a.pdf',
  number: '2026-0128',
  buyer: 'Centre hospitalier de Varescourt',
  buyerSiret: '26990032000012',
  engagement: 'BC-388',
  grossTotal: 745_200,
  payable: 745_200,
  isCreditNote: false,
  isByHand: false,
  isToLook: false,
  arrivedAt: 0,
  situation: { mark: 'withClient', word: 'Chez le client', label: 'Mise à disposition', sentence: '', waits: false },
  ...more,
})
const is = (mark: Row['situation']['mark'], waits = false): Row['situation'] => ({
  mark,
  word: mark,
  sentence: 's',
  waits,
})

describe('searching', () => {
  it.each(['0128', 'varescourt', 'HÔPITAL', 'centre hosp', '7452', '7 452,00', 'bc-388', '269 900', 'mise à disp'])(
    'finds by « %s »',
    (typed) => {
      expect(matches(row({}), typed)).toBe(typed !== 'HÔPITAL')
    },
  )
})

it('filters by what there is to do', () => {
  const rows = [
    row({ number: 'a', situation: is('waits', true) }),
    row({ number: 'b', deadline: { on: '2026-11-01', isEstimated: false, daysLeft: -22 } }),
    row({
      number: 'c',
      situation: is('ordered', true),
      deadline: { on: '2026-11-01', isEstimated: false, daysLeft: -22 },
    }),
    row({ number: 'd', stage: 'closed', situation: is('cashed') }),
    row({ number: 'e', stage: 'draft', situation: is('ready', true) }),
  ].filter(hasLeft)
  const found = Object.fromEntries(
    filters.map(({ name, test }) => [
      name,
      rows
        .filter(test)
        .map(({ number }) => number)
        .join(''),
    ]),
  )
  expect(found).toEqual({ all: 'abcd', todo: 'a', waiting: 'b', late: 'b', ordered: 'c', closed: 'd' })
})

it('puts first what is most pressing, and keeps quiet about the rest', () => {
  const todos = todosOf([
    row({ number: 'draft', stage: 'draft', situation: is('incomplete', true) }),
    row({ number: 'ready', stage: 'draft', situation: is('ready', true) }),
    row({ number: 'late', deadline: { on: '2026-11-22', isEstimated: true, daysLeft: -1 } }),
    row({ number: 'fine' }),
    row({ number: 'suspended', situation: is('waits', true), stoppedOn: '2026-11-19' }),
  ])
  expect(todos.map(({ row: { number }, action }) => `${number} ${action}`)).toEqual([
    'suspended Voir',
    'late Voir',
    'ready Relire et envoyer',
    'draft Compléter',
  ])
  expect(todos[0]!.detail).toBe('Le délai de paiement est arrêté depuis le 19 novembre 2026.')
  expect(todos[1]!.title).toBe('1 jour de retard')
})

it('asks again when something changed, and shows the newest answer though an older one comes later', async () => {
  const waiting: ((rows: Row[]) => void)[] = []
  const { change } = pretendBridge({
    'invoice.open': () => fail('invoice.gone'),
    'invoices.list': () => new Promise((answer) => waiting.push((rows) => answer(ok(rows)))),
  })
  render(Tracking, { id: '', app: { settings: Settings.parse({}) } as AppState })
  change()
  waiting[1]!([row({ number: 'NOUVELLE' })])
  waiting[0]!([row({ number: 'ANCIENNE' })])
  await waitFor(() => expect(screen.getAllByText('NOUVELLE').length).toBeGreaterThan(0))
  expect(screen.queryByText('ANCIENNE')).toBeNull()
})

const plain = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()
const hold: HoldView = {
  hindrance: 'down',
  since: 0,
  until: Date.UTC(2026, 10, 23, 9, 15),
  ...chorusWords({ answer: {}, hindrance: 'down' }),
  answer: { route: '/cpro/x', status: 503 },
}

it('says that Chorus Pro is waited for, not that there is an error', () => {
  pretendBridge()
  render(HoldNotice, { hold, note: '2 factures attendent.' })
  const text = plain(screen.getByRole('status').textContent)
  expect(text).toContain(
    'En attente de Chorus Pro : momentanément indisponible. Nouvel essai à 10 h 15. ' +
      'Chorus Pro est momentanément indisponible. Rien à faire : Choriste réessaie de lui-même. 2 factures attendent.',
  )
  expect(text).not.toMatch(/erreur/i)
  expect(text).toContain('Ce que Chorus Pro a répondu Adresse : /cpro/x HTTP : 503 Reçu : rien de plus')
})

it('says so above the statuses it could not ask for, and in the frame of every screen', async () => {
  pretendBridge({ 'invoices.list': () => ok([]) })
  const { unmount } = render(Tracking, { app: { hold, settings: Settings.parse({}) } as AppState, id: '' })
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('les derniers connus'))
  unmount()
  render(TitleBar, { environment: 'production', way: 'api', hasSearch: true, hold })
  expect(plain(screen.getByRole('link').textContent)).toBe(
    'En attente de Chorus Pro. Momentanément indisponible. Nouvel essai à 10 h 15.',
  )
})

it('does not say that Chorus Pro answered when nothing came', () => {
  pretendBridge()
  render(HoldNotice, { hold: { ...hold, answer: { route: '/cpro/x', body: 'ECONNREFUSED' } }, note: '' })
  expect(plain(document.querySelector('details')!.textContent)).toBe(
    'Sans réponse : le détail Adresse : /cpro/x Reçu : ECONNREFUSED',
  )
})

it('tells beside each moment what Chorus Pro answered, once for all its points', () => {
  const answer = { route: '/cpro/x', status: 200, codeRetour: 29004, libelle: 'SIMULÉ : doublon|autre' }
  render(Timeline, {
    moments: [{ at: '2026-11-23T09:41', mark: 'refused', title: 'Refusée', answers: [answer, answer] }],
  })
  const texts = document.querySelectorAll('details p')
  expect([...texts].map(({ textContent }) => plain(textContent))).toEqual([
    'Adresse : /cpro/x HTTP : 200 codeRetour : 29004 libelle : SIMULÉ : doublon|autre',
  ])
})

it('offers another try only for what may pass', () => {
  pretendBridge()
  const { unmount } = render(StrayRow, { stray })
  expect(screen.getByRole('button', { name: 'Réessayer' })).toBeTruthy()
  unmount()
  const { retryAt, ...lasting } = stray
  render(StrayRow, { stray: lasting })
  expect(screen.queryByRole('button', { name: 'Réessayer' })).toBeNull()
})

it.each([FolderNotice, FolderSection])('asks what to do with what was in the folder before', async (screenOf) => {
  const { asked } = pretendBridge()
  const folder = { path: '/home/a/Factures', state: 'watching', existing: 31 } as const
  render(screenOf, { folder })
  expect(plain(screen.getByRole('status').textContent)).toContain('Le dossier « Factures » contenait déjà 31 fichiers.')
  screen.getByRole('button', { name: 'Tous les prendre' }).click()
  screen.getByRole('button', { name: 'Seulement les nouveaux' }).click()
  await waitFor(() => expect(asked('folder.answerExisting')).toEqual([{ take: true }, { take: false }]))
})

const stray = {
  path: '/f/a.pdf',
  name: 'a.pdf',
  reason: 'locked',
  message: 'Ouvert ailleurs.',
  by: 'folder',
  at: 0,
  retryAt: 1,
} as const
const app = {
  environment: 'demonstration',
  settings: Settings.parse({}),
  folder: { path: '/f', state: 'watching', existing: 0 },
  strays: [],
} as unknown as AppState

it.each<[what: string, button: string, show: () => unknown]>([
  ['choosing files at home', 'Déposer une facture', () => render(Home, { app })],
  ['choosing files in the list', 'Choisir des fichiers', () => render(Inbox, { app })],
  ['trying a file again', 'Réessayer', () => render(StrayRow, { stray })],
  ['forgetting a file', 'Oublier a.pdf', () => render(StrayRow, { stray })],
  ['trying Chorus Pro again', 'Réessayer maintenant', () => render(HoldNotice, { hold, note: '' })],
  [
    'watching again',
    'Reprendre la surveillance',
    () => render(FolderNotice, { folder: { ...app.folder, state: 'paused' } }),
  ],
  ['taking what was there', 'Tous les prendre', () => render(FolderNotice, { folder: { ...app.folder, existing: 2 } })],
  ['letting time pass', 'Avancer le temps', () => render(ConnectionSection, { app, onway: () => undefined })],
])('says why it did not work: %s', async (_what, button, show) => {
  const full = () => fail('disk.full')
  pretendBridge({
    'invoices.list': () => ok([]),
    'invoices.news': () => ok([]),
    'files.choose': full,
    'strays.retry': full,
    'strays.dismiss': full,
    'platform.tryNow': full,
    'folder.watch': full,
    'folder.answerExisting': full,
    'demo.advance': full,
  })
  show()
  ;(await screen.findByRole('button', { name: button })).click()
  expect((await screen.findByRole('alert')).textContent).toContain('Le disque est plein.')
})

it('knows its addresses', () => {
  expect(parseRoute('#/facture/i1/destinataire')).toEqual({ page: 'facture', id: 'i1', step: 'destinataire' })
  expect(parseRoute('#/suivi/chercher')).toEqual({ page: 'suivi', id: 'chercher', step: '' })
  for (const nonsense of ['', '#', '#/facture', '#/ailleurs/1']) expect(parseRoute(nonsense).page).toBe('accueil')
})

it('writes days, hours and counts as one says them', () => {
  expect(moment('2026-11-19T14:05')).toBe('19 nov., 14\u00a0h\u00a005')
  expect(moment('2026-11-19')).toBe('19 nov.')
  expect([moment(''), moment('T14:05'), shortDay('?'), longDay('')]).toEqual(['', '', '', ''])
  const now = Date.UTC(2026, 10, 23, 9)
  expect(whenOf(Date.UTC(2026, 10, 23, 8, 41), now)).toBe('9\u00a0h\u00a041')
  expect(whenOf(Date.UTC(2026, 10, 20, 16, 30), now)).toBe('Ven. 17\u00a0h\u00a030')
  expect([invoices(1), invoices(5), invoices(12)]).toEqual(['Une facture', 'Cinq factures', '12 factures'])
  expect(say('disk.full').advice).toContain('Rien n’est perdu')
})

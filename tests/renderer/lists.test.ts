import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { describe, expect, it } from 'vitest'
import { invoices, longDay, moment, shortDay, whenOf } from '../../renderer/app/format.ts'
import { parseRoute } from '../../renderer/app/route.svelte.ts'
import { say } from '../../renderer/app/say.ts'
import { todosOf } from '../../renderer/features/home/todos.ts'
import Home from '../../renderer/features/home/Home.svelte'
import Owed from '../../renderer/features/home/Owed.svelte'
import HoldNotice from '../../renderer/parts/HoldNotice.svelte'
import FolderNotice from '../../renderer/features/inbox/FolderNotice.svelte'
import Inbox from '../../renderer/features/inbox/Inbox.svelte'
import ConnectionSection from '../../renderer/features/settings/ConnectionSection.svelte'
import FolderSection from '../../renderer/features/settings/FolderSection.svelte'
import StrayRow from '../../renderer/features/inbox/StrayRow.svelte'
import { filters } from '../../renderer/features/tracking/filters.ts'
import CashForm from '../../renderer/parts/CashForm.svelte'
import DueCell from '../../renderer/parts/DueCell.svelte'
import Timeline from '../../renderer/parts/Timeline.svelte'
import TitleBar from '../../renderer/features/frame/TitleBar.svelte'
import Tracking from '../../renderer/features/tracking/Tracking.svelte'
import { fail, ok } from '../../shared/contract/result.ts'
import { hasLeft, isBeforeSending, isWaiting } from '../../shared/contract/rows.ts'
import { Settings } from '../../shared/contract/settings.ts'
import type { AppState, HoldView, Row } from '../../shared/contract/views.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { chorusWords } from '../../shared/domain/platform/messages.ts'
import { listed, listingOf } from '../support/listed.ts'
import { pretendBridge } from './bridge.ts'

const row = (more: Partial<Row>): Row => ({
  id: more.number ?? 'x',
  stage: 'followed',
  fileName: 'a.pdf',
  number: '2026-0128',
  buyer: 'Centre hospitalier de Varescourt',
  buyerSiret: '26990032000012',
  engagement: 'BC-388',
  service: '',
  contract: '',
  issuedOn: '2026-10-21',
  grossTotal: 745_200,
  payable: 745_200,
  isCreditNote: false,
  isByHand: false,
  isToLook: false,
  actions: ['withdraw'],
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
  const hospital = row({})
  const elsewhere = { buyerSiret: '21340567800019', engagement: 'M-77' }
  const town = row({
    number: 'F26-0123',
    ...elsewhere,
    buyer: 'Commune de L’Haÿ-les-Tilleuls',
    grossTotal: 37_250,
    issuedOn: '2026-11-03',
    deadline: { on: '2026-11-20', isEstimated: false, daysLeft: -3 },
  })
  const other = row({
    ...elsewhere,
    number: '2025-9',
    buyer: 'Manufacture des Œuvres de Saint-Aubin',
    grossTotal: 1_500_050,
  })
  it.each([
    [hospital, ['0128', '20260128', '2026 0128', '2026/0128', 'varescourt', 'hôpital', 'Varescourt hosp', 'CH vares']],
    [hospital, ['7452', '7 452', '7 452,00', '7452.00', '7 452,00 €', 'bc-388', 'BC388', 'bc 388']],
    [hospital, ['269 900', '269 900 320 00012', '26990032000012', 'mise à disp varescourt', 'chez varescourt', 'de']],
    [hospital, ['octobre', 'oct 2026', '10/2026', '21/10/2026', 'octobre varescourt 7452']],
    [town, ["l'hay", 'L’HAŸ', 'hay les tilleuls', 'tilleuls hay', 'mairie hay', 'F260123', 'f26 0123', 'F26-0123']],
    [town, ['372,50', 'hay 372', '372.5', 'retard', 'en retard hay', 'novembre']],
    [other, ['oeuvre', 'ŒUVRE', 'saint aubin', 'st aubin', 'aubin oeuvres', '15 000', '15000,5', '2025-9', '20259']],
  ] as const)('finds one by any of its words: %#', (sought, texts) => {
    const listing = listingOf([hospital, town, other])
    for (const text of texts) {
      const found = listing.rows({ list: 'all', text }).map(({ number }) => number)
      expect(found, text).toContain(sought.number)
      expect(found.length === 3, text).toBe(text === 'de')
    }
  })
  it.each(['zzz', 'varescourt 9999', '452', '7 453', 'novembre varescourt'])('does not find by « %s »', (text) =>
    expect(listingOf([hospital]).rows({ list: 'all', text })).toEqual([]),
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
    row({ number: 'f', situation: is('ordered'), isCreditNote: true }),
    row({ number: 'e', stage: 'draft', situation: is('ready', true) }),
  ].filter(hasLeft)
  const listing = listingOf(rows)
  const found = Object.fromEntries(
    filters.map(({ name }) => [
      name,
      listing
        .rows({ list: 'gone', filter: name })
        .map(({ number }) => number)
        .join(''),
    ]),
  )
  const { filters: counted } = listing.tracking({ text: '', year: '', buyer: '' }, 'all', '')
  expect(filters.map(({ name }) => counted[name].count)).toEqual(filters.map(({ name }) => found[name]!.length))
  expect(found).toEqual({ all: 'abcdf', todo: 'abc', waiting: 'b', late: 'b', ordered: 'c', later: 'a', closed: 'd' })
})

it('counts what waits one way: the list of the home page is what both badges count', () => {
  const rows = [
    row({ number: 'draft', stage: 'draft', situation: is('incomplete', true) }),
    row({ number: 'read', stage: 'arrived', situation: is('detected') }),
    row({ number: 'portal', stage: 'portal', situation: is('portal', true) }),
    row({ number: 'left', stage: 'leaving', situation: is('queued') }),
    row({ number: 'lost', stage: 'uncertain', situation: is('uncertain', true) }),
    row({ number: 'look', stage: 'sent', situation: is('sent'), isToLook: true }),
    row({ number: 'back', situation: is('waits', true) }),
    row({ number: 'paid', situation: is('ordered', true) }),
    row({ number: 'late', deadline: { on: '2026-11-22', isEstimated: false, daysLeft: -1 } }),
    row({ number: 'credit', situation: is('ordered'), isCreditNote: true }),
    row({ number: 'fine' }),
    row({ number: 'done', stage: 'closed', situation: is('cashed') }),
  ]
  const numbers = (list: Row[]) => list.map(({ number }) => number).sort()
  const badges = [...rows.filter(isBeforeSending), ...rows.filter(hasLeft)].filter(isWaiting)
  const listing = listingOf(rows)
  expect(numbers(todosOf(listing.home('')).map(({ row }) => row))).toEqual(numbers(badges))
  expect(numbers(badges)).toEqual(['back', 'draft', 'late', 'look', 'lost', 'paid', 'portal'])
  expect(listing.counts()).toMatchObject({ waiting: 7, drafts: 2, returns: 5, onTheWay: 3 })
  expect(numbers(listing.rows({ list: 'gone', filter: 'todo' }))).toEqual(
    numbers(rows.filter(hasLeft).filter(isWaiting)),
  )
})

it('says beside every status of the demonstration that it is only played', async () => {
  const label = 'Mise en paiement'
  pretendBridge({
    'invoice.open': () => fail('invoice.gone'),
    ...listed([row({ situation: { ...is('ordered', true), label } })]),
  })
  const shown = async (environment: AppState['environment']) => {
    document.body.innerHTML = ''
    render(Tracking, { id: '', app: { environment, settings: Settings.parse({}) } as AppState })
    return plain((await screen.findByRole('link', { name: /^2026-0128/ })).textContent)
  }
  expect(await shown('demonstration')).toContain(`${label}, démonstration`)
  expect(await shown('production')).not.toContain('démonstration')
})

it('finds what has not been sent yet, in a group of its own', async () => {
  const draft = row({
    number: '2026-0132',
    stage: 'draft',
    situation: { ...is('incomplete', true), word: 'À compléter' },
  })
  pretendBridge({ 'invoice.open': () => fail('invoice.gone'), ...listed([row({}), draft]) })
  render(Tracking, { id: '', app: { settings: Settings.parse({}) } as AppState })
  const search = await screen.findByLabelText('Chercher dans le suivi')
  expect(screen.queryByText('2026-0132')).toBeNull()
  await fireEvent.input(search, { target: { value: '0132' } })
  expect(screen.getByRole('heading', { name: 'Pas encore envoyées' })).toBeTruthy()
  expect(screen.getByRole('link', { name: /2026-0132/ }).getAttribute('href')).toBe('#/facture/2026-0132')
  expect(screen.queryByText(/Aucune facture ne correspond/)).toBeNull()
})

it('shows the first six of what waits, then the others on request', async () => {
  const rows = Array.from({ length: 8 }, (_, n) =>
    row({ number: `n${n}`, stage: 'draft', situation: is('incomplete', true) }),
  )
  pretendBridge({ ...listed(rows), 'invoices.news': () => ok([]) })
  render(Home, { app: { environment: 'demonstration', settings: Settings.parse({}) } as AppState })
  const list = await screen.findByRole('list', { name: 'Ce qui vous attend' })
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Huit factures vous attendent')
  expect(list.children.length).toBe(6)
  expect(screen.getByRole('link', { name: 'Compléter n0' })).toBeTruthy()
  await fireEvent.click(screen.getByRole('button', { name: 'Voir les 2 autres' }))
  await waitFor(() => expect(document.activeElement).toBe(list.children[6]))
})

it('groups what was not taken after the drafts, and forgets it all at once', async () => {
  const strays = ['a', 'b'].map((name) => ({
    path: name,
    name,
    reason: 'empty' as const,
    message: 'Vide.',
    by: 'hand' as const,
    at: 0,
  }))
  const { asked } = pretendBridge({ ...listed([]) })
  const folder = { path: '/f', state: 'watching', existing: 0 } as const
  render(Inbox, { app: { ...app, strays, folder } })
  expect(await screen.findByRole('heading', { name: '2 fichiers n’ont pas été pris' })).toBeTruthy()
  expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => plain(heading.textContent))).toEqual([
    'Avant l’envoi',
    '2 fichiers n’ont pas été pris',
  ])
  await fireEvent.click(screen.getByRole('button', { name: 'Tout oublier' }))
  expect(asked('strays.dismiss')).toEqual([{ paths: ['a', 'b'] }])
})

it('puts first what is most pressing, and keeps quiet about the rest', () => {
  const todos = todosOf(
    listingOf([
      row({ number: 'draft', stage: 'draft', situation: is('incomplete', true) }),
      row({ number: 'ready', stage: 'draft', situation: is('ready', true) }),
      row({ number: 'late', deadline: { on: '2026-11-22', isEstimated: true, daysLeft: -1 } }),
      row({ number: 'fine' }),
      row({ number: 'suspended', situation: is('waits', true), stoppedOn: '2026-11-19' }),
    ]).home(''),
  )
  expect(todos.map(({ row: { number }, action }) => `${number} ${action}`)).toEqual([
    'suspended Voir',
    'late Voir',
    'ready Relire et envoyer',
    'draft Compléter',
  ])
  expect(todos[0]!.detail).toBe('Le délai de paiement est arrêté depuis le 19\u00a0novembre\u00a02026.')
  expect(todos[1]!.title).toBe('1 jour de retard')
})

it('says first what is approved and has not left, once for all that the same thing keeps here', async () => {
  const stuck = (number: string, act: 'retry' | 'unlock') =>
    row({ number, stage: 'leaving', situation: is('queued', true), unsent: { act, reason: 'Pourquoi.' } })
  const todos = todosOf(
    listingOf([
      row({ number: 'suspended', situation: is('waits', true), reply: 'complete' }),
      row({ number: 'portal', stage: 'portal', situation: is('portal', true), unsent: { act: 'walk', reason: '' } }),
      row({
        number: 'refused',
        stage: 'draft',
        situation: is('incomplete', true),
        unsent: { act: 'correct', reason: 'Non.' },
      }),
      stuck('a', 'retry'),
      stuck('b', 'retry'),
      stuck('c', 'unlock'),
    ]).home(''),
  )
  expect(todos.map(({ row, others, action, href }) => [row.number, others, action, href])).toEqual([
    ['c', 0, 'Ouvrir les accès', '#/raccordement'],
    ['a', 1, 'Réessayer', ''],
    ['refused', 0, 'Corriger', '#/facture/refused'],
    ['portal', 0, 'Déposer', '#/portail/portal'],
    ['suspended', 0, 'Compléter', '#/suivi/suspended/repondre'],
  ])
  const { asked } = pretendBridge({ ...listed([stuck('a', 'retry')]), 'invoices.news': () => ok([]) })
  render(Home, { app: { environment: 'demonstration', settings: Settings.parse({}) } as AppState })
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Une facture n’est pas partie')
  await fireEvent.click(screen.getByRole('button', { name: 'Réessayer' }))
  expect(asked('platform.tryNow')).toHaveLength(1)
})

it('asks again when something changed, and shows the newest answer though an older one comes later', async () => {
  const waiting: ((rows: Row[]) => void)[] = []
  const { change } = pretendBridge({
    'invoice.open': () => fail('invoice.gone'),
    ...listed([]),
    'invoices.page': () => new Promise((answer) => waiting.push((rows) => answer(ok({ rows, total: rows.length })))),
  })
  render(Tracking, { id: '', app: { settings: Settings.parse({}) } as AppState })
  change()
  waiting[1]!([row({ number: 'NOUVELLE' })])
  waiting[0]!([row({ number: 'ANCIENNE' })])
  await waitFor(() => expect(screen.getAllByText('NOUVELLE').length).toBeGreaterThan(0))
  expect(screen.queryByText('ANCIENNE')).toBeNull()
})

it('notes an invoice cashed on the day that was typed, and on no other', async () => {
  const { asked } = pretendBridge()
  const invoice = { id: 'i1', depositedOn: '2026-01-05' } as InvoiceAt<'followed'>
  render(CashForm, { invoice, isMain: true, ondone: () => undefined })
  const day = screen.getByLabelText<HTMLInputElement>('Encaissée le')
  expect(day.value).toMatch(/^\d\d\/\d\d\/\d{4}$/)
  const press = () => fireEvent.click(screen.getByRole('button', { name: 'Noter encaissée' }))
  for (const [typed, words] of [
    ['hier', /Écrivez le jour ainsi/],
    ['04/01/2026', /entre le dépôt et aujourd’hui/],
    ['01/01/2999', /entre le dépôt et aujourd’hui/],
  ] as const) {
    await fireEvent.input(day, { target: { value: typed } })
    await press()
    expect(screen.getByText(words)).toBeTruthy()
  }
  expect(asked('invoice.cashed')).toEqual([])
  await fireEvent.input(day, { target: { value: '6/1/26' } })
  await press()
  expect(asked('invoice.cashed')).toEqual([{ id: 'i1', on: '2026-01-06' }])
})

it('tells when it is due, how sure that is, and that a date is to come', () => {
  const shown = (more: Partial<Row>) => {
    document.body.innerHTML = ''
    render(DueCell, { row: row(more) })
    return plain(document.body.textContent)
  }
  const due = { on: '2026-12-23', isEstimated: true, daysLeft: 30 }
  expect(shown({ deadline: due })).toBe('23 déc. dans 30 j, estimé')
  expect(shown({ deadline: { ...due, isEstimated: false } })).toBe('23 déc. dans 30 j')
  expect(shown({ deadline: { ...due, daysLeft: -2 } })).toBe('23 déc. 2 j de retard, estimé')
  expect(shown({ situation: is('waits', true) })).toBe('en attente')
  expect(shown({ isCreditNote: true, situation: is('ordered') })).toBe('–')
})

describe('what is owed', () => {
  const credit = row({ number: 'AV-1', grossTotal: 25_200, payable: 25_200, isCreditNote: true })
  const shown = (rows: Row[]) => {
    render(Owed, { owed: listingOf(rows).home('').owed })
    return plain(document.querySelector('section')!.textContent)
  }
  it('is never a credit note', () => {
    expect(shown([credit])).toBe('À recevoir Rien à recevoir ; 252,00 € d’avoirs à déduire.')
    expect(document.querySelector('[role=img]')).toBeNull()
  })
  it('is less what credit notes take off, which stand in a line of their own', () => {
    const text = shown([row({}), credit, { ...credit, id: 'AV-2', situation: is('ordered'), payable: -1000 }])
    expect(text).toContain('À recevoir 7 190,00 € TTC, 1 facture, 2 avoirs, 1 client')
    expect(text).toContain('Non échu 1 7 452,00 €')
    expect(text).toContain('Virement ordonné 0 –')
    expect(text).toContain('Avoirs à déduire2 −262,00 €')
  })
  it('says how much of it waits for the person, and leads to the invoices of each line', () => {
    const text = shown([row({}), row({ number: '2', situation: is('waits', true) })])
    expect(text).toContain('Non échu 2, dont 1 à compléter')
    const links = screen.getAllByRole('link')
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['#/suivi/later', '#/paiements'])
  })
  it('is what Suivi shows when its line is pressed, under a filter of its own', async () => {
    pretendBridge({
      'invoice.open': () => fail('invoice.gone'),
      ...listed([row({}), row({ number: '2', situation: is('ordered', true) })]),
    })
    render(Tracking, { id: 'later', app: { settings: Settings.parse({}) } as AppState })
    expect((await screen.findByRole('button', { name: /^Non échu/ })).getAttribute('aria-pressed')).toBe('true')
    expect(screen.getAllByRole('link', { name: /^2026-0128/ })).toHaveLength(1)
    expect(screen.queryByRole('link', { name: /^2 / })).toBeNull()
  })
})

const plain = (text: string | null) => (text ?? '').replace(/\s+/g, ' ').trim()
const hold: HoldView = {
  hindrance: 'down',
  since: 0,
  until: Date.UTC(2126, 10, 23, 9, 15),
  ...chorusWords({ answer: {}, hindrance: 'down' }),
  answer: { route: '/cpro/x', status: 503 },
}

it('says that Chorus Pro is waited for, not that there is an error', () => {
  pretendBridge()
  render(HoldNotice, { hold, note: '2 factures attendent.' })
  const text = plain(screen.getByRole('status').textContent)
  expect(text).toContain(
    'En attente de Chorus Pro : momentanément indisponible. Nouvel essai le 23/11/2126 à 10 h 15. ' +
      'Chorus Pro est momentanément indisponible. Rien à faire : Choriste réessaie de lui-même. 2 factures attendent.',
  )
  expect(text).not.toMatch(/erreur/i)
  expect(text).toContain('Ce que Chorus Pro a répondu Adresse : /cpro/x HTTP : 503 Reçu : rien de plus')
})

it('says so above the statuses it could not ask for, and in the frame of every screen', async () => {
  pretendBridge({ ...listed([]) })
  const { unmount } = render(Tracking, { app: { hold, settings: Settings.parse({}) } as AppState, id: '' })
  expect(await screen.findByText(/les derniers connus/)).toBeTruthy()
  unmount()
  render(TitleBar, { environment: 'production', way: 'api', hasSearch: true, hold })
  expect(plain(screen.getByRole('link').textContent)).toBe(
    'En attente de Chorus Pro. Momentanément indisponible. Nouvel essai le 23/11/2126 à 10 h 15.',
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
  setAside: { rows: 0, invoices: 0 },
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
    ...listed([]),
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

it('leaves open what the person has opened, whatever news comes', async () => {
  const { rerender } = render(ConnectionSection, { app, onway: () => undefined })
  const others = screen.getByText('Autres').closest('details')!
  others.open = true
  await new Promise((done) => others.addEventListener('toggle', done, { once: true }))
  await rerender({ app: { ...app } })
  expect(others.open).toBe(true)
})

it('knows its addresses', () => {
  expect(parseRoute('#/facture/i1/destinataire')).toEqual({ page: 'facture', id: 'i1', step: 'destinataire' })
  expect(parseRoute('#/suivi/chercher')).toEqual({ page: 'suivi', id: 'chercher', step: '' })
  for (const nonsense of ['', '#', '#/facture', '#/ailleurs/1']) expect(parseRoute(nonsense).page).toBe('accueil')
})

it('writes days, hours and counts as one says them', () => {
  expect(moment('2026-11-19T14:05')).toBe('19\u00a0nov., 14\u00a0h\u00a005')
  expect(moment('2026-11-19')).toBe('19\u00a0nov.')
  expect([moment(''), moment('T14:05'), shortDay('?'), longDay('')]).toEqual(['', '', '', ''])
  const now = Date.UTC(2026, 10, 23, 9)
  expect(whenOf(Date.UTC(2026, 10, 23, 8, 41), now)).toBe('9\u00a0h\u00a041')
  expect(whenOf(Date.UTC(2026, 10, 20, 16, 30), now)).toBe('Ven. 17\u00a0h\u00a030')
  expect([invoices(1), invoices(5), invoices(12)]).toEqual(['Une facture', 'Cinq factures', '12 factures'])
  expect(say('disk.full').advice).toContain('Rien n’est perdu')
})

it('draws of a thousand drafts those that can be seen, and more on request', async () => {
  const drafts = Array.from({ length: 1000 }, (_, index) => row({ number: `F-${index}`, stage: 'draft' }))
  pretendBridge({ ...listed(drafts) })
  render(Inbox, { app })
  const drawn = () => screen.getAllByText(/^F-\d+ ·/)
  await waitFor(() => expect(drawn()).toHaveLength(30))
  await fireEvent.click(screen.getByRole('button', { name: 'Voir la suite (970)' }))
  await waitFor(() => expect(drawn()).toHaveLength(60))
  expect(screen.queryByText('Aucune facture en attente.')).toBeNull()
})

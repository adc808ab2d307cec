import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import { farewell } from '../../renderer/app/farewell.svelte.ts'
import { series } from '../../renderer/app/series.svelte.ts'
import Inbox from '../../renderer/features/inbox/Inbox.svelte'
import { Settings } from '../../shared/contract/settings.ts'
import type { AppState, Row } from '../../shared/contract/views.ts'
import { ok } from '../../shared/contract/result.ts'
import { Mark } from '../../shared/contract/views.ts'
import { listed } from '../support/listed.ts'
import { pretendBridge } from './bridge.ts'

const app = {
  environment: 'production',
  settings: Settings.parse({}),
  folder: { path: '/f', state: 'watching', existing: 0 },
  strays: [],
} as unknown as AppState
const draft = (number: string, more: Partial<Row> = {}): Row => ({
  id: number,
  stage: 'draft',
  fileName: `${number}.pdf`,
  number,
  buyer: 'Centre hospitalier de Varescourt',
  buyerSiret: '26990032000012',
  engagement: '',
  service: '',
  contract: '',
  issuedOn: '',
  grossTotal: 745_200,
  payable: 745_200,
  isCreditNote: false,
  isByHand: false,
  isToLook: false,
  actions: ['withdraw'],
  arrivedAt: 0,
  situation: { mark: 'ready', word: 'Prête', sentence: 's', waits: true },
  ...more,
})
const show = (rows: Row[]) => {
  const open = ({ id }: { id: string }) => ok({ row: rows.find((row) => row.id === id), story: [] })
  const bridge = pretendBridge({ ...listed(rows), 'invoice.open': open })
  return { ...bridge, ...render(Inbox, { app }) }
}

it('opens every invoice that is shown, whatever its state, by one link that names it', async () => {
  show(Mark.options.map((mark) => draft(mark, { situation: { mark, word: mark, sentence: 's', waits: false } })))
  await screen.findAllByRole('link')
  for (const mark of Mark.options) {
    const links = screen.getAllByRole<HTMLAnchorElement>('link', { name: new RegExp(`${mark}\\b`) })
    expect(
      links.map(({ hash }) => hash.split('/')[2]),
      mark,
    ).toEqual([mark])
  }
})

it('says what the owner does next: types the answer of the client, deposits by hand', async () => {
  const withClient = { mark: 'withClient', word: 'En attente du client', sentence: 's', waits: false } as const
  const late = { mark: 'waits', word: 'À relancer', sentence: 's', waits: true } as const
  show([
    draft('A', { situation: withClient }),
    draft('B', { situation: late }),
    draft('C', { way: 'portail' }),
    draft('D', { way: 'api' }),
  ])
  const names = (await screen.findAllByRole<HTMLAnchorElement>('link')).map((link) => link.getAttribute('aria-label'))
  const [toNew, ...ofRows] = names
  expect(toNew).toBeNull()
  expect(ofRows).toEqual(['Relire et déposer C', 'Relire et envoyer D', 'Saisir la réponse A', 'Relancer B'])
})

it('offers another file for the one nothing can be read from', async () => {
  const { asked } = show([draft('', { fileName: 'abîmé.pdf', isUnreadable: true })])
  ;(await screen.findByRole('button', { name: 'Choisir un autre fichier' })).click()
  expect(asked('files.choose')).toHaveLength(1)
  expect(screen.getByRole('button', { name: 'Écarter abîmé.pdf' })).toBeTruthy()
  expect(screen.queryByText('Compléter')).toBeNull()
})

it('shows what is ready first, and leads through it one after the other', async () => {
  show([
    draft('A', { situation: { mark: 'incomplete', word: 'À compléter', sentence: 's', waits: true } }),
    draft('B', { way: 'api' }),
    draft('C', { way: 'api' }),
  ])
  const [, ...links] = await screen.findAllByRole('link')
  expect(links.map((link) => link.getAttribute('aria-label'))).toEqual([
    'Relire et envoyer B',
    'Relire et envoyer C',
    'Compléter A',
  ])
  ;(await screen.findByRole('button', { name: 'Relire et envoyer les 2 prêtes' })).click()
  await waitFor(() => expect(location.hash).toBe('#/facture/B'))
  expect(series.placeOf('B')).toEqual({ at: 1, of: 2 })
  expect(series.next('B')).toBe(true)
  expect(location.hash).toBe('#/facture/C')
  expect(series.next('C')).toBe(false)
})

it('puts aside those that are chosen, together', async () => {
  const { asked } = show([draft('A'), draft('B'), draft('C')])
  ;(await screen.findByRole('button', { name: 'En écarter plusieurs' })).click()
  for (const name of ['A', 'C'])
    (await screen.findByRole('checkbox', { name: `Choisir ${name} · Centre hospitalier de Varescourt` })).click()
  ;(await screen.findByRole('button', { name: 'Écarter les 2 choisies' })).click()
  await waitFor(() => expect(asked('invoice.discard')).toEqual([{ id: 'A' }, { id: 'C' }]))
  expect(await screen.findByText('2 factures sont écartées.')).toBeTruthy()
})

it('says of what has arrived when its money is due, until it is put away', async () => {
  const arrived = draft('A', {
    stage: 'followed',
    situation: { mark: 'received', word: 'Reçue', sentence: 's', waits: false },
    deadline: { on: '2026-12-30', isEstimated: true, daysLeft: 30 },
  })
  farewell.say({ id: 'A', name: 'A', isCreditNote: false, how: 'sent' })
  show([arrived])
  const said = await screen.findByText(/^Paiement attendu vers le/)
  expect(said.textContent.replace(/\s/g, ' ')).toBe(
    'Paiement attendu vers le 30 décembre 2026. Choriste vous préviendra dès que le client répond.',
  )
  await fireEvent.click(screen.getByRole('button', { name: 'Fermer ce message' }))
  expect(screen.queryByText(/^Paiement attendu/)).toBeNull()
  expect(document.activeElement?.textContent).toBe('À déposer')
})

it('brings back what was put aside', async () => {
  const aside = { id: 'Z', name: '2026-0131 · Commune', fileName: 'z.pdf' }
  const { asked } = pretendBridge({ ...listed([]), 'invoices.discarded': () => ok([aside]) })
  render(Inbox, { app })
  expect(await screen.findByText('Écartées (1)')).toBeTruthy()
  screen.getByRole('button', { name: 'Reprendre 2026-0131 · Commune', hidden: true }).click()
  await waitFor(() => expect(asked('invoice.restore')).toEqual([{ id: 'Z' }]))
})

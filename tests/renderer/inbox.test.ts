import { render, screen } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import Inbox from '../../renderer/features/inbox/Inbox.svelte'
import { Settings } from '../../shared/contract/settings.ts'
import type { AppState, Row } from '../../shared/contract/views.ts'
import { ok } from '../../shared/contract/result.ts'
import { Mark } from '../../shared/contract/views.ts'
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
  arrivedAt: 0,
  situation: { mark: 'ready', word: 'Prête', sentence: 's', waits: true },
  ...more,
})
const show = (rows: Row[]) => {
  const bridge = pretendBridge({ 'invoices.list': () => ok(rows) })
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
  expect(names).toEqual(['Saisir la réponse A', 'Relancer B', 'Relire et déposer C', 'Relire et envoyer D'])
})

it('offers another file for the one nothing can be read from', async () => {
  const { asked } = show([draft('', { fileName: 'abîmé.pdf', isUnreadable: true })])
  ;(await screen.findByRole('button', { name: 'Choisir un autre fichier' })).click()
  expect(asked('files.choose')).toHaveLength(1)
  expect(screen.getByRole('button', { name: 'Écarter abîmé.pdf' })).toBeTruthy()
  expect(screen.queryByText('Compléter')).toBeNull()
})

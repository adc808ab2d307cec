import { fireEvent, render, screen } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import App from '../../renderer/App.svelte'
import { fail, ok, type Result } from '../../shared/contract/result.ts'
import { Settings } from '../../shared/contract/settings.ts'
import { listed } from '../support/listed.ts'
import { pretendBridge } from './bridge.ts'

const app = {
  version: '',
  environment: 'production',
  settings: Settings.parse({ welcomed: true }),
  folder: { path: '/f', state: 'watching', existing: 0 },
  counts: { waiting: 0, unsent: 0, drafts: 0, ready: 0, asked: 0, onTheWay: 0, returns: 0 },
  firms: [],
  strays: [],
  setAside: { rows: 0, invoices: 0 },
  examples: 0,
  rehearsed: 0,
  isLineCut: false,
}

it('keeps what is shown, and what is typed, when it cannot be brought up to date, and says so until it can', async () => {
  location.hash = '#/destinataires'
  let answer: () => Result<unknown> = () => ok(app)
  const { change } = pretendBridge({
    'app.state': () => answer(),
    ...listed([]),
    'invoices.news': () => ok([]),
    'directory.view': () => ok({ count: 0 }),
    'buyers.search': () => ok({ hits: [] }),
  })
  render(App)
  const field = await screen.findByRole('searchbox')
  await fireEvent.input(field, { target: { value: 'varesc' } })
  answer = () => fail('unexpected')
  change()
  expect(await screen.findByText(/n’a pas pu être mis à jour/)).toBeTruthy()
  expect(screen.getByRole('searchbox')).toBe(field)
  expect((field as HTMLInputElement).value).toBe('varesc')
  answer = () => ok(app)
  change()
  await expect.poll(() => screen.queryByText(/n’a pas pu être mis à jour/)).toBeNull()
  expect(screen.getByRole('searchbox')).toBe(field)
})

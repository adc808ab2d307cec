import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import BuyerCombobox from '../../renderer/parts/BuyerCombobox.svelte'
import type { Hit } from '../../shared/contract/buyers.ts'
import { fail, ok } from '../../shared/contract/result.ts'
import { pretendBridge } from './bridge.ts'

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }))
afterEach(() => void vi.useRealTimers())

const hit = (name: string, more: Partial<Hit> = {}): Hit => ({
  ...{ siret: `2199041740${name.length.toString().padStart(4, '0')}`, name, town: '', postcode: '' },
  ...{ isActive: true, inBook: false, invoices: 0, ...more },
})
const book = [hit('Commune de Sorel', { inBook: true, invoices: 3 }), hit('Lycée de Grandval', { isActive: false })]

function combobox(answers: Parameters<typeof pretendBridge>[0]) {
  const bridge = pretendBridge(answers)
  const onpick = vi.fn<(hit: Hit) => void>()
  render(BuyerCombobox, { id: 'c', label: 'Chercher le client', onpick })
  return { ...bridge, onpick, box: screen.getByRole('combobox') }
}
const type = (box: HTMLElement, text: string) => fireEvent.input(box, { target: { value: text } })
// Nothing is scrolled in jsdom.
Element.prototype.scrollIntoView = () => undefined
const names = () => screen.queryAllByRole('option').map((option) => option.textContent)

it('shows the address book before anything is typed, and says who is closed', async () => {
  const { box } = combobox({ 'buyers.search': () => ok({ hits: book }) })
  await fireEvent.focus(box)
  await waitFor(() => expect(names()).toHaveLength(2))
  expect(names()[0]).toContain('3 factures')
  expect(names()[1]).toContain('Inactif')
})

it('is walked through with the arrows, chosen from with Enter, left with Escape', async () => {
  const { box, onpick } = combobox({ 'buyers.search': () => ok({ hits: book }) })
  await fireEvent.focus(box)
  await waitFor(() => expect(names()).toHaveLength(2))
  await fireEvent.keyDown(box, { key: 'ArrowUp' })
  expect(box.getAttribute('aria-activedescendant')).toBe('c-1')
  await fireEvent.keyDown(box, { key: 'ArrowDown' })
  expect(box.getAttribute('aria-activedescendant')).toBe('c-0')
  await fireEvent.keyDown(box, { key: 'Escape' })
  expect(names()).toEqual([])
  await fireEvent.keyDown(box, { key: 'Enter' })
  expect(onpick).not.toHaveBeenCalled()
  await fireEvent.keyDown(box, { key: 'ArrowDown' })
  await waitFor(() => expect(names()).toHaveLength(2))
  await fireEvent.keyDown(box, { key: 'ArrowDown' })
  await fireEvent.keyDown(box, { key: 'Enter' })
  expect(onpick).toHaveBeenCalledWith(book[0])
})

it('drops an answer that comes after a newer question', async () => {
  const waiting = new Map<string, (hits: Hit[]) => void>()
  const { box } = combobox({
    'buyers.search': ({ text }: { text: string }) =>
      new Promise((done) => waiting.set(text, (hits) => done(ok({ hits })))),
  })
  await type(box, 'so')
  await type(box, 'sorel')
  waiting.get('sorel')!([book[0]!])
  await waitFor(() => expect(names()).toHaveLength(1))
  waiting.get('so')!(book)
  await vi.advanceTimersByTimeAsync(10)
  expect(names()).toHaveLength(1)
})

it('asks Chorus Pro when few are known here and nothing is typed for a while, once', async () => {
  const found = hit('Syndicat des eaux')
  const { box, asked } = combobox({
    'buyers.search': () => ok({ hits: [] }),
    'buyers.searchFurther': () => ok({ hits: [found] }),
  })
  for (const text of ['syn', 'synd', 'syndi']) await type(box, text)
  expect(asked('buyers.searchFurther')).toEqual([])
  await vi.advanceTimersByTimeAsync(700)
  expect(asked('buyers.searchFurther')).toEqual([{ text: 'syndi' }])
  await waitFor(() => expect(names()).toHaveLength(1))
})

it('says so when Chorus Pro cannot be asked, and keeps what is known here', async () => {
  const { box } = combobox({
    'buyers.search': () => ok({ hits: [book[0]!] }),
    'buyers.searchFurther': () => fail('platform.away'),
  })
  await type(box, 'sorel')
  await vi.advanceTimersByTimeAsync(700)
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('Chorus Pro ne répond pas'))
  expect(names()).toHaveLength(1)
})

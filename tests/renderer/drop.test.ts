import { createEvent, fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import { dropPlace } from '../../renderer/app/drop-place.svelte.ts'
import DropVeil from '../../renderer/features/frame/DropVeil.svelte'
import Directory from '../../renderer/features/buyers/Directory.svelte'
import { ok } from '../../shared/contract/result.ts'
import { pretendBridge } from './bridge.ts'

/** jsdom has no drag events of its own: the place under the mouse is given by hand. */
const drag = (name: 'dragEnter' | 'dragOver' | 'drop', files: File[], clientX: number) => {
  const items = files.map(({ type }) => ({ type }))
  const event = createEvent[name](document.body, { dataTransfer: { types: ['Files'], files, items } })
  Object.defineProperty(event, 'clientX', { value: clientX })
  return fireEvent(document.body, event)
}
const pdf = new File(['%PDF'], 'bon.pdf', { type: 'application/pdf' })
const csv = new File(['siret;nom'], 'annuaire.csv', { type: 'text/csv' })
const taken = { 'files.add': () => ok({ ids: [], strays: 1, isOwn: false }) }

it('asks on the page of an invoice whether the file goes with it, and says what is held', async () => {
  const { asked } = pretendBridge(taken)
  const joined: File[][] = []
  const end = dropPlace.use({ words: 'Joindre à FA-1', take: (files) => joined.push(files) })
  render(DropVeil)
  const [left, right] = [10, window.innerWidth - 10]
  await drag('dragEnter', [pdf, new File([''], 'a.zip', { type: 'application/zip' })], left)
  expect(screen.getByText('Joindre à FA-1')).toBeTruthy()
  expect(screen.getByText(/^1 PDF et 1 archive \.zip\. Choriste va les lire/)).toBeTruthy()
  await drag('drop', [pdf], left)
  expect(joined).toEqual([[pdf]])
  expect(asked('files.add')).toEqual([])
  await drag('drop', [pdf], right)
  await waitFor(() => expect(asked('files.add')).toEqual([{ paths: ['/disk/bon.pdf'] }]))
  end()
})

it('brings in a list dropped on the page of the directory, and takes an invoice for what it is', async () => {
  const { asked } = pretendBridge(taken)
  render(Directory, { view: undefined })
  render(DropVeil)
  await drag('drop', [csv], 10)
  await waitFor(() => expect(asked('directory.take')).toEqual([{ path: '/disk/annuaire.csv' }]))
  expect(asked('files.add')).toEqual([])
  await drag('drop', [pdf], 10)
  await waitFor(() => expect(asked('files.add')).toEqual([{ paths: ['/disk/bon.pdf'] }]))
})

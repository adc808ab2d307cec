import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import FormStep from '../../renderer/features/portal/FormStep.svelte'
import NumberStep from '../../renderer/features/portal/NumberStep.svelte'
import { WalkState } from '../../renderer/features/portal/walk-state.svelte.ts'
import { fail } from '../../shared/contract/result.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { asText, formOf } from '../../shared/domain/portal/guide.ts'
import { portalFileName } from '../../shared/domain/portal/file-name.ts'
import { startOfWalk } from '../../shared/domain/lifecycle/portal-progress.ts'
import { createRawSnippet } from 'svelte'
import { pretendBridge as pretend } from './bridge.ts'
import { complete } from '../support/complete.ts'

const invoice = { id: 'i1', fields: complete, circuit: 'pdf', walk: startOfWalk } as InvoiceAt<'portal'>
const children = createRawSnippet(() => ({ render: () => '<span>…</span>' }))
const form = (walk: WalkState) => render(FormStep, { walk, groups: formOf(complete), title: 'Formulaire', children })

it('copies a value as the portal takes it, says so, and goes on to the next', async () => {
  const { asked } = pretend()
  const walk = new WalkState(invoice)
  form(walk)
  await fireEvent.click(screen.getByRole('button', { name: 'Copier SIRET' }))
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Copier N° de facture'))
  expect(asked('clipboard.write')).toEqual([{ text: '12345678200051' }])
  expect(walk.copied).toEqual(['buyerSiret'])
  expect(screen.getByRole('status').textContent).toContain('Champ suivant')
  await fireEvent.click(screen.getByRole('button', { name: 'Copier Total HT' }))
  expect(asked('clipboard.write').at(-1)).toEqual({ text: '1000,00' })
})

it('marks nothing as copied that was not', async () => {
  pretend({ 'clipboard.write': () => fail('unexpected') })
  const walk = new WalkState(invoice)
  form(walk)
  await fireEvent.click(screen.getByRole('button', { name: 'Copier SIRET' }))
  await waitFor(() => expect(walk.failure).not.toBe(''))
  expect(walk.copied).toEqual([])
})

it('takes the number of a lot for what it is, and keeps ours', async () => {
  const { asked } = pretend()
  const walk = new WalkState(invoice)
  render(NumberStep, { walk, invoice })
  const input = screen.getByLabelText('Numéro donné par le portail')
  await fireEvent.input(input, { target: { value: 'CPP0011113000000000044750' } })
  expect(screen.getByText(/Un numéro de lot ne prouve pas/)).toBeTruthy()
  await fireEvent.click(screen.getByRole('button', { name: 'Noter et suivre' }))
  await waitFor(() => expect(asked('portal.deposited')).toHaveLength(1))
  expect(asked('portal.deposited')[0]).toMatchObject({
    flow: 'CPP0011113000000000044750',
    remoteNumber: 'FA-2026-0043',
  })
})

it('writes all fields as lines, and leaves out what has no value', () => {
  const text = asText(formOf({ ...complete, vatLines: [...complete.vatLines, { rate: 550, base: 1, tax: 0 }] }))
  expect(text).toContain('Net à payer\t1200,00')
  expect(text).toContain('Base HT, 5,5\u00a0%\t0,01')
  expect(text).not.toContain('marché')
})

it.each([
  ['FA 2026/43', 'Facture d’été.PDF', 'FA-2026-43.pdf'],
  ['Été+1', 'a.xml', 'Ete-1.xml'],
  ['', 'scan', 'facture.pdf'],
  ['../../x', 'a.pdf', 'x.pdf'],
  ['9'.repeat(80), 'a.pdf', `${'9'.repeat(46)}.pdf`],
])('names the file of « %s » as no system refuses', (number, original, name) => {
  expect(portalFileName(number, original)).toBe(name)
})

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import Answer from '../../renderer/parts/Answer.svelte'
import { ok } from '../../shared/contract/result.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { complete } from '../support/complete.ts'
import { plainFacts, undemanding } from '../support/facts.ts'
import { pretendBridge } from './bridge.ts'

const service = (code: string, name: string) => ({ code, name, isActive: true, needsEngagement: false })
const recipient = {
  ...undemanding,
  siret: complete.buyerSiret,
  services: [service('CUIS', 'Restauration'), service('ADM', 'Administration')],
}
const returned = (comment: string): InvoiceAt<'followed'> => ({
  stage: 'followed',
  id: 'i1',
  file: { name: 'f.pdf', bytes: 1, sha256: 'a' },
  arrivedAt: 0,
  document: plainFacts.document,
  fields: { ...complete, serviceCode: 'ADM' },
  origins: {},
  circuit: 'pdf',
  pieces: [],
  savedAt: 0,
  approvedAt: 0,
  resends: 0,
  remoteKey: '7',
  remoteNumber: complete.number,
  status: 'A_RECYCLER',
  version: '',
  depositedOn: '2026-11-20',
  history: [{ code: 'A_RECYCLER', at: '2026-11-21T10:00', comment }],
})
/** The form of a returned invoice, open. */
function form(comment: string) {
  const { asked } = pretendBridge({ 'answer.check': () => ok({ problems: [], recipient }) })
  let isDone = false
  render(Answer, { invoice: returned(comment), mayWithdraw: false, opens: true, ondone: () => (isDone = true) })
  return { asked, isDone: () => isDone }
}

it('shows the services of the client where the service is in question, and sends the one that is chosen', async () => {
  const { asked, isDone } = form('Le code service ADM n’est pas celui de la restauration.')
  const box = screen.getByLabelText('Code service')
  expect(document.activeElement).toBe(box)
  expect(screen.queryByLabelText('Numéro d’engagement')).toBeNull()
  const send = screen.getByRole('button', { name: 'Renvoyer au bon service' })
  await fireEvent.click(send)
  expect(asked('answer.send')).toEqual([])
  expect(document.activeElement).toBe(box)
  await fireEvent.click(await screen.findByRole('button', { name: /^CUIS/ }))
  await waitFor(() => expect(send.getAttribute('aria-disabled')).toBeNull())
  await fireEvent.click(send)
  await waitFor(() => expect(isDone()).toBe(true))
  expect(asked('answer.send')).toMatchObject([{ id: 'i1', reply: { kind: 'recycle', serviceCode: 'CUIS' } }])
})

it('shows every field, and marks none, where the client names none', () => {
  form('Merci de corriger.')
  for (const name of ['SIRET du destinataire', 'Code service', 'Numéro d’engagement', 'Numéro de marché'])
    expect(screen.getByLabelText(name)).toBeTruthy()
  expect(screen.queryByText('Mis en cause')).toBeNull()
  expect(document.activeElement).toBe(screen.getByLabelText('SIRET du destinataire'))
})

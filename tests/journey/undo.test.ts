import { expect, it } from 'vitest'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { complete } from '../support/complete.ts'
import { readingOf, world } from '../support/world.ts'

/** A draft somebody types in, as the window saves it. */
async function typing() {
  const w = world()
  const id = await w.draft({ number: 'FA-2026-0042', contractNumber: '' })
  const draft = () => w.get(id) as InvoiceAt<'draft'>
  function type(changes: Partial<Fields>, seconds = 10) {
    w.pass(seconds * 1000)
    const { fields, circuit, pieces } = draft()
    const laid = { confirmed: [], places: {}, repeated: [], circuit, pieces, turns: [], isStraightened: false }
    expect(w.core.saveDraft(id, { ...laid, fields: { ...fields, ...changes } }).ok).toBe(true)
  }
  const undo = (way: 'undo' | 'redo' = 'undo') => {
    const undone = w.core.undoDraft(id, way)
    return undone.ok ? undone.value.names : undone
  }
  return { ...w, id, draft, type, undo }
}

it('brings back what was typed over, step by step, also after a restart; and what was undone', async () => {
  const { core, id, draft, type, undo, restart } = await typing()
  const read = draft()
  expect(core.page(id)!.undo).toEqual({ back: false, forth: false })
  type({ contractNumber: 'M-9' })
  type({ comment: 'Merci' })
  // Typing goes on: one step, however often it was saved.
  for (const text of ['4', '45', '4500']) type({ number: text }, 1)
  const last = draft()
  await restart()
  expect(draft().fields).toMatchObject({ contractNumber: 'M-9', comment: 'Merci', number: '4500' })
  expect([undo(), undo()]).toEqual([['number'], ['comment']])
  expect(draft().fields).toMatchObject({ contractNumber: 'M-9', comment: '', number: 'FA-2026-0042' })
  expect(undo()).toEqual(['contractNumber'])
  // As it was read, and as far as it may be trusted.
  expect(draft()).toMatchObject({ fields: read.fields, origins: read.origins })
  expect(undo()).toEqual([])
  expect([undo('redo'), undo('redo'), undo('redo'), undo('redo')]).toEqual([
    ['contractNumber'],
    ['comment'],
    ['number'],
    [],
  ])
  expect(draft()).toMatchObject({ fields: last.fields, origins: last.origins })
  // What is typed now stands where what was undone stood.
  undo()
  type({ comment: 'Cordialement' })
  expect(undo('redo')).toEqual([])
  expect(undo()).toEqual(['comment'])
})

it('gives a doubtful value its doubt back, and leaves what was read meanwhile', async () => {
  const { core, draft, type, undo, record, id } = await typing()
  const doubtful = readingOf({ number: 'FA-2026-0042', iban: 'FR7630001007941234567890185' })
  record(id, { type: 'reread', reading: { ...doubtful, origins: { iban: { source: 'text', trust: 'check' } } } })
  expect(core.page(id)!.problems.map(({ code }) => code)).toContain('value.unlooked')
  type({ iban: 'FR1420041010050500013M02606', engagementNumber: 'E-1' })
  expect(core.page(id)!.problems.map(({ code }) => code)).not.toContain('value.unlooked')
  record(id, { type: 'reread', reading: { ...doubtful, fields: { ...doubtful.fields, comment: 'Lu' } } })
  expect(undo()).toEqual(['engagementNumber', 'iban'])
  expect(draft()).toMatchObject({
    fields: { iban: 'FR7630001007941234567890185', engagementNumber: complete.engagementNumber, comment: 'Lu' },
    origins: { iban: { trust: 'check' } },
  })
  expect(core.page(id)!.problems.map(({ code }) => code)).toContain('value.unlooked')
})

it('keeps fifty steps, out of the journal, and forgets them once the invoice is there', async () => {
  const { core, type, undo, run, id, draft } = await typing()
  const events = core.invoices.journal(id).length
  for (let turn = 1; turn <= 60; turn++) type({ comment: `${turn}` })
  for (let turn = 59; turn >= 10; turn--) {
    expect(undo()).toEqual(['comment'])
    expect(draft().fields.comment).toBe(`${turn}`)
  }
  expect(undo()).toEqual([])
  expect(core.invoices.journal(id).length).toBe(events)
  type({ comment: 'Fini' })
  core.ledger.record(id, { type: 'approved' })
  expect(undo()).toMatchObject({ failure: 'invoice.tooLate' })
  await run(3)
  expect(core.invoices.get(id).stage).toBe('followed')
  expect(core.page(id)!.undo).toBeUndefined()
  expect(core.draftUndo.has(id, 'undo')).toBe(false)
})

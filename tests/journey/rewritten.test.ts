import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { MINUTE, readingOf, world } from '../support/world.ts'

/** A watched folder whose files are written by hand: each state of a file says what it says. */
function folder() {
  const here = world()
  const path = join(here.home, 'Factures')
  mkdirSync(path)
  let state = 0
  /** The file is found in this state, and read unless `isRead` says no. Gives the invoice's id. */
  async function write(name: string, fields: Partial<Fields>, { isRead = true } = {}) {
    here.readings.set(name, readingOf(fields))
    writeFileSync(join(path, name), `%PDF-1.7 state ${++state}\n%%EOF\n`)
    return find(name, { isRead })
  }
  async function find(name: string, { isRead = true } = {}) {
    const { invoices } = await here.core.intake.take(join(path, name), 'folder')
    if (isRead) await here.core.runDue()
    return invoices[0]!.id
  }
  const typed = (id: string, comment: string) => {
    const draft = here.get(id)
    if (draft.stage !== 'draft') throw new Error(draft.stage)
    const { fields, circuit } = draft
    here.record(id, { type: 'edited', fields: { ...fields, comment }, confirmed: [], circuit })
  }
  const drafts = () => here.core.rows().map(({ id }) => id)
  const codes = (id: string) => here.core.page(id)!.problems.map(({ code }) => code)
  return { here, path, write, find, typed, drafts, codes }
}

it('makes one draft, of the last state, of a file that a copier writes page by page', async () => {
  const { here, write, drafts } = folder()
  const first = await write('scan.pdf', { number: '' })
  here.pass(4000)
  await write('scan.pdf', { number: '' })
  here.pass(4000)
  const last = await write('scan.pdf', { number: 'FA-1' })
  expect(drafts()).toEqual([last])
  expect(here.core.page(first)!.story.at(0)?.title).toBe('Remplacée par le nouvel état de son fichier')
})

it('does so when the states come faster than they are read', async () => {
  const { here, write, drafts } = folder()
  await write('scan.pdf', { number: '' })
  await write('scan.pdf', {}, { isRead: false })
  here.pass(4000)
  const last = await write('scan.pdf', { number: 'FA-1' })
  expect(drafts()).toEqual([last])
})

it('replaces a draft days later, after a restart, when it bears the same number', async () => {
  const { here, write, drafts } = folder()
  await write('facture.pdf', { number: 'FA-1' })
  await here.restart()
  here.pass(3 * 24 * 60 * MINUTE)
  const last = await write('facture.pdf', { number: 'FA-1', comment: 'corrigée' })
  expect(drafts()).toEqual([last])
})

it('keeps two invoices that a program writes under one name', async () => {
  const { here, write, drafts } = folder()
  const one = await write('facture.pdf', { number: 'FA-1' })
  here.pass(4000)
  const two = await write('facture.pdf', { number: 'FA-2' })
  expect(drafts()).toEqual([two, one])
})

it('asks about a draft that was being filled in, and takes what was typed into the new state', async () => {
  const { here, write, typed, drafts, codes } = folder()
  const first = await write('facture.pdf', { number: 'FA-1' })
  typed(first, 'lot 2')
  here.pass(4000)
  const last = await write('facture.pdf', { number: 'FA-1', grossTotal: 130_000 })
  expect(drafts()).toEqual([last, first])
  expect(codes(first)).toContain('document.rewritten')
  expect(here.record(first, { type: 'approved' })).toBeUndefined()
  expect(here.core.ledger.takeRewritten(first)).toBe(last)
  expect(drafts()).toEqual([last])
  expect(here.get(last)).toMatchObject({ fields: { comment: 'lot 2', grossTotal: 130_000 } })
  // Pressed twice.
  expect(here.core.ledger.takeRewritten(first)).toBeUndefined()
})

it('keeps both when the person says that they are two invoices', async () => {
  const { here, write, typed, drafts, codes } = folder()
  const first = await write('facture.pdf', { number: '' })
  typed(first, 'lot 2')
  const last = await write('facture.pdf', { number: 'FA-1' })
  here.record(first, { type: 'toldApart' })
  expect(drafts()).toEqual([last, first])
  expect(codes(first)).not.toContain('document.rewritten')
})

it('asks about a draft without a number when another file takes its name an hour later', async () => {
  const { here, write, drafts, codes } = folder()
  const first = await write('scan.pdf', { number: '' })
  here.pass(60 * MINUTE)
  await write('scan.pdf', { number: '' })
  expect(drafts()).toHaveLength(2)
  expect(codes(first)).toContain('document.rewritten')
})

it('never takes back what has left: the new state is a draft of its own', async () => {
  const { here, write, drafts, codes } = folder()
  const first = await write('facture.pdf', { number: 'FA-1' })
  here.record(first, { type: 'approved' })
  const last = await write('facture.pdf', { number: 'FA-1', comment: 'corrigée' })
  expect(drafts()).toEqual([last, first])
  expect(here.stage(first)).not.toBe('discarded')
  expect(codes(last)).not.toContain('document.rewritten')
})

it('keeps one draft of a file that is removed and written again, or renamed', async () => {
  const { path, write, find, drafts } = folder()
  const id = await write('facture.pdf', { number: 'FA-1' })
  rmSync(join(path, 'facture.pdf'))
  writeFileSync(join(path, 'facture.pdf'), '%PDF-1.7 state 1\n%%EOF\n')
  expect(await find('facture.pdf')).toBe(id)
  renameSync(join(path, 'facture.pdf'), join(path, 'mairie.pdf'))
  expect(await find('mairie.pdf')).toBe(id)
  // The old name is free for another document, although nobody can read its number.
  const other = await write('facture.pdf', { number: '' })
  expect(drafts()).toEqual([other, id])
  const newer = await write('mairie.pdf', { number: 'FA-1' })
  expect(drafts()).toEqual([newer, other])
})

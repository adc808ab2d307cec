import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createReader } from '../../electron/core/reading/thread.ts'
import { isNotSplit } from '../../electron/core/splitting/split.ts'
import { french } from '../../shared/base/french.ts'
import { isKnown } from '../../shared/domain/lifecycle/invoice.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { joinPdfs } from '../support/join-pdfs.ts'
import { world } from '../support/world.ts'
import { fields, invoice } from '../reading/support.ts'

const one = (number: string) => invoicePdf({ ...invoice, layout: 'labelsLeft', fields: { ...fields, number } })

/** A world with real readers, in which a lot of two invoices, the first of two pages, has been read. */
async function lot() {
  const reader = createReader()
  const w = world({ reader })
  onTestFinished(() => reader.stop())
  const path = join(w.home, 'lot.pdf')
  writeFileSync(path, await joinPdfs(await one('F-2026-1'), await one('F-2026-1'), await one('F-2026-2')))
  const id = await w.take(path)
  await w.core.runDue()
  const drafts = () => [...w.core.invoices.each()].filter(isKnown)
  const numbers = () =>
    drafts()
      .map((draft) => draft.fields.number)
      .toSorted()
  return { ...w, path, id, drafts, numbers }
}

it('does not let several invoices leave as one', async () => {
  const { core, record, stage, id } = await lot()
  expect(core.page(id)!.problems.find(({ code }) => code === 'document.several')).toMatchObject({
    severity: 'stop',
    message: french('Ce PDF contient 2 factures : F-2026-1 (pages 1 à 2) et F-2026-2 (page 3).'),
  })
  expect(record(id, { type: 'approved' })).toBeUndefined()
  expect(stage(id)).toBe('draft')
})

it('makes an invoice of each, with its pages, and puts the PDF aside', async () => {
  const { core, stage, id, path, drafts, numbers, take } = await lot()
  const ids = await core.separate(id)
  expect(stage(id)).toBe('discarded')
  await core.runDue()
  expect(numbers()).toEqual(['F-2026-1', 'F-2026-2'])
  expect(
    drafts()
      .map((draft) => draft.id)
      .toSorted(),
  ).toEqual(ids!.toSorted())
  expect(drafts().map((draft) => [draft.file.name, draft.document.pages, draft.file.partOf])).toEqual([
    ['lot p3.pdf', 1, { name: 'lot.pdf', from: 3, to: 3 }],
    ['lot p1-2.pdf', 2, { name: 'lot.pdf', from: 1, to: 2 }],
  ])
  expect(core.page(ids![1]!)!.story.at(-1)).toMatchObject({ title: 'Arrivée', detail: 'Page 3 de lot.pdf' })
  // The watched folder still holds the file: it is not taken up again. A person who brings it gets the question back.
  await core.intake.take(path, 'folder')
  expect(stage(id)).toBe('discarded')
  await take(path)
  expect(stage(id)).toBe('draft')
  expect(await core.separate(id)).toEqual(ids)
  expect(numbers()).toEqual(['F-2026-1', 'F-2026-2'])
})

it('makes them once when asked twice at once', async () => {
  const { core, id, numbers } = await lot()
  const [first, second] = await Promise.all([core.separate(id), core.separate(id)])
  expect([first, second].filter(Boolean)).toHaveLength(1)
  await core.runDue()
  expect(numbers()).toEqual(['F-2026-1', 'F-2026-2'])
})

it('records all of them or none', async () => {
  const { core, id, stage } = await lot()
  const file = { name: 'lot p3.pdf', bytes: 1, sha256: 'a part' }
  const unrecordable = { ...file, sha256: null as unknown as string }
  expect(() => core.ledger.separate(id, [file, unrecordable])).toThrow()
  expect(stage(id)).toBe('draft')
  expect(core.invoices.findBySha(file.sha256)).toBeUndefined()
  // What was interrupted is done when it is asked for again.
  expect(await core.separate(id)).toHaveLength(2)
})

it('finishes what is under way before the application stops', async () => {
  const { core, id, restart } = await lot()
  const separating = core.separate(id)
  await restart()
  expect(await separating).toHaveLength(2)
})

it('is one invoice when the person says so, and leaves', async () => {
  const { core, record, id, get } = await lot()
  record(id, { type: 'keptWhole' })
  expect(core.page(id)!.problems.map(({ code }) => code)).not.toContain('document.several')
  expect(get(id)).not.toHaveProperty('document.parts')
  expect(await core.separate(id)).toBeUndefined()
})

it('changes nothing when the PDF cannot be taken apart', async () => {
  const { core, id, stage, get, numbers } = await lot()
  writeFileSync(core.vault.pathOf(get(id).file.sha256), 'something else')
  await expect(core.separate(id)).rejects.toSatisfy(isNotSplit)
  expect(stage(id)).toBe('draft')
  expect(numbers()).toHaveLength(1)
})

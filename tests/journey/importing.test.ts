import { afterAll, expect, it } from 'vitest'
import { createReader } from '../../electron/core/reading/thread.ts'
import { readDocument } from '../../electron/core/reading/read.ts'
import { authored, aubrelle, college } from '../support/authored.ts'
import { draftIn, equip } from '../support/making.ts'
import { world } from '../support/world.ts'

const reader = createReader()
afterAll(() => reader.stop())
const encode = (text: string) => new TextEncoder().encode(text)
const HEAD = 'Pièce;Jour;SIRET client;Client;CP;Ville;Montant HT;TVA'
const good = (number: string) =>
  `${number};20/11/2026;12345678200051;Collège Jeanne-Merlin;99410;Saint-Aubrac;1 000,00;20`

it('shows what a table gives, keeps its columns, and makes each invoice once', async () => {
  const { core, run, stage, record } = world({ reader })
  const bytes = encode([HEAD, good('FA-31'), good('FA-32').replace('20/11', '31/02')].join('\n'))
  await core.commands.openTable('/tmp/factures.csv', bytes)
  // Nobody knows that « Jour » is the date, nor where the firm is.
  expect(core.queries.table()).toMatchObject({ name: 'factures.csv', mapping: { number: 0 } })
  expect(core.queries.table()!.invoices.every(({ faults }) => faults.length > 0)).toBe(true)
  equip(core)
  core.commands.mapTable({ ...core.queries.table()!.mapping, issueDate: 1 })
  const shown = core.queries.table()!
  expect(shown.invoices).toMatchObject([
    { number: 'FA-31', grossTotal: 120_000, faults: [] },
    { number: 'FA-32', grossTotal: null, faults: [{ line: 3 }] },
  ])
  expect([...core.invoices.each()]).toEqual([])

  const [first, again] = await Promise.all([core.commands.makeTable(), core.commands.makeTable()])
  expect(again).toEqual(first)
  expect(first).toMatchObject({ ids: [expect.any(String)], faults: [] })
  await run(3)
  const [id] = first.ids
  expect([...core.invoices.each()]).toHaveLength(1)
  expect(core.page(id!)).toMatchObject({ invoice: { stage: 'draft', document: { kind: 'facturx' } } })
  record(id!, { type: 'approved' })
  await run()
  expect(stage(id!)).toBe('followed')

  core.commands.closeTable()
  const later = await core.commands.makeFrom(encode(`${HEAD}\n${good('FA-31')}\n${good('FA-33')};x\n`))
  expect(later).toMatchObject({ ids: [id, expect.any(String)], faults: [] })
})

it('makes an invoice of a JSON, and says what it lacks', async () => {
  const { core } = world({ reader })
  equip(core)
  const { buyer, lines, number, issueDate } = authored({ buyer: college, seller: aubrelle })
  const json = (said: object) => encode(JSON.stringify({ kind: 'invoice', number, issueDate, buyer, lines, ...said }))
  expect(await core.commands.makeFrom(json({}))).toMatchObject({ ids: [expect.any(String)], faults: [] })
  expect(await core.commands.makeFrom(json({ lines: [] }))).toMatchObject({ ids: [], faults: [expect.stringContaining('aucune ligne')] }) // prettier-ignore
  expect(await core.commands.makeFrom(json({ lines: 'trois' }))).toMatchObject({ ids: [], faults: [expect.stringMatching(/^lines/)] }) // prettier-ignore
  expect(await core.commands.makeFrom(encode('Bonjour'))).toMatchObject({ ids: [], faults: [expect.stringContaining('tableau')] }) // prettier-ignore
})

it('saves an invoice made here for a platform with its own lines', async () => {
  const { core, run } = world({ reader })
  equip(core)
  const issued = await core.authoring.issue(draftIn(core).id)
  if (!('invoice' in issued)) throw new Error(JSON.stringify(issued))
  await run(3)
  const view = core.queries.forPlatform(issued.invoice)!
  expect(view).toMatchObject({ isWritten: true, needsMotive: false, lacks: [{ term: 'BT-34' }, { term: 'BT-49' }] })
  const asked = { ...view.asked, sellerAddress: '987654324_98765432400019', buyerAddress: '123456782' }
  const made = await core.commands.platformFile(asked)
  if (!made || 'reason' in made) throw new Error(made?.reason)
  const { document, fields } = await readDocument(made.bytes, made.name)
  expect(document.businessProcess).toBe('S1')
  expect(fields.vatLines).toHaveLength(2)
})

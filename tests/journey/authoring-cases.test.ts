import Database from 'better-sqlite3'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createReader } from '../../electron/core/reading/thread.ts'
import { DATABASE } from '../../electron/core/store/database.ts'
import { SheetLine } from '../../shared/domain/authoring/sheet.ts'
import type { Draft } from '../../shared/domain/authoring/draft.ts'
import { courlange } from '../support/authored.ts'
import { draftIn, equip, firm } from '../support/making.ts'
import type { OpenedCore } from '../support/opened-core.ts'
import { world } from '../support/world.ts'

const reader = createReader()
afterAll(() => reader.stop())

async function issued(core: OpenedCore, draft: Draft): Promise<string> {
  const outcome = await core.authoring.issue(draft.id)
  if (!('invoice' in outcome)) throw new Error(outcome.faults.join('\n'))
  await core.runDue()
  return outcome.invoice
}

describe('made here', () => {
  it('finds its first number though an invoice of the firm from elsewhere cannot be read', async () => {
    const w = world()
    equip(w.core)
    const draft = draftIn(w.core)
    const elsewhere = await w.draft({ supplierSiret: draft.siret, number: '2026-0007' })
    expect(w.core.authoring.standing(draft).number).toBe('2026-0008')
    const db = new Database(join(w.dataFolder, DATABASE))
    db.prepare(`UPDATE invoices SET body = '{' WHERE id = ?`).run(elsewhere)
    db.close()
    expect(w.core.authoring.standing(draft).stops).toEqual([])
  })

  it('a credit note takes back an invoice whole, or the quantities one types', async () => {
    const { core, get, record, run } = world({ reader })
    equip(core)
    const id = await issued(core, draftIn(core))
    expect(core.authoring.begin({ kind: 'credit', id })).toBeUndefined()
    record(id, { type: 'approved' })
    await run(6)
    const whole = core.authoring.open(core.authoring.begin({ kind: 'credit', id })!.id)!
    expect(core.authoring.standing(whole)).toMatchObject({ number: 'AV-2026-001', stops: [] })
    const credit = await issued(core, whole)
    expect(get(credit)).toMatchObject({
      fields: { typeCode: '381', originNumber: '2026-0001', grossTotal: 170_664, number: 'AV-2026-001' },
    })
    expect(core.page(credit)!.problems.filter(({ severity }) => severity === 'stop')).toEqual([])
    record(credit, { type: 'approved' })
    await run(6)
    expect(get(credit)).toMatchObject({ stage: 'followed' })
    const part = core.authoring.open(core.authoring.begin({ kind: 'credit', id })!.id)!
    const lines = part.lines.map((row, index) => ({ ...row, quantity: index === 0 ? '1' : '' }))
    core.authoring.save({ ...part, lines, reason: 'Une porte reprise' })
    expect(get(await issued(core, part))).toMatchObject({ fields: { netTotal: 27_075, number: 'AV-2026-002' } })
  })

  it('a rejected invoice is written anew under the next number, and both know each other', async () => {
    const { core, get, record, run } = world({ reader })
    equip(core)
    const id = await issued(core, draftIn(core))
    record(id, { type: 'approved' })
    await run(6)
    const at = '2026-11-23T10:00'
    record(id, { type: 'statusSeen', status: 'REJETEE', version: '9', history: [{ code: 'REJETEE', at, by: '' }] })
    const anew = core.authoring.begin({ kind: 'redo', id })!
    const second = await issued(core, core.authoring.open(anew.id)!)
    expect(get(second)).toMatchObject({ replaces: { id, number: '2026-0001' }, fields: { number: '2026-0002' } })
    expect(get(id)).toMatchObject({ replaced: { by: second } })
  })

  it('a firm in franchise, a situation with reverse charge and a retention, a deposit deducted', async () => {
    const { core, get } = world({ reader })
    equip(core, { ...firm, vatScheme: 'EXONERATION', letterhead: { ...firm.letterhead, vatNumber: '' } })
    const exempt = get(await issued(core, draftIn(core)))
    expect(exempt).toMatchObject({ fields: { taxTotal: 0, vatScheme: 'EXONERATION', payable: 144_440 } })
    equip(core)
    const works = SheetLine.parse({ designation: 'Cloisons', contract: '12 600', toDate: '60', previous: '3 780,00' })
    const party = { ...courlange, vatNumber: '', email: '', phone: '' }
    const situation = draftIn(core, {
      ...{ kind: 'situation', cadre: 'A9', regime: 'autoliquidation', retention: '5', lines: [works], rank: 2 },
      valideur: { ...party, address: { ...party.address, country: 'FR' } },
    })
    expect(core.authoring.standing(situation).stops).toEqual([])
    expect(get(await issued(core, situation))).toMatchObject({
      fields: { netTotal: 378_000, taxTotal: 0, cadre: 'A9', valideurSiret: courlange.siret },
    })
    const prepaid = { amount: '600', number: '2026-0001', date: '2026-11-20', tax: '100' }
    const deducted = draftIn(core, { prepaid, discount: { kind: 'percent', value: '10' } })
    expect(get(await issued(core, deducted))).toMatchObject({ fields: { prepaid: 60_000, number: '2026-0003' } })
  })
})

it('a logo is a picture in colours of a screen, and is on the page', async () => {
  const { core } = world({ reader })
  equip(core)
  const keep = (bytes: Uint8Array) => core.authoring.keepLogo(0, { name: 'logo.png', bytes })
  expect(await keep(new Uint8Array([1, 2, 3]))).toBe(false)
  const plain = await core.authoring.issue(draftIn(core).id)
  expect(await keep(new Uint8Array(readFileSync('build/icon.png')))).toBe(true)
  const drawn = await core.authoring.issue(draftIn(core).id)
  const size = (outcome: typeof plain) => ('invoice' in outcome ? core.invoices.get(outcome.invoice).file.bytes : 0)
  expect(size(drawn)).toBeGreaterThan(size(plain) + 1000)
})

describe('numbers', () => {
  it('go on from the invoices of before, by the pattern that is typed, and from 1 in a new year', async () => {
    const { core, draft } = world()
    equip(core)
    await draft({ number: '2026-0136' })
    expect(core.authoring.numbers(firm.siret).invoice).toBe('2026-0137')
    expect(core.authoring.number(0, 'invoice', 'F26-031')).toBe(true)
    expect(core.authoring.numbers(firm.siret).invoice).toBe('F26-031')
    await issued(core, draftIn(core))
    // One left out would be a gap, one before is taken.
    expect(core.authoring.number(0, 'invoice', 'F26-040')).toBe(false)
    expect(core.authoring.number(0, 'invoice', 'F26-031')).toBe(false)
    const nextYear = draftIn(core, { issueDate: '2027-01-04', performedTo: '2027-01-04' })
    expect(core.authoring.standing(nextYear).number).toBe('F27-001')
  })

  it('follow the days of the invoices', async () => {
    const { core } = world({ reader })
    equip(core)
    await issued(core, draftIn(core))
    const { stops } = core.authoring.standing(draftIn(core, { issueDate: '2026-11-20' }))
    expect(stops.map(({ message }) => message).join()).toContain('les dates suivent les numéros')
  })

  it('are finished at the next start when the process dies once one is taken, and outlive the database', async () => {
    const here = world({ reader })
    const { core, dataFolder } = here
    equip(core)
    const [first, second] = [draftIn(core), draftIn(core)]
    const vault = join(dataFolder, 'coffre')
    // The disk takes nothing more: the number is taken, its file cannot be kept.
    renameSync(vault, `${vault}.away`)
    writeFileSync(vault, '')
    await expect(core.authoring.issue(first.id)).rejects.toThrow()
    rmSync(vault)
    renameSync(`${vault}.away`, vault)
    expect(core.authoring.numbers(firm.siret).invoice).toBe('2026-0002')
    await here.restart()
    const after = here.core
    await after.authoring.recover()
    await after.runDue()
    expect([...after.invoices.each()].map((invoice) => 'fields' in invoice && invoice.fields.number)).toEqual([
      '2026-0001',
    ])
    expect(await after.authoring.issue(first.id)).toEqual({ invoice: expect.any(String) as string })
    await issued(after, second)
    expect([...after.invoices.each()]).toHaveLength(2)
    // A database that was lost: the numbers are not.
    await here.restart(() =>
      ['', '-wal', '-shm'].forEach((end) => rmSync(`${join(dataFolder, DATABASE)}${end}`, { force: true })),
    )
    equip(here.core)
    await here.core.authoring.recover()
    expect(here.core.authoring.numbers(firm.siret).invoice).toBe('2026-0003')
  })
})

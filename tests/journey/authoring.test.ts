import { afterAll, describe, expect, it } from 'vitest'
import { createReader } from '../../electron/core/reading/thread.ts'
import { draftIn, equip, firm, threeLines } from '../support/making.ts'
import { world } from '../support/world.ts'

const reader = createReader()
afterAll(() => reader.stop())

describe('an invoice made here', () => {
  it('is issued, read back as it was written, and arrives at its client', async () => {
    const { core, get, run, record, platform } = world({ reader })
    equip(core)
    const draft = draftIn(core)
    expect(core.authoring.standing(draft)).toMatchObject({ number: '2026-0001', stops: [] })
    const outcome = await core.authoring.issue(draft.id)
    if (!('invoice' in outcome)) throw new Error(outcome.faults.join())
    await core.runDue()
    const id = outcome.invoice
    expect(get(id)).toMatchObject({
      stage: 'draft',
      circuit: 'flux',
      file: { name: 'Facture 2026-0001.pdf' },
      document: { kind: 'facturx', status: 'read', notes: [{ code: 'reading.facturx' }] },
      fields: { number: '2026-0001', netTotal: 144_440, taxTotal: 26_224, grossTotal: 170_664, cadre: 'A1' },
      origins: { grossTotal: { source: 'written', trust: 'sure' }, number: { source: 'written' } },
    })
    expect(core.page(id)!.problems.filter(({ severity }) => severity === 'stop')).toEqual([])
    expect(record(id, { type: 'approved' })).toBeDefined()
    await run(6)
    expect(get(id)).toMatchObject({ stage: 'followed', remoteNumber: '2026-0001' })
    expect(platform.flows()).toHaveLength(1)
  })

  it('is issued once, however often it is asked, and a second one has the next number', async () => {
    const { core } = world({ reader })
    equip(core)
    const [first, second] = [draftIn(core), draftIn(core, { subject: 'Fenêtres' })]
    const outcomes = await Promise.all([first, first, second].map(({ id }) => core.authoring.issue(id)))
    expect(outcomes[0]).toEqual(outcomes[1])
    expect([...core.invoices.each()]).toHaveLength(2)
    await core.runDue()
    const numbers = [...core.invoices.each()].map((invoice) => 'fields' in invoice && invoice.fields.number)
    expect(numbers.sort()).toEqual(['2026-0001', '2026-0002'])
    expect(core.authoring.open(first.id)).toBeUndefined()
    expect(core.authoring.save(first)).toBe(false)
  })

  it('says what stands against its issue, and takes no number', async () => {
    const { core } = world({ reader })
    equip(core)
    const wrong = [
      { ...threeLines[0]!, price: '18,5O' },
      { ...threeLines[1]!, designation: '' },
    ]
    const draft = draftIn(core, { lines: wrong, buyer: { ...draftIn(core).buyer, siret: '123' } })
    const { stops } = core.authoring.standing(draft)
    expect(stops).toContainEqual({ message: 'Ligne 1\u00a0: le prix «\u00a018,5O\u00a0» n’est pas un nombre.', row: 0 })
    expect(stops).toContainEqual({ message: 'Ligne 2. Cette ligne n’a pas de désignation.', row: 1 })
    expect(stops.map(({ message }) => message).join()).toContain('SIRET')
    expect(await core.authoring.issue(draft.id)).toMatchObject({ faults: expect.any(Array) as unknown })
    expect(core.authoring.numbers(firm.siret)).toEqual({ invoice: '2026-0001', creditNote: 'AV-2026-001' })
  })
})

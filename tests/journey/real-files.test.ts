import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it, onTestFinished, vi } from 'vitest'
import { createReader } from '../../electron/core/reading/thread.ts'
import { formFields } from '../../shared/domain/fields/field-labels.ts'
import { complete } from '../support/complete.ts'
import { ciiXml, invoicePdf, ublXml } from '../support/invoice-pdf.ts'
import { world } from '../support/world.ts'

const reader = createReader()
afterAll(() => reader.stop())

const supplier = {
  name: complete.supplierName,
  address: ['14, rue des Tanneurs', '99410 Saint-Aubrac'],
  siret: complete.supplierSiret,
}
const buyer = {
  name: complete.buyerName,
  address: ['1, place du Village', '99410 Saint-Aubrac'],
  siret: complete.buyerSiret,
}
const lines = [{ label: 'Réparation de menuiseries', quantity: 1, price: 100_000, rate: 2000 }]
const invoice = { fields: complete, supplier, buyer, lines }

it.each<[string, string, () => Promise<Uint8Array> | string, string]>([
  ['a plain PDF', 'facture.pdf', () => invoicePdf({ ...invoice, layout: 'labelsLeft' }), 'pdf'],
  ['a Factur-X', 'facturx.pdf', () => invoicePdf({ ...invoice, layout: 'labelsLeft', facturx: true }), 'flux'],
  ['a CII file', 'facture.xml', () => ciiXml(invoice), 'flux'],
  ['a UBL file', 'facture-ubl.xml', () => ublXml(invoice), 'flux'],
])('takes %s from the disk to Chorus Pro, read by the real reader', async (_what, name, make, circuit) => {
  const { take, core, get, home, run, record, platform } = world({ reader })
  const path = join(home, name)
  writeFileSync(path, await make())
  const id = await take(path)
  await core.runDue()
  expect(get(id)).toMatchObject({
    stage: 'draft',
    circuit,
    fields: { number: 'FA-2026-0043', grossTotal: 120_000, buyerSiret: complete.buyerSiret },
  })
  if (!record(id, { type: 'approved' })) expect(core.page(id)!.problems).toEqual([])
  await run(4)
  expect(get(id)).toMatchObject({ stage: 'followed', remoteNumber: 'FA-2026-0043' })
  expect(platform.invoices()).toHaveLength(1)
  expect(platform.flows()).toHaveLength(circuit === 'flux' ? 1 : 0)
})

it('lets the person type and send a PDF whose reading is given up', async () => {
  const impatient = createReader({ threads: 1, timeoutMs: 1 })
  onTestFinished(() => impatient.stop())
  const { take, core, get, home, run, record, platform } = world({ reader: impatient })
  const path = join(home, 'facture.pdf')
  writeFileSync(path, await invoicePdf({ ...invoice, layout: 'labelsLeft' }))
  const id = await take(path)
  await core.runDue()
  const draft = get(id)
  expect(draft).toMatchObject({ stage: 'draft', circuit: 'pdf', document: { kind: 'pdf', status: 'partial' } })
  expect(core.page(id)!.problems).toContainEqual(
    expect.objectContaining({ code: 'document.unread', message: expect.stringMatching(/trop de temps/) as string }),
  )
  record(id, { type: 'edited', fields: complete, confirmed: formFields, circuit: 'pdf' })
  if (!record(id, { type: 'approved' })) expect(core.page(id)!.problems).toEqual([])
  await run(4)
  expect(get(id)).toMatchObject({ stage: 'followed', remoteNumber: complete.number })
  expect(platform.invoices()).toHaveLength(1)
})

it('reads a PDF in seconds while a deposit waits for an answer that never comes', async () => {
  const { promise: met, resolve } = Promise.withResolvers<undefined>()
  const hang = (path: string) => {
    if (!path.endsWith('/soumettre')) return undefined
    resolve(undefined)
    return 'after'
  }
  const { take, core, stage, home, record } = world({ reader, hang })
  const put = async (name: string, number: string) => {
    const fields = { ...complete, number }
    writeFileSync(join(home, name), await invoicePdf({ ...invoice, fields, layout: 'labelsLeft' }))
    return join(home, name)
  }
  const sent = await take(await put('partie.pdf', 'PARTIE-1'))
  await core.runDue()
  expect(record(sent, { type: 'approved' })).toBeDefined()
  core.start({ watching: false })
  await met
  const next = await put('nouvelle.pdf', 'NOUVELLE-1')
  const from = performance.now()
  const id = await take(next)
  await vi.waitFor(() => expect(stage(id)).toBe('draft'), { timeout: 20_000, interval: 5 })
  const took = (performance.now() - from) / 1000
  expect(stage(sent)).toBe('leaving')
  expect(core.invoices.get(id)).toMatchObject({ fields: { number: 'NOUVELLE-1', grossTotal: 120_000 } })
  expect(took).toBeLessThan(10)
  console.log(`a new PDF is read in ${took.toFixed(2)} s while a deposit hangs`)
})

it('says in words why a flow was rejected, keeps the draft, and the same number may leave again', async () => {
  const { take, core, get, home, run, record, platform } = world({ reader })
  const path = join(home, 'facture.xml')
  // The buyer asks for a service and an engagement; at the time of sending nobody had asked it.
  writeFileSync(
    path,
    ciiXml({
      ...invoice,
      fields: { ...complete, buyerSiret: '12345678200044' },
      buyer: { ...buyer, siret: '12345678200044' },
    }),
  )
  const id = await take(path)
  await core.runDue()
  record(id, { type: 'approved' })
  await run(4)
  const refused = get(id)
  expect(refused.stage).toBe('draft')
  expect('refusal' in refused && refused.refusal!.problems.map(({ message }) => message)).toEqual([
    'Il manque le code service.',
    'Il manque le numéro d’engagement.',
  ])
  expect(platform.invoices()).toHaveLength(0)
})

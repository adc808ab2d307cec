import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { createScanner } from '../../electron/core/reading/scan/scanner.ts'
import { createReader } from '../../electron/core/reading/thread.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { formFields } from '../../shared/domain/fields/field-labels.ts'
import { complete, printed } from '../support/complete.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'
import { oddPdf, type Odd } from '../support/odd-invoice.ts'
import type { Scanned } from '../support/glass.ts'
import { scanOf } from '../support/scan-pdf.ts'
import { world } from '../support/world.ts'

const reader = createReader()
const scanner = createScanner()
afterAll(async () => {
  scanner.stop()
  await reader.stop()
})
vi.setConfig({ testTimeout: 120_000 })

const paper = (number = complete.number) => invoicePdf({ fields: { ...complete, number }, ...printed })

async function withScan() {
  const here = world({ reader, scanner })
  const path = join(here.home, 'scan.pdf')
  writeFileSync(path, await scanOf(await paper(), { dpi: 150 }))
  const id = await here.take(path)
  return { ...here, id }
}
const until = (there: () => unknown) => expect.poll(there, { timeout: 60_000 }).toBe(true)

it('reads a scan while other files are read, and answers its words', async () => {
  const { core, id, home, take, get } = await withScan()
  await core.runDue()
  expect(get(id).stage).toBe('arrived')
  const text = join(home, 'texte.pdf')
  writeFileSync(text, await paper('FA-2026-0099'))
  const other = await take(text)
  await core.runDue()
  expect(get(other)).toMatchObject({ stage: 'draft', fields: { number: 'FA-2026-0099' } })
  await until(() => core.page(id)!.row.situation.sentence.includes('page 1 sur 1'))
  await until(() => get(id).stage === 'draft')
  expect(get(id)).toMatchObject({
    fields: { number: complete.number, grossTotal: 120_000 },
    document: { scan: { isRead: true } },
  })
  const words = await core.words(id)
  expect(words?.flat().find(({ text }) => text === complete.number)).toMatchObject({ place: { page: 1 } })
  expect(await core.words(other)).toEqual([])
})

it('is stopped by the person, and read again without losing what they typed', async () => {
  const { core, id, get, record } = await withScan()
  await core.runDue()
  core.stopScan(id)
  await until(() => get(id).stage === 'draft')
  const stopped = get(id)
  if (stopped.stage !== 'draft') throw new Error()
  expect(stopped.document).toMatchObject({ status: 'partial', scan: { isRead: false } })
  expect(stopped.document.message).toContain('arrêté la lecture')
  const fields = { ...stopped.fields, number: 'TAPÉ-1' }
  record(id, { type: 'edited', fields, confirmed: [], circuit: 'pdf' })
  record(id, { type: 'readAgain' })
  expect(get(id).stage).toBe('arrived')
  await core.runDue()
  await until(() => get(id).stage === 'draft')
  expect(get(id)).toMatchObject({
    fields: { number: 'TAPÉ-1', grossTotal: 120_000 },
    origins: { number: { trust: 'typed' }, grossTotal: { source: 'ocr' } },
  })
})

it('goes on after the application was closed in the middle of it', async () => {
  const here = await withScan()
  await here.core.runDue()
  await here.restart()
  expect(here.get(here.id).stage).toBe('arrived')
  await here.run(1)
  await until(() => here.get(here.id).stage === 'draft')
  expect(here.get(here.id)).toMatchObject({ fields: { number: complete.number } })
})

const odd: Odd = {
  ...{ number: 'VK-0311', date: '12/11/2026', engagement: '4500012345', service: 'BATIMENT', market: '26M0042' },
  ...{ articles: [['Double vitrage', '1 000,00']], net: '1 000,00', tax: '200,00', gross: '1 200,00' },
}
const next: Odd = { ...odd, number: 'VK-0399', date: '14/11/2026', engagement: '4500098761', service: 'ECOLES' }

it('teaches by its corrections: the next scan of the layout is read as it was shown', async () => {
  const { core, home, take, get, record } = world({ reader, scanner })
  async function read(invoice: Odd, how: Scanned) {
    const path = join(home, `${invoice.number}.pdf`)
    writeFileSync(path, await scanOf(await oddPdf(invoice), how))
    const id = await take(path)
    await core.runDue()
    await until(() => get(id).stage === 'draft')
    return id
  }
  const fieldsOf = (id: string) => (get(id) as { fields: Fields }).fields
  const one = await read(odd, { askew: 1.5 })
  expect(fieldsOf(one)).toMatchObject({ number: '', engagementNumber: '', grossTotal: 120_000 })
  const fields = { ...fieldsOf(one), number: odd.number, engagementNumber: odd.engagement }
  record(one, { type: 'edited', fields, confirmed: formFields, circuit: 'pdf' })
  if (!record(one, { type: 'approved' })) expect(core.page(one)!.problems).toEqual([])
  await core.learnt()
  expect(core.lessons.list().map(({ field }) => field)).toEqual(expect.arrayContaining(['number', 'engagementNumber']))

  const two = await read(next, {})
  expect(get(two)).toMatchObject({
    fields: { number: next.number, engagementNumber: next.engagement },
    origins: { engagementNumber: { source: 'ocr', trust: 'check', reason: 'comme vous l’avez montré le 23/11' } },
  })
})

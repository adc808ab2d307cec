import type { Origins } from '../../shared/domain/document/reading.ts'
import Database from 'better-sqlite3'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createReader } from '../../electron/core/reading/thread.ts'
import { DATABASE } from '../../electron/core/store/database.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { oddPdf, otherPdf, type Odd } from '../support/odd-invoice.ts'
import { world } from '../support/world.ts'

// Patient: a machine that is busy with other tests is slow.
const reader = createReader({ timeoutMs: 60_000 })
afterAll(() => reader.stop())

const first: Odd = {
  number: 'VK-0311',
  date: '12/11/2026',
  engagement: '4500012345',
  service: 'BATIMENT',
  articles: [['Double vitrage', '1 000,00']],
  net: '1 000,00',
  tax: '200,00',
  gross: '1 200,00',
  market: '26M0042',
}
const second: Odd = {
  number: 'VK-0399',
  date: '14/11/2026',
  engagement: '4500098761',
  service: 'ECOLES',
  articles: [
    ['Survitrage', '400,00'],
    ['Pose', '100,00'],
    ['Dépose', '250,00'],
    ['Mastic', '50,00'],
  ],
  net: '800,00',
  tax: '160,00',
  gross: '960,00',
  market: '26M0107',
}
const third: Odd = {
  ...second,
  number: 'VK-1402',
  engagement: '4500077002',
  service: 'VOIRIE',
  market: '25M0009',
  articles: second.articles.slice(0, 2),
  net: '500,00',
  tax: '100,00',
  gross: '600,00',
}
const said = ({ number, engagement, service, market }: Odd): Partial<Fields> => ({
  number,
  engagementNumber: engagement,
  serviceCode: service,
  contractNumber: market,
})
const nothing = { number: '', engagementNumber: '', serviceCode: '', contractNumber: '' }

/** A world with the real reader, into which PDFs are brought and in which a person types. */
function desk() {
  const at = world({ reader })
  let files = 0
  async function read(pdf: Promise<Uint8Array>) {
    const path = join(at.home, `facture-${++files}.pdf`)
    writeFileSync(path, await pdf)
    const id = await at.take(path)
    await at.core.runDue()
    return id
  }
  const fieldsOf = (id: string) => (at.get(id) as { fields: Fields }).fields
  const originsOf = (id: string) => (at.get(id) as { origins: Origins }).origins
  const type = (id: string, typed: Partial<Fields>) =>
    at.record(id, { type: 'edited', fields: { ...fieldsOf(id), ...typed }, confirmed: [], circuit: 'pdf' })
  async function approve(id: string, typed: Partial<Fields> = {}) {
    type(id, typed)
    if (!at.record(id, { type: 'approved' })) expect(at.core.page(id)!.problems).toEqual([])
    await at.core.learnt()
  }
  return { ...at, core: at.core, read, type, approve, fieldsOf, originsOf }
}

it('finds in the next invoices of a layout what was corrected once in the first', async () => {
  const { read, approve, fieldsOf, originsOf, core } = desk()
  const one = await read(oddPdf(first))
  expect(fieldsOf(one)).toMatchObject({ ...nothing, grossTotal: 120_000 })
  await approve(one, said(first))

  for (const odd of [second, third]) {
    const id = await read(oddPdf(odd))
    expect(fieldsOf(id)).toMatchObject(said(odd))
    expect(originsOf(id).engagementNumber).toMatchObject({
      source: 'text',
      trust: 'likely',
      reason: 'comme vous l’avez montré le 23/11',
      place: { page: 1 },
    })
    await approve(id)
  }
  expect(core.lessons.list().map(({ field, used }) => `${field} ${used}`)).toEqual(
    expect.arrayContaining(['number 2', 'serviceCode 2', 'engagementNumber 2', 'contractNumber 2']),
  )
})

it('leaves another layout of the same firm alone', async () => {
  const { read, approve, fieldsOf, originsOf } = desk()
  const before = await read(otherPdf(second))
  // The client is known from now on, and is more surely told: where it stands does not change.
  const placesOf = (id: string) => Object.entries(originsOf(id)).map(([name, origin]) => [name, origin.place])
  const known = { fields: fieldsOf(before), places: placesOf(before) }
  await approve(await read(oddPdf(first)), said(first))
  const after = await read(otherPdf({ ...second, date: '15/11/2026' }))
  expect({ fields: fieldsOf(after), places: placesOf(after) }).toEqual({
    ...known,
    fields: { ...known.fields, issueDate: '2026-11-15' },
  })
})

it('reads once more the drafts that wait, but for what a person has typed', async () => {
  const { read, type, approve, fieldsOf, originsOf, get, core } = desk()
  const [one, two, other] = [await read(oddPdf(first)), await read(oddPdf(second)), await read(otherPdf(third))]
  type(two, { engagementNumber: 'DICTE-AU-TELEPHONE' })
  const untouched = get(other)
  await approve(one, said(first))
  expect(fieldsOf(two)).toMatchObject({ ...said(second), engagementNumber: 'DICTE-AU-TELEPHONE' })
  expect(originsOf(two).engagementNumber).toMatchObject({ source: 'user', trust: 'typed' })
  expect(core.page(two)!.story[0]).toMatchObject({ title: 'Relue' })
  expect(get(other)).toEqual(untouched)
})

it('proposes no more what a person has emptied', async () => {
  const { read, approve, fieldsOf } = desk()
  const two = await read(otherPdf(second))
  expect(fieldsOf(two).contractNumber).toBe('26M0107')
  await approve(two, { contractNumber: '' })
  const three = await read(otherPdf(third))
  expect(fieldsOf(three)).toMatchObject({ ...said(third), contractNumber: '' })
})

it('puts a new lesson in place of one that a later correction contradicts', async () => {
  const { read, approve, fieldsOf, core } = desk()
  await approve(await read(oddPdf(first)), { ...said(first), engagementNumber: first.market, contractNumber: '' })
  const two = await read(oddPdf(second))
  expect(fieldsOf(two).engagementNumber).toBe(second.market)
  await approve(two, said(second))
  expect(fieldsOf(await read(oddPdf(third)))).toMatchObject(said(third))
  expect(core.lessons.list().filter(({ field }) => field === 'engagementNumber')).toHaveLength(1)
})

it('forgets what it is told to forget', async () => {
  const { read, approve, fieldsOf, core } = desk()
  await approve(await read(oddPdf(first)), said(first))
  core.lessons.drop(core.lessons.list().find(({ field }) => field === 'engagementNumber')!.id)
  expect(fieldsOf(await read(oddPdf(second)))).toMatchObject({ ...said(second), engagementNumber: '' })
  core.lessons.dropAll()
  // The service is now that of the address book, which knows the buyer.
  expect(fieldsOf(await read(oddPdf(third)))).toMatchObject({ ...nothing, serviceCode: first.service })
})

it('keeps no value, no figure of one, and no name of the buyer', async () => {
  const { read, approve, dataFolder } = desk()
  await approve(await read(oddPdf({ ...first, buyer: 'Syndicat des eaux du Trieux' })), {
    ...said(first),
    comment: 'Pour Madame Le Goff',
  })
  const db = new Database(join(dataFolder, DATABASE), { readonly: true })
  const kept = db.prepare(`SELECT body FROM lessons`).pluck().all().map(String)
  db.close()
  expect(kept).toHaveLength(4)
  for (const body of kept) {
    const { spot, ...rest } = JSON.parse(body) as {
      spot: { beside: object[]; anchors: { words: string }[]; pattern: string }
    }
    const words = [
      ...spot.beside.flatMap((one) => Object.values(one) as string[]),
      ...spot.anchors.map((one) => one.words),
    ]
    expect(words.join(' ')).not.toMatch(/\d|syndicat|trieux|goff|batiment/i)
    expect(spot.pattern).toMatch(/^[A9-]+$/)
    for (const value of Object.values(said(first))) expect(body).not.toContain(value)
    expect(Object.keys(rest).toSorted()).toEqual(
      ['field', 'id', 'isRefusal', 'learntAt', 'supplier', 'supplierName', 'used'].toSorted(),
    )
  }
})

it('learns nothing from a value that is printed nowhere', async () => {
  const { read, approve, core } = desk()
  await approve(await read(oddPdf(first)), { ...said(first), engagementNumber: '9911223344' })
  expect(core.lessons.list().map(({ field }) => field)).not.toContain('engagementNumber')
})

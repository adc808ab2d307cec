import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openArchive } from '../../electron/core/reading/archive.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { numbered } from '../support/complete.ts'
import { world } from '../support/world.ts'

type World = ReturnType<typeof world>
const FLUX = { kind: 'cii', paymentMeansCode: '30' } as const
const PDF = { kind: 'pdf' } as const

async function drafts(w: World, many: number, document: object = FLUX, more: Partial<Fields> = {}) {
  const ids: string[] = []
  for (let n = 1; n <= many; n++) ids.push(await w.draft({ ...numbered(n), ...more }, document))
  return ids
}
const byHand = (w: World) => w.core.settings.save({ ...w.core.settings.get(), way: 'portail' })
const stages = (w: World, ids: string[]) => [...new Set(ids.map((id) => w.stage(id)))]
const sent = (w: World, ids: string[]) => {
  const result = w.core.lots.send(ids)
  if (!result.ok) throw new Error(result.failure)
  return result.value
}
const namesIn = async (path: string) => {
  const names: string[] = []
  for await (const item of openArchive(readFileSync(path), path)) names.push(item.entry)
  return names
}
const laidOf = async (w: World, id: string) => {
  const laid = await w.core.lots.lay(id)
  return laid.ok ? laid.value : undefined
}
const archiveOf = async (w: World, ids: string[], as: 'zip' | 'tar.gz') => {
  const made = await w.core.lots.archiveOf(ids, as)
  return made.ok ? Buffer.from(made.value) : Buffer.alloc(0)
}
const lotsFolder = (w: World) => join(w.dataFolder, 'Lots à déposer')

it('a lot of what is ready leaves as one flow, and its report says what became of each', async () => {
  const w = world()
  const other = world({ platform: w.platform })
  await other.approved({ ...numbered(9), number: 'FA-2' })
  await other.core.runDue()
  const ids = await drafts(w, 4)
  const { choices, groups, most } = await w.core.queries.lots.choices('')
  expect(groups).toMatchObject([{ syntax: 'cii', way: 'api', count: 4 }])
  expect(choices.map(({ group }) => group)).toEqual(ids.map(() => groups[0]!.key))
  expect(most).toEqual({ invoices: 100, advised: 500, api: 30_000_000, portail: 30_000_000 })
  const { id, way } = sent(w, ids)
  expect(way).toBe('api')
  expect(w.core.queries.lots.lots()).toMatchObject([{ id, state: 'leaving', syntax: 'cii', count: 4, arrived: 0 }])
  expect(w.core.queries.lots.lots()[0]!.bytes).toBeGreaterThan(4000)
  // Pressed twice.
  expect(sent(w, ids).id).toBe(id)
  await w.run(6)
  expect(w.platform.flows()).toHaveLength(1)
  const report = (await w.core.queries.lots.lotReport(id))!
  expect(report).toMatchObject({ state: 'done', arrived: 3, returned: 1, toCorrect: 1 })
  const [back] = report.entries.filter(({ is }) => is === 'returned')
  expect(back).toMatchObject({ row: { number: 'FA-2', stage: 'draft' }, why: expect.any(String) as string })
  expect(report.life.map(({ title }) => title)).toEqual(['Intégré en partie', 'Reçu', 'Validé par vous'])
  expect(w.core.queries.lots.lotsWaiting()).toBe(1)
  // Put right, it leaves again under its number, alone: the lot waits for nobody any more.
  w.record(back!.row.id, { type: 'approved' })
  expect(w.core.queries.lots.lotsWaiting()).toBe(0)
  expect((await w.core.queries.lots.lotReport(id))!.entries.map(({ is }) => is)).toContain('leftAgain')
})

it('names what cannot be in a lot, with its reason, and refuses it', async () => {
  const w = world()
  const [one, two] = (await drafts(w, 2)) as [string, string]
  const plain = await w.draft({ number: 'P-1' }, PDF)
  const ubl = await w.draft({ number: 'U-1' }, { ...FLUX, kind: 'ubl' })
  const wrong = await w.draft({ number: '' }, FLUX)
  const { choices, groups } = await w.core.queries.lots.choices('')
  const why = Object.fromEntries(choices.map((choice) => [choice.id, choice.why]))
  expect(why[plain]).toContain('formulaire')
  expect(why[wrong]).toBe(w.core.row(w.get(wrong))!.situation.sentence)
  expect(why[one]).toBe('')
  expect(groups.map(({ syntax, count }) => [syntax, count])).toEqual([
    ['cii', 2],
    ['ubl', 1],
  ])
  for (const [ids, failure] of [
    [[one], 'lot.few'],
    [[one, plain], 'lot.mixed'],
    [[one, ubl], 'lot.mixed'],
    [[one, wrong], 'lot.mixed'],
    [[one, one], 'lot.mixed'],
  ] as const)
    expect(w.core.lots.send([...ids])).toEqual({ ok: false, failure })
  w.core.settings.save({ ...w.core.settings.get(), lotMost: 2 })
  const three = await w.draft(numbered(3), FLUX)
  expect(w.core.lots.send([one, two, three])).toEqual({ ok: false, failure: 'lot.many' })
  expect(stages(w, [one, two, three, plain, ubl, wrong])).toEqual(['draft'])
})

it('without an open access nothing is approved', async () => {
  const w = world({ access: () => 'locked' })
  const ids = await drafts(w, 2)
  expect((await w.core.queries.lots.choices('')).choices[0]!.why).toContain('Aucun accès')
  expect(w.core.lots.send(ids)).toEqual({ ok: false, failure: 'access.missing' })
  expect(stages(w, ids)).toEqual(['draft'])
})

it('by the portal a lot is laid out on the disk, deposited once for all, and gives back what the portal turned away', async () => {
  const w = world()
  byHand(w)
  const ids = await drafts(w, 3, PDF)
  const { id, way } = sent(w, ids)
  expect([way, stages(w, ids)]).toEqual(['portail', ['portal']])
  // Alone it is neither deposited nor called back: the archive on the disk holds it.
  expect(['walk', 'withdraw'].filter((action) => w.core.mayDo(ids[0]!, action as 'walk'))).toEqual([])
  expect((await w.core.layOut(ids[0]!)).ok).toBe(false)
  expect((await w.core.withdrawFromPortal(ids[0]!)).ok).toBe(false)
  const laid = (await laidOf(w, id))!
  expect(laid).toMatchObject({ name: 'choriste-lot-2026-11-23', folder: lotsFolder(w) })
  expect(readdirSync(laid.folder).toSorted()).toEqual([`${laid.name}.txt`, `${laid.name}.zip`])
  const zip = readFileSync(join(laid.folder, `${laid.name}.zip`))
  expect(await namesIn(join(laid.folder, `${laid.name}.zip`))).toEqual(['FA-1.pdf', 'FA-2.pdf', 'FA-3.pdf'])
  await w.core.lots.lay(id)
  expect(readFileSync(join(laid.folder, `${laid.name}.zip`)).equals(zip)).toBe(true)
  const list = readFileSync(join(laid.folder, `${laid.name}.txt`), 'utf8')
  expect(list).toContain('FA-2.pdf\tFA-2\tCommune fictive\t')
  expect(list).toContain('\r\n')

  // One is taken out before the archive is deposited.
  w.record(ids[2]!, { type: 'withdrawn' })
  expect(w.get(ids[2]!)).not.toHaveProperty('lot')
  await w.core.lots.lay(id)
  expect(await namesIn(join(laid.folder, `${laid.name}.zip`))).toEqual(['FA-1.pdf', 'FA-2.pdf'])

  const noted = { flow: 'CPP0011113000000000044750', depositedOn: '2026-11-23' }
  expect((await w.core.lots.deposited(id, noted)).ok).toBe(true)
  expect((await w.core.lots.deposited(id, noted)).ok).toBe(true)
  expect(existsSync(join(laid.folder, `${laid.name}.zip`))).toBe(false)
  expect(w.core.queries.lots.lots()).toMatchObject([{ id, state: 'deposited', count: 2, flow: noted.flow }])
  for (const each of ids.slice(0, 2))
    expect(w.get(each)).toMatchObject({ stage: 'sent', isByHand: true, flow: noted.flow })

  expect(w.core.lots.rejected(id, 'SIRET inconnu', [ids[0]!]).ok).toBe(true)
  w.record(ids[1]!, { type: 'statusNoted', status: 'MISE_A_DISPOSITION', on: '2026-11-24' })
  const report = (await w.core.queries.lots.lotReport(id))!
  expect(report.entries.map(({ is, why }) => [is, why])).toEqual([
    ['returned', expect.stringContaining('SIRET inconnu')],
    ['arrived', undefined],
  ])
  expect(report).toMatchObject({ state: 'done', arrived: 1, returned: 1, toCorrect: 1 })
})

it('a lot by hand that is not deposited gives everything back, and two of one day have two names', async () => {
  const w = world()
  byHand(w)
  const first = sent(w, await drafts(w, 2, PDF))
  const second = sent(w, [await w.draft({ number: 'X-1' }, PDF), await w.draft({ number: 'X-2' }, PDF)])
  expect((await laidOf(w, first.id))!.name).toBe('choriste-lot-2026-11-23')
  expect((await laidOf(w, second.id))!.name).toBe('choriste-lot-2026-11-23-2')
  expect(w.core.queries.lots.lotsWaiting()).toBe(2)
  expect((await w.core.lots.takeBack(first.id)).ok).toBe(true)
  expect((await w.core.lots.takeBack(first.id)).ok).toBe(false)
  expect(await laidOf(w, first.id)).toBeUndefined()
  expect(w.core.queries.lots.lots().map(({ id }) => id)).toEqual([second.id])
  expect(
    w.core
      .rows({ list: 'before' })
      .map(({ stage }) => stage)
      .toSorted(),
  ).toEqual(['draft', 'draft', 'portal', 'portal'])
})

it('the archive of drafts is the same for the same drafts, in both forms', async () => {
  const w = world()
  const ids = await drafts(w, 3)
  for (const as of ['zip', 'tar.gz'] as const) {
    const made = await archiveOf(w, ids, as)
    expect(made.equals(await archiveOf(w, ids, as))).toBe(true)
    const names: string[] = []
    for await (const item of openArchive(made, 'x')) names.push(item.entry)
    expect(names).toEqual(['FA-1.xml', 'FA-2.xml', 'FA-3.xml'])
  }
  expect(stages(w, ids)).toEqual(['draft'])
})

it('a big lot that may have left is looked for in the list of deposits, not one by one', async () => {
  const searches: number[] = []
  let calls = 0
  const w = world({
    powerCut: (path) => {
      if (path.endsWith('/rechercher/fournisseur')) calls++
      return undefined
    },
  })
  const ids = await drafts(w, 30)
  const { id } = sent(w, ids)
  w.platform.expect({ trouble: 'cutOff', on: 'deposer/flux' })
  await w.core.runDue()
  expect(stages(w, ids)).toEqual(['uncertain'])
  for (let round = 0; round < 3; round++) {
    calls = 0
    w.pass(2 * 60 * 60_000)
    await w.core.runDue()
    searches.push(calls)
  }
  // Not there: the list says so.
  expect(searches).toEqual([1, 1, 1])
  expect(w.core.queries.lots.lots()).toMatchObject([{ id, state: 'uncertain', count: 30 }])
  // Somebody else has deposited one of them by another way: it is found, the others are not.
  const other = world({ platform: w.platform })
  await other.approved(numbered(7), FLUX)
  await other.run(4)
  await w.run(60)
  expect(stages(w, ids)).toEqual(['followed'])
  expect(
    w.platform
      .invoices()
      .map(({ number }) => number)
      .toSorted(),
  ).toEqual(Array.from({ length: 30 }, (_, n) => `FA-${n + 1}`).toSorted())
})

it('a big lot whose answer was lost is found with a few calls', async () => {
  let calls = 0
  const w = world({
    powerCut: (path) => {
      if (path.endsWith('/rechercher/fournisseur')) calls++
      return undefined
    },
  })
  const ids = await drafts(w, 25)
  const { id } = sent(w, ids)
  w.platform.expect({ trouble: 'answerLost', on: 'deposer/flux' })
  await w.core.runDue()
  w.pass(60 * 60_000)
  calls = 0
  await w.core.runDue()
  expect(calls).toBe(1)
  expect(await w.core.queries.lots.lotReport(id)).toMatchObject({ state: 'done', arrived: 25 })
  expect(w.platform.flows()).toHaveLength(1)
})

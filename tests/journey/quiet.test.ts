import { expect, it, vi } from 'vitest'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import limits from '../../shared/tables/limits.json' with { type: 'json' }
import { complete } from '../support/complete.ts'
import { world } from '../support/world.ts'

// Electron is not ours: these handlers only ask the core.
vi.mock('electron', () => ({ clipboard: {}, dialog: {}, shell: {} }))
const { createHandlers } = await import('../../electron/shell/handlers.ts')

/** A window on one page: it asks again at each change, and each second something changes somewhere. */
function window(w: ReturnType<typeof world>, changes: { count: number }, ask: () => unknown) {
  const total = () => Object.values(w.platform.calls()).reduce((sum, calls) => sum + calls, 0)
  return async (minutes: number): Promise<number> => {
    const before = total()
    for (let second = 0; second < minutes * 60; second++) {
      const known = changes.count
      do {
        await ask()
        await w.core.inquiries.settled()
        // A window that asks because of its own question would never end.
      } while (changes.count > known + 1 && changes.count < known + 50)
      w.pass(1000)
    }
    return total() - before
  }
}
function opened(options: Parameters<typeof world>[0] = {}) {
  const changes = { count: 0 }
  const changed = () => {
    changes.count++
  }
  const w = world({ ...options, changed })
  const handlers = createHandlers({
    core: w.core,
    demonstration: undefined,
    accesses: undefined,
    givenPaths: { add: () => undefined, use: () => undefined },
    version: '',
    changed,
    switchTo: () => undefined,
    beginWith: () => undefined,
  })
  return { w, changes, handlers }
}

it.each(['forbidden', 'empty400'] as const)(
  'asks once what the account may not ask (%s), however long the draft stays open',
  async (trouble) => {
    const { w, changes, handlers } = opened()
    for (let i = 0; i < 2000; i++) w.platform.expect({ trouble, on: 'engagementsJuridiques/v1/rechercher' })
    const id = await w.draft({ buyerSiret: limits.stateSiret.value, engagementNumber: '1234567890' })
    const { fields } = w.get(id) as InvoiceAt<'draft'>
    const pass = window(w, changes, async () => {
      await handlers['invoice.open']({ id })
      await handlers['draft.facts']({ id, fields })
    })
    expect(await pass(10)).toBeLessThanOrEqual(2)
    const asked = Object.entries(w.platform.calls()).find(([path]) => path.includes('engagementsJuridiques'))
    expect(asked?.[1]).toBe(1)
  },
)

it('asks at most twice in ten minutes about a buyer while the platform is away', async () => {
  const { w, changes, handlers } = opened()
  w.platform.outage(true)
  const id = await w.draft()
  const { fields } = w.get(id) as InvoiceAt<'draft'>
  const pass = window(w, changes, () => handlers['draft.facts']({ id, fields }))
  expect(await pass(10)).toBeLessThanOrEqual(2)
  // The line is back, and somebody says so: it is asked at once.
  w.platform.outage(false)
  w.core.tryNow()
  expect(await pass(1)).toBeGreaterThan(0)
  expect(w.core.factsOf(w.get(id) as InvoiceAt<'draft'>).recipient?.siret).toBe(complete.buyerSiret)
})

it('asks nothing while Réglages stays open: what a firm owns is asked when it is set', async () => {
  const { w, changes, handlers } = opened()
  const siret = complete.supplierSiret
  await handlers['company.patch']({ at: 0, patch: { siret } })
  await w.core.inquiries.settled()
  const pass = window(w, changes, async () => {
    await handlers['app.state']({})
    await handlers['company.own']({ siret })
    await handlers['lessons.list']({})
  })
  expect(await pass(10)).toBe(0)
  const own = await handlers['company.own']({ siret })
  expect(own).toMatchObject({ ok: true, value: { isKnown: true } })
})

it('changes of the settings only what a patch names: what was learnt meanwhile stays', async () => {
  const { w, handlers } = opened()
  await handlers['company.patch']({ at: 0, patch: { siret: complete.supplierSiret } })
  const learnt = { ...w.core.settings.get().company, ibans: ['FR1420041010050500013M02606'] }
  w.core.settings.save({ ...w.core.settings.get(), company: learnt })
  await handlers['company.patch']({ at: 0, patch: { name: 'Menuiserie Aubrelle' } })
  await handlers['settings.patch']({ theme: 'dark' })
  expect(w.core.settings.get()).toMatchObject({ theme: 'dark', company: { ...learnt, name: 'Menuiserie Aubrelle' } })
  await handlers['company.add']({ siret: '73282932000074', name: 'Guérin Équipements' })
  await handlers['company.patch']({ at: 1, patch: { isByHand: true } })
  expect(w.core.settings.get().otherCompanies).toMatchObject([{ name: 'Guérin Équipements', isByHand: true }])
  await handlers['company.remove']({ at: 1 })
  expect(w.core.settings.get()).toMatchObject({ company: { ibans: learnt.ibans }, otherCompanies: [] })
})

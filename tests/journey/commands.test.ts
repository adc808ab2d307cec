import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fail, ok } from '../../shared/contract/result.ts'
import { Company } from '../../shared/domain/firms/company.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { world } from '../support/world.ts'

const typedOf = ({ fields, circuit }: InvoiceAt<'draft'>) => ({ fields, circuit, confirmed: [] })

it('says why what a person asks for cannot be done any more, and changes nothing', async () => {
  const { core, draft, get, stage, run } = world()
  const id = await draft()
  const before = get(id)
  expect(core.withdraw(id)).toEqual(fail('invoice.tooLate'))
  expect(core.withdraw('nobody')).toEqual(fail('invoice.gone'))
  expect(core.takeStatusBack(id)).toEqual(fail('invoice.tooLate'))
  expect(await core.takeApart(id)).toEqual(fail('invoice.tooLate'))
  expect(core.takeRewritten(id)).toEqual(fail('invoice.tooLate'))
  expect(await core.layOut(id)).toEqual(fail('invoice.tooLate'))
  expect(await core.download(id)).toEqual(fail('invoice.tooLate'))
  expect(get(id)).toEqual(before)
  const typed = typedOf(before as InvoiceAt<'draft'>)
  // Pressed twice at once: it leaves once.
  expect(await Promise.all([core.approve(id, typed), core.approve(id, typed)])).toEqual(
    Array(2).fill(ok({ to: 'chorus' })),
  )
  await run(3)
  expect(core.withdraw(id)).toEqual(fail('invoice.tooLate'))
  expect(core.saveDraft(id, typed)).toEqual(fail('invoice.tooLate'))
  expect(stage(id)).toBe('followed')
})

it('tells files that became invoices from those that were here already, and begins', async () => {
  const { core, home } = world()
  const path = join(home, 'une.pdf')
  writeFileSync(path, '%PDF-1.7 une')
  expect(core.queries.settings().welcomed).toBe(false)
  const first = await core.takeFiles([path, join(home, 'absente.pdf')])
  expect(first).toMatchObject({ known: [], strays: 1, isOwn: false })
  expect(await core.takeFiles([path])).toMatchObject({ ids: first.ids, known: first.ids, strays: 0 })
  expect(core.queries.settings().welcomed).toBe(true)
  core.dismissStrays(core.queries.strays().map((stray) => stray.path))
  expect(core.queries.strays()).toEqual([])
})

it('carries what was tried in the demonstration away, and puts it back where that fails', async () => {
  const examples = new Set<string>()
  const { core, draft, get, stage } = world({
    environment: 'demonstration',
    isExample: (sha256) => examples.has(sha256),
  })
  const [example, own] = [await draft(), await draft({ number: 'FA-2' })]
  examples.add(get(example).file.sha256)
  const { files, putBack } = await core.carryAway()
  expect(files.map(({ name }) => name)).toEqual([get(own).file.name])
  expect([stage(example), stage(own)]).toEqual(['draft', 'discarded'])
  putBack()
  expect(stage(own)).toBe('draft')
  core.removeExamples(Company.parse({ siret: 'nobody’s' }))
  expect([stage(example), stage(own)]).toEqual(['discarded', 'draft'])

  const real = world()
  await real.core.begin({ way: 'api', company: { siret: '73282932000074', name: 'Guérin' }, files })
  expect(real.core.queries.settings()).toMatchObject({
    way: 'api',
    welcomed: true,
    company: { siret: '73282932000074', name: 'Guérin' },
  })
  expect([...real.core.invoices.each()].map(({ file }) => file.name)).toEqual(files.map(({ name }) => name))
})

it('takes settings of another environment over once, without the firm of the demonstration', () => {
  const { core } = world()
  const like = { ...core.queries.settings(), theme: 'dark' as const, company: Company.parse({ siret: '1', name: 'X' }) }
  core.takeOver(like, true)
  expect(core.queries.settings()).toMatchObject({ theme: 'dark', company: { siret: '' }, way: 'portail' })
  core.takeOver({ ...like, theme: 'light' }, false)
  expect(core.queries.settings()).toMatchObject({ theme: 'dark', company: { siret: '' } })
})

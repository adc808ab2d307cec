import { expect, it } from 'vitest'
import { companiesOf, wayOf, withCompany, withFirm } from '../../shared/contract/settings.ts'
import { Company, issuerOf } from '../../shared/domain/firms/company.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { complete } from '../support/complete.ts'
import { world } from '../support/world.ts'

const menuiserie = Company.parse({ siret: '98765432400019', name: 'Menuiserie Aubrelle' })
const plomberie = Company.parse({ siret: '55566675900017', name: 'Plomberie Aubrelle', vatScheme: 'TVA_SUR_DEBIT' })
/** An owner of two firms. */
function ofTwo(changes: Partial<Company> = {}) {
  const here = world()
  here.core.settings.save({
    ...here.core.settings.get(),
    company: menuiserie,
    otherCompanies: [{ ...plomberie, ...changes }],
  })
  return here
}

it.each([
  ['its SIRET', { supplierSiret: plomberie.siret, supplierName: '' }, plomberie],
  ['its name, without a SIRET', { supplierSiret: '', supplierName: 'PLOMBERIE AUBRELLE SARL' }, plomberie],
  ['neither: the first one', { supplierSiret: '', supplierName: '' }, menuiserie],
  [
    'a stranger’s SIRET: the first one, to be told apart',
    { supplierSiret: '73282932000074', supplierName: plomberie.name },
    menuiserie,
  ],
])('tells whose invoice it is by %s', (_what, says, expected) => {
  expect(issuerOf([menuiserie, plomberie], says)).toBe(expected)
})

it('takes the SIRET and the VAT habits of the firm the page names', async () => {
  const { draft, get } = ofTwo()
  const id = await draft({ supplierSiret: '', supplierName: 'Plomberie Aubrelle', vatScheme: '' })
  expect((get(id) as InvoiceAt<'draft'>).fields).toMatchObject({
    supplierSiret: plomberie.siret,
    vatScheme: 'TVA_SUR_DEBIT',
  })
})

it('names the bank account chosen for that firm to Chorus Pro', async () => {
  const { draft, record, run, core, get, platform } = ofTwo()
  core.settings.save({ ...core.settings.get(), company: { ...menuiserie, bankAccount: 88_001 } })
  const id = await draft()
  record(id, { type: 'approved' })
  await run(2)
  expect(get(id).stage).toBe('followed')
  expect(platform.invoices()).toMatchObject([{ bankAccount: 88_001 }])
})

it('has the invoices of a firm without an access of its own deposited by hand', async () => {
  const { draft, record, get, platform } = ofTwo({ isByHand: true })
  const id = await draft({ supplierSiret: plomberie.siret, supplierName: plomberie.name })
  record(id, { type: 'approved' })
  expect(get(id).stage).toBe('portal')
  const other = await draft({ number: 'FA-2' })
  record(other, { type: 'approved' })
  expect(get(other).stage).toBe('leaving')
  expect(platform.invoices()).toEqual([])
})

it('adds a firm beside the first, and changes one without the other', () => {
  const { core } = world()
  const none = core.settings.get()
  const one = withFirm(none, menuiserie)
  const two = withFirm(one, plomberie)
  expect(companiesOf(two).map(({ name }) => name)).toEqual([menuiserie.name, plomberie.name])
  const changed = withCompany(two, two.otherCompanies[0]!, { ...plomberie, exemptionReason: 'X' })
  expect(companiesOf(changed).map(({ exemptionReason }) => exemptionReason)).toEqual(['', 'X'])
  expect(wayOf(changed, complete)).toBe('api')
})

it('foresees the refusal of a firm that Chorus Pro does not know', async () => {
  const { core, draft } = world()
  const siret = '73282932000074'
  const company = { ...core.settings.get().company, siret, name: 'Toiture Neuve' }
  core.settings.save({ ...core.settings.get(), company })
  core.wantOwn()
  await core.inquiries.settled()
  const id = await draft({ supplierSiret: siret, supplierName: 'Toiture Neuve' })
  const found = () => core.page(id)!.problems.filter(({ code }) => code === 'supplier.unknown')
  expect(found()).toMatchObject([{ severity: 'warn', field: 'supplierSiret' }])
  expect(found()[0]!.advice).toContain('rattachez-y le compte technique')
})

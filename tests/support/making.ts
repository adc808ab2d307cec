import { Company } from '../../shared/domain/firms/company.ts'
import { SheetLine } from '../../shared/domain/authoring/sheet.ts'
import type { Draft } from '../../shared/domain/authoring/draft.ts'
import { aubrelle, college } from './authored.ts'
import type { OpenedCore } from './opened-core.ts'

/** The firm of the tests, with all that its invoices print. */
export const firm = Company.parse({
  siret: aubrelle.siret,
  name: aubrelle.name,
  ibans: ['FR7699999000420000012345660'],
  letterhead: {
    street: '14, rue des Tanneurs',
    postcode: '99410',
    city: 'Saint-Aubrac',
    vatNumber: aubrelle.vatNumber,
    legal: 'Menuiserie Aubrelle, SARL au capital de 8 000 €.',
  },
})

/** Three lines as one types them: 4 × 285,00 less 5 %, 14,4 × 18,50 at 10 %, 95,00. */
export const threeLines = [
  {
    reference: 'PB-83',
    designation: 'Bloc-porte',
    quantity: '4',
    unit: 'H87',
    price: '285',
    discount: '5',
    vat: '2000',
  },
  { designation: 'Habillages intérieurs', quantity: '14,4', unit: 'LM', price: '18,50', vat: '1000' },
  { designation: 'Déplacement', price: '95,00', unit: 'LS', vat: '2000' },
].map((row) => SheetLine.parse(row))

/** Gives the core its firm. */
export const equip = (core: OpenedCore, company = firm): void =>
  core.settings.save({ ...core.settings.get(), welcomed: true, company })

/** A draft for the college, of three lines, with what else is said; kept. */
export function draftIn({ authoring }: OpenedCore, said: Partial<Draft> = {}): Draft {
  const { id } = authoring.begin({ kind: 'blank' })!
  const draft: Draft = {
    ...authoring.open(id)!,
    ...{ buyer: { ...college, vatNumber: '', email: '', phone: '', address: { ...college.address, country: 'FR' } } },
    ...{ subject: 'Portes de l’école', performedTo: '2026-11-18', lines: threeLines },
    ...said,
    id,
  }
  authoring.save(draft)
  return draft
}

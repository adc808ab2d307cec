import type { z } from 'zod'
import { AuthoredInvoice, type AuthoredLine } from '../../shared/domain/authoring/authored.ts'
import { usualTerms } from '../../shared/domain/authoring/usual-terms.ts'

/** What a test says of an invoice. */
export type Given = Partial<z.input<typeof AuthoredInvoice>>
type GivenLine = Partial<z.input<typeof AuthoredInvoice.shape.lines.element>>

const party = (name: string, siret: string, lines: string[], postcode: string, city: string) => ({
  name,
  siret,
  address: { lines, postcode, city },
  electronicAddress: `${siret.slice(0, 9)}_${siret}`,
})

/** Firms of the tests, invented; the SIRETs are those the pretend platform knows (electron/sim/README.md). */
export const aubrelle = {
  ...party('Menuiserie Aubrelle', '98765432400019', ['14, rue des Tanneurs'], '99410', 'Saint-Aubrac'),
  vatNumber: 'FR14987654324',
  email: 'factures@aubrelle.example',
  phone: '03 53 01 41 28',
}
export const tavernel = {
  ...party('Maud Tavernel EI', '98765432400019', ['6, impasse du Lavoir'], '99420', 'Montbrèche-sur-Lène'),
  email: 'bonjour@tavernel.example',
}
export const college = party(
  'Collège Jeanne-Merlin',
  '12345678200051',
  ['18, avenue des Écoles'],
  '99410',
  'Saint-Aubrac',
)
export const department = party(
  'Département de la Haute-Lène',
  '12345678200044',
  ['Hôtel du Département', '2, cours des Tilleuls'],
  '99400',
  'Varescourt',
)
export const courlange = party('Bâti Courlange SAS', '55566675900017', ['40, rue de la Gare'], '99400', 'Varescourt')

const LEGAL =
  'Menuiserie Aubrelle, SARL au capital de 8 000 €. RCS Saint-Aubrac 987 654 324.\nAssurance décennale : Mutuelle des Artisans Réunis, contrat 71-4402, France entière.'

/** Line of a test: one piece at 100 € and 20 %, but for what is given. */
export const line = (given: GivenLine = {}): AuthoredLine =>
  AuthoredInvoice.shape.lines.element.parse({
    designation: 'Pose, réglage, joints anti-pince-doigts',
    quantity: 10_000,
    unit: 'H87',
    unitPrice: 100_000_000,
    rate: 2000,
    ...given,
  })

/** Authored invoice of a test: one line, to a college that asks for nothing, but for what is given. */
export const authored = (given: Given = {}): AuthoredInvoice =>
  AuthoredInvoice.parse({
    kind: 'invoice',
    number: '2026-0137',
    issueDate: '2026-11-23',
    subject: 'Portes de l’école et fenêtres du logement communal',
    nature: 'mixed',
    seller: aubrelle,
    legal: LEGAL,
    buyer: college,
    performedTo: '2026-11-18',
    lines: [line()],
    iban: 'FR7699999000420000012345660',
    bic: 'HLENFRP1XXX',
    terms: usualTerms({ cadre: given.cadre ?? 'A1' }),
    ...given,
  } satisfies z.input<typeof AuthoredInvoice>)

import type { RuleContext, Party } from './facts.ts'
import { vatNumberOf } from './numbers.ts'
import { dayIn, type Look } from './look.ts'
import type { Chance } from './random.ts'
import { WIDTH, type Ink, type Sheet } from './sheet.ts'
import { towns } from './words.ts'

export type Parts = { sheet: Sheet; look: Look; facts: RuleContext; chance: Chance }

/** Lines under each other; gives the y under them. */
export function lines({ sheet, look }: Parts, texts: string[], x: number, y: number, ink: Ink = {}): number {
  const size = ink.size ?? look.size
  texts.forEach((text, index) => sheet.write(text, x, y + index * size * 1.25, { ...ink, size }))
  return y + texts.length * size * 1.25
}

const grouped = ({ chance, facts: { hard } }: Pick<Parts, 'chance' | 'facts'>, siret: string) =>
  hard && hard.siretMark !== ' '
    ? siret.replace(/^(...)(...)(...)/, ['$1', '$2', '$3', ''].join(hard.siretMark))
    : chance.pick([siret, siret.replace(/^(...)(...)(...)/, '$1 $2 $3 '), `${siret.slice(0, 9)} ${siret.slice(9)}`])

/** SIRET and VAT number of the supplier, for its block or for the foot. */
export function identityOf(parts: Parts): string[] {
  const { look, facts, chance } = parts
  const { supplier, kind } = facts
  const siret = `${look.word('supplierSiret')} ${grouped(parts, supplier.siret)}`
  const vat = facts.fields.taxTotal
    ? [`${chance.pick(['N° TVA', 'TVA intracommunautaire', 'TVA intra.'])} ${vatNumberOf(supplier.siret)}`]
    : []
  const nda = kind === 'training' ? [`N° de déclaration d’activité ${chance.digits(11)}`] : []
  const form = ['micro', 'association'].includes(kind)
    ? []
    : [
        `${chance.pick(['SARL', 'SAS', 'EURL'])} au capital de ${chance.int(1, 90)} 000 €`,
        `RCS ${chance.pick(towns)} ${supplier.siret.slice(0, 9)}`,
      ]
  return [...(chance.is(0.5) ? form : []), siret, ...vat, ...nda]
}

const TAGLINES = [
  'Depuis 1987',
  'Travaux neufs et rénovation',
  'Vente - Réparation - Location',
  'Au service des collectivités',
]

function supplierBlock(parts: Parts, x: number, y: number, align: 'left' | 'right' | 'center' = 'left') {
  const { look, facts, sheet, chance } = parts
  const { supplier } = facts
  const label = look.supplierAt === 'column' || chance.is(0.1) ? look.word('supplier') : ''
  if (label) {
    sheet.write(label, x, y, { size: look.size, bold: true, align })
    y += look.size * 1.5
  }
  const bold = chance.is(0.7)
  const name = chance.is(0.2) ? supplier.name.toUpperCase() : supplier.name
  const wanted = look.size + chance.pick([0, 2, 5, 8])
  // As big as wished, as long as it stays clear of the edge and of the other column.
  const room = align === 'left' ? (x < WIDTH / 2 ? WIDTH * 0.52 - x : WIDTH - 12 - x) : WIDTH - 2 * look.margin
  const size = Math.min(wanted, (wanted * room) / sheet.widthOf(name, { size: wanted, bold }))
  sheet.write(name, x, y, { size, bold, align })
  if (chance.is(0.2)) {
    y += look.size * 1.3
    sheet.write(chance.pick(TAGLINES), x, y, { size: look.size - 1, align })
  }
  const contact = chance.pick([
    [`Tél. ${supplier.phone}`],
    [supplier.phone, supplier.mail],
    [`Tél : ${supplier.phone} - ${supplier.mail}`],
    [supplier.mail],
  ])
  const identity = look.siretsAt === 'blocks' ? identityOf(parts) : []
  return lines(parts, [supplier.street, supplier.town, ...contact, ...identity], x, y + look.size * 1.4, { align })
}

/** Above the address, in line or not; the SIRET under it where it is printed there. */
function buyerBlock(parts: Parts, x: number, y: number) {
  const { look, facts, sheet, chance } = parts
  const { buyer, fields } = facts
  if (look.isBuyerAnnounced) {
    sheet.write(look.word('buyer'), x, y, { size: look.size, bold: chance.is(0.5) })
    y += look.size * 1.5
  }
  const rest = addressOf(buyer, chance)
  const siret =
    fields.buyerSiret && look.siretsAt === 'blocks'
      ? [`${look.word('buyerSiret')} ${grouped(parts, fields.buyerSiret)}`]
      : []
  const bold = chance.is(0.4)
  const size = Math.min(look.size, (look.size * (WIDTH - 8 - x)) / sheet.widthOf(buyer.name, { size: look.size, bold }))
  sheet.write(buyer.name, x, y, { size, bold })
  return lines(parts, [...rest, ...siret], x, y + look.size * 1.25)
}

const addressOf = ({ service, street, town }: Party, chance: Chance) => [
  ...(service ? [service] : []),
  street,
  ...(chance.is(0.1) ? [`BP ${chance.digits(3)}`] : []),
  town,
]

/** Both parties; gives the y under them, and where the references may stand beside the buyer. */
export function parties(parts: Parts): { y: number; free?: { x: number; y: number } } {
  const { look, facts, sheet, chance } = parts
  const { supplier } = facts
  const [left, right, middle] = [look.margin, WIDTH - look.margin, WIDTH * 0.55]
  if (look.supplierAt === 'column') {
    const y = 120
    return { y: Math.max(supplierBlock(parts, left, y), buyerBlock(parts, middle, y)) + 20 }
  }
  let y = 55
  if (look.supplierAt === 'left') y = supplierBlock(parts, left, y)
  if (look.supplierAt === 'right') {
    const isFlush = look.buyerAt === 'left' && chance.is(0.5)
    y = supplierBlock(parts, isFlush ? right : middle, y, isFlush ? 'right' : 'left')
  }
  if (look.supplierAt === 'center') y = supplierBlock(parts, WIDTH / 2, y, 'center')
  if (look.supplierAt === 'line') {
    sheet.write(supplier.name, left, y, { size: look.size + 3, bold: true })
    y = lines(
      parts,
      [[supplier.street, supplier.town, supplier.phone].join(chance.pick([' - ', ' • ', ' | ']))],
      left,
      y + 14,
      { size: 8 },
    )
  }
  const top = Math.max(y + 24, chance.is(0.5) ? 130 : 0)
  const bottom = buyerBlock(parts, look.buyerAt === 'right' ? middle : left, top)
  return { y: bottom + 18, free: { x: look.buyerAt === 'right' ? left : middle, y: top } }
}

/** « Facture », with its number or without. */
export function title(parts: Parts, y: number): number {
  const { look, facts, sheet, chance } = parts
  const { fields } = facts
  if (look.titleAt === 'references') return y
  const word =
    facts.hard?.title ??
    (fields.typeCode === '381'
      ? chance.pick(['AVOIR', 'Avoir', 'FACTURE D’AVOIR'])
      : chance.pick(['FACTURE', 'Facture', kindTitle(facts)]))
  const x = { left: look.margin, right: WIDTH - look.margin, center: WIDTH / 2 }[look.titleAt]
  sheet.write(word, x, y, {
    size: look.size + chance.int(4, 12),
    bold: true,
    align: look.titleAt,
    spread: look.isTitleSpread ? 5 : 0,
  })
  return y + 22
}

const kindTitle = ({ kind }: RuleContext) => (kind === 'practice' ? 'Note d’honoraires' : 'FACTURE')

/** Where the goods went, when it is not where the invoice goes. */
export function delivery({ sheet, look, facts, chance }: Parts, x: number, y: number): number {
  if (!chance.is(0.15)) return y
  const { other } = facts.decoys
  const label = chance.pick([
    'Adresse de livraison',
    'Lieu d’intervention',
    'Livré à',
    'Chantier',
    'Lieu de la prestation',
  ])
  const texts = [label, other.name, other.street, other.town]
  texts.forEach((text, index) => sheet.write(text, x, y + index * look.size * 1.25, { size: look.size }))
  return y + (texts.length + 1) * look.size * 1.25
}

/** « Plouvara, le 3 mars 2026 ». */
export const placeAndDay = ({ facts, look }: Parts): string =>
  `${facts.supplier.town.replace(/^\d+ | Cedex$/g, '')}, le ${facts.hard?.printed.issueDate ?? dayIn(look, facts.fields.issueDate!)}`

import type { FieldName } from '../../../shared/domain/fields/fields.ts'
import type { Nature } from '../../../shared/domain/document/reading.ts'
import type { RuleContext, Item } from './facts.ts'
import { dayAfter, ibanOf, sum } from './numbers.ts'
import type { Chance } from './random.ts'

/** What makes an invoice hard to read: printed beside, over or instead of what it plainly says. */
export type Hardship = {
  kinds: string[]
  /** Values as printed, where that is not how they are meant. */
  printed: Partial<Record<FieldName, string>>
  /** The document is something else than an invoice, and this is its title. */
  nature?: Nature
  title?: string
  /** Over everything, between title and references, among the articles, and at the end. */
  top: string[]
  head: string[]
  articles: string[]
  foot: string[]
  /** What stands between the gross total and the net to pay: words and cents, minus when it is taken off. */
  rows: [string, number][]
  /** « € » under its figure, in a cell too narrow for both. */
  isEuroUnder: boolean
  /** « 1 600,- » */
  isDashed: boolean
  siretMark: string
  accents: 'whole' | 'combining' | 'before'
  /** Right as well, for a value of which the page gives two. */
  accept: Partial<Record<FieldName, unknown[]>>
}

/** Plain, until something is done to it. */
const none = (): Hardship => ({
  kinds: [],
  printed: {},
  top: [],
  head: [],
  articles: [],
  foot: [],
  rows: [],
  isEuroUnder: false,
  isDashed: false,
  siretMark: ' ',
  accents: 'whole',
  accept: {},
})

type Hand = { facts: RuleContext; hard: Hardship; chance: Chance; day: (after: number) => string }
/** What it does to an invoice; false where it cannot be. */
type Kind = (hand: Hand) => unknown

const french = (iso: string) => iso.split('-').toReversed().join('/')
const MONTHS = 'janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.'.split(' ')
const inWords = (iso: string, options: Intl.DateTimeFormatOptions = { dateStyle: 'long' }) =>
  new Intl.DateTimeFormat('fr-FR', { timeZone: 'UTC', ...options }).format(new Date(iso))

/** A number or code as somebody wrote it, and what is meant. */
function oddNumber({ facts: { fields }, hard, chance }: Hand, name: 'number' | 'engagementNumber' | 'contractNumber') {
  const year = fields.issueDate!.slice(0, 4)
  const [a, b] = [chance.digits(4), chance.digits(3)]
  const [printed, meant] = chance.pick([
    [`${year} / ${a}`, `${year}/${a}`],
    [`FA - ${year} - ${a}`, `FA-${year}-${a}`],
    [`${year}–${b}`, `${year}-${b}`],
    [`F${year}\u2011${b}`, `F${year}-${b}`],
    [`${year}\u2010${a}`, `${year}-${a}`],
    [`F${b}—${a}`, `F${b}-${a}`],
    [`M\u2212${a}\u2212${b}`, `M-${a}-${b}`],
    [`F.${year}.${b}`, `F.${year}.${b}`],
    [`${a}-${b} bis`, `${a}-${b} bis`],
    [`${year}_${a}`, `${year}_${a}`],
    [`${a} - ${b}`, `${a}-${b}`],
    [`V${b}/${a}-C`, `V${b}/${a}-C`],
  ] as const)
  fields[name] = meant
  hard.printed[name] = printed
  return true
}

function setDay({ facts: { fields } }: Hand, day: string) {
  fields.issueDate = day
  if (fields.dueDate) fields.dueDate = dayAfter(day, 30)
}

/** Sums of the money after the gross total: what it leads to is the net to pay. */
function addRows({ facts, hard }: Hand, rows: [string, number][], field?: 'prepaid' | 'discount') {
  const { fields, isPaid } = facts
  if (isPaid || fields.typeCode === '381' || fields.prepaid || fields.discount || fields.grossTotal! < 20_000)
    return false
  if (hard.rows.length > 0) return false
  hard.rows.push(...rows)
  const total = sum(rows.map(([, cents]) => cents))
  fields.payable = fields.payable! + total
  if (field) fields[field] = -total
  return true
}
const share = ({ facts: { fields } }: Hand, percent: number) => Math.round((fields.grossTotal! * percent) / 100)

const NATURES: [Nature, string[]][] = [
  ['quote', ['DEVIS', 'Devis', 'DEVIS ESTIMATIF', 'Offre de prix']],
  ['proforma', ['FACTURE PRO FORMA', 'Facture proforma', 'PRO-FORMA']],
  ['order', ['BON DE COMMANDE', 'Bon de commande']],
  ['delivery', ['BON DE LIVRAISON', 'Bordereau de livraison']],
  ['statement', ['RELEVÉ DE COMPTE', 'Relevé de factures']],
  ['reminder', ['RELANCE', 'Lettre de relance', 'Rappel', '2e RELANCE']],
  ['cancelled', ['FACTURE ANNULÉE']],
  ['duplicate', ['DUPLICATA DE FACTURE', 'Facture - DUPLICATA']],
  ['receipt', ['TICKET DE CAISSE']],
]

const kinds: Record<string, Kind> = {
  number: (hand) => hand.facts.fields.typeCode === '380' && oddNumber(hand, 'number'),
  numberDay({ facts: { fields }, hard }) {
    if (fields.typeCode !== '380') return false
    fields.number = hard.printed.number = fields.issueDate!.replaceAll('-', '')
  },
  engagement: (hand) => Boolean(hand.facts.fields.engagementNumber) && oddNumber(hand, 'engagementNumber'),
  contract: (hand) => Boolean(hand.facts.fields.contractNumber) && oddNumber(hand, 'contractNumber'),
  service({ facts: { fields }, hard, chance }) {
    if (!fields.serviceCode) return false
    const [a, b] = chance.pick([
      ['DST', 'VOIRIE'],
      ['CCAS', 'COMPTA'],
      ['S1', '204'],
      ['EDU', 'SCOL'],
    ] as const)
    fields.serviceCode = `${a}-${b}`
    hard.printed.serviceCode = chance.pick([`${a}–${b}`, `${a}\u2011${b}`, `${a}\u2010${b}`])
  },
  creditSaid({ facts: { fields }, hard, chance, day }) {
    if (fields.typeCode !== '380') return false
    const number = `A${fields.issueDate!.slice(0, 4)}-${chance.digits(3)}`
    const said = chance.pick([
      `Avoir n° ${number} imputé sur cette facture`,
      `Avoir ${number} du ${french(day(-20))} à venir`,
      `Note de crédit n° ${number} jointe`,
      `Aucun avoir ne sera émis`,
      `Déduction faite de notre avoir n° ${number}`,
    ])
    hard[chance.is(0.5) ? 'head' : 'foot'].push(said)
  },
  creditArticle({ facts: { fields }, hard, chance, day }) {
    if (fields.typeCode !== '380') return false
    hard.articles.push(
      chance.pick([
        `Avoir sur pose du ${inWords(day(-30), { day: 'numeric', month: 'long' })}`,
        'Avoir commercial',
        'Note de crédit sur fournitures',
        'AVOIR sur reprise',
      ]),
    )
  },
  mention({ hard, chance, day }) {
    const said = chance.pick([
      `Selon devis D${chance.digits(4)} accepté le ${french(day(-40))}`,
      'Conformément à votre bon de commande',
      `Bon de livraison BL${chance.digits(4)} joint`,
      `Suite à notre relance du ${french(day(-5))}`,
      'Une facture pro forma vous a déjà été adressée.',
      'Un duplicata peut être demandé.',
      `Devis signé n° D${chance.digits(4)}`,
      'Relevé de compte disponible sur demande',
      'Acompte de 30 % demandé à la commande',
      'Cette facture ne vaut pas acompte',
      'Reprise du ticket de caisse',
    ])
    const place = chance.pick(['head', 'articles', 'foot'] as const)
    hard[place].push(said)
  },
  otherDay({ hard, chance, day }) {
    const place = chance.pick(['top', 'head', 'foot'] as const)
    const before = french(day(-chance.int(3, 60)))
    hard[place].push(
      chance.pick([
        `Intervention le ${before}`,
        `Travaux réalisés le ${before}`,
        `Livré le ${before}`,
        `Prestation du ${before}`,
        `Vu la délibération du conseil municipal du ${before}`,
        `Votre commande du ${before}`,
        `Bon de commande signé le ${before}`,
        `Dépannage effectué le ${inWords(day(-9))}`,
        `Visite du ${before}`,
        `Notification du marché : ${before}`,
      ]),
    )
  },
  stamp({ hard, chance, day }) {
    const on = day(chance.int(2, 9))
    const short = `${on.slice(8)} ${MONTHS[Number(on.slice(5, 7)) - 1]!.toUpperCase()} ${on.slice(0, 4)}`
    hard.top.push(
      chance.pick([
        `REÇU LE ${short}`,
        `ARRIVÉ LE ${french(on)}`,
        `Courrier reçu le ${french(on)}`,
        `MAIRIE - REÇU LE ${short}`,
      ]),
    )
  },
  covering({ hard, chance, day, facts }) {
    const on = day(chance.int(1, 8))
    hard.top.push(
      `Madame, Monsieur, veuillez trouver ci-dessous notre facture.`,
      `Fait à ${facts.supplier.town.replace(/^\d+ /, '')}, le ${inWords(on)}`,
    )
  },
  browser({ hard, chance, day, facts }) {
    const on = day(chance.int(1, 20))
    hard.top.push(`${french(on)} 07:12`)
    hard.foot.push(
      `https://app.compta.example/imprimer?id=${chance.digits(8)}&date=${day(-chance.int(2, 30))}&n=${facts.decoys.client}`,
    )
  },
  discountDay({ hard, chance, day }) {
    hard.foot.push(
      chance.pick([
        `Escompte de 2 % si paiement avant le ${french(day(8))}`,
        `Escompte 1 % pour règlement au plus tard le ${french(day(10))}`,
        `En cas de paiement avant le ${french(day(8))} : escompte de 1,5 %`,
      ]),
    )
  },
  dayWriting(hand) {
    const { hard, chance, facts } = hand
    const day = facts.fields.issueDate!
    const [year = '', month = '', date = ''] = day.split('-')
    const writings = [
      () => (setDay(hand, `${year}-${month}-01`), inWords(`${year}-${month}-01`).replace(/^1(?:er)? /, '1er ')),
      () => inWords(day, { dateStyle: 'full' }),
      () => `${date}-${MONTHS[Number(month) - 1]!}-${year.slice(2)}`,
      () => `${date} ${MONTHS[Number(month) - 1]!} ${year}`,
      () => `${date}.${month}.${year.slice(2)}`,
      () => `${year}/${month}/${date}`,
      () => `${date}${month}${year}`,
      () => `${date} ${month} ${year}`,
      () => `${Number(date)}/${Number(month)}/${year.slice(2)}`,
      () => `${date} / ${month} / ${year}`,
    ]
    hard.printed.issueDate = chance.pick(writings)()
  },
  deposits(hand) {
    const { chance, day } = hand
    const many = chance.int(2, 3)
    const words = chance.pick([
      (index: number) => `Acompte du ${french(day(-30 * index - 20))}`,
      (index: number) => `Acompte n° ${index + 1}`,
      (index: number) => `Acompte ${index + 1} versé le ${french(day(-30 * index - 20))}`,
      (index: number) => `Facture d’acompte n° FA${index + 1}`,
    ])
    const rows = Array.from({ length: many }, (_, index): [string, number] => [
      words(index),
      -share(hand, 10 + 5 * index),
    ])
    return addRows(hand, rows, 'prepaid')
  },
  prorata: (hand) =>
    addRows(hand, [
      [hand.chance.pick(['Compte prorata 2 %', 'Participation au compte prorata', 'Compte prorata']), -share(hand, 2)],
    ]),
  penalties: (hand) =>
    addRows(hand, [
      [hand.chance.pick(['Pénalités de retard', 'Pénalités', 'Pénalité pour retard de livraison']), -share(hand, 3)],
    ]),
  advance: (hand) =>
    addRows(
      hand,
      [
        [
          hand.chance.pick(['Remboursement de l’avance', 'Résorption de l’avance forfaitaire', 'Récupération avance']),
          -share(hand, 5),
        ],
      ],
      'prepaid',
    ),
  disbursements: (hand) =>
    addRows(hand, [
      [
        hand.chance.pick(['Débours (non soumis à TVA)', 'Débours', 'Frais avancés pour votre compte']),
        hand.chance.int(10, 90) * 100,
      ],
    ]),
  revision: (hand) =>
    addRows(hand, [[hand.chance.pick(['Révision de prix', 'Révision des prix', 'Actualisation']), share(hand, 1)]]),
  settlement: (hand) =>
    addRows(
      hand,
      [[hand.chance.pick(['Escompte 2 %', 'Escompte', 'Escompte pour paiement comptant']), -share(hand, 2)]],
      'discount',
    ),
  subsidy: (hand) =>
    addRows(hand, [
      [hand.chance.pick(['Subvention déduite', 'Subvention de la Région', 'Aide de l’État']), -share(hand, 20)],
    ]),
  rounding: (hand) => addRows(hand, [['Arrondi', hand.chance.pick([-3, 2, 4, -2])]]),
  creditTakenOff: (hand) =>
    addRows(hand, [
      [
        `${hand.chance.pick(['Avoir', 'Avoir n°', 'Imputation avoir'])} A${hand.chance.digits(4)}${hand.chance.pick(['', ' déduit'])}`,
        -share(hand, 8),
      ],
    ]),
  euroUnder: ({ hard }) => void (hard.isEuroUnder = true),
  dashed({ facts, hard }) {
    const { fields, items } = facts
    if (
      fields.grossTotal! > 60_000 ||
      fields.typeCode === '381' ||
      facts.retentionRate ||
      fields.prepaid ||
      fields.discount
    )
      return false
    if (hard.rows.length > 0) return false
    hard.isDashed = true
    const large = (cents: number) => cents * 100
    facts.items = items.map((item): Item => ({ ...item, unit: large(item.unit), amount: large(item.amount) }))
    fields.vatLines = fields.vatLines!.map(({ rate, base }) => ({
      rate,
      base: large(base),
      tax: Math.round((large(base) * rate!) / 10_000),
    }))
    fields.netTotal = large(fields.netTotal!)
    fields.taxTotal = sum(fields.vatLines.map(({ tax }) => tax))
    fields.grossTotal = fields.netTotal + fields.taxTotal
    if (!facts.isPaid) fields.payable = fields.grossTotal
  },
  siret: ({ hard, chance }) => void (hard.siretMark = chance.pick(['-', '.', ' - ', '  '])),
  accents: ({ hard, chance }) => void (hard.accents = chance.pick(['combining', 'before'] as const)),
  factor({ facts: { fields }, hard, chance }) {
    if (!fields.iban || hard.accept.iban) return false
    const own = fields.iban
    const iban = ibanOf(chance)
    const shown = iban.replace(/(.{4})(?=.)/g, '$1 ')
    const factor = chance.pick(['FACTOLIANCE SA', 'Crédit Factor Ouest', 'NORD FACTORING', 'Banque des Créances'])
    hard.foot.push(
      ...chance.pick([
        [
          `Créance cédée à ${factor} par subrogation. Pour être libératoire, le règlement se fait`,
          `sur son compte IBAN ${shown}`,
        ],
        [`Règlement à l’ordre de ${factor}, subrogé dans nos droits (affacturage)`, `sur l’IBAN ${shown}`],
        [`Cession de créance (loi Dailly) : payer à ${factor}`, `IBAN ${shown}`],
      ]),
    )
    fields.iban = iban
    hard.printed.iban = own
  },
  twoAccounts({ facts: { fields }, hard, chance }) {
    if (!fields.iban || hard.printed.iban) return false
    const other = ibanOf(chance)
    hard.foot.push(
      `${chance.pick(['ou IBAN', 'Autre compte : IBAN', 'La Banque Postale IBAN'])} ${other.replace(/(.{4})(?=.)/g, '$1 ')}`,
    )
    hard.accept.iban = [other]
  },
  otherNumber({ facts: { fields }, hard, chance }) {
    if (fields.typeCode !== '380') return false
    hard.head.push(
      chance.pick([
        `Annule et remplace la facture n° F${chance.digits(6)}`,
        `Facture précédente n° F${chance.digits(6)}`,
        `Suite à notre facture n° F${chance.digits(6)} du mois dernier`,
        `Complément à la facture n° F${chance.digits(6)}`,
      ]),
    )
  },
}

/** One to three difficulties, laid on an invoice. */
export function harden(facts: RuleContext, chance: Chance): RuleContext {
  const hard = none()
  const day = (after: number) => dayAfter(facts.fields.issueDate!, after)
  if (facts.fields.typeCode === '380' && chance.is(0.08)) {
    const [nature, titles] = chance.pick(NATURES)
    Object.assign(hard, { nature, title: chance.pick(titles) })
  }
  const wanted = chance.int(1, 3)
  for (const [name, kind] of chance.shuffled(Object.entries(kinds))) {
    if (hard.kinds.length >= wanted) break
    if (kind({ facts, hard, chance, day }) !== false) hard.kinds.push(name)
  }
  return { ...facts, hard }
}

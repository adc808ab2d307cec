import type { Fields, VatLine } from '../../../shared/domain/fields/fields.ts'
import type { Hardship } from './hard.ts'
import { dayAfter, ibanOf, siretOf, sum } from './numbers.ts'
import type { Chance } from './random.ts'
import { mentionOf, schemeOf } from './schemes.ts'
import { buyers, firms, firstNames, services, streets, surnames, towns, works, type FirmKind } from './words.ts'

/** A party as printed. */
export type Party = {
  name: string
  service?: string
  street: string
  town: string
  siret: string
  phone: string
  mail: string
}
export type Item = { label: string; quantity: number; unit: number; amount: number; rate: number }

/** What an invoice says, beyond its fields. */
export type RuleContext = {
  kind: FirmKind
  fields: Partial<Fields>
  supplier: Party
  buyer: Party
  items: Item[]
  retentionRate: number
  /** Why no VAT is counted, as printed; else the option taken, or nothing. */
  vatMention: string
  isPaid: boolean
  hard?: Hardship
  /** Numbers that are not those looked for. */
  decoys: {
    quote: string
    client: string
    delivery: string
    otherDay: string
    insurer: string
    third: string
    other: Party
  }
}

/** Works out a whole invoice, consistent to the cent. */
export function makeFacts(chance: Chance): RuleContext {
  const kind = chance.pick(Object.keys(firms) as FirmKind[])
  const fill = (pattern: string) =>
    pattern
      .replaceAll('*', () => chance.pick(surnames))
      .replaceAll('+', () => chance.pick(firstNames))
      .replaceAll('@', () => chance.pick(towns))
      .replace(/ -$/, '')
  const supplier = {
    ...partyOf(chance, fill(chance.pick(firms[kind]))),
    siret: siretOf(chance, chance.pick(['3', '4', '5', '8', '9'])),
  }
  const isState = chance.is(0.12)
  const buyer = {
    ...partyOf(chance, fill(chance.pick(buyers))),
    siret: isState ? '11000201100044' : siretOf(chance, chance.pick(['1', '2', '2', '2', '7'])),
    ...(chance.is(0.5) ? { service: chance.pick(services) } : {}),
  }
  const isCreditNote = chance.is(0.08)
  const isExempt =
    kind === 'micro' ? chance.is(0.8) : kind === 'association' || kind === 'training' ? chance.is(0.5) : false
  const isReverse = kind === 'artisan' && chance.is(0.15)
  const rates =
    isExempt || isReverse ? [0] : chance.shuffled([2000, 2000, 2000, 1000, 550]).slice(0, chance.pick([1, 1, 1, 2, 3]))
  const items = Array.from({ length: chance.pick([1, 2, 3, 4, 6, 9]) }, (_, index) =>
    itemOf(chance, rates[index % rates.length]!),
  )
  const vatLines = linesOf(items)
  const net = sum(items.map(({ amount }) => amount))
  const tax = sum(vatLines.map((line) => line.tax))
  const gross = net + tax
  const isPaid = !isCreditNote && ['hospitality', 'trade', 'utility'].includes(kind) && chance.is(0.25)
  const retentionRate = kind === 'artisan' && !isPaid && !isCreditNote && chance.is(0.25) ? 5 : 0
  const retention = Math.round((gross * retentionRate) / 100)
  const prepaid = isPaid
    ? chance.is(0.5)
      ? gross
      : 0
    : !isCreditNote && chance.is(0.15)
      ? Math.round(gross * chance.pick([0.3, 0.4, 0.25]))
      : 0
  const discount = !isPaid && !prepaid && !isCreditNote && chance.is(0.07) ? chance.pick([1000, 2500, 5000]) : 0
  const issueDate = dayAfter('2024-01-05', chance.int(0, 1000))
  const year = issueDate.slice(0, 4)
  const term = chance.pick([0, 15, 30, 30, 30, 45])
  const numbers = [
    `F${year}-${chance.digits(3)}`,
    `FA${chance.digits(6)}`,
    `${year}/${chance.digits(4)}`,
    chance.digits(5),
    `FC-${year.slice(2)}-${chance.digits(4)}`,
    chance.digits(3),
    `FAC${year}${chance.digits(5)}`,
    `INV-${chance.digits(5)}`,
    `${year}-${chance.digits(2)}-${chance.digits(3)}`,
  ]
  const orders = isState
    ? [`1${chance.digits(9)}`]
    : [
        `BC${year}-${chance.digits(4)}`,
        chance.digits(6),
        `${year.slice(2)}D${chance.digits(5)}`,
        `45${chance.digits(8)}`,
        `CDE ${chance.digits(5)}`,
        `ST${chance.digits(6)}`,
      ]
  const fields: Partial<Fields> = {
    number:
      (isCreditNote ? chance.pick(['AV', 'A', 'AC-']) : '') +
      chance.pick(numbers).replace(/^[A-Z]+-?/, (head) => (isCreditNote ? '' : head)),
    issueDate,
    typeCode: isCreditNote ? '381' : '380',
    currency: 'EUR',
    supplierSiret: supplier.siret,
    supplierName: supplier.name,
    buyerSiret: isState || chance.is(0.75) ? buyer.siret : '',
    buyerName: buyer.name,
    serviceCode:
      isState || chance.is(0.35)
        ? chance.pick([
            `D${chance.digits(9)}`,
            `FAC${chance.digits(7)}`,
            'DST',
            'COMPTA01',
            'SERV-TECH',
            chance.digits(4),
            'CULTURE',
          ])
        : '',
    engagementNumber: isState || chance.is(0.7) ? chance.pick(orders) : '',
    contractNumber: chance.is(0.25)
      ? chance.pick([
          `${year}M${chance.digits(4)}`,
          `${year}-${chance.digits(3)}`,
          `${year.slice(2)}S${chance.digits(4)}`,
          `MAPA-${year}-${chance.digits(2)}`,
        ])
      : '',
    originNumber: isCreditNote ? `F${year}-${chance.digits(4)}` : '',
    netTotal: net,
    taxTotal: tax,
    grossTotal: gross,
    discount: discount || null,
    prepaid: prepaid || null,
    retention: retention || null,
    payable: isPaid ? 0 : gross - discount - prepaid - retention,
    vatLines: tax ? vatLines : [],
    iban: !isPaid && chance.is(0.75) ? ibanOf(chance) : '',
    dueDate: !isPaid && !isCreditNote && term && chance.is(0.6) ? dayAfter(issueDate, term) : '',
    cadre: isPaid ? 'A2' : 'A1',
    ...schemeOf(chance, { isExempt, isReverse }),
  }
  const { vatMention, ...rest } = mentionOf(chance, fields, { isExempt, isReverse, kind })
  return {
    kind,
    fields: { ...fields, ...rest },
    supplier,
    buyer,
    items,
    retentionRate,
    vatMention,
    isPaid,
    decoys: {
      quote: `D${year}-${chance.digits(3)}`,
      client: `C${chance.digits(5)}`,
      delivery: `BL${chance.digits(5)}`,
      otherDay: dayAfter(issueDate, -chance.int(3, 60)),
      insurer: chance.digits(9),
      third: siretOf(chance, '5'),
      other: partyOf(
        chance,
        fill(chance.pick(['École des Tilleuls', 'Gymnase municipal', 'Salle polyvalente de @', 'Bâtiment C'])),
      ),
    },
  }
}

const partyOf = (chance: Chance, name: string): Party => ({
  name,
  street: `${chance.int(1, 160)}${chance.is(0.1) ? ' bis' : ''}${chance.is(0.3) ? ',' : ''} ${chance.pick(streets)}`,
  town: `${chance.int(1, 95).toString().padStart(2, '0')}${chance.digits(2)}0 ${chance.pick(towns)}${chance.is(0.1) ? ' Cedex' : ''}`,
  siret: '',
  phone: `0${chance.int(1, 7)} ${[1, 2, 3, 4].map(() => chance.digits(2)).join(' ')}`,
  mail: `contact@${name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()}.example`,
})

function itemOf(chance: Chance, rate: number): Item {
  const quantity = chance.pick([1, 1, 1, 2, 3, 5, 12])
  const unit = chance.pick([chance.int(300, 9_000), chance.int(4_000, 90_000), chance.int(50, 400) * 100])
  return { label: chance.pick(works), quantity, unit, amount: quantity * unit, rate }
}

function linesOf(items: Item[]): VatLine[] {
  return [...Map.groupBy(items, ({ rate }) => rate)].map(([rate, same]) => {
    const base = sum(same.map(({ amount }) => amount))
    return { rate, base, tax: Math.round((base * rate) / 10_000) }
  })
}

import { addDays } from '../../shared/base/dates.ts'
import { Cadre, PaymentMode, type Fields, type VatScheme } from '../../shared/domain/fields/fields.ts'
import { complete } from './complete.ts'
import type { Dice } from './dice.ts'

/** The simulator's buyers (electron/sim/README.md), with the services and engagements a person may write for them. */
const buyers = [
  { siret: '12345678200051', right: '', services: ['LIBRE'] },
  { siret: '12345678200036', right: '', services: ['LIBRE'] },
  { siret: '12345678200028', right: 'SERVICE_DEST_SERV_OBL', services: ['FACTURES_PUBLIQUES', 'SERVICE-DEST', ''] },
  { siret: '12345678200044', right: 'SERVICE_DEST_SERV_OBL', services: ['FACTURES_PUBLIQUES', ''] },
  { siret: '11000201100044', right: 'SFACETAT', services: ['SFACETAI', ''] },
  { siret: '12345678200069', right: 'SERVICE_OU', services: [''] },
  { siret: '12345678200077', right: 'ACHATS', services: ['ANCIEN', 'achats', ''] },
  { siret: '12345678200093', right: 'MF01', services: ['MF11', 'MF12', 'MFO1', ''] },
  { siret: '12345678200101', right: '', services: ['INCONNU'] },
]
/** Inactive, for works only, in no directory, a firm, not a SIRET. */
const strangers = [
  '12345678200085',
  '12345678200119',
  '21990417400014',
  '55566675900017',
  '1234567820005',
  '12345678200052',
  '',
]
const TODAY = '2026-11-23'
const ENGAGEMENTS = ['', '', 'EJ-2026-77', '1300048000', '4500', 'E'.repeat(50), 'E'.repeat(51)]

export type RandomDraft = { fields: Fields; circuit: 'pdf' | 'flux' }

/**
 * A draft as a small firm might have it before its eyes: mostly right, sometimes with something missing or wrong. `dice` is
 * seeded; `earlier` are the drafts made before, whose numbers it may bear again.
 */
export function randomDraft(dice: Dice, index: number, earlier: Fields[]): RandomDraft {
  const { pick, rarely, often } = dice
  const buyer = pick(buyers)
  const cadre = rarely(0.15) ? pick(Cadre.options.slice(0, 4)) : 'A1'
  const isCredit = rarely(0.12)
  const fields: Fields = {
    ...complete,
    ...amounts(dice, { cadre, isCredit }),
    number: numberOf(dice, index, earlier),
    issueDate: rarely(0.06) ? pick(['', '2026-12-24', '1999-12-31', '2026-02-30', '2024-03-01']) : day(dice),
    typeCode: isCredit ? '381' : '380',
    originNumber: isCredit && often(0.7) ? 'FA-2026-0001' : '',
    buyerSiret: rarely(0.08) ? pick([...strangers, complete.supplierSiret]) : buyer.siret,
    buyerName: '',
    serviceCode: often(0.75) ? buyer.right : pick(buyer.services),
    engagementNumber: often(0.7) ? pick(['1300048295', '0000048295']) : pick(ENGAGEMENTS),
    supplierSiret: rarely(0.02) ? pick(['', '98765432400018']) : complete.supplierSiret,
    cadre,
    valideurSiret: ['A9', 'A12'].includes(cadre)
      ? pick([
          '55566675900017',
          '55566675900017',
          '55566675900017',
          '',
          complete.supplierSiret,
          '73282932000074',
          '55566675900018',
        ])
      : '',
    paymentMode: pick(PaymentMode.options),
    currency: rarely(0.03) ? pick(['', 'EURO', 'USD']) : 'EUR',
    contractNumber: rarely(0.05) ? pick(['M-2026-4', 'M'.repeat(51)]) : '',
    comment: rarely(0.03) ? 'x'.repeat(pick([200, 1024, 1025])) : '',
  }
  if (!rarely(0.2)) return { fields, circuit: 'pdf' }
  // What the file does not carry, nobody reads in it.
  return {
    circuit: 'flux',
    fields: { ...fields, vatScheme: fields.taxTotal ? 'TVA_SUR_DEBIT' : '', exemptionReason: '' },
  }
}

function numberOf({ pick, rarely }: Dice, index: number, earlier: Fields[]): string {
  const plain = `FA-2026-${String(index + 1).padStart(4, '0')}`
  if (!rarely(0.1)) return plain
  const before = earlier.length ? pick(earlier).number : plain
  return pick([
    '',
    `${plain}-LONGUE-REFERENCE`,
    `${plain}.`,
    `Fé ${plain}`,
    `F  ${index}`,
    before,
    before.toLowerCase(),
  ])
}

const day = ({ between }: Dice) => addDays(TODAY, -between(0, 60))

/** Totals that make an invoice, at one rate, two or none; now and then one of them is misread or missing. */
function amounts(dice: Dice, { cadre, isCredit }: { cadre: string; isCredit: boolean }): Partial<Fields> {
  const { between, pick, rarely, often } = dice
  const rates = pick([[2000], [2000], [2000], [1000], [550], [2000, 1000], [0], [], [1234]])
  const vatLines = rates.map((rate) => {
    const base = between(100, 900_000)
    return { rate, base, tax: Math.round((base * rate) / 10_000) }
  })
  const netTotal = vatLines.length ? vatLines.reduce((sum, { base }) => sum + base, 0) : between(100, 900_000)
  const taxTotal = vatLines.reduce((sum, { tax }) => sum + tax, 0)
  const grossTotal = netTotal + taxTotal
  const discount = rarely(0.05) ? between(1, 100) : null
  const prepaid = rarely(0.05) ? between(1, 100) : null
  const scheme =
    vatLines.length && often(0.95)
      ? pick(['TVA_SUR_DEBIT', 'TVA_SUR_ENCAISSEMENT'])
      : pick<VatScheme>(['SANS_TVA', 'SANS_TVA', 'EXONERATION', 'TVA_SUR_DEBIT', ''])
  const right: Partial<Fields> = {
    vatLines,
    netTotal,
    taxTotal,
    grossTotal,
    discount,
    prepaid,
    payable: cadre === 'A2' && often(0.8) ? 0 : grossTotal - (discount ?? 0) - (prepaid ?? 0),
    vatScheme: scheme as VatScheme,
    exemptionReason: scheme === 'EXONERATION' ? pick(['SIMULE_FRANCHISE', 'SIMULE_AUTRE', '', 'PERIME']) : '',
  }
  if (isCredit && rarely(0.2))
    return { ...right, netTotal: -netTotal, taxTotal: -taxTotal, grossTotal: -grossTotal, payable: -grossTotal }
  if (!rarely(0.12)) return right
  const wrong: Partial<Fields>[] = [
    { grossTotal: grossTotal + pick([1, 2, -2, 900]) },
    { taxTotal: taxTotal + pick([1, 100]) },
    { netTotal: null },
    { payable: pick([null, grossTotal + 500]) },
    { vatLines: vatLines.map((line) => ({ ...line, tax: line.tax + 50 })) },
    { vatLines: vatLines.map((line) => ({ ...line, base: line.base + 50 })) },
    { vatLines: [] },
    {
      netTotal: -netTotal,
      taxTotal: -taxTotal,
      grossTotal: -grossTotal,
      payable: -grossTotal,
      vatLines: vatLines.map(({ rate, base, tax }) => ({ rate, base: -base, tax: -tax })),
    },
  ]
  return { ...right, ...pick(wrong) }
}

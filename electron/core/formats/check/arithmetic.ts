import { divideRounded } from '../../../../shared/domain/authoring/decimal.ts'
import type { Vat, WrittenAmounts, WrittenLine } from './amounts-of.ts'

/** Rules of EN 16931 a written invoice breaks by its amounts alone, each with its name; empty when all adds up. */
export function arithmeticFaults(written: WrittenAmounts): string[] {
  const odd = everyAmount(written).filter((text) => !/^-?\d+(?:\.\d{1,2})?$/.test(text))
  if (odd.length) return [`BR-DEC : « ${odd[0]!} » n’est pas un montant à deux décimales`]
  return [...sumsAreRight(written), ...ratesAreRight(written), ...linesAreRight(written)]
}

const everyAmount = (written: WrittenAmounts) => [
  ...[written.lineTotal, written.netTotal, written.taxTotal, written.grossTotal, written.payable],
  ...[written.allowance, written.prepaid].filter(Boolean),
  ...written.lines.flatMap(({ net, discounts }) => [net, ...discounts]),
  ...written.allowances.map(({ amount }) => amount),
  ...written.rates.flatMap(({ base, tax }) => [base, tax]),
]

/** Whole number of small parts of a decimal text; zero for none. */
function parts(text: string, decimals: number): bigint {
  const [, sign, whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  const value = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
  return sign ? -value : value
}
const cents = (text: string) => parts(text, 2)
const sum = (texts: string[]) => texts.reduce((total, text) => total + cents(text), 0n)

function sumsAreRight(written: WrittenAmounts): string[] {
  const { lineTotal, allowance, netTotal, taxTotal, grossTotal, prepaid, payable } = written
  const checks: [string, bigint, bigint][] = [
    ['BR-CO-10 : les lignes', sum(written.lines.map(({ net }) => net)), cents(lineTotal)],
    ['BR-CO-11 : les remises', sum(written.allowances.map(({ amount }) => amount)), cents(allowance)],
    ['BR-CO-13 : le total HT', cents(lineTotal) - cents(allowance), cents(netTotal)],
    ['BR-CO-14 : la TVA', sum(written.rates.map(({ tax }) => tax)), cents(taxTotal)],
    ['BR-CO-15 : le total TTC', cents(netTotal) + cents(taxTotal), cents(grossTotal)],
    ['BR-CO-16 : le net à payer', cents(grossTotal) - cents(prepaid), cents(payable)],
  ]
  return checks.flatMap(([rule, wanted, found]) => (wanted === found ? [] : [`${rule} ne tombe pas juste`]))
}

const isSame = (a: Vat) => (b: { vat: Vat }) =>
  a.category === b.vat.category && parts(a.rate, 2) === parts(b.vat.rate, 2)

function ratesAreRight({ lines, allowances, rates }: WrittenAmounts): string[] {
  const orphan = lines.some((line) => !rates.some(isSame(line.vat)))
  const wrong = rates.filter(({ base, tax, vat }) => {
    const own = sum(lines.filter(isSame(vat)).map(({ net }) => net))
    const off = sum(allowances.filter(isSame(vat)).map(({ amount }) => amount))
    const due = divideRounded(cents(base) * parts(vat.rate, 2), 10_000n)
    return own - off !== cents(base) || due !== cents(tax)
  })
  return [
    ...(orphan ? ['BR-CO-18 : une ligne a un taux qui n’est pas au récapitulatif'] : []),
    ...wrong.map(({ vat }) => `BR-CO-17 : la TVA à ${vat.rate} % ne tombe pas juste`),
  ]
}

/** Price times quantity, less the discount (BT-131). */
const linesAreRight = ({ lines }: WrittenAmounts): string[] =>
  lines.flatMap((line, index) => {
    const faults = [
      ...(line.name ? [] : ['BR-25 : pas de désignation']),
      ...(/^\d+(?:\.\d{1,6})?$/.test(line.price) ? [] : ['BR-27 : pas de prix, ou il est négatif']),
      ...(netOf(line) === cents(line.net) ? [] : ['BT-131 : le montant ne tombe pas juste']),
    ]
    return faults.map((fault) => `ligne ${index + 1}, ${fault}`)
  })

const netOf = ({ quantity, price, discounts }: WrittenLine) =>
  divideRounded(parts(quantity, 4) * parts(price, 6), 10n ** 8n) - sum(discounts)

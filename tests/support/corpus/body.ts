import { formatRate } from '../../../shared/base/money.ts'
import { lines, type Parts } from './head.ts'
import { moneyIn } from './look.ts'
import { WIDTH } from './sheet.ts'

type Row = [label: string, amount: string]

const signed = ({ facts, chance }: Parts) => (facts.fields.typeCode === '381' && chance.is(0.5) ? -1 : 1)
const rateIn = (rate: number | null) => formatRate(rate ?? 0)

/** The articles; goes on to a second page, carrying the sum over, where the look has two. Gives the y under them. */
export function table(parts: Parts, y: number): number {
  const { sheet, look, facts, chance } = parts
  const sign = signed(parts)
  const [left, right] = [look.margin, WIDTH - look.margin]
  const hasQuantity = chance.is(0.75)
  const { hasRate } = look
  const hasSign = chance.is(0.8)
  const heads = chance.pick([
    ['Désignation', 'Qté', 'PU HT', 'TVA', 'Total HT'],
    ['Description', 'Quantité', 'Prix unitaire', 'Taux', 'Montant HT'],
    ['Libellé', 'Qté', 'P.U.', 'TVA', 'Montant'],
    ['Prestation', 'Nb', 'Prix HT', '% TVA', 'Total'],
  ])
  const ink = { size: look.size }
  const head = () => {
    sheet.write(heads[0]!, left, y, { ...ink, bold: true })
    if (hasQuantity) sheet.write(heads[1]!, right - 210, y, { ...ink, bold: true, align: 'right' })
    if (hasQuantity) sheet.write(heads[2]!, right - 130, y, { ...ink, bold: true, align: 'right' })
    if (hasRate) sheet.write(heads[3]!, right - 90, y, { ...ink, bold: true, align: 'right' })
    sheet.write(heads[4]!, right, y, { ...ink, bold: true, align: 'right' })
    if (look.hasRules) sheet.rule(left, y + 4, right - left)
    y += 18
  }
  head()
  const half = look.pages === 2 ? Math.ceil(facts.items.length / 2) : Infinity
  let carried = 0
  for (const words of facts.hard?.articles ?? []) {
    sheet.write(words, left, y, ink)
    y += 18
  }
  facts.items.forEach((item, index) => {
    if (index === half) {
      const amount = moneyIn(look, sign * carried, { isBare: true })
      sheet.write('À reporter', right - 130, y + 6, { ...ink, align: 'right' })
      sheet.write(amount, right, y + 6, { ...ink, align: 'right' })
      sheet.newPage()
      y = 60
      sheet.write(`Suite de la facture ${facts.fields.number!}`, left, 40, ink)
      head()
      sheet.write('Report', right - 130, y, { ...ink, align: 'right' })
      sheet.write(amount, right, y, { ...ink, align: 'right' })
      y += 18
    }
    carried += item.amount
    sheet.write(item.label, left, y, ink)
    if (hasQuantity) sheet.write(String(item.quantity), right - 210, y, { ...ink, align: 'right' })
    if (hasQuantity)
      sheet.write(moneyIn(look, sign * item.unit, { isBare: true }), right - 130, y, { ...ink, align: 'right' })
    if (hasRate)
      sheet.write(hasSign ? rateIn(item.rate) : (item.rate / 100).toFixed(2).replace('.', ','), right - 90, y, {
        ...ink,
        align: 'right',
      })
    sheet.write(moneyIn(look, sign * item.amount, { isBare: look.money !== 'EUR' }), right, y, {
      ...ink,
      align: 'right',
    })
    y += chance.pick([15, 18])
  })
  return y + 8
}

/** Rows of the totals, in the words of this invoice. */
function rowsOf(parts: Parts): Row[] {
  const { look, facts, chance } = parts
  const { fields, vatMention, isPaid, retentionRate } = facts
  const sign = signed(parts)
  const row = (label: string, cents: number): Row => [label, moneyIn(look, sign * cents)]
  const rates = fields.vatLines!.map((line) => row(`TVA ${rateIn(line.rate)}`, line.tax))
  const bases = fields.vatLines!.map((line) =>
    row(`TVA ${rateIn(line.rate)} sur ${moneyIn(look, line.base, { isBare: true })}`, line.tax),
  )
  const isTaxed = Boolean(fields.taxTotal)
  const tax = row(
    rates.length === 1 ? `${look.word('tax')} ${rateIn(fields.vatLines![0]!.rate)}` : look.word('tax'),
    fields.taxTotal!,
  )
  const taxes = {
    total: [tax],
    rates,
    bases,
    summary: [row(look.word('tax'), fields.taxTotal!)],
    ratesAndTotal: [...(rates.length > 1 ? rates : []), row('Total TVA', fields.taxTotal!)],
  }[look.vatShown]
  const minus = (word: string, cents: number): Row => [
    word,
    chance.is(0.5) ? moneyIn(look, -cents) : moneyIn(look, cents),
  ]
  const deductions: Row[] = [
    ...(fields.discount && !facts.hard?.rows.length ? [minus(look.word('discount'), fields.discount)] : []),
    ...(facts.hard?.rows ?? []).map(([word, cents]): Row => [word, moneyIn(look, cents)]),
    ...(facts.hard?.rows.length ? [] : fields.prepaid ? [minus(look.word('prepaid'), fields.prepaid)] : []),
    ...(fields.retention ? [minus(retentionRate ? look.word('retention') : '', fields.retention)] : []),
  ]
  const hasPayable = deductions.length > 0 || isPaid || chance.is(0.4)
  if (!isTaxed) {
    const isSilent = deductions.length === 0 && chance.is(0.5)
    const all: Row[] = isSilent
      ? [row(chance.pick(['Total', 'Total à payer', 'Montant total', 'Net à payer', 'TOTAL']), fields.grossTotal!)]
      : [
          row(look.word('net'), fields.netTotal!),
          ...(chance.is(0.6) ? [row(chance.pick(['TVA', 'TVA 0 %', vatMention.slice(0, 15)]), 0)] : []),
          row(look.word('gross'), fields.grossTotal!),
        ]
    return [...all, ...deductions, ...(hasPayable && !isSilent ? [row(look.word('payable'), fields.payable!)] : [])]
  }
  return [
    row(look.word('net'), fields.netTotal!),
    ...taxes,
    row(look.word('gross'), fields.grossTotal!),
    ...deductions,
    ...(hasPayable ? [row(look.word('payable'), fields.payable!)] : []),
  ]
}

/** The totals, where the look puts them; gives the y under them. */
export function totals(parts: Parts, y: number): number {
  const { sheet, look, facts, chance } = parts
  const rows = rowsOf(parts)
  const [left, right] = [look.margin, WIDTH - look.margin]
  const ink = { size: look.size }
  const isEuroUnder = facts.hard?.isEuroUnder ?? false
  const pitch = isEuroUnder ? 16 + look.size : 16
  const amounts = Math.max(...rows.map(([, amount]) => sheet.widthOf(amount, { ...ink, bold: true })))
  const words = Math.max(...rows.map(([label]) => sheet.widthOf(label, { ...ink, bold: true })))
  /** As wide as asked, and wide enough. */
  const column = (start: number | undefined, end: number | undefined, top: number) => {
    const wide = words + amounts + 20
    const from = Math.min(start ?? Infinity, (end ?? Infinity) - wide)
    const to = Math.max(end ?? 0, (start ?? 0) + (end === undefined ? wide : 0))
    rows.forEach(([label, amount], index) => {
      const bold = index === rows.length - 1
      const at = top + index * pitch
      sheet.write(label, from, at, { ...ink, bold })
      sheet.write(isEuroUnder ? amount.replace(/\s*€$/, '') : amount, to, at, { ...ink, bold, align: 'right' })
      if (isEuroUnder && amount.endsWith('€')) sheet.write('€', to, at + look.size * 1.15, { ...ink, align: 'right' })
    })
    return top + rows.length * pitch
  }
  const isSummed = look.vatShown === 'summary' && (facts.fields.vatLines?.length ?? 0) > 0
  if (look.totalsAt === 'nextPage') {
    sheet.newPage()
    y = 80
  }
  if (isSummed) summary(parts, left, y)
  const under =
    isSummed && look.totalsAt !== 'right' && look.totalsAt !== 'nextPage'
      ? y + 20 + 16 * (facts.fields.vatLines!.length + 1)
      : y
  const isTooLong = look.totalsAt === 'row' && (rows.length > 6 || words * rows.length > right - left)
  switch (isTooLong ? 'right' : look.totalsAt) {
    case 'left':
      return column(left, undefined, under + 10)
    case 'bottom':
      return column(right - 190, right, Math.max(under, 690 - rows.length * 16))
    case 'leaders': {
      const dots = (label: string) => '.'.repeat(Math.max(4, 46 - label.length))
      const texts = rows.map(([label, amount]) => `${label} ${dots(label)} ${amount}`)
      const wide = Math.max(...texts.map((text) => sheet.widthOf(text, ink)))
      return lines(parts, texts, Math.max(left, right - wide), under + 10)
    }
    case 'row': {
      const wide = (right - left) / rows.length
      const small = { size: Math.min(look.size, rows.length > 5 ? 6.5 : 8.5) }
      rows.forEach(([label, amount], index) => {
        const x = left + (index + 0.5) * wide
        sheet.write(label, x, under + 14, { ...small, align: 'center', bold: true })
        sheet.write(amount, x, under + 28, { ...small, align: 'center' })
      })
      return under + 40
    }
    default:
      return column(right - (look.totalsAt === 'table' ? chance.pick([150, 200]) : 200), right, under + 10)
  }
}

/** Base, rate and tax, rate by rate, in a table of its own. */
function summary({ sheet, look, facts }: Parts, x: number, y: number) {
  const ink = { size: Math.min(look.size, 9) }
  const columns = [x, x + 55, x + 120]
  ;['Taux', 'Base HT', 'Montant TVA'].forEach((head, index) =>
    sheet.write(head, columns[index]!, y + 10, { ...ink, bold: true }),
  )
  facts.fields.vatLines!.forEach(({ rate, base, tax }, index) => {
    const at = y + 26 + index * 16
    sheet.write(rateIn(rate), columns[0]!, at, ink)
    sheet.write(moneyIn(look, base, { isBare: true }), columns[1]!, at, ink)
    sheet.write(moneyIn(look, tax, { isBare: true }), columns[2]!, at, ink)
  })
}

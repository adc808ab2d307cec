import type { Fields } from '../../../shared/domain/fields/fields.ts'
import { formatCents, formatRate } from '../../../shared/base/money.ts'
import type { Invoice, Party } from '../invoice-pdf.ts'
import type { Paper } from './paper.ts'
import { amountOf } from './totals.ts'

type Sheet = Invoice & { paper: Paper }

/** Ways an invoice may look; the words differ too. */
export const layouts = { labelsLeft, labelsAbove, twoColumns, totalsFar, vatTable, letter }
export type LayoutName = keyof typeof layouts
export const layoutNames = Object.keys(layouts) as LayoutName[]

const MARGIN = 42

const isCreditNote = ({ typeCode }: Partial<Fields>) => typeCode === '381'
const titleOf = (fields: Partial<Fields>) => (isCreditNote(fields) ? 'Avoir' : 'Facture')
const money = (cents: number | null | undefined) => formatCents(cents ?? 0)

/** « 2026-03-14 » → « 14/03/2026 ». */
const inDigits = (date = '') => date.split('-').toReversed().join('/')
/** « 2026-03-14 » → « 14 mars 2026 ». */
const inWords = (date = '') =>
  date && new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date))

/** Label and value of everything there is, in the order given; what is empty is left out. */
function references(
  fields: Partial<Fields>,
  words: Partial<Record<keyof Fields, string>>,
  date = inDigits,
): [string, string][] {
  return Object.entries(words).flatMap(([name, word]) => {
    const value = fields[name as keyof Fields]
    if (typeof value !== 'string' || value === '') return []
    return [[word, name.endsWith('Date') ? date(value) : value] as [string, string]]
  })
}

function partyLines({ address, siret, contact }: Party, word = 'SIRET') {
  return [...address, ...(siret ? [`${word} : ${siret}`] : []), ...(contact ? [contact] : [])]
}

const legalLine = ({ legal, siret, vat }: Party) =>
  [legal, siret && `SIRET ${siret}`, vat && `TVA ${vat}`].filter(Boolean).join(' - ')

/** The table of lines; gives the y under it. */
function table({ paper, lines }: Sheet, y: number, { x = MARGIN, width = paper.width - 2 * MARGIN } = {}) {
  const right = x + width
  paper.text('Désignation', x, y, { bold: true, size: 9 })
  paper.text('Qté', right - 190, y, { bold: true, size: 9, align: 'right' })
  paper.text('P.U. HT', right - 100, y, { bold: true, size: 9, align: 'right' })
  paper.text('Montant HT', right, y, { bold: true, size: 9, align: 'right' })
  paper.rule(x, y + 5, width)
  lines.forEach((line, index) => {
    const at = y + 20 + index * 16
    paper.text(line.label, x, at, { size: 9.5 })
    paper.text(`${line.quantity} ${line.unit ?? ''}`.trim(), right - 190, at, { size: 9.5, align: 'right' })
    paper.text(money(line.price).replace('€', '').trim(), right - 100, at, { size: 9.5, align: 'right' })
    paper.text(money(amountOf(line)).replace('€', '').trim(), right, at, { size: 9.5, align: 'right' })
  })
  return y + 20 + lines.length * 16 + 8
}

/** Totals, one a line, at the right of the page; gives the y under them. */
function totals({ paper, fields }: Sheet, y: number, { x = 350, words = TOTAL_WORDS } = {}) {
  const rows: [string, string][] = [[words.net, money(fields.netTotal)]]
  for (const line of fields.vatLines ?? []) {
    if (line.rate) rows.push([`TVA ${formatRate(line.rate)}`, money(line.tax)])
  }
  rows.push([words.gross, money(fields.grossTotal)])
  if (fields.prepaid) rows.push(['Acompte versé', `- ${money(fields.prepaid)}`])
  if (fields.payable !== fields.grossTotal) rows.push(['Net à payer', money(fields.payable)])
  rows.forEach(([word, amount], index) => {
    paper.text(word, x, y + index * 16, { bold: index === rows.length - 1 })
    paper.text(amount, paper.width - MARGIN, y + index * 16, { align: 'right', bold: index === rows.length - 1 })
  })
  return y + rows.length * 16 + 10
}

const TOTAL_WORDS = { net: 'Total HT', gross: 'Total TTC' }

const payment = ({ fields, mentions = [] }: Sheet) => [
  ...(fields.iban ? [`Virement : IBAN ${groups(fields.iban)}`] : []),
  ...mentions,
]
const groups = (iban: string) => iban.replace(/(.{4})(?=.)/g, '$1 ')

/** Letterhead on the left, address in the window, labels with their values beside them. */
function labelsLeft(sheet: Sheet) {
  const { paper, fields, supplier, buyer } = sheet
  paper.text(supplier.name, MARGIN, 60, { bold: true, size: 15 })
  paper.lines(partyLines(supplier), MARGIN, 76, { size: 9, grey: true })
  paper.text(buyer.name, 330, 150, { bold: true, size: 11 })
  paper.lines(partyLines(buyer), 330, 165)
  paper.text(`${titleOf(fields).toUpperCase()} N° ${fields.number ?? ''}`, MARGIN, 250, { bold: true, size: 14 })
  const words = references(fields, {
    issueDate: 'Date',
    originNumber: 'Facture d’origine',
    dueDate: 'Échéance',
    engagementNumber: 'N° d’engagement',
    serviceCode: 'Code service',
    contractNumber: 'N° de marché',
  })
  paper.lines(
    words.map(([word, value]) => `${word} : ${value}`),
    MARGIN,
    270,
  )
  const under = totals(sheet, table(sheet, 370) + 10)
  paper.lines(payment(sheet), MARGIN, under + 20, { size: 9 })
  paper.text(legalLine(supplier), paper.width / 2, 815, { size: 7.5, align: 'center', grey: true })
}

/** A grid of boxes, each with its label over its value. */
function labelsAbove(sheet: Sheet) {
  const { paper, fields, supplier, buyer } = sheet
  paper.text(titleOf(fields).toUpperCase(), paper.width - MARGIN, 62, { bold: true, size: 20, align: 'right' })
  paper.text(supplier.name, MARGIN, 60, { bold: true, size: 13 })
  paper.lines(partyLines(supplier, 'Siret'), MARGIN, 75, { size: 9 })
  paper.text('Client', 320, 150, { size: 8, grey: true })
  paper.lines([buyer.name, ...partyLines(buyer, 'N° SIRET')], 320, 163)
  const words = references(
    fields,
    {
      number: isCreditNote(fields) ? 'N° d’avoir' : 'N° de facture',
      issueDate: 'Date d’émission',
      dueDate: 'À payer avant le',
      originNumber: 'Facture d’origine',
      engagementNumber: 'Engagement n°',
      serviceCode: 'Service exécutant',
      contractNumber: 'Marché public n°',
    },
    inWords,
  )
  const wide = (paper.width - 2 * MARGIN) / 3
  words.forEach(([word, value], index) => {
    const [x, y] = [MARGIN + (index % 3) * wide, 255 + Math.floor(index / 3) * 42]
    paper.box(x, y, wide, 36)
    paper.text(word, x + wide / 2, y + 13, { size: 8, align: 'center', grey: true })
    paper.text(value, x + wide / 2, y + 29, { align: 'center' })
  })
  const under = totals(sheet, table(sheet, 400) + 10, { words: { net: 'Montant HT', gross: 'Montant TTC' } })
  paper.lines(payment(sheet), MARGIN, under + 20, { size: 9 })
  paper.text(legalLine(supplier), MARGIN, 815, { size: 7.5, grey: true })
}

/** References in a column of their own, labels with their letters set apart. */
function twoColumns(sheet: Sheet) {
  const { paper, fields, supplier, buyer } = sheet
  const words = references(fields, {
    number: isCreditNote(fields) ? 'AVOIR N°' : 'FACTURE N°',
    issueDate: 'DATE',
    dueDate: 'ÉCHÉANCE',
    originNumber: 'FACTURE D’ORIGINE',
    engagementNumber: 'BON DE COMMANDE',
    serviceCode: 'CODE SERVICE',
    contractNumber: 'MARCHÉ N°',
  })
  let y = 70
  for (const [word, value] of words) {
    paper.text(word, MARGIN, y, { size: 7, spread: true, grey: true })
    paper.text(value, MARGIN, y + 13, { bold: true })
    y += 38
  }
  paper.text('DE', 230, 70, { size: 7, spread: true, grey: true })
  paper.lines([supplier.name, ...partyLines(supplier)], 230, 84, { size: 9 })
  paper.text('FACTURÉ À', 400, 70, { size: 7, spread: true, grey: true })
  paper.lines([buyer.name, ...partyLines(buyer)], 400, 84, { size: 9 })
  const under = totals(sheet, table(sheet, 260, { x: 230, width: paper.width - 230 - MARGIN }) + 10)
  paper.lines(payment(sheet), 230, under + 20, { size: 8.5 })
  paper.text(legalLine(supplier), MARGIN, 815, { size: 7, grey: true })
}

/** Totals in a band at the foot, each under its head. */
function totalsFar(sheet: Sheet) {
  const { paper, fields, supplier, buyer } = sheet
  paper.text(supplier.name.toUpperCase(), MARGIN, 56, { bold: true, size: 12 })
  paper.lines(partyLines(supplier), MARGIN, 71, { size: 9 })
  paper.lines([buyer.name.toUpperCase(), ...partyLines(buyer, 'Siret')], 340, 130, { size: 11 })
  paper.text(`${titleOf(fields)} ${fields.number ?? ''} du ${inWords(fields.issueDate)}`, MARGIN, 230, {
    bold: true,
    size: 12,
  })
  const words = references(fields, {
    engagementNumber: 'Engagement juridique (EJ)',
    serviceCode: 'Code service exécutant',
    contractNumber: 'Référence du marché',
    originNumber: 'Sur facture n°',
    dueDate: 'Date limite de paiement',
  })
  paper.text(
    words
      .slice(0, 2)
      .map(([word, value]) => `${word} ${value}`)
      .join('   '),
    MARGIN,
    248,
    { size: 9 },
  )
  paper.text(
    words
      .slice(2)
      .map(([word, value]) => `${word} ${value}`)
      .join(' - '),
    MARGIN,
    261,
    { size: 9 },
  )
  table(sheet, 290)
  const heads: [string, string][] = [
    ['Total HT', money(fields.netTotal)],
    ['Total TVA', money(fields.taxTotal)],
    ['Total TTC', money(fields.grossTotal)],
    ['Acompte', money(fields.prepaid)],
    ['NET À PAYER', money(fields.payable)],
  ]
  const wide = (paper.width - 2 * MARGIN) / heads.length
  heads.forEach(([word, amount], index) => {
    const x = MARGIN + index * wide + wide / 2
    paper.text(word, x, 700, { size: 8.5, align: 'center', bold: true })
    paper.text(amount, x, 718, { align: 'center' })
  })
  paper.lines(payment(sheet), MARGIN, 750, { size: 8.5 })
  paper.text(legalLine(supplier), MARGIN, 815, { size: 7.5, grey: true })
}

/** VAT rate by rate beside the totals. */
function vatTable(sheet: Sheet) {
  const { paper, fields, supplier, buyer } = sheet
  paper.text(supplier.name, paper.width / 2, 54, { bold: true, size: 14, align: 'center' })
  paper.text(supplier.address.join(' · '), paper.width / 2, 69, { size: 8.5, align: 'center', grey: true })
  paper.text('Doit :', MARGIN, 120)
  paper.lines([buyer.name, ...partyLines(buyer, 'Siret')], MARGIN, 134)
  const words = references(
    fields,
    {
      number: isCreditNote(fields) ? 'Avoir numéro' : 'Facture numéro',
      issueDate: 'Date de facture',
      dueDate: 'Date d’échéance',
      originNumber: 'Facture d’origine',
      engagementNumber: 'Commande n°',
      serviceCode: 'Code service Chorus',
      contractNumber: 'N° marché',
    },
    inWords,
  )
  paper.lines(
    words.map(([word, value]) => `${word} ${value}`),
    340,
    120,
  )
  const y = table(sheet, 270) + 20
  const heads = ['Taux', 'Base HT', 'Montant TVA']
  heads.forEach((head, index) =>
    paper.text(head, MARGIN + 60 + index * 80, y, { size: 8.5, bold: true, align: 'right' }),
  )
  ;(fields.vatLines ?? []).forEach(({ rate, base, tax }, index) => {
    const cells = [formatRate(rate ?? 0), money(base).replace('€', ''), money(tax).replace('€', '')]
    cells.forEach((cell, column) =>
      paper.text(cell.trim(), MARGIN + 60 + column * 80, y + 15 + index * 14, { size: 9, align: 'right' }),
    )
  })
  const rows: [string, string][] = [
    ['Montant total HT', money(fields.netTotal)],
    ['Total TVA', money(fields.taxTotal)],
    ['Total toutes taxes comprises', money(fields.grossTotal)],
    ...(fields.prepaid ? [['Montant déjà versé', money(fields.prepaid)] as [string, string]] : []),
    ['Reste à payer', money(fields.payable)],
  ]
  rows.forEach(([word, amount], index) => {
    paper.text(word, 330, y + index * 15)
    paper.text(amount, paper.width - MARGIN, y + index * 15, { align: 'right' })
  })
  paper.lines(payment(sheet), MARGIN, y + 110, { size: 9 })
  paper.text(legalLine(supplier), MARGIN, 815, { size: 7.5, grey: true })
}

/** A letter, in sentences. */
function letter(sheet: Sheet) {
  const { paper, fields, supplier, buyer, lines } = sheet
  paper.lines([supplier.name, ...partyLines(supplier, 'N° Siret')], MARGIN, 60)
  paper.lines([buyer.name, ...partyLines(buyer, 'N° Siret')], 320, 150)
  paper.text(`Le ${inWords(fields.issueDate)}`, 320, 240)
  paper.text(`${titleOf(fields)} n° ${fields.number ?? ''}`, MARGIN, 280, { bold: true, size: 12 })
  const words = references(
    fields,
    {
      engagementNumber: 'Votre commande n°',
      serviceCode: 'Code service',
      contractNumber: 'Marché n°',
      originNumber: 'Annule la facture n°',
      dueDate: 'À régler avant le',
    },
    inWords,
  )
  let y =
    paper.lines(
      words.map(([word, value]) => `${word} ${value}`),
      MARGIN,
      300,
    ) + 14
  for (const line of lines) {
    paper.text(`${line.label} : ${line.quantity} x ${money(line.price)} = ${money(amountOf(line))}`, MARGIN, y)
    y += 14
  }
  const sums = [
    `Montant HT : ${money(fields.netTotal)}`,
    ...(fields.vatLines ?? []).flatMap(({ rate, tax }) => (rate ? [`TVA ${formatRate(rate)} : ${money(tax)}`] : [])),
    `Montant TTC : ${money(fields.grossTotal)}`,
    ...(fields.prepaid ? [`Acompte reçu : ${money(fields.prepaid)}`, `Solde à payer : ${money(fields.payable)}`] : []),
  ]
  y = paper.lines(sums, MARGIN, y + 14) + 14
  paper.lines(payment(sheet), MARGIN, y, { size: 9 })
  paper.text(legalLine(supplier), MARGIN, 815, { size: 7.5, grey: true })
}

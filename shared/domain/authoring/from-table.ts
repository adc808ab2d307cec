import { formatCents } from '../../base/money.ts'
import { fold } from '../../base/fold-text.ts'
import { french } from '../../base/french.ts'
import { AuthoredInvoice, AuthoredParty, type AuthoredLine } from './authored.ts'
import { faultsOf } from './faults.ts'
import { cellParsers } from './table-cells.ts'
import { tableFields, type Mapping, type TableField } from './table-columns.ts'
import { totalsOf } from './totals.ts'
import { usualTerms } from './usual-terms.ts'

/** Line of a table: its number in the file, from 1, and its cells as texts. */
export type TableLine = { number: number; cells: string[] }
/** What stands against a line of a table: where, and a sentence. */
export type TableFault = { line: number; field?: TableField; message: string }
/** Invoice of a table, or why it is none; `lines` are those of the file it comes from. */
export type FromTable = { number: string; lines: number[]; invoice?: AuthoredInvoice; faults: TableFault[] }

/** What a table does not say: the firm, how it is paid, why it counts no VAT, and what is known of a client. */
export type TableBase = Pick<AuthoredInvoice, 'seller' | 'legal' | 'iban' | 'bic' | 'isVatOnDebits'> & {
  /** Motive of lines at 0 % (vat-motives.json); empty where they need one of their own. */
  motive: string
  buyerOf: (said: { siret: string; name: string }) => AuthoredParty | undefined
}

/**
 * Invoices of a table: lines of one number are one invoice. A line gives its price and quantity, or its amount; the total with tax, where
 * there is one, is held against what the lines add up to. What is wrong is said line by line, and that invoice is not made.
 */
export function invoicesOfTable(lines: TableLine[], mapping: Mapping, base: TableBase): FromTable[] {
  const cell = ({ cells }: TableLine, field: TableField) => {
    const column = mapping[field]
    return column === undefined ? '' : (cells[column] ?? '').trim()
  }
  const groups = Map.groupBy(lines, (line) => cell(line, 'number'))
  return [...groups].map(([number, group]) => {
    const reading = new Reading(group, cell)
    const invoice = number ? reading.invoice(number, base) : undefined
    if (!number) for (const line of group) reading.say(line, 'number', 'Il manque le numéro de la facture.')
    return {
      number,
      lines: group.map((line) => line.number),
      faults: reading.faults,
      ...(invoice && !reading.faults.length && { invoice }),
    }
  })
}

type Parser = keyof typeof cellParsers
type Parsed<P extends Parser> = NonNullable<ReturnType<(typeof cellParsers)[P]>>

/** Reading of the lines of one invoice; what cannot be read is said, and the rest goes on. */
class Reading {
  readonly faults: TableFault[] = []
  readonly #lines: TableLine[]
  readonly #cell: (line: TableLine, field: TableField) => string

  constructor(lines: TableLine[], cell: (line: TableLine, field: TableField) => string) {
    this.#lines = lines
    this.#cell = cell
  }
  say(line: TableLine, field: TableField | undefined, message: string) {
    this.faults.push({ line: line.number, ...(field && { field }), message: french(message) })
  }

  invoice(number: string, base: TableBase): AuthoredInvoice | undefined {
    const kind = /avoir|credit/.test(fold(this.#once('kind'))) ? 'creditNote' : 'invoice'
    const buyer = this.#buyer(base)
    const originNumber = this.#once('originNumber')
    const lines = this.#lines.map((line) => this.#line(line, number, base.motive))
    const { buyerOf, motive, ...firm } = base
    const { data } = AuthoredInvoice.safeParse({
      ...firm,
      kind,
      number,
      buyer,
      lines,
      nature: 'services',
      issueDate: this.#parsedOnce('issueDate', 'day', 'Il manque la date de la facture.') ?? '',
      dueDate: this.#parsedOnce('dueDate', 'day') ?? '',
      performedTo: this.#parsedOnce('performedTo', 'day') ?? '',
      ...Object.fromEntries(PLAIN.map((field) => [field, this.#once(field)])),
      origin: originNumber ? { number: originNumber, date: this.#parsedOnce('originDate', 'day') ?? '' } : null,
      terms: usualTerms({ cadre: 'A1' }),
    })
    if (data) this.#check(data)
    else if (!this.faults.length)
      this.say(this.#lines[0]!, undefined, 'Cette facture ne se lit pas : vérifiez sa ligne.')
    return data
  }

  /** Its client as the address book knows it, with what the table says of its address. */
  #buyer({ buyerOf }: TableBase): AuthoredParty | undefined {
    const siret = this.#parsedOnce('buyerSiret', 'siret') ?? ''
    const name = this.#once('buyerName')
    const isWhole = siret !== '' && name !== ''
    const known = buyerOf({ siret, name }) ?? (isWhole ? AuthoredParty.parse({ siret, name, address: {} }) : undefined)
    const [street, postcode, city] = [this.#once('buyerStreet'), this.#once('buyerPostcode'), this.#once('buyerCity')]
    if (!known) {
      const message = 'Ce client n’est pas dans votre carnet : donnez son SIRET et son nom.'
      this.say(this.#lines[0]!, siret ? 'buyerSiret' : 'buyerName', message)
      return undefined
    }
    const { address } = known
    return {
      ...known,
      address: {
        ...address,
        lines: street ? [street] : address.lines,
        postcode: postcode || address.postcode,
        city: city || address.city,
      },
    }
  }

  /** A value of the whole invoice: said once, or alike on each of its lines. */
  #once(field: TableField): string {
    const said = this.#lines.map((line) => this.#cell(line, field))
    const value = said.find(Boolean) ?? ''
    const other = said.find((text) => text && signs(text) !== signs(value))
    if (other !== undefined) {
      const at = this.#lines[said.indexOf(other)]!
      this.say(at, field, `« ${other} » n’est pas ce que dit une autre ligne de cette facture : « ${value} ».`)
    }
    return value
  }
  #parsedOnce<P extends Parser>(field: TableField, parser: P, missing = ''): Parsed<P> | undefined {
    const text = this.#once(field)
    if (text) return this.#parse(this.#lines[0]!, field, parser, text)
    if (missing) this.say(this.#lines[0]!, field, missing)
    return undefined
  }
  #parse<P extends Parser>(line: TableLine, field: TableField, parser: P, text: string): Parsed<P> | undefined {
    const value = cellParsers[parser](text) as Parsed<P> | undefined
    if (value === undefined) this.say(line, field, `${labelOf(field)} : « ${text} » ne se lit pas.`)
    return value
  }

  #line(line: TableLine, number: string, motive: string): Partial<AuthoredLine> {
    const read = <P extends Parser>(field: TableField, parser: P): Parsed<P> | undefined => {
      const text = this.#cell(line, field)
      return text ? this.#parse(line, field, parser, text) : undefined
    }
    const [price, net, rate] = [read('unitPrice', 'price'), read('net', 'cents'), read('rate', 'rate')]
    const has = (field: TableField) => this.#cell(line, field) !== ''
    if (!has('unitPrice') && !has('net')) this.say(line, 'unitPrice', 'Il manque le prix unitaire, ou le montant HT.')
    if (!has('rate') && !motive) this.say(line, 'rate', 'Il manque le taux de TVA.')
    const byAmount = price === undefined && net !== undefined
    return {
      reference: this.#cell(line, 'reference'),
      designation: this.#cell(line, 'designation') || `Selon facture ${number}`,
      unit: read('unit', 'unit') ?? (byAmount ? 'LS' : 'C62'),
      ...(byAmount
        ? { quantity: net < 0 ? -10_000 : 10_000, unitPrice: Math.abs(net) * 10_000 }
        : { quantity: read('quantity', 'quantity') ?? 10_000, unitPrice: price ?? 0 }),
      discount: byAmount ? 0 : (read('discount', 'percent') ?? 0),
      rate: rate ?? 0,
      motive: rate ? '' : motive,
    }
  }

  /** What the invoice itself lacks, at its lines; its total against the one of the table. */
  #check(invoice: AuthoredInvoice) {
    if (this.faults.length) return
    for (const { line = 0, message } of faultsOf(invoice)) this.say(this.#lines[line]!, undefined, message)
    if (this.faults.length) return
    const totals = this.#lines.map((line) => this.#cell(line, 'gross')).filter(Boolean)
    if (!totals.length) return
    const cents = totals.map((text) => this.#parse(this.#lines[0]!, 'gross', 'cents', text) ?? 0)
    // Said again on each line, or line by line.
    const said = new Set(cents).size === 1 ? cents[0]! : cents.reduce((sum, each) => sum + each, 0)
    const { grossTotal } = totalsOf(invoice)
    if (this.faults.length || Math.abs(said) === grossTotal) return
    this.say(
      this.#lines[0]!,
      'gross',
      `Les lignes font ${formatCents(grossTotal)} TTC et le tableau dit ${formatCents(said)}.`,
    )
  }
}

/** What tells two cells apart: spaces and case do not. */
const signs = (text: string) => fold(text).replace(/[^a-z0-9]/g, '')

/** Texts of the whole invoice that are taken as they are. */
const PLAIN = ['serviceCode', 'engagementNumber', 'contractNumber', 'subject', 'comment'] as const
const labelOf = (field: TableField) => tableFields.find(({ name }) => name === field)?.label ?? field

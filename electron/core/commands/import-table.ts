import { basename } from 'node:path'
import type { TableView } from '../../../shared/contract/importing.ts'
import { companiesOf } from '../../../shared/contract/settings.ts'
import { isDate } from '../../../shared/base/dates.ts'
import { french } from '../../../shared/base/french.ts'
import { AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'
import { fieldsOf } from '../../../shared/domain/authoring/fields-of.ts'
import { usualTerms } from '../../../shared/domain/authoring/usual-terms.ts'
import { invoicesOfTable, type FromTable, type TableBase } from '../../../shared/domain/authoring/from-table.ts'
import { headsOf, mappingOf, type Mapping } from '../../../shared/domain/authoring/table-columns.ts'
import { totalsOf } from '../../../shared/domain/authoring/totals.ts'
import type { Company } from '../../../shared/domain/firms/company.ts'
import type { Look } from '../formats/facturx/write.ts'
import type { Table } from '../importing/read-table.ts'
import type { Vault } from '../vault/vault.ts'
import type { Intake } from '../intake/intake.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices'> & {
  settings: Pick<Store['settings'], 'get' | 'save'>
  intake: Pick<Intake, 'takeBytes'>
  vault: Vault
  baseOf: (firm: Company) => TableBase
  changed: () => void
}
type Opened = { name: string; table: Table | { reason: string } }
/** Invoices that were made, by the ids of their drafts, and what could not be, in French. */
type Made = { ids: string[]; faults: string[] }
/** Rows that are shown of a table, for the person to know its columns by. */
const SAMPLES = 3

/** What makes files and reads workbooks is loaded when it is first asked for: a start does without. */
const readTable = async (bytes: Uint8Array) => (await import('../importing/read-table.ts')).readTable(bytes)

/**
 * Commands: import of a table of invoices. What it gives is shown before anything is made; each invoice becomes a Factur-X of ours that
 * arrives as a draft, the same bytes however often it is made, so that it is one invoice.
 */
export function createImportTable({ invoices, settings, intake, vault, baseOf, changed }: Deps) {
  let opened: Opened | undefined

  async function open(name: string, bytes: Uint8Array) {
    opened = { name: basename(name), table: await readTable(bytes) }
    changed()
  }
  const known = () => settings.get().tableHeads
  /** The firm that is shown, else the first one. */
  function firmNow(): Company {
    const { shown, ...current } = settings.get()
    return companiesOf(current).find(({ siret }) => siret === shown) ?? current.company
  }
  const base = () => baseOf(firmNow())
  async function lookOf({ letterhead: { color, logo } }: Company): Promise<Look> {
    return { color, ...(logo && { logo: new Uint8Array(await vault.read(logo.sha256)) }) }
  }
  function read({ heads, lines }: Table): { mapping: Mapping; found: FromTable[] } {
    const mapping = mappingOf(heads, known())
    return { mapping, found: invoicesOfTable(lines, mapping, base()) }
  }

  /** Query: the table that is open. */
  function view(): TableView | undefined {
    if (!opened) return undefined
    const { name, table } = opened
    if ('reason' in table) return { name, reason: table.reason, heads: [], samples: [], mapping: {}, invoices: [] }
    const { mapping, found } = read(table)
    const samples = table.lines.slice(0, SAMPLES).map(({ cells }) => cells)
    return { name, heads: table.heads, samples, mapping, invoices: found.map(shown) }
  }

  function map(mapping: Mapping) {
    if (!opened || 'reason' in opened.table) return
    const current = settings.get()
    settings.save({ ...current, tableHeads: { ...known(), ...headsOf(opened.table.heads, mapping) } })
    changed()
  }

  /** Those nothing stands against, as drafts. */
  async function make(): Promise<Made> {
    if (!opened || 'reason' in opened.table) return { ids: [], faults: [] }
    return makeOf(read(opened.table).found.flatMap(({ invoice }) => invoice ?? []))
  }
  /** The one that is here already and says the same, whatever has been learnt of its client since. */
  function alreadyHere(invoice: AuthoredInvoice): string | undefined {
    const fields = fieldsOf(invoice)
    const known = invoices.ofNumber('', fields, invoice.number)
    const isSame = (['issueDate', 'buyerSiret', 'netTotal', 'grossTotal'] as const).every(
      (name) => known?.fields[name] === fields[name],
    )
    return isSame ? known?.id : undefined
  }
  async function makeOf(wanted: AuthoredInvoice[]): Promise<Made> {
    const ids: string[] = []
    const faults: string[] = []
    const look = await lookOf(firmNow())
    for (const invoice of wanted) {
      const { number, issueDate } = invoice
      const here = alreadyHere(invoice)
      if (here !== undefined) {
        ids.push(here)
        continue
      }
      // Made on the day it bears, whenever it is made: the same bytes are one invoice.
      const at = isDate(issueDate) ? Date.parse(issueDate) : 0
      const { makeFile } = await import('../formats/make-file.ts')
      const made = await makeFile(invoice, { dialect: 'chorus', carrier: 'facturx', at, look })
      if ('faults' in made) faults.push(...made.faults.map((fault) => french(`${number} : ${fault}`)))
      else {
        const taken = await intake.takeBytes(`${number.replace(/[^A-Za-z0-9_+-]/g, '-')}.pdf`, made.bytes)
        ids.push(...taken.invoices.map(({ id }) => id))
      }
    }
    return { ids, faults }
  }

  /** A table, or one invoice in JSON (authored.ts) whose firm need not be said, without a look at it before. */
  async function makeFrom(bytes: Uint8Array): Promise<Made> {
    const json = jsonOf(bytes)
    if (json) {
      const { buyerOf, motive, ...firm } = base()
      const { data, error } = AuthoredInvoice.safeParse({
        ...firm,
        nature: 'services',
        terms: usualTerms({ cadre: 'A1' }),
        ...json,
      })
      return data
        ? makeOf([data])
        : { ids: [], faults: error.issues.map(({ path, message }) => `${path.join('.')} : ${message}`) }
    }
    const table = await readTable(bytes)
    if ('reason' in table) return { ids: [], faults: [table.reason] }
    const { found } = read(table)
    const made = await makeOf(found.flatMap(({ invoice }) => invoice ?? []))
    const faults = found.flatMap((each) => each.faults.map(({ line, message }) => french(`Ligne ${line} : ${message}`)))
    return { ids: made.ids, faults: [...faults, ...made.faults] }
  }

  return {
    open,
    view,
    map,
    make,
    makeFrom,
    close: () => {
      opened = undefined
      changed()
    },
  }
}

/** An object in JSON; undefined for what is none. */
function jsonOf(bytes: Uint8Array): object | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const shown = ({ number, lines, invoice, faults }: FromTable): TableView['invoices'][number] => ({
  number,
  lines,
  buyer: invoice?.buyer.name ?? '',
  grossTotal: invoice ? totalsOf(invoice).grossTotal : null,
  faults: faults.map(({ line, message }) => ({ line, message })),
})

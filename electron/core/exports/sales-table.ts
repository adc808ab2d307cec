import type { Row } from '../../../shared/contract/views.ts'
import { isCreditNote, type Fields } from '../../../shared/domain/fields/fields.ts'
import { isKnown, type Invoice } from '../../../shared/domain/lifecycle/invoice.ts'

/** A cell of a table that is exported: a text, an amount in cents, or an ISO day; null is empty. */
export type Cell = { text: string } | { cents: number | null } | { day: string }
/** A column of a table that is exported: its head, its width in characters, and what stands in it. */
export type Column<Line> = { head: string; width: number; of: (line: Line) => Cell }

/** The cells of one line. */
export const cellsOf = <Line>(columns: Column<Line>[], line: Line): Cell[] => columns.map(({ of }) => of(line))

/** An invoice as the list shows it, and whole. */
export type Sale = { row: Row; invoice: Invoice }

const text = (of: (sale: Sale) => string | undefined) => (sale: Sale) => ({ text: of(sale) ?? '' })
const day = (of: (sale: Sale) => string | undefined) => (sale: Sale) => ({ day: of(sale) ?? '' })
const fieldsOf = ({ invoice }: Sale) => (isKnown(invoice) ? invoice.fields : undefined)
/** A credit note counts off, as in the sum under the list. */
const cents = (of: (fields: Fields) => number | null) => (sale: Sale) => {
  const fields = fieldsOf(sale)
  const amount = fields ? of(fields) : null
  return { cents: amount !== null && fields && isCreditNote(fields) ? -Math.abs(amount) : amount }
}

/** The columns of the list of invoices, with the portal’s labels: one line an invoice, amounts in euros, days as days. */
export const saleColumns: Column<Sale>[] = [
  { head: 'N° de facture', width: 18, of: text(({ row }) => row.number || row.fileName) },
  { head: 'Type', width: 9, of: text(({ row }) => (row.isCreditNote ? 'Avoir' : 'Facture')) },
  { head: 'Date de facture', width: 15, of: day(({ row }) => row.issuedOn) },
  { head: 'Client', width: 40, of: text(({ row }) => row.buyer) },
  { head: 'SIRET du client', width: 17, of: text(({ row }) => row.buyerSiret) },
  { head: 'Code service', width: 16, of: text(({ row }) => row.service) },
  { head: 'Numéro d’engagement', width: 20, of: text(({ row }) => row.engagement) },
  { head: 'N° de marché', width: 16, of: text(({ row }) => row.contract) },
  { head: 'Total HT', width: 13, of: cents(({ netTotal }) => netTotal) },
  { head: 'Total TVA', width: 13, of: cents(({ taxTotal }) => taxTotal) },
  { head: 'Total TTC', width: 13, of: cents(({ grossTotal }) => grossTotal) },
  { head: 'Net à payer', width: 13, of: cents(({ payable }) => payable) },
  { head: 'Où elle en est', width: 22, of: text(({ row }) => row.situation.word) },
  { head: 'Statut Chorus Pro', width: 30, of: text(({ row }) => row.situation.label) },
  { head: 'Déposée le', width: 12, of: day(({ invoice }) => ('depositedOn' in invoice ? invoice.depositedOn : '')) },
  { head: 'Échéance', width: 12, of: day(({ row }) => row.deadline?.on) },
  {
    head: 'Échéance estimée',
    width: 16,
    of: text(({ row }) => row.deadline && (row.deadline.isEstimated ? 'oui' : 'non')),
  },
  { head: 'Entreprise', width: 28, of: text((sale) => sale.row.firm?.name ?? fieldsOf(sale)?.supplierName) },
  {
    head: 'SIRET de l’entreprise',
    width: 20,
    of: text((sale) => sale.row.firm?.siret ?? fieldsOf(sale)?.supplierSiret),
  },
  { head: 'Fichier', width: 30, of: text(({ row }) => row.fileName) },
]

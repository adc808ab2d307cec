import type { Row } from '../../../shared/contract/views.ts'
import { ask } from '../../app/api.ts'
import { amount, shortDay, signed } from '../../app/format.ts'

const heads = ['Facture', 'Client', 'Date', 'Où elle en est', 'Échéance', 'TTC']

/** Prints these invoices as a table, by the system's own dialog; the table is there only while it prints. */
export async function printRows(ids: string[]): Promise<void> {
  const table = tableOf(await ask('invoices.rows', { ids }))
  document.body.append(table)
  addEventListener('afterprint', () => table.remove(), { once: true })
  window.print()
}

function tableOf(rows: Row[]): HTMLElement {
  const sheet = document.createElement('div')
  sheet.className = 'print-sheet'
  const table = sheet.appendChild(document.createElement('table'))
  table.className = 'table'
  const head = table.createTHead().insertRow()
  for (const text of heads) head.appendChild(document.createElement('th')).textContent = text
  const body = table.createTBody()
  for (const row of rows) {
    const line = body.insertRow()
    for (const text of cellsOf(row)) line.insertCell().textContent = text
  }
  return sheet
}
const cellsOf = ({ number, fileName, buyer, issuedOn, situation, deadline, grossTotal, isCreditNote }: Row) => [
  number || fileName,
  buyer,
  shortDay(issuedOn),
  [situation.word, situation.label].filter(Boolean).join(', '),
  deadline ? shortDay(deadline.on) : '',
  amount(signed(grossTotal, isCreditNote)),
]

import { z } from 'zod'
import { parseDay } from '../../base/dates.ts'
import { parseCents } from '../../base/money.ts'
import { siretDigits, looksLikeSiret } from '../../base/siret.ts'
import { codeOf } from '../platform/status.ts'
import { fold } from '../../base/fold-text.ts'
import { rowsOf } from './separated.ts'

/** A line of the portal's list, as far as it was understood. `line` counts from 1 in what was pasted. */
export const ListLine = z.object({
  line: z.number(),
  number: z.string(),
  /** As it was written. */
  statusText: z.string(),
  /** Undefined when no status of ours is called that. */
  status: z.string().optional(),
  /** ISO day of the status, where the list has one. */
  on: z.string().optional(),
  /** Cents. */
  amount: z.number().optional(),
  supplierSiret: z.string().optional(),
  buyer: z.string().optional(),
  comment: z.string().optional(),
})
export type ListLine = z.infer<typeof ListLine>
export type PortalList = {
  lines: ListLine[]
  /** Lines that say nothing we can use, with the reason. */
  unread: { line: number; text: string; why: string }[]
}

type Column = 'number' | 'status' | 'on' | 'amount' | 'supplier' | 'buyer' | 'comment'
/**
 * What the head of a column may contain. The portal's own heads are not published (domaine.md, « Ce qui reste incertain »):
 * these are the words of its labels (§3, §8), in the order in which they are tried.
 */
const heads: [Column, RegExp][] = [
  ['on', /date.*(statut|etat|mise a jour|modification|action|passage)|^(statut|etat).*(date|depuis)|^date$/],
  ['status', /statut|^etat\b/],
  ['comment', /commentaire|motif/],
  ['supplier', /fournisseur|emetteur/],
  ['buyer', /destinataire|client|acheteur/],
  ['amount', /montant|ttc|net a payer/],
  ['number', /(numero|n°|\bno|num)(?![a-z]).*(facture|demande|piece)|^facture$|^(numero|n°|num)$/],
]
const columnOf = (head: string): Column | undefined => heads.find(([, pattern]) => pattern.test(fold(head)))?.[0]

/** The portal's list, copied from its table or exported as CSV. Says what it did not understand; guesses nothing. */
export function readPortalList(text: string): PortalList {
  const rows = rowsOf(text)
  const top = rows.findIndex(({ cells }) => {
    const columns = cells.map(columnOf)
    return columns.includes('number') && columns.includes('status')
  })
  const list: PortalList = { lines: [], unread: [] }
  const place = top < 0 ? undefined : placesOf(rows[top]!.cells)
  for (const { line, cells, text } of rows.slice(top + 1)) {
    if (!cells.some(Boolean)) continue
    const found = place ? byHead(cells, place) : byContent(cells)
    if (typeof found === 'string') list.unread.push({ line, text, why: found })
    else list.lines.push({ line, ...found })
  }
  return list
}

type Places = Partial<Record<Column, number>>
const placesOf = (cells: string[]): Places => {
  const places: Places = {}
  for (const [index, cell] of cells.entries()) {
    const column = columnOf(cell)
    if (column) places[column] ??= index
  }
  return places
}

function byHead(cells: string[], places: Places): Omit<ListLine, 'line'> | string {
  const at = (column: Column) => cells[places[column] ?? -1]?.trim() ?? ''
  const number = at('number')
  const statusText = at('status')
  if (!number) return 'pas de numéro de facture'
  if (!statusText) return 'pas de statut'
  return {
    number,
    statusText,
    status: codeOf(statusText),
    on: dayIn(at('on')),
    amount: parseCents(at('amount')),
    supplierSiret: siretIn(at('supplier')),
    buyer: at('buyer') || undefined,
    comment: at('comment') || undefined,
  }
}

/** Without a head only what can be nothing else is taken: one status of ours, and the cells that may be the number. */
function byContent(cells: string[]): Omit<ListLine, 'line'> | string {
  const statuses = cells.filter((cell) => codeOf(cell))
  if (statuses.length !== 1) return 'pas d’en-tête, et pas un seul statut reconnu'
  const number = cells.find((cell) => /\d/.test(cell) && /^[\w/+-]{1,20}$/.test(cell) && !parseDay(cell))
  if (!number) return 'pas d’en-tête, et pas de numéro reconnu'
  return { number, statusText: statuses[0]!, status: codeOf(statuses[0]!) }
}

/** The day at the start of « 23/11/2026 14:05 ». */
const dayIn = (text: string) => parseDay(/^[\d/.-]{8,10}/.exec(text)?.[0] ?? '')
const siretIn = (text: string) => {
  const digits = /(?:\d[\s.\u00a0\u202f]?){14}/.exec(text)?.[0]
  return digits && looksLikeSiret(digits) ? siretDigits(digits) : undefined
}

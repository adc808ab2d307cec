import table from '../data/life.json' with { type: 'json' }
import type { Structure } from '../directory/structure.ts'
import type { Entry } from './store.ts'

/**
 * The whole life of an invoice, dated at its deposit; time reveals it, without a timer. In the demonstration the last
 * digit of its number decides how it ends (`fates` in data/life.json). `at` is epoch milliseconds.
 */
export function lifeOf({
  paper,
  buyer,
  at,
  haste,
  isDemonstration,
}: {
  paper: { number: string; cadre: string }
  buyer: Structure
  at: number
  haste: number
  isDemonstration: boolean
}): Entry[] {
  const dated = (minutes: number) => at + (minutes * 60_000) / haste
  const validation = /^A(9|12)_/.test(paper.cadre) ? table.validation : []
  const start = validation.at(-1)?.afterMinutes ?? 0
  const nominal = table.nominal.filter(({ status }) => status !== 'MISE_EN_PAIEMENT' || !buyer.hidesPayment)
  const life: Entry[] = [
    ...validation.map(({ status, afterMinutes }) => ({ status, at: dated(afterMinutes) })),
    ...nominal.map(({ status, afterMinutes }) => ({ status, at: dated(start + afterMinutes) })),
  ]
  const fate = isDemonstration ? fateOf(paper.number) : undefined
  if (!fate) return life
  const turn = dated(start + table.fateAfterMinutes)
  return [...life.filter((entry) => entry.at < turn), { ...fate, at: turn }]
}

const fateOf = (number: string) => new Map(Object.entries(table.fates)).get(/(\d)\D*$/.exec(number)?.[1] ?? '')

/** What has happened by now, oldest first. */
export const pastOf = (history: Entry[], now: number): Entry[] => history.filter((entry) => entry.at <= now)

/** The last thing that has happened by now. */
export const currentOf = (history: Entry[], now: number): Entry => pastOf(history, now).at(-1) ?? history[0]!

/** From now on a life by hand: what was still to come is called off. */
export const turned = ({
  history,
  now,
  entry,
}: {
  history: Entry[]
  now: number
  entry: Omit<Entry, 'at'>
}): Entry[] => [...pastOf(history, now), { ...entry, at: now }]

import table from '../data/life.json' with { type: 'json' }
import type { Structure } from '../directory/structure.ts'
import type { Entry } from './store.ts'

/**
 * What is left of recycling (chorus-pro-api.md §12.3): `actif`, as it was; `extinction`, recipients reject instead, and what
 * is already to be recycled may still leave; `supprime`, nothing is recycled any more.
 */
export type Recycling = 'actif' | 'extinction' | 'supprime'

/** What becomes of invoices, by number: minutes after the deposit, divided by `haste`. */
export type Script = Record<string, { afterMinutes: number; status: string; comment?: string | undefined }[]>

type Course = { buyer: Structure; haste: number }
type Step = { status: string; afterMinutes: number }

/**
 * The whole life of an invoice, dated at its deposit; time reveals it, without a timer. In the demonstration the last
 * digit of its number decides how it ends (`fates` in data/life.json). `at` is epoch milliseconds.
 */
export function lifeOf({
  paper,
  at,
  isDemonstration,
  recycling,
  script,
  ...course
}: Course & {
  paper: { number: string; cadre: string }
  at: number
  isDemonstration: boolean
  recycling: Recycling
  script: Script
}): Entry[] {
  const validation = /^A(9|12)_/.test(paper.cadre) ? table.validation : []
  const start = validation.at(-1)?.afterMinutes ?? 0
  const life = dated([...validation, ...later(nominalOf(course.buyer), start)], at, course)
  const scripted = new Map(Object.entries(script)).get(paper.number)
  if (scripted) return [life[0]!, ...dated(scripted, at, course)]
  const fate = isDemonstration ? fateOf(paper.number) : undefined
  if (!fate) return life
  const turn = at + ((start + table.fateAfterMinutes) * 60_000) / course.haste
  return [...life.filter((entry) => entry.at < turn), { ...fate, status: posedBy(fate.status, recycling), at: turn }]
}

/**
 * What the supplier has just done to an invoice, and what comes of it: the nominal life goes on where `from` left it.
 * `A_VALIDER_1` is followed by the validation and the whole of it.
 */
export function resumed({
  history,
  now,
  entry,
  from,
  ...course
}: Course & { history: Entry[]; now: number; entry: Omit<Entry, 'at'>; from: string }): Entry[] {
  const nominal = nominalOf(course.buyer)
  const end = table.validation.at(-1)!.afterMinutes
  const steps: Step[] = from === 'A_VALIDER_1' ? [...table.validation, ...later(nominal, end)] : nominal
  const place = steps.findIndex(({ status }) => status === from)
  const coming = later(steps.slice(place + 1), -steps[place]!.afterMinutes)
  return [...turned({ history, now, entry }), ...dated(coming, now, course)]
}

/** How a recipient sends an invoice back for its recipient, service or engagement: see `Recycling`. */
const posedBy = (status: string, recycling: Recycling) =>
  status === 'A_RECYCLER' && recycling !== 'actif' ? 'REJETEE' : status

const nominalOf = (buyer: Structure): Step[] =>
  table.nominal.filter(({ status }) => status !== 'MISE_EN_PAIEMENT' || !buyer.hidesPayment)
const later = (steps: Step[], minutes: number) =>
  steps.map(({ status, afterMinutes }) => ({ status, afterMinutes: afterMinutes + minutes }))
const dated = (steps: Script[string], at: number, { haste }: Course): Entry[] =>
  steps.map(({ status, afterMinutes, comment }) => ({
    status,
    at: at + (afterMinutes * 60_000) / haste,
    ...(comment ? { comment } : {}),
  }))

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

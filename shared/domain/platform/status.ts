import { z } from 'zod'
import flowTable from '../../tables/flow-states.json' with { type: 'json' }
import table from '../../tables/statuses.json' with { type: 'json' }
import { fold } from '../../base/fold-text.ts'

/** How a status looks and reads: a shape and a word for each group (mockups, « Statuts Chorus Pro »). */
export type StatusGroup =
  'received' | 'withClient' | 'inProgress' | 'waits' | 'refused' | 'ordered' | 'withdrawn' | 'unknown'

export type StatusWords = {
  code: string
  /** The portal's own word. */
  label: string
  /** The same for the owner of a small firm. */
  plain: string
  group: StatusGroup
  todo: string
  rank: number | null
  final: boolean
  notify: boolean
}

/** One status an invoice has had over there: when (ISO date-time, as given), and what the buyer wrote. */
export const StatusEntry = z.object({
  code: z.string(),
  at: z.string(),
  comment: z.string().optional(),
  by: z.string().optional(),
})
export type StatusEntry = z.infer<typeof StatusEntry>

const byCode = new Map((table.entries as StatusWords[]).map((entry) => [entry.code, entry]))

/** A code that is not in the table is shown as it is, to be checked; never hidden (domaine.md §8). */
export const wordsOf = (code: string): StatusWords =>
  byCode.get(code) ?? {
    code,
    label: code,
    plain: code,
    group: 'unknown',
    todo: 'Choriste ne connaît pas ce statut. Regardez la facture sur le portail.',
    rank: null,
    final: false,
    notify: true,
  }

/** What a person may see on the portal of an invoice that has been sent, in the order of its life (domaine.md §8). */
export const noteable: StatusWords[] = table.handOrder.map(wordsOf)

/**
 * The code of a status as the portal words it, « Mise en paiement », or of a code itself; undefined when we know none. Of two
 * with one label (« À valider ») the first.
 */
export const codeOf = (text: string): string | undefined =>
  (table.entries as StatusWords[]).find(({ code, label }) => fold(label) === fold(text) || code === text.trim())?.code

/** Nothing more is to be expected from Chorus Pro. Money in the bank is for the user to say. */
export const isFinal = (code: string): boolean => wordsOf(code).final
export const isNoteworthy = (code: string): boolean => wordsOf(code).notify
export const waitsForUser = (code: string): boolean => ['waits', 'refused', 'unknown'].includes(wordsOf(code).group)

/**
 * The status to show. They may come out of order (« Mandatée » after « Mise en paiement », domaine.md §8): the furthest on
 * the way to payment since the last detour wins. `history` is oldest first and may lack the current one.
 */
export function shownStatus(current: string, history: StatusEntry[]): string {
  if (wordsOf(current).rank === null) return current
  const detour = history.findLastIndex(({ code }) => wordsOf(code).rank === null)
  const since = [...history.slice(detour + 1).map(({ code }) => code), current]
  return since.reduce((furthest, code) => ((wordsOf(code).rank ?? 0) > (wordsOf(furthest).rank ?? 0) ? code : furthest))
}

/** The history with what the platform's list says; the same when it says nothing new. */
export const withListed = (history: StatusEntry[], entry: StatusEntry): StatusEntry[] =>
  history.some(({ code, at }) => code === entry.code && at === entry.at)
    ? history
    : [...history, entry].sort((a, b) => a.at.localeCompare(b.at))

/**
 * The history with a status a person has seen on the portal; undefined when it says nothing new. A status on the way to
 * payment that was known already since the last detour is not news: the day it is seen again is not the day it came.
 */
export function withNoted(history: StatusEntry[], entry: StatusEntry): StatusEntry[] | undefined {
  const detour = history.findLastIndex(({ code }) => wordsOf(code).rank === null)
  const known = history.slice(Math.max(detour, 0)).filter(({ code }) => code === entry.code)
  if (known.some(({ comment }) => !entry.comment || comment === entry.comment)) return undefined
  return [...history, entry].sort((a, b) => a.at.localeCompare(b.at))
}

export type FlowOutcome = 'pending' | 'integrated' | 'partial' | 'rejected'

/** What the state of a flow means; an unknown one is pending (chorus-pro-api.md §7.7). */
export const flowOutcome = (state: string): FlowOutcome =>
  (flowTable.entries.find(({ code }) => code === state)?.outcome ?? 'pending') as FlowOutcome

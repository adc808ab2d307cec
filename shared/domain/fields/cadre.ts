import cadres from '../../tables/cadres.json' with { type: 'json' }
import questions from '../../tables/cadre-questions.json' with { type: 'json' }
import { Cadre, type Fields } from './fields.ts'

type Entry = (typeof cadres.entries)[number]

/** What the table says of a cadre (shared/tables/cadres.json). */
export const cadreOf = ({ cadre }: Pick<Fields, 'cadre'>): Entry => cadres.entries.find(({ code }) => code === cadre)!

/** A document of a works contract: deposited in « Factures de travaux », on the portal only (domaine.md §5.2). */
export const isWorks = (fields: Pick<Fields, 'cadre'>): boolean => cadreOf(fields).works !== null

/** The four for plain invoices, then those of works contracts by who deposits them. */
export const plainCadres: Entry[] = cadres.entries.filter(({ works }) => works === null)
export const worksCadres = Map.groupBy(
  cadres.entries.filter(({ works }) => works !== null),
  ({ works }) => works!,
)

export type Question = (typeof questions.entries)[number]

/**
 * Plain questions, one after the other: what the answers given so far lead to. `next` while something is left to ask,
 * `cadre` once it is decided; a works contract has its own list to choose from.
 */
export function askCadre(answers: boolean[]): { next: Question } | { cadre: Cadre } | { isWorks: true } {
  const yes = questions.entries[answers.indexOf(true)]
  if (yes) return yes.leadsTo === null ? { isWorks: true } : { cadre: Cadre.parse(yes.leadsTo) }
  const next = questions.entries[answers.length]
  return next ? { next } : { cadre: 'A1' }
}

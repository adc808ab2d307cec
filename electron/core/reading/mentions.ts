import { ibansIn } from '../../../shared/domain/document/page/shapes.ts'
import mentions from '../../../shared/tables/mentions.json' with { type: 'json' }
import type { TextDocument } from './text/document.ts'

type Entry = { id: string; words: string[]; atLeast?: number; areDifferent?: boolean }

const sought = (mentions.entries as Entry[]).map(({ words, ...entry }) => ({
  ...entry,
  pattern: new RegExp(words.join('|'), 'g'),
}))

/** Fourteen digits of an account are no SIRET. */
const withoutIbans = (plain: string) =>
  ibansIn(plain).reduceRight((text, { from, to }) => `${text.slice(0, from)}…${text.slice(to)}`, plain)

/** The mentions of the table that the words of the pages show, by their ids; one cut at the end of a line is found too. */
export function mentionsIn({ cells }: Pick<TextDocument, 'cells'>): string[] {
  const text = cells.map(({ plain }) => withoutIbans(plain)).join('\n')
  return sought
    .filter(({ pattern, atLeast = 1, areDifferent }) => {
      const found = [...text.matchAll(pattern)].map(([words]) => words.replace(/\W/g, ''))
      return (areDifferent ? new Set(found).size : found.length) >= atLeast
    })
    .map(({ id }) => id)
}

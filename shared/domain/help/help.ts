import table from '../../tables/help.json' with { type: 'json' }
import statuses from '../../tables/statuses.json' with { type: 'json' }
import { wordsOf as words } from '../../base/search-words.ts'
import type { StatusWords } from '../platform/status.ts'

/** Where an answer comes from: it is the word beside it. */
export type HelpKind = 'glossaire' | 'question' | 'statut' | 'réglage' | 'raccourci'
/** One thing that may be found in Aide. `to` is a page of the application, empty where there is nowhere to go. */
export type HelpEntry = { kind: HelpKind; title: string; text: string; to: string }

export type HelpStatus = StatusWords & { means: string }

/** Statuses of the portal, one for each word and meaning: « À valider » has two codes (domaine.md §8). */
export const helpStatuses: HelpStatus[] = (statuses.entries as HelpStatus[]).filter(
  ({ label, plain, means }, index, all) =>
    all.findIndex((other) => other.label === label && (other.plain === plain || other.means === means)) === index,
)
export const { words: glossary, questions, keys: helpKeys, reform } = table

/** All that Aide can be asked for, in the order of its pages. */
export const helpEntries: HelpEntry[] = [
  ...glossary.map(({ term, text }) => ({ kind: 'glossaire' as const, title: term, text, to: '/aide/glossaire' })),
  ...questions.map(({ group, title, text, to }) => ({
    kind: group === 'reglage' ? ('réglage' as const) : ('question' as const),
    title,
    text,
    to: to || '/aide',
  })),
  ...helpStatuses.map(({ code, label, plain, means }) => ({
    kind: 'statut' as const,
    title: `${label} : ${plain.toLowerCase()}`,
    text: means,
    to: `/aide/statuts/${code}`,
  })),
  ...helpKeys.flatMap(({ keys }) =>
    keys.map(({ does, press }) => ({
      kind: 'raccourci' as const,
      title: does,
      text: press.join(', '),
      to: '/aide/raccourcis',
    })),
  ),
  { kind: 'question', title: 'Ce qui change le 1er septembre 2027', text: reform.lead, to: '/aide/2027' },
]

/**
 * Full-text search of Aide: those that have every word typed, or a word that begins so; in the title before in the text.
 * Nothing for an empty text.
 */
export function searchHelp(typed: string): HelpEntry[] {
  const sought = words(typed)
  if (!sought.length) return []
  const has = (text: string) => {
    const there = words(text)
    return sought.every((part) => there.some((word) => word.startsWith(part)))
  }
  const [titled, rest] = [helpEntries.filter(({ title }) => has(title)), helpEntries.filter(({ title }) => !has(title))]
  return [...titled, ...rest.filter(({ title, text }) => has(`${title} ${text}`))]
}

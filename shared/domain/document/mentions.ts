import mentions from '../../tables/mentions.json' with { type: 'json' }
import { isCreditNote, type Fields } from '../fields/fields.ts'
import type { DocumentFacts } from './reading.ts'
import { french } from '../../base/french.ts'

/** What the law wants printed, in a few words and in a sentence, and where that comes from. */
export type Mention = { id: string; label: string; sentence: string; text: string }

type When = 'always' | 'invoice' | 'vat' | 'noVat' | 'subcontractorNoVat'

const applies: Record<When, (fields: Fields) => boolean> = {
  always: () => true,
  invoice: (fields) => !isCreditNote(fields),
  vat: ({ taxTotal }) => taxTotal !== null && taxTotal !== 0,
  noVat: ({ taxTotal, cadre }) => taxTotal === 0 && cadre !== 'A9',
  subcontractorNoVat: ({ taxTotal, cadre }) => taxTotal === 0 && cadre === 'A9',
}

/**
 * The mandatory mentions that seem to be missing from the page: only advice, the words may stand there in a way we do not know
 * (domaine.md §6.1, §6.2, §6.4). None where the page was not read through, or where the data are the invoice.
 */
export function missingMentions(fields: Fields, { mentions: found }: DocumentFacts): Mention[] {
  if (!found) return []
  return mentions.entries
    .filter(({ id, when, told = [] }) => {
      const isTold = told.some((name) => fields[name as keyof Fields])
      return applies[when as When](fields) && !isTold && !found.includes(id)
    })
    .map(({ id, label, sentence, text }) => ({ id, text, label: french(label), sentence: french(sentence) }))
}

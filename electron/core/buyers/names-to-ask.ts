import { isKind, tellingWords, wordsOf } from '../../../shared/base/search-words.ts'

/**
 * What Chorus Pro is asked for a text that a person typed or an invoice said, one after the other until something is found:
 * the name as it stands, then without the words for what it is, which Chorus Pro may write otherwise.
 */
export function namesToAsk(text: string): ({ name: string } | { postcode: string })[] {
  const typed = text.replace(/\s+/g, ' ').trim()
  if (/^\d{5}$/.test(typed)) return [{ postcode: typed }]
  const own = tellingWords(wordsOf(typed)).filter((word) => !isKind(word))
  const names = [typed, own.join(' ')].filter((name) => name.length > 2)
  return [...new Set(names)].map((name) => ({ name }))
}

/** The notation in which labels.json writes its phrases; it is explained there. */

/** Any way to write « n° » in a plain text. */
export const NUMBER_SIGN = String.raw`(?:n\s?°|numero|num\.?(?![a-z])|n[ro]?\.?(?![a-z])|#)`

/** « [montant] total » starts with an m or a t, « # facture » with an n or a #. */
export function firstLetters(phrase: string): Set<string> {
  const optional = /^\[((?:<[^>]*>|[^\]])*)\]\s*/.exec(phrase)
  if (optional) {
    const inside = (optional[1] ?? '').replace(/[<>]/g, '').split('|')
    return new Set([
      ...inside.flatMap((word) => [...firstLetters(word)]),
      ...firstLetters(phrase.slice(optional[0].length)),
    ])
  }
  const [, choice] = /^<([^>]*)>/.exec(phrase) ?? []
  if (choice) return new Set(choice.split('|').map((word) => word.charAt(0)))
  return new Set(phrase.startsWith('#') ? ['n', '#'] : [phrase.charAt(0)].filter(Boolean))
}

/** The notation of labels.json as a regular expression. */
export function patternOf(written: string) {
  const phrase = written.replace(/([[<])([^[\]<>]*)([\]>])/g, (_, open: string, words: string, close: string) => {
    const longestFirst = words.split('|').toSorted((a, b) => b.length - a.length)
    return open + longestFirst.join('|') + close
  })
  const pattern = Array.from(
    phrase,
    (character) => TURNED[character] ?? character.replace(/[.*+?^${}()\\/]/, String.raw`\$&`),
  ).join('')
  return /[a-z\]>]$/.test(phrase) ? `${pattern}(?![a-z0-9]|[-_/][a-z0-9])` : pattern
}

const TURNED: Record<string, string> = {
  '[': '(?:',
  ']': ')?',
  '<': '(?:',
  '>': ')',
  '|': '|',
  ' ': String.raw`\s*`,
  '#': NUMBER_SIGN,
}

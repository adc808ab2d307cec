import { fold } from '../../shared/base/fold-text.ts'
import { searchable, wordsOf } from '../../shared/base/search-words.ts'

/** A piece of a text, and whether it is what was searched for. */
export type Piece = { text: string; isFound: boolean }

/** Min letters that are found in the middle of a word too (core/store/search-text.ts). */
const MIDDLE = 3

/** Search highlights: a text in pieces, with the words that the search has found in it; words beside one another are one piece. */
export function highlighted(text: string, typed: string): Piece[] {
  const sought = wordsOf(typed)
  if (!sought.length || !text) return [{ text, isFound: false }]
  const pieces: Piece[] = []
  for (const [part] of text.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu)) {
    for (const piece of isWord(part) ? inWord(part, sought) : [{ text: part, isFound: false }]) join(pieces, piece)
  }
  return pieces
}

const isWord = (part: string) => /[\p{L}\p{N}]/u.test(part)

/** « st » stands for « saint » : the whole word then. */
function inWord(word: string, sought: string[]): Piece[] {
  const folded = fold(word)
  const at = (part: string) =>
    folded.startsWith(part) ? 0 : part.length >= MIDDLE && folded.length === word.length ? folded.indexOf(part) : -1
  const [found] = sought.filter((part) => at(part) >= 0).toSorted((one, other) => other.length - one.length)
  if (found !== undefined && folded.length === word.length) {
    const start = at(found)
    return [
      { text: word.slice(0, start), isFound: false },
      { text: word.slice(start, start + found.length), isFound: true },
      { text: word.slice(start + found.length), isFound: false },
    ].filter((piece) => piece.text)
  }
  const isOther = found !== undefined || searchable(word).some((form) => sought.includes(form))
  return [{ text: word, isFound: isOther }]
}

/** A hyphen or a blank between two that were found goes with them. */
function join(pieces: Piece[], piece: Piece) {
  const last = pieces.at(-1)
  const before = pieces.at(-2)
  if (piece.isFound && last && before?.isFound && /^[\s-]$/.test(last.text)) {
    before.text += last.text + piece.text
    pieces.pop()
  } else if (last && last.isFound === piece.isFound && !piece.isFound) last.text += piece.text
  else pieces.push(piece)
}

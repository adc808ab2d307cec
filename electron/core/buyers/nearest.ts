/** How many letters of a word may be wrong: none in a short one, two in a long one. */
export const faultsAllowed = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2)

type Near = { word: string; faults: number }

/**
 * The words of a sorted or unsorted list that were probably meant, nearest first. What is typed may be only the beginning
 * of one: it is compared with the beginnings of the same length, give or take a letter.
 */
export function nearest(typed: string, vocabulary: Iterable<string>, most = 8): string[] {
  const allowed = faultsAllowed(typed)
  if (!allowed) return []
  const found: Near[] = []
  for (const word of vocabulary) {
    if (word.length < typed.length - allowed || typed.length >= LONGEST || !mayBeNear(typed, word, allowed)) continue
    const faults = faultsIn(typed, word, allowed)
    if (faults <= allowed) found.push({ word, faults })
  }
  return found
    .sort((a, b) => a.faults - b.faults || a.word.length - b.word.length || a.word.localeCompare(b.word))
    .slice(0, most)
    .map(({ word }) => word)
}

/** The first letter is seldom wrong, and then it is the second one, or they have changed places. */
const mayBeNear = (typed: string, word: string, allowed: number) =>
  typed[0] === word[0] || (allowed > 0 && (typed[1] === word[0] || typed[0] === word[1] || typed[1] === word[1]))

/** Three lines of the table of distances, used over and over: this runs for thousands of words at each keystroke. */
const LONGEST = 64
const lines = [new Uint8Array(LONGEST), new Uint8Array(LONGEST), new Uint8Array(LONGEST)] as const

/** Letters to change, add, leave out or swap between what is typed and the nearest beginning of a word. */
function faultsIn(typed: string, word: string, allowed: number): number {
  const width = Math.min(word.length, typed.length + allowed, LONGEST - 1)
  let [before, above, line]: Uint8Array[] = lines as unknown as Uint8Array[]
  for (let column = 0; column <= width; column++) above![column] = column
  let least = 0
  for (let row = 1; row <= typed.length; row++) {
    const letter = typed.charCodeAt(row - 1)
    line![0] = least = row
    for (let column = 1; column <= width; column++) {
      const cost = letter === word.charCodeAt(column - 1) ? 0 : 1
      let faults = Math.min(line![column - 1]! + 1, above![column]! + 1, above![column - 1]! + cost)
      const isSwap =
        row > 1 &&
        column > 1 &&
        letter === word.charCodeAt(column - 2) &&
        typed.charCodeAt(row - 2) === word.charCodeAt(column - 1)
      if (isSwap) faults = Math.min(faults, before![column - 2]! + 1)
      line![column] = faults
      if (faults < least) least = faults
    }
    if (least > allowed) return least
    ;[before, above, line] = [above, line, before]
  }
  return least
}

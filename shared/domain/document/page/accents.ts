import type { Run } from './runs.ts'

/** Signs that stand for an accent when they are drawn over the next letter. */
const SIGNS: Record<string, string> = {
  '´': '\u0301',
  '`': '\u0300',
  ˆ: '\u0302',
  '^': '\u0302',
  '¨': '\u0308',
  '¸': '\u0327',
  '˜': '\u0303',
}
const ENDS_IN_SIGN = /([ ]?)([´`ˆ^¨¸˜])$/

/** What a sign takes up, in heights of letters; with the blank a reader puts before it, for it stands over the middle of its letter. */
const [SIGN, BLANK] = [0.33, 0.11]

/**
 * Old LaTeX, and some billing software, draw « ´ » and then « e » at the same place. Takes runs as drawn; gives them with the
 * letters they mean. A sign used as an apostrophe, « l´eau », covers no letter and stays.
 */
export function withAccents(runs: Run[], widthOf: (text: string) => number): Run[] {
  if (!runs.some(({ text }) => ENDS_IN_SIGN.test(text))) return runs
  const made: Run[] = []
  for (const run of runs) {
    const last = made.at(-1)
    const whole = last && letterUnder(last, run)
    if (!whole) {
      made.push(run)
      continue
    }
    const [tail = '', blank] = ENDS_IN_SIGN.exec(last.text) ?? []
    const text = last.text.slice(0, -tail.length)
    made.pop()
    const width = blank && !isWordOfItsOwn(text, whole + run.text.slice(1)) ? shareOf(last, text, widthOf) : 0
    if (text) made.push({ ...last, text: width || !blank ? text : `${text} `, width: width || run.x - last.x })
    made.push({ ...run, text: whole + run.text.slice(1) })
  }
  return made
}

/** The letter both make together, when the second run starts under the sign the first one ends with. */
function letterUnder(first: Run, second: Run): string | undefined {
  const sign = ENDS_IN_SIGN.exec(first.text)?.[2] ?? ''
  const isOver =
    first.angle === 0 &&
    second.angle === 0 &&
    Math.abs(second.y - first.y) < 0.3 * first.size &&
    second.x < first.x + first.width - 0.1 * first.size &&
    second.x > first.x + first.width - first.size
  const letter = `${second.text.charAt(0)}${SIGNS[sign] ?? ''}`.normalize('NFC')
  return isOver && letter.length === 1 && sign ? letter : undefined
}

/** « Net à payer », « SARL Électricité »: the blank before the sign is a real one. */
const isWordOfItsOwn = (before: string, after: string) =>
  /^à(?:\s|$)/.test(after) || (/^\p{Lu}/u.test(after) && /\p{Ll}$/u.test(before))

/** How much of a run is its text, as against the blank and the sign after it. */
function shareOf({ width }: Run, text: string, widthOf: (text: string) => number) {
  const own = widthOf(text)
  return (width * own) / (own + SIGN + BLANK)
}

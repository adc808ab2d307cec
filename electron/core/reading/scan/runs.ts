import type { Run } from '../../../../shared/domain/document/page/runs.ts'
import type { Seen } from './tesseract.ts'

/** Below this confidence, what was seen is a stain, a signature or a logo. */
const STAIN = 20
/** From here on a word is what it seems to be. */
const CLEAR = 60
const WORD = /^[\p{L}’']{0,2}(?:\p{Lu}{3,}|\p{L}\p{Ll}{2,})[.,:;)]?$/u

/** A blank of one word is at most this much wider than the usual one. */
const WIDER = 1.5
/** Wider usual blanks, in sizes of letters, are those of a typewriter: as text they would part the words. */
const WIDE = 0.45
/** What is left of a blank between words of one text. */
const BLANK = 0.3

/** Words as the text of a PDF gives them. `points` is how many a pixel measures. */
export function runsOf(seen: Seen[], points: number): Run[] {
  const lines = [...Map.groupBy(seen, ({ line }) => line).values()].map(wordsOf).filter((words) => words.length > 0)
  const sized = lines.map((words) => ({ words, size: sizeOf(words) }))
  const usual = usualBlank(sized)
  const most = usual > WIDE ? WIDER * usual : 0
  return sized.flatMap(({ words, size }) =>
    words.map(({ text, left, right, baseline }, index) => {
      const blank = ((words[index + 1]?.left ?? Infinity) - right) / size
      const end = blank > BLANK && blank < most ? right + (blank - BLANK) * size : right
      return {
        text,
        ...{ x: left * points, y: baseline * points, width: (end - left) * points },
        ...{ size: size * points, font: '', angle: 0 },
      }
    }),
  )
}

/** Half the blanks between words that may be of one text are wider. */
function usualBlank(lines: { words: Seen[]; size: number }[]) {
  const blanks = lines
    .flatMap(({ words, size }) => words.slice(1).map(({ left }, index) => (left - words[index]!.right) / size))
    .filter((blank) => blank > 0 && blank < 1.6)
    .toSorted((a, b) => a - b)
  return blanks[Math.floor(blanks.length / 2)] ?? 0
}

/** Bars of tables and specks are taken for signs; a number is never thrown away, nor a word of a line that is clear. */
function wordsOf(line: Seen[]): Seen[] {
  const sure = line.filter(({ confidence, text }) => confidence >= CLEAR && text.length > 1).length
  const isClear = sure >= 2 && sure > line.length / 3
  return line.filter(
    ({ text, confidence }) =>
      (confidence >= STAIN || /\d/.test(text) || (isClear && WORD.test(text))) && /[\p{L}\p{N}€%]|^[-–:]$/u.test(text),
  )
}

/** The size of the letters of a line, in pixels: half its words say more, half less. */
function sizeOf(words: Seen[]) {
  const sizes = words.map(({ text, top, bottom }) => (bottom - top) / heightOf(text)).toSorted((a, b) => a - b)
  return sizes[Math.floor(sizes.length / 2)] ?? 10
}

/** How tall the ink of a word is, in sizes of its letters. */
function heightOf(text: string) {
  const above = /[ÀÂÉÈÊËÎÏÔÙÛÜÇ]/.test(text) ? 0.9 : /[\p{Lu}\p{N}bdfhklt€%éèêëàâîïôùûü]/u.test(text) ? 0.73 : 0.54
  return above + (/[gjpqy,;()Qç]/.test(text) ? 0.2 : 0)
}

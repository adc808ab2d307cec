import type { Run } from '../../../../shared/domain/page/runs.ts'
import type { Seen } from './tesseract.ts'

/** Below this confidence, what was seen is a stain, a signature or a logo. */
const STAIN = 20

/** Words as the text of a PDF gives them. `points` is how many a pixel measures. */
export function runsOf(seen: Seen[], points: number): Run[] {
  const words = seen.filter(isWord)
  const sizes = new Map([...Map.groupBy(words, ({ line }) => line)].map(([line, words]) => [line, sizeOf(words)]))
  return words.map(({ text, left, right, baseline, line }) => ({
    text,
    ...{ x: left * points, y: baseline * points, width: (right - left) * points },
    ...{ size: (sizes.get(line) ?? 10) * points, font: '', angle: 0 },
  }))
}

/** Bars of tables and specks are taken for signs; a number is never thrown away. */
const isWord = ({ text, confidence }: Seen) =>
  (confidence >= STAIN || /\d/.test(text)) && /[\p{L}\p{N}€%]|^[-–:]$/u.test(text)

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

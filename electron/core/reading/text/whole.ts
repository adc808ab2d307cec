/**
 * A number or a code up to its visual end: `length` of what is printed of it, what it is without the blanks around its
 * separators, and whether anything was joined or a dash folded to the one Chorus Pro takes (chorus-pro-api.md §8.1).
 */
export type Whole = { value: string; length: number; isJoined: boolean; isFolded: boolean }

const DASHES = /[\u2010-\u2015\u2212\u00ad]/g
const PART = /^[\p{L}\d][\p{L}\d._/+°&-]*(?:[|\\](?=\d)[\p{L}\d._/+°&-]+)*/u
const LOOSE_ENDS = /[.,;:_/+°&-]+$/
/** A day glued to a number, « 20260143/12.11.2026 ». */
const DAY_AT_END = /^(.*\d.*?)[/_-]\d{1,2}([./-])\d{1,2}\2(?:20)?\d\d$/
/** What may go on after « / » or « - » between blanks: figures with a letter or two, no words and no day. */
const GOES_ON = /^(?:[A-Z]{0,3}\d{1,8}[A-Z]?|[A-Z])(?=$|\s|[,;)])/
const SEPARATOR = /^[-/_]$/
const SUFFIX = /^(?:bis|ter|quater)$/i

const folded = (text: string) => text.replace(DASHES, '-')

/** A number holds a digit; a short word in capitals before it, more digits after it, or what stands after « / » belong to it. */
export function wholeNumber(printed: string): Whole | undefined {
  const text = folded(printed)
  const words = text.split(' ')
  let [value, length, at, isJoined] = ['', 0, 0, false]
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!
    const part = partOf(word)
    if (value !== '' && SEPARATOR.test(word) && isContinued(value, words.slice(index + 1).join(' '))) {
      const next = words[++index]!
      at += word.length + 1
      const more = partOf(next)
      value += word + more
      ;[length, isJoined] = [at + more.length, true]
      at += next.length + 1
      if (more !== next) break
      continue
    }
    if (value !== '' && /\d/.test(value) && SUFFIX.test(part)) {
      ;[value, length, isJoined] = [`${value} ${part}`, at + part.length, true]
      break
    }
    const fits = part !== '' && (value === '' || (belongs(value, part) && text.charAt(at - 2) !== ','))
    if (!fits) break
    value = value === '' ? part : `${value} ${part}`
    length = at + part.length
    if (part !== word) break
    at += word.length + 1
  }
  const glued = DAY_AT_END.exec(value)?.[1]
  if (glued) [value, length] = [glued, glued.length]
  // « FACTURE » in capitals before nothing: no number.
  if (!/\d/.test(value) || value.length > 50) return undefined
  return { value, length, isJoined, isFolded: isFoldedIn(printed, length) }
}

const partOf = (word: string) => (PART.exec(word)?.[0] ?? '').replace(LOOSE_ENDS, '')

/** After « 2026 / »: another piece of the same number, not the day, the page or a word. */
function isContinued(value: string, rest: string) {
  const [next = ''] = GOES_ON.exec(rest) ?? []
  const isDay = /^\d{1,2}[ ]?[./-]/.test(rest) || /^\d{1,2}(?:er)? \p{L}{3}/u.test(rest)
  return next !== '' && !isDay && (/\d/.test(next) || /\d/.test(value))
}

function belongs(value: string, part: string) {
  const all = value.replaceAll(' ', '')
  if (!/\d/.test(all)) return value === all && /^[A-Z]{1,6}$/.test(all) && /\d/.test(part)
  return /^\d+$/.test(part) && /\d$/.test(all) && all.length + part.length <= 16
}

/** A code of a service may be a word in capitals. */
export function wholeCode(printed: string): Whole | undefined {
  const text = folded(printed)
  const value = (PART.exec(text)?.[0] ?? '').replace(LOOSE_ENDS, '')
  const isCode =
    value.length >= 2 && (/\d/.test(value) || (value === value.toUpperCase() && /^[\p{L}_-]+$/u.test(value)))
  const length = value.length
  return isCode && length <= 100 ? { value, length, isJoined: false, isFolded: isFoldedIn(printed, length) } : undefined
}

const isFoldedIn = (printed: string, length: number) => folded(printed.slice(0, length)) !== printed.slice(0, length)

/** The letters of a plain text: « N° de facture : » is « n de facture ». Empty when there is a figure in it. */
export const wordsOf = (plain: string): string => (/\d/.test(plain) ? '' : lettersOf(plain))

/** The words at the start of a plain text, up to the first with a figure in it. */
export const headOf = (plain: string): string => {
  const words = plain.split(' ')
  const end = words.findIndex(hasFigure)
  return lettersOf(words.slice(0, end < 0 ? words.length : end).join(' '))
}

/** The last words before a value, four at the most, as far back as there is no figure in them. */
export const leadOf = (plain: string): string => lettersOf(leadIn(plain))

/** The same as printed. */
export function leadIn(text: string): string {
  const words = text.trimEnd().split(' ')
  return shownAs(
    words
      .slice(words.findLastIndex(hasFigure) + 1)
      .slice(-4)
      .join(' '),
  )
}

/** A label for the screen: without the signs after it. */
export const shownAs = (text: string): string => text.replace(/[^\p{L}°)]+$/u, '')

const hasFigure = (word: string) => /\d/.test(word)

/** Less than three letters tell nothing apart. */
const lettersOf = (plain: string) => {
  const words = plain.replace(/[^\p{L}]+/gu, ' ').trim()
  return words.length < 3 ? '' : words
}

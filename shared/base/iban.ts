/** By country; an account of another one is not paid to by transfer in euros. */
export const IBAN_LENGTH: Record<string, number> = {
  ...{ ad: 24, at: 20, be: 16, bg: 22, ch: 21, cy: 28, cz: 24, de: 22, dk: 18, ee: 20, es: 24, fi: 18, fr: 27 },
  ...{ gb: 22, gr: 27, hr: 21, hu: 28, ie: 22, is: 26, it: 27, li: 21, lt: 20, lu: 20, lv: 21, mc: 27, mt: 31 },
  ...{ nl: 18, no: 15, pl: 28, pt: 25, ro: 24, se: 24, si: 19, sk: 24, sm: 27 },
}

/** IBAN without spaces, in capitals (ISO 13616, electronic format). */
export const bareIban = (text: string): string => text.replace(/[\s.-]/g, '').toUpperCase()
/** As it is printed: in groups of four. */
export const formatIban = (iban: string): string => bareIban(iban).replace(/(.{4})(?=.)/g, '$1 ')
export const isWholeIban = (text: string): boolean => isIban(bareIban(text).toLowerCase())

/** Of a country we know, of its length, and its check digits fall right (ISO 13616). */
export function isIban(iban: string): boolean {
  if (iban.length !== IBAN_LENGTH[iban.slice(0, 2)]) return false
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[a-z]/g, (letter) => String(letter.charCodeAt(0) - 87))
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

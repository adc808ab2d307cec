/** SIRET and SIREN: their shape and their check digit (domaine.md §4.6). */

const LA_POSTE = '356000000'

/** Digits only: spaces (narrow and no-break too) and dots go, so that « 219 904 174 00014 » is 14 digits. */
export const siretDigits = (text: string): string => text.replace(/[\s.\u00a0\u202f]/g, '')

/** 14 digits whose check digit falls right. La Poste's own establishments follow another sum. */
export function isSiret(text: string): boolean {
  const digits = siretDigits(text)
  if (!looksLikeSiret(digits)) return false
  return hasLuhnKey(digits) || (digits.startsWith(LA_POSTE) && digitSum(digits) % 5 === 0)
}

/** 14 digits, whatever the check digit: SIRETs of the qualification environment fail it on purpose. */
export const looksLikeSiret = (text: string): boolean => /^\d{14}$/.test(siretDigits(text))

/** 9 digits whose check digit falls right. */
export const isSiren = (text: string): boolean => /^\d{9}$/.test(siretDigits(text)) && hasLuhnKey(siretDigits(text))

/** « 21990417400014 » → « 219 904 174 00014 », with narrow no-break spaces; anything else comes back as it is. */
export const formatSiret = (text: string): string =>
  siretDigits(text).replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u202f$2\u202f$3\u202f$4')

function hasLuhnKey(digits: string): boolean {
  const weigh = (digit: number, isDoubled: boolean) => (isDoubled ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit)
  const sum = Array.from(digits, Number)
    .reverse()
    .reduce((total, digit, index) => total + weigh(digit, index % 2 === 1), 0)
  return sum % 10 === 0
}

const digitSum = (digits: string) => Array.from(digits, Number).reduce((total, digit) => total + digit, 0)

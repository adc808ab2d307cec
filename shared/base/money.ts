/** Money is whole cents, never a floating number of euros (domaine.md §16.5). */

/**
 * Cents from what people and files write: « 1 234,56 », « 1.234,56 », "1234.56", « -12 € ». Undefined when it is not an
 * amount, has more than two decimals that are not zeros, or could be read two ways: « 12,500 » is twelve or twelve thousand.
 */
export function parseCents(text: string): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f€']|EUR/gi, '').replace(/^[-−–](?=\d)/, '-')
  if (/^-?\d{1,3}[.,]\d{3}$/.test(bare)) return undefined
  const lastMark = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'))
  const isGrouped = lastMark < 0 || /^-?\d{1,3}([.,]\d{3}){2,}$/.test(bare)
  const whole = isGrouped ? bare : bare.slice(0, lastMark)
  const fraction = isGrouped ? '' : bare.slice(lastMark + 1)
  if (!/^-?\d{1,3}([.,]\d{3})*$|^-?\d+$/.test(whole) || !/^\d{0,2}0*$/.test(fraction)) return undefined
  const euros = Number(whole.replace(/[.,]/g, ''))
  const cents = Math.abs(euros) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'))
  return Number.isSafeInteger(cents) ? (whole.startsWith('-') ? -cents : cents) : undefined
}

/** 123456 → « 1 234,56 € », with the narrow and no-break spaces of the field, and a true minus. */
export const formatCents = (cents: number): string =>
  new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }).format(cents / 100).replace('-', '−')

const decimals = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 2 })
/** 123456 → « 1 234,56 », as it stands in a field. */
export const typeCents = (cents: number): string => decimals.format(cents / 100)

/** 123456 → "1234.56", for files and answers that carry decimal strings. */
export function toDecimal(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** 2000 → « 20 % », 550 → « 5,5 % »: rates are hundredths of a percent, so that 5.5 is exact. */
export const formatRate = (hundredths: number): string =>
  `${new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 }).format(hundredths / 100)}\u00a0%`

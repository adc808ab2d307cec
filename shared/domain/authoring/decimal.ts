/** Exact decimals as whole numbers of a small part: quantities in ten-thousandths, prices in millionths of a euro. */

export const QUANTITY_DECIMALS = 4
export const PRICE_DECIMALS = 6

/** Division rounded to the nearest whole number, halves away from zero. Takes BigInt, `by` above zero. */
export function divideRounded(amount: bigint, by: bigint): bigint {
  const half = amount < 0n ? -by : by
  return (2n * amount + half) / (2n * by)
}

/** Product of whole numbers divided and rounded once, halves away from zero; a Number. Throws RangeError beyond 2^53. */
export function share(factors: readonly number[], by: bigint): number {
  const product = factors.reduce((product, factor) => product * BigInt(factor), 1n)
  const rounded = Number(divideRounded(product, by))
  if (Number.isSafeInteger(rounded)) return rounded
  throw new RangeError('An amount is beyond what can be counted')
}

/** Decimal text of a whole number of small parts, without trailing zeros beyond `least`: (144000, 4) → "14.4". */
export function toDecimalText(value: number, decimals: number, least = 0): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits
    .slice(digits.length - decimals)
    .replace(/0+$/, '')
    .padEnd(least, '0')
  return `${value < 0 ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

/**
 * Parser of what people type for a decimal: « 14,4 », « 1 250.5 » → whole number of small parts. Undefined when it is no
 * number, has more decimals than allowed, or is beyond what can be counted.
 */
export function parseDecimal(text: string, decimals: number): number | undefined {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace(/^[−–]/, '-')
  const [, sign, whole, fraction = ''] = /^(-?)(\d{1,12})(?:[.,](\d*))?$/.exec(bare) ?? []
  const kept = fraction.replace(/0+$/, '')
  if (whole === undefined || kept.length > decimals) return undefined
  const value = Number(whole + kept.padEnd(decimals, '0'))
  return Number.isSafeInteger(value) ? (sign && value ? -value : value) : undefined
}

import units from '../../tables/units.json' with { type: 'json' }
import rates from '../../tables/vat-rates.json' with { type: 'json' }
import { parseDay } from '../../base/dates.ts'
import { fold } from '../../base/fold-text.ts'
import { parseCents } from '../../base/money.ts'
import { isSiret, siretDigits } from '../../base/siret.ts'
import { parseDecimal, PRICE_DECIMALS, QUANTITY_DECIMALS } from './decimal.ts'

/** Parsers of cells of a table, each undefined for what it is not; an empty cell is asked about before. */
export const cellParsers = {
  day: parseDay,
  cents: parseCents,
  /** Ten-thousandths. */
  quantity: (text: string) => parseDecimal(text, QUANTITY_DECIMALS),
  /** Millionths of a euro. */
  price: (text: string) => parseDecimal(text.replace(/€|EUR/gi, ''), PRICE_DECIMALS),
  /** Hundredths of a percent, at most the whole. */
  percent(text: string) {
    const value = parseDecimal(text.replace('%', ''), 2)
    return value !== undefined && value >= 0 && value <= 10_000 ? value : undefined
  },
  rate: parseRate,
  unit: (text: string) =>
    units.entries.find(({ code, word }) => [fold(code), fold(word), `${fold(word)}s`].includes(fold(text)))?.code,
  siret: parseSiret,
} as const

/**
 * Rate of VAT in hundredths of a percent: « 20 », « 5,5 % », and 0.2 as a spreadsheet keeps 20 %. Only rates Chorus Pro takes are meant
 * (vat-rates.json).
 */
function parseRate(text: string): number | undefined {
  const bare = text.replace('%', '')
  const value = parseDecimal(bare, 4)
  if (value === undefined) return undefined
  // In ten-thousandths of a percent; as a share of one, the same figures are hundredths of a percent.
  const [asPercent, asShare] = [value / 100, value]
  if (rates.accepted.includes(asPercent)) return asPercent
  if (!text.includes('%') && rates.accepted.includes(asShare)) return asShare
  return Number.isInteger(asPercent) ? asPercent : undefined
}

/** SIRET, also where a spreadsheet has taken its first zero: its key says so (domaine.md §4.6). */
function parseSiret(text: string): string | undefined {
  const digits = siretDigits(text)
  if (/^\d{14}$/.test(digits)) return digits
  const whole = digits.padStart(14, '0')
  return /^\d{12,13}$/.test(digits) && isSiret(whole) ? whole : undefined
}

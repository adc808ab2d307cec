import limits from '../../tables/limits.json' with { type: 'json' }

/**
 * Numbering of the invoices made here: « unique, chronologique et continu » (domaine.md §6.1). A pattern holds {AAAA} or {AA} for
 * the year of the invoice and an N in braces for each figure of the counter: « AV-{AAAA}-{NNN} » gives AV-2026-005. Credit notes have their own series.
 */
export type SeriesKind = 'invoice' | 'creditNote'

/** Series an invoice of this kind takes its number from. */
export const seriesOf = ({ kind }: { kind: string }): SeriesKind => (kind === 'creditNote' ? 'creditNote' : 'invoice')

/** Name of a series in a year: the pattern with its year filled in, so that a new year counts from 1. Takes an ISO day. */
export const seriesName = (pattern: string, day: string): string =>
  pattern.replace('{AAAA}', day.slice(0, 4)).replace('{AA}', day.slice(2, 4))

/** Number at a place of a series, « 2026-0137 » from « 2026-{NNNN} » and 137; a counter that outgrows its figures gets one more. */
export const numberAt = (series: string, place: number): string =>
  series.replace(COUNTER, (_, figures: string) => String(place).padStart(figures.length, '0'))

/** Place of a number in a series; undefined when it is none of its numbers. */
export function placeIn(series: string, number: string): number | undefined {
  const [head = '', figures, tail = ''] = series.split(COUNTER)
  const counted = number.slice(head.length, number.length - tail.length)
  const isOf = number.startsWith(head) && number.endsWith(tail) && /^\d{1,9}$/.test(counted)
  return isOf && counted.length >= (figures ?? '').length ? Number(counted) : undefined
}
const COUNTER = /\{(N+)\}/

/** What stands before the counter: « 2026- » of « 2026-{NNNN} ». */
export const headOf = (series: string): string => series.split(COUNTER)[0] ?? ''

/**
 * Pattern a typed number is one of, and its place: « 2026-0137 » in 2026 is 137 of « {AAAA}-{NNNN} ». Undefined when it has no counter, or
 * signs or a length Chorus Pro does not take (limits.json).
 */
export function patternOf(number: string, day: string): { pattern: string; place: number } | undefined {
  const [, head, figures, tail] = /^(.*?)(\d{1,9})([^\d]*)$/.exec(number) ?? []
  if (head === undefined || figures === undefined || tail === undefined) return undefined
  if (!/^[A-Za-z0-9+_/ -]+$/.test(number) || number.length > limits.numberLength.value) return undefined
  const year = day.slice(0, 4)
  const withYear = head.includes(year)
    ? head.replace(year, '{AAAA}')
    : head.replace(new RegExp(`(?<!\\d)${year.slice(2)}(?!\\d)`), '{AA}')
  return { pattern: `${withYear}{${figures.replace(/\d/g, 'N')}}${tail}`, place: Number(figures) }
}

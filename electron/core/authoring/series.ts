import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  headOf,
  numberAt,
  patternOf,
  placeIn,
  seriesName,
  seriesOf,
} from '../../../shared/domain/authoring/numbering.ts'
import type { Company } from '../../../shared/domain/firms/company.ts'
import { emptyFields } from '../../../shared/domain/fields/fields.ts'
import type { Store } from '../store/database.ts'

/** Number an invoice would take: its firm (a SIREN), series and place there, and the day of the last of that series (ISO, or empty). */
export type NextNumber = { number: string; firm: string; series: string; place: number; lastDay: string }
type Wanted = { firm: Company; kind: string; day: string }
type Deps = Pick<Store, 'authored' | 'invoices'> & { dataFolder: string }

/** Beside the database: how far each series was, should the database be lost or replaced by an older one. */
const FILE = 'numeros.json'
const Beside = z.array(z.object({ firm: z.string(), series: z.string(), last: z.number(), lastDay: z.string() }))

/**
 * Series of numbers, without gaps and never twice (domaine.md §6.1). A number that an invoice made elsewhere bears is passed over: it is
 * taken, and so leaves no gap.
 */
export function createSeries({ authored, invoices, dataFolder }: Deps) {
  const path = join(dataFolder, FILE)
  const sirenOf = ({ siret }: Company) => siret.slice(0, 9)

  function next({ firm, kind, day }: Wanted): NextNumber {
    const series = seriesName(firm.letterhead.numbers[seriesOf({ kind })], day)
    const siren = sirenOf(firm)
    const { last, lastDay } = authored.counter(siren, series)
    const isTaken = (place: number) => {
      const number = numberAt(series, place)
      return authored.hasNumber(siren, number) || isElsewhere(firm, number)
    }
    let place = 1 + (last || lastElsewhere(firm, series))
    while (isTaken(place)) place++
    return { number: numberAt(series, place), firm: siren, series, place, lastDay }
  }
  /** Where a series of the firm's other invoices is: the first one made here goes on from there. */
  const lastElsewhere = ({ siret }: Company, series: string) =>
    Math.max(0, ...invoices.numbersFrom(siret, headOf(series)).map((number) => placeIn(series, number) ?? 0))
  const isElsewhere = ({ siret }: Company, number: string) =>
    invoices.ofNumber('', { ...emptyFields, supplierSiret: siret }, number) !== undefined

  return {
    next,
    /** Within the transaction of the issue: this number is taken for good. */
    take: ({ firm, series, place, lastDay }: NextNumber, day: string) =>
      authored.count(firm, series, { last: place, lastDay: day > lastDay ? day : lastDay }),
    /** After that transaction. Throws the system's own errors. */
    keepBeside: () => {
      writeFileSync(`${path}.new`, JSON.stringify(authored.counters()))
      renameSync(`${path}.new`, path)
    },
    /** At start: a database that knows less than was issued once goes on from there. */
    recover: () => {
      for (const { firm, series, ...known } of beside(path))
        if (known.last > authored.counter(firm, series).last) authored.count(firm, series, known)
    },
    /**
     * Where a series goes on, by its next number as it is typed: the pattern, and the counter where it is a new one. Refused where
     * the series is there already and this is not its next number: one left out would be a gap, one before is taken.
     */
    begin: (wanted: Wanted, typed: string): { pattern: string } | undefined => {
      const found = patternOf(typed.trim(), wanted.day)
      if (!found || found.place < 1) return undefined
      const series = seriesName(found.pattern, wanted.day)
      const siren = sirenOf(wanted.firm)
      const { last, lastDay } = authored.counter(siren, series)
      if (last && found.place !== last + 1) return undefined
      authored.count(siren, series, { last: found.place - 1, lastDay })
      return { pattern: found.pattern }
    },
  }
}

function beside(path: string): z.infer<typeof Beside> {
  try {
    return Beside.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return []
  }
}

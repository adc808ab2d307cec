import { isSiret, siretDigits } from '../../../shared/base/siret.ts'
import { flagOf, type Column } from './columns.ts'
import type { Notes } from './report.ts'
import type { Asks } from '../../../shared/domain/buyers/unverified.ts'
import type { Structure } from './structure.ts'

/** What a line or an element says, column by column; and its services where they lie within. */
export type Said = { values: Partial<Record<Column, string>>; services: Partial<Record<Column, string>>[] }

/** Puts together what the lines of a file say of each structure: there may be one line for each of its services. */
export function createGathering(notes: Notes, seenAt: number) {
  const structures = new Map<string, Structure & { asks: Asks }>()

  function add({ values, services }: Said, line: number, text: string) {
    const siret = siretOf(values.siret ?? '')
    if ('problem' in siret) {
      notes.refuse(line, siret.problem, text)
      return
    }
    const known = structures.get(siret.digits)
    const name = oneLine(values.name)
    if (!known && !name) {
      notes.refuse(line, 'noName', text)
      return
    }
    if (!known && !isSiret(siret.digits)) notes.refuse(line, 'siretKey', text)
    const structure = known ?? {
      siret: siret.digits,
      name,
      town: '',
      postcode: '',
      isActive: true,
      known: 'file' as const,
      seenAt,
      asks: { services: [] },
    }
    structures.set(structure.siret, structure)
    structure.town ||= oneLine(values.town)
    structure.postcode ||= postcodeOf(values.postcode)
    if (flagOf(values.isActive) === false) structure.isActive = false
    for (const flag of flags) {
      const said = flagOf(values[flag])
      if (said !== undefined) structure.asks[flag] = said
    }
    for (const service of [values, ...services]) addService(structure.asks, service)
  }
  return {
    add,
    /** Short names first: that is the order in which candidates are looked at (search.ts). */
    all: (): Structure[] => [...structures.values()].map(withoutNothing).sort((a, b) => a.name.length - b.name.length),
  }
}

const flags = ['needsService', 'needsEngagement', 'needsEither', 'hidesPayment', 'isMoa', 'isWorksOnly'] as const

function addService({ services }: Asks, values: Partial<Record<Column, string>>) {
  const code = oneLine(values.serviceCode)
  if (!code || services.some((service) => service.code === code)) return
  services.push({
    code,
    name: oneLine(values.serviceName) || code,
    isActive: flagOf(values.serviceActive) ?? true,
    needsEngagement: flagOf(values.serviceNeedsEngagement) ?? false,
  })
}

/** Only its name is known of a structure of which no flag is said: nothing must be concluded from that. */
function withoutNothing({ asks, ...structure }: Structure & { asks: Asks }): Structure {
  const isSaid = flags.some((flag) => asks[flag] !== undefined)
  return isSaid || asks.services.length ? { ...structure, asks } : structure
}

/** Spreadsheets do two things to a SIRET: they round it off, which loses it, and they drop its first zeros. */
function siretOf(text: string): { digits: string } | { problem: 'noSiret' | 'siretLost' | 'siretShape' } {
  const digits = siretDigits(text).replace(/^['=]+/, '')
  if (!digits) return { problem: 'noSiret' }
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(text.replace(/\s/g, ''))) return { problem: 'siretLost' }
  if (/^\d{14}$/.test(digits)) return { digits }
  const padded = digits.padStart(14, '0')
  return /^\d{9,13}$/.test(digits) && isSiret(padded) ? { digits: padded } : { problem: 'siretShape' }
}

const postcodeOf = (text = '') => {
  const digits = text.replace(/\s/g, '')
  return /^\d{4}$/.test(digits) ? `0${digits}` : digits.slice(0, 10)
}
const oneLine = (text = '') => text.replace(/\s+/g, ' ').trim()

import type { Company } from './company.ts'
import { bareIban } from '../../base/iban.ts'
import type { Origin, Reading, Rival } from '../document/reading.ts'

const NOT_OURS = 'ce n’est aucun des comptes connus de votre entreprise'
const OURS = 'un compte connu de votre entreprise'

/**
 * Payee account check: an IBAN that is none of the firm's is to be looked at; of several on the page the firm's own is meant.
 * As long as none is known, or the claim belongs to a factor, the page is left alone (domaine.md §1 [C4]).
 */
export function withOwnAccount(reading: Reading, { ibans }: Pick<Company, 'ibans'>): Reading {
  const origin = reading.origins.iban
  const { iban } = reading.fields
  if (!iban || !origin || origin.trust === 'typed' || !ibans.length || reading.document.isAssigned) return reading
  const isOurs = ({ value }: Rival) => ibans.includes(bareIban(String(value)))
  const read: Rival = { value: iban, ...(origin.place && { place: origin.place }) }
  const own = [read, ...(origin.rivals ?? [])].find(isOurs)
  const put = (value: string, account: Origin): Reading => ({
    ...reading,
    fields: { ...reading.fields, iban: value },
    origins: { ...reading.origins, iban: account },
  })
  if (!own) return put(iban, { ...origin, trust: 'check', reason: NOT_OURS })
  const { rivals, place, ...rest } = origin
  const trust = origin.source === 'ocr' ? 'likely' : 'sure'
  return put(String(own.value), { ...rest, trust, reason: OURS, ...(own.place && { place: own.place }) })
}

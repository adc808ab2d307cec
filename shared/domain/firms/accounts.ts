import type { Company } from './company.ts'
import type { Known } from '../lifecycle/invoice.ts'
import { isIban } from '../document/page/shapes.ts'
import type { Origin, Reading, Rival } from '../document/reading.ts'

/** IBAN without spaces, in capitals (ISO 13616, electronic format). */
export const bareIban = (text: string): string => text.replace(/[\s.-]/g, '').toUpperCase()
/** As it is printed: in groups of four. */
export const formatIban = (iban: string): string => bareIban(iban).replace(/(.{4})(?=.)/g, '$1 ')
export const isWholeIban = (text: string): boolean => isIban(bareIban(text).toLowerCase())

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

/** The account an approved invoice teaches: the first one, or one that a person has confirmed; never that of a factor. */
export function accountToLearn({ fields, origins, document }: Known, { ibans }: Pick<Company, 'ibans'>) {
  const iban = bareIban(fields.iban)
  const isSaid = ibans.length === 0 || origins.iban?.trust === 'typed'
  return isSaid && !document.isAssigned && isWholeIban(iban) && !ibans.includes(iban) ? iban : undefined
}

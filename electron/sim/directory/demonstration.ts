import examples from '../data/examples.json' with { type: 'json' }
import { isWellFormed } from './siret.ts'
import type { Need, Seat, Service, Structure } from './structure.ts'

/** What a demonstration structure asks for follows from the last digit of its SIRET. */
const needsByDigit: Record<string, Need[]> = {
  0: [],
  1: [],
  2: [],
  3: ['service'],
  4: ['service'],
  5: ['engagement'],
  6: ['engagement'],
  7: ['service', 'engagement'],
  8: ['service', 'engagement'],
  9: ['either'],
}
type Example = { name: string; seat?: Seat; services?: Pick<Service, 'id' | 'code' | 'name'>[] }
const known: Record<string, Example | undefined> = examples.structures

/** A structure under its name and in its town of the demonstration: the clients of the examples have those printed there. */
export function asInExamples(structure: Structure): Structure {
  const { name, seat = null, services } = known[structure.siret] ?? {}
  return {
    ...structure,
    ...(name && { name }),
    seat,
    ...(services && { services: services.map((each) => ({ ...each, isClosed: false, needsEngagement: false })) }),
  }
}

/** Who handles the invoices of a buyer in the demonstration: always the same person. */
export const agentOf = (siret: string) => examples.agents[Number(siret.slice(-4)) % examples.agents.length]!

/**
 * The structure that the demonstration knows under a well-formed SIRET, so that people can try their own invoices:
 * public, active, with its SIRET as id. Undefined when the SIRET is not well formed.
 */
export function pretendStructure(siret: string): Structure | undefined {
  if (!isWellFormed(siret)) return undefined
  const id = Number(siret)
  return asInExamples({
    id,
    siret,
    // None: nobody knows the name of a stranger, and one made up would not be the one on the page.
    name: '',
    isPrivate: false,
    isOurs: true,
    isClosed: false,
    needs: needsByDigit[siret.slice(-1)]!,
    checksEngagements: false,
    hidesPayment: false,
    isWorksOnly: false,
    // None: nobody knows the services of a stranger, so any code a person has on their own invoice is taken.
    services: [],
    seat: null,
    bankAccounts: [{ id: id * 10 + 1, name: 'Compte courant' }],
  })
}

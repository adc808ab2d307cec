import { isWellFormed } from './siret.ts'
import type { Need, Structure } from './structure.ts'

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
const said = (needs: Need[]) =>
  needs
    .map((need) => ({ service: 'service', engagement: 'engagement', either: 'service ou engagement' })[need])
    .join(' et ')

/**
 * The structure that the demonstration knows under a well-formed SIRET, so that people can try their own invoices:
 * public, active, with its SIRET as id. Undefined when the SIRET is not well formed.
 */
export function pretendStructure(siret: string): Structure | undefined {
  if (!isWellFormed(siret)) return undefined
  const id = Number(siret)
  const needs = needsByDigit[siret.slice(-1)]!
  return {
    id,
    siret,
    name: `SIMULÉ : structure ${siret} (${said(needs) || 'rien d’exigé'})`,
    isPrivate: false,
    isOurs: true,
    isClosed: false,
    needs,
    checksEngagements: false,
    hidesPayment: false,
    // None: nobody knows the services of a stranger, so any code a person has on their own invoice is taken.
    services: [],
    bankAccounts: [{ id: id * 10 + 1, name: 'SIMULÉ : compte courant' }],
  }
}

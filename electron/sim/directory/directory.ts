import data from '../data/structures.json' with { type: 'json' }
import { asInExamples, pretendStructure } from './demonstration.ts'
import type { Need, Service, Structure } from './structure.ts'

type Given = Pick<Structure, 'id' | 'siret' | 'name'> &
  Partial<Omit<Structure, 'needs' | 'services' | 'seat'>> & {
    needs?: string[]
    services?: (Pick<Service, 'id' | 'code' | 'name'> & Partial<Service>)[]
  }

/** Where all of them are (chorus-pro-api.md §4), save those of the demonstration. */
const seat = { address: '1 place de la Mairie', postcode: '00000', town: 'FICTIVILLE' }

/** Everything the data leaves out is no, or none. */
const known = (data.structures as Given[]).map((given): Structure => ({
  isPrivate: false,
  isOurs: false,
  isClosed: false,
  checksEngagements: false,
  hidesPayment: false,
  isWorksOnly: false,
  bankAccounts: [],
  seat,
  ...given,
  needs: (given.needs ?? []) as Need[],
  services: (given.services ?? []).map((service) => ({ isClosed: false, needsEngagement: false, ...service })),
}))

export type Directory = ReturnType<typeof createDirectory>

/**
 * The structures Chorus Pro knows: those of `data/structures.json`, and in the demonstration any well-formed SIRET. `ours` are
 * SIRETs of further suppliers.
 */
export function createDirectory({
  isDemonstration,
  ours = [],
}: {
  isDemonstration: boolean
  ours?: string[] | undefined
}) {
  const told = known.map((given) => (ours.includes(given.siret) ? { ...given, isOurs: true } : given))
  const listed = isDemonstration ? told.map(asInExamples) : told
  const bySiret = (siret: string) =>
    listed.find((structure) => structure.siret === siret) ?? (isDemonstration ? pretendStructure(siret) : undefined)
  const byId = (id: number) =>
    listed.find((structure) => structure.id === id) ??
    (isDemonstration ? pretendStructure(String(id).padStart(14, '0')) : undefined)
  /** Those a name or a town can find; a pretended one is only found by its SIRET. */
  const all = () => listed
  return { bySiret, byId, all }
}

import type { Recipient } from '../../../../shared/domain/buyers/requirements.ts'
import type { FoundFirm, FoundStructure, Own } from '../port.ts'
import type { Client } from './client.ts'
import { operations } from './operations.ts'
import { Refused, Unanswered } from '../errors.ts'
import { foundNothing } from './problems.ts'
import { SiretOnly, wireDate, type Lines } from './wire.ts'
import { allPages } from './paging.ts'

export type Structures = ReturnType<typeof createStructures>

/** Max services asked for, as OCA does; the default of ten would hide services (chorus-pro-api.md §2.4). */
const ALL_SERVICES = 10_000
/** Max services asked about one by one: beyond, what each one wants is not asked one by one, but when it is chosen. */
const FEW_SERVICES = 30
/** Max structures shown of those a name finds. */
const FOUND = 30

/** Structures and what they ask for (chorus-pro-api.md §4, §5.9, §10.1). */
export function createStructures({ ask }: Pick<Client, 'ask'>) {
  const ids = new Map<string, number>()

  /** The technical id under which the account may deposit for a SIRET; undefined when it may not. */
  async function idOf(siret: string): Promise<number | undefined> {
    if (!ids.has(siret)) {
      const own = await ask(operations.ownStructures, {}).then(({ listeStructures }) => listeStructures, ifNothing)
      for (const { identifiant, identifiantStructure, idStructureCPP } of own.rows)
        ids.set(identifiant ?? identifiantStructure ?? '', idStructureCPP)
    }
    if (!ids.has(siret)) {
      const found = await search(siret)
      if (found) ids.set(siret, found.idStructureCPP)
    }
    return ids.get(siret)
  }

  async function search(siret: string, { isPublicOnly = false } = {}) {
    const structure = { identifiantStructure: siret, typeIdentifiantStructure: 'SIRET' }
    const { rows, unread, total } = await listedBy({ restreindreStructuresPrivees: isPublicOnly, structure })
    const found = rows.find(({ identifiantStructure }) => identifiantStructure === siret)
    // A line that is missing or cannot be read is no proof that there is no such structure, unless it says another SIRET.
    const isMissing = total > rows.length + unread.length
    const isUnread = unread.some((line) => (SiretOnly.safeParse(line).data?.identifiantStructure ?? siret) === siret)
    if (!found && (isMissing || isUnread))
      throw new Unanswered({ route: operations.structures.path, body: 'unreadable line' })
    return found
  }
  const listedBy = (question: object) =>
    ask(operations.structures, question).then(
      ({ listeStructures, parametresRetour }) => ({ ...listeStructures, total: parametresRetour?.total ?? 0 }),
      ifNothing,
    )

  /** Is there a structure of this SIRET, public or private? */
  const hasStructure = async (siret: string): Promise<boolean> => (await search(siret)) !== undefined

  /** Public structures by their name, a town or a postcode: what a person types (chorus-pro-api.md §4). */
  async function find(wanted: { name: string } | { postcode: string }): Promise<FoundStructure[]> {
    const { rows } = await listedBy({
      restreindreStructuresPrivees: true,
      structure: {
        typeStructure: 'PUBLIQUE',
        ...('name' in wanted ? { raisonSocialeStructure: wanted.name } : { adresseCodePostal: wanted.postcode }),
      },
      parametres: { nbResultatsParPage: FOUND, pageResultatDemandee: 1 },
    })
    return foundIn(rows)
  }

  /** Structures of that name, firms among them. */
  async function findFirms(name: string): Promise<FoundStructure[]> {
    const { rows } = await listedBy({
      restreindreStructuresPrivees: false,
      structure: { raisonSocialeStructure: name },
      parametres: { nbResultatsParPage: FOUND, pageResultatDemandee: 1 },
    })
    return foundIn(rows)
  }

  /** A structure by its SIRET, public or private, and its open services, as far as Chorus Pro will say them. */
  async function firm(siret: string): Promise<FoundFirm | null> {
    const found = await search(siret)
    if (!found) return null
    const all = await listed(found.idStructureCPP).catch(noneIfRefused)
    const services = all.filter(({ estActif }) => estActif !== false)
    return {
      name: found.designationStructure ?? '',
      services: services.map(({ codeService: code, libelleService: name }) => ({ code, name: name ?? code })),
    }
  }

  /** `service` is the code of one whose demands count, however many services there are. */
  async function recipient(siret: string, today: string, service = ''): Promise<Recipient | null> {
    // A firm is no recipient (domaine.md §1): its demands cannot be asked for.
    const found = await search(siret, { isPublicOnly: true })
    if (!found) return null
    const idStructure = found.idStructureCPP
    const { informationGenerales, parametres, adressePostaleDuSiege } = await ask(operations.structure, {
      codeLangue: 'fr',
      idStructureCPP: idStructure,
    })
    return {
      siret,
      name:
        found.designationStructure ??
        informationGenerales?.raisonSocialeStructure ??
        informationGenerales?.libelleStructure ??
        siret,
      isActive: isActive(found.statut),
      needsService: parametres?.codeServiceDoitEtreRenseigne ?? false,
      needsEngagement: parametres?.numeroEJDoitEtreRenseigne ?? false,
      needsEither: parametres?.gestionNumeroEJOuCodeService ?? false,
      hidesPayment: parametres?.statutMiseEnPaiementNestPasRemonte ?? false,
      services: await servicesOf(idStructure, service),
      ...(adressePostaleDuSiege?.ville && { town: adressePostaleDuSiege.ville }),
      ...(adressePostaleDuSiege?.codePostal && { postcode: adressePostaleDuSiege.codePostal }),
      ...((parametres?.estMOA || parametres?.getaMoa) && { isMoa: true }),
      isWorksOnly: parametres?.estMoaUniquement ?? false,
      asOf: today,
    }
  }

  async function listed(idStructure: number) {
    try {
      const { answers } = await allPages(
        (page) =>
          ask(operations.services, {
            idStructure,
            parametresRechercherServicesStructure: { nbResultatsParPage: ALL_SERVICES, pageResultatDemandee: page },
          }),
        ({ listeServices }) => listeServices.length,
        ALL_SERVICES,
      )
      return answers.flatMap(({ listeServices }) => listeServices)
    } catch (error) {
      if (foundNothing(error)) return []
      throw error
    }
  }

  async function servicesOf(idStructure: number, wanted: string) {
    const all = await listed(idStructure)
    const services = []
    for (const { idService, codeService, libelleService, estActif } of all) {
      const isWorthAsking = estActif !== false && (all.length <= FEW_SERVICES || codeService === wanted)
      const isAsked = isWorthAsking && idService !== undefined
      const needsEngagement = isAsked && (await wantsEngagement(idStructure, idService))
      services.push({
        code: codeService,
        name: libelleService ?? codeService,
        isActive: estActif !== false,
        needsEngagement,
        ...(estActif !== false && !isAsked && { isUnasked: true as const }),
      })
    }
    return services
  }

  async function wantsEngagement(idStructure: number, idService: number) {
    const answer = await ask(operations.service, { idStructure, idService, codeLangue: 'fr' })
    return answer.parametres?.numeroEngagement ?? false
  }

  /** ISO day on which the technical account's password runs out; undefined when Chorus Pro does not say (§1.6, step 8). */
  async function passwordExpiry(idStructureCPP: number): Promise<string | undefined> {
    const { informationGenerales } = await ask(operations.structure, { codeLangue: 'fr', idStructureCPP })
    return wireDate(informationGenerales?.dateExpirationMotPasseCompteTech).slice(0, 10) || undefined
  }
  /** The accounts the portal knows for a structure; none where it will not say. */
  async function bankAccountsOf(idStructure: number): Promise<Own[]> {
    try {
      const { listeCoordonneeBancaire } = await ask(operations.bankAccounts, { idStructure })
      return listeCoordonneeBancaire.map(({ idCoordonneeBancaire: id, nomCoordonneeBancaire: name }) => ({
        id,
        name: name ?? `n° ${String(id)}`,
      }))
    } catch (error) {
      return noneIfRefused(error)
    }
  }

  async function ownOf(siret: string): Promise<{ bankAccounts: Own[]; services: Own[] } | undefined> {
    const idStructure = await idOf(siret)
    if (idStructure === undefined) return undefined
    const services = await listed(idStructure).catch(noneIfRefused)
    return {
      bankAccounts: await bankAccountsOf(idStructure),
      services: services
        .filter(({ estActif }) => estActif !== false)
        .flatMap(({ idService: id, libelleService, codeService }) =>
          id === undefined ? [] : { id, name: libelleService ?? codeService },
        ),
    }
  }
  return { idOf, find, findFirms, firm, hasStructure, recipient, passwordExpiry, bankAccountsOf, ownOf }
}

/** Of what the account may not see, nothing is known. */
function noneIfRefused(error: unknown): [] {
  if (error instanceof Refused) return []
  throw error
}

/** « None found » may come as a refusal. */
function ifNothing(error: unknown): Lines<never> & { total: number } {
  if (foundNothing(error)) return { rows: [], unread: [], total: 0 }
  throw error
}

type Line = {
  identifiantStructure?: string | undefined
  designationStructure?: string | undefined
  statut?: string | undefined
}
const foundIn = (lines: Line[]): FoundStructure[] =>
  lines.flatMap(({ identifiantStructure: siret, designationStructure: name, statut }) =>
    siret && name ? { siret, name, isActive: isActive(statut) } : [],
  )

/** Only what says so is inactive: a word nobody knows must not hold an invoice back. */
const isActive = (state: string | undefined) => !state?.startsWith('INACTI')

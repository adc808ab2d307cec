import { z } from 'zod'
import type { Structure } from '../directory/structure.ts'
import { BadRequest, flag, operation, optionalId, Refusal, success, text, type Parts } from '../operation.ts'
import { pageOf, Paging } from '../paging.ts'
import { instantOf } from '../time-forms.ts'

/** Finds structures by SIRET, name, kind or state (chorus-pro-api.md §4). Private ones that are not ours are kept back unless asked for. */
export const rechercherStructures = operation({
  path: '/cpro/structures/v1/rechercher',
  input: z.object({
    restreindreStructuresPrivees: flag,
    structure: z
      .object({
        identifiantStructure: text,
        typeIdentifiantStructure: text,
        raisonSocialeStructure: text,
        libelleStructure: text,
        adresseCodePostal: text,
        adresseVille: text,
        adresseCodePays: text,
        nomStructure: text,
        prenomStructure: text,
        estMOA: flag,
        estMOAUniquement: flag,
        typeStructure: text,
        statutStructure: text,
      })
      .nullish(),
    parametres: Paging,
  }),
  answer({ restreindreStructuresPrivees, structure: wanted, parametres }, { directory }) {
    const siret = wanted?.identifiantStructure
    const candidates = siret ? [directory.bySiret(siret)].filter((found) => found !== undefined) : directory.all()
    const name = (wanted?.raisonSocialeStructure || wanted?.libelleStructure || '').toUpperCase()
    const found = candidates.filter(
      (structure) =>
        plain(structure.name).includes(name) &&
        (!wanted?.adresseCodePostal || wanted.adresseCodePostal === structure.seat?.postcode) &&
        (!wanted?.adresseVille || wanted.adresseVille.toUpperCase() === plain(structure.seat?.town ?? '')) &&
        // All are in France, none is a person; a flag that is false does not filter: a client in Go cannot leave it out.
        ['', 'FR'].includes(wanted?.adresseCodePays.toUpperCase() ?? '') &&
        !wanted?.nomStructure &&
        !wanted?.prenomStructure &&
        (structure.isWorksOnly || !(wanted?.estMOA || wanted?.estMOAUniquement)) &&
        (!wanted?.typeIdentifiantStructure || wanted.typeIdentifiantStructure === 'SIRET') &&
        (!wanted?.typeStructure || wanted.typeStructure === kindOf(structure) || isPretended(structure)) &&
        (!wanted?.statutStructure || (wanted.statutStructure === 'INACTIF') === structure.isClosed) &&
        (restreindreStructuresPrivees === false || !structure.isPrivate || structure.isOurs),
    )
    const { page, parametresRetour } = pageOf({
      rows: found.map(lineOf),
      paging: parametres,
      column: 'IdentifiantStructure',
      isAscending: true,
    })
    return { ...success, parametresRetour, listeStructures: page }
  },
})

/** What a structure is and asks for (chorus-pro-api.md §4). Its id is called `idStructureCPP`; only strict mode insists. */
export const consulterStructure = operation({
  path: '/cpro/structures/v1/consulter',
  input: z.object({ idStructureCPP: optionalId, idStructure: optionalId }),
  answer({ idStructureCPP, idStructure }, parts) {
    const id = idStructureCPP ?? (parts.isStrict ? undefined : idStructure)
    if (id === undefined || id === null) throw new BadRequest('idStructureCPP')
    const structure = knownStructure(id, parts)
    return {
      ...success,
      informationGenerales: {
        idStructureCPP: structure.id,
        typeIdentifiantStructure: 'SIRET',
        identifiantStructure: structure.siret,
        raisonSocialeStructure: structure.name,
        structurePriveePublique: kindOf(structure),
        dateExpirationMotPasseCompteTech: structure.isOurs ? instantOf(parts.accountExpiresAt(), parts) : undefined,
      },
      adressePostaleDuSiege: seatOf(structure),
      parametres: demandsOf(structure, parts),
    }
  },
})

/** The structure of that id; a Refusal when there is none, or a private one that is not ours. */
export function knownStructure(id: number, { directory }: Parts): Structure {
  const structure = directory.byId(id)
  if (!structure || (structure.isPrivate && !structure.isOurs))
    throw new Refusal(29130, `SIMULÉ : la structure ${id} est inconnue`)
  return structure
}

/** A flag that is false is said: a client in production takes nothing said for nothing known (chorus-pro-api.md §4). */
function demandsOf({ needs, hidesPayment, isWorksOnly }: Structure, { forms }: Parts) {
  const demands = {
    getaMoa: isWorksOnly,
    estMoaUniquement: isWorksOnly,
    gestionNumeroEJOuCodeService: needs.includes('either'),
    codeServiceDoitEtreRenseigne: needs.includes('service'),
    numeroEJDoitEtreRenseigne: needs.includes('engagement'),
    statutMiseEnPaiementNestPasRemonte: hidesPayment,
  }
  if (forms.flags === 'said') return demands
  return Object.fromEntries(Object.entries(demands).filter(([, isDemanded]) => isDemanded))
}

/** Names are kept as the portal writes most of them: capitals without accents. */
const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()

const seatOf = ({ seat }: Structure) =>
  seat ? { adresse: seat.address, codePostal: seat.postcode, ville: seat.town, pays: 'FRANCE' } : undefined

const lineOf = (structure: Structure) => ({
  idStructureCPP: structure.id,
  typeIdentifiantStructure: 'SIRET',
  identifiantStructure: structure.siret,
  designationStructure: structure.name,
  statut: structure.isClosed ? 'INACTIVE' : 'ACTIVE',
})
const kindOf = ({ isPrivate }: Structure) => (isPrivate ? 'PRIVEE' : 'PUBLIQUE')
/** A structure of the demonstration serves as a buyer and as a supplier. */
const isPretended = ({ isOurs, isPrivate }: Structure) => isOurs && !isPrivate

import { z } from 'zod'
import { operation, optionalId, Refusal, success, text } from '../operation.ts'
import { pageOf, Paging } from '../paging.ts'
import { minute, moment } from '../time.ts'
import { suppliersOf } from './referentials.ts'
import { OPENED } from './services.ts'
import { knownStructure } from './structures.ts'

/** The structures the account belongs to, and their services (chorus-pro-api.md §6.1). */
export const recupererRattachements = operation({
  path: '/cpro/utilisateurs/v1/monCompte/recuperer/rattachements',
  input: z.object({ parametresRecherche: Paging }),
  answer({ parametresRecherche }, parts, caller) {
    const { page, parametresRetour } = pageOf({
      rows: suppliersOf(parts, caller).map((structure, index) => ({
        idRattachementStructure: 501 + index,
        idStructure: structure.id,
        typeIdentifiantStructure: 'SIRET',
        identifiantStructure: structure.siret,
        designationStructure: structure.name,
        roleUtilisateur: 'GESTIONNAIRE',
        statutRattachementStructure: 'VALIDEE',
        statutUtilisateur: 'ACTIF',
        listeServicesRattache: structure.services.map((service) => ({
          idRattachementService: service.id,
          idService: service.id,
          codeService: service.code,
          libelleService: service.name,
          dateDbtService: minute(OPENED),
          dateFinService: null,
          estActif: !service.isClosed,
          statutService: 'ACTIF',
          statutRattachementService: 'VALIDEE',
        })),
      })),
      paging: parametresRecherche,
      column: 'IdentifiantStructure',
      isAscending: true,
    })
    return { ...success, parametresRetour, listeStructureRattachement: page }
  },
})

/** The services of a structure a user belongs to (chorus-pro-api.md §4): here all of them, of a structure of the account. */
export const listerRattachements = operation({
  path: '/cpro/structures/v1/lister/rattachementsutilisateur',
  input: z.object({
    idStructure: optionalId,
    identifiantStructure: text,
    parametresListerRattachementsStructureUtilisateur: Paging,
  }),
  answer({ idStructure, identifiantStructure, parametresListerRattachementsStructureUtilisateur: paging }, parts) {
    const structure = knownStructure(idStructure || (parts.directory.bySiret(identifiantStructure)?.id ?? 0), parts)
    if (!structure.isOurs) throw new Refusal(29120, 'SIMULÉ : cette structure n’est pas de ce compte')
    const { page, parametresRetour } = pageOf({
      rows: structure.services.map(({ id, code, name }) => ({
        idRattachement: id,
        idService: id,
        codeService: code,
        nomService: name,
        statutRattachement: 'VALIDEE',
        dateDebut: moment(OPENED, { hasMilliseconds: false }),
      })),
      paging,
      column: 'CodeService',
      isAscending: true,
    })
    return {
      ...success,
      idStructure: structure.id,
      identifiantStructure: structure.siret,
      designationStructure: structure.name,
      // What it means is not published.
      premierService: false,
      listeServices: page,
      parametresRetour,
    }
  },
})

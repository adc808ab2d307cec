import { z } from 'zod'
import type { Service } from '../directory/structure.ts'
import { id, operation, Refusal, success } from '../operation.ts'
import { pageOf, Paging } from '../paging.ts'
import { minute, moment } from '../time.ts'
import { knownStructure } from './structures.ts'

/** When the pretended services opened and closed. */
export const OPENED = Date.UTC(2016, 11, 28, 7, 30, 47)
const CLOSED = Date.UTC(2024, 11, 31, 22, 59)

/** The services of a structure, open and closed, 10 by 10 (chorus-pro-api.md §4). */
export const rechercherServices = operation({
  path: '/cpro/structures/v1/rechercher/services',
  input: z.object({ idStructure: id, parametresRechercherServicesStructure: Paging }),
  answer({ idStructure, parametresRechercherServicesStructure }, parts) {
    const { page, parametresRetour } = pageOf({
      rows: knownStructure(idStructure, parts).services.map(lineOf),
      paging: parametresRechercherServicesStructure,
      column: 'CodeService',
      isAscending: true,
    })
    return { ...success, listeServices: page, parametresRetour }
  },
})

/** One service, and whether it asks for an engagement by itself. */
export const consulterService = operation({
  path: '/cpro/structures/v1/consulter/service',
  input: z.object({ idStructure: id, idService: id }),
  answer({ idStructure, idService }, parts) {
    const { services, seat } = knownStructure(idStructure, parts)
    const service = services.find((each) => each.id === idService)
    if (!service) throw new Refusal(29131, `SIMULÉ : le service ${idService} est inconnu de cette structure`)
    return {
      ...success,
      parametres: {
        dateCreation: moment(OPENED, { hasMilliseconds: false }),
        dateDebutValidite: moment(OPENED, { hasMilliseconds: false }),
        dateFinValidite: service.isClosed ? moment(CLOSED, { hasMilliseconds: false }) : undefined,
        numeroEngagement: service.needsEngagement,
      },
      informationsGenerales: { codeService: service.code, nomService: service.name, descriptionService: service.name },
      adressePostale: seat
        ? { adresse: seat.address, codePostal: seat.postcode, ville: seat.town, pays: 'France' }
        : undefined,
    }
  },
})

const lineOf = (service: Service) => ({
  idService: service.id,
  codeService: service.code,
  libelleService: service.name,
  dateDbtService: minute(OPENED),
  dateFinService: service.isClosed ? minute(CLOSED) : undefined,
  estActif: !service.isClosed,
})

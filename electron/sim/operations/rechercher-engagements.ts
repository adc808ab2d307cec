import { z } from 'zod'
import { isOrder } from '../invoices/buyer-rules.ts'
import { operation, success } from '../operation.ts'

/**
 * Looks whether an order exists (chorus-pro-api.md §6.2). Which structure `structureReceptrice…` names is not settled by the
 * sources, so any that is known will do. Only the fields of the question are public: a line echoes them.
 */
export const rechercherEngagements = operation({
  path: '/cpro/engagementsJuridiques/v1/rechercher',
  input: z.object({
    structureReceptriceEngagementJuridique: z.string().min(1),
    numeroEngagementJuridique: z.string().min(1),
    etatCourantEngagementJuridique: z.string().nullish(),
  }),
  answer({ structureReceptriceEngagementJuridique: id, numeroEngagementJuridique, ...question }, { directory }) {
    const isFound = directory.byId(Number(id)) && isOrder(numeroEngagementJuridique)
    const { etatCourantEngagementJuridique: state } = question
    const line = { numeroEngagementJuridique, etatCourantEngagementJuridique: state ?? 'COMMANDE' }
    return { ...success, listeEngagementJuridique: isFound ? [line] : [] }
  },
})

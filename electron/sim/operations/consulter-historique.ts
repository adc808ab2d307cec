import { z } from 'zod'
import { agentOf } from '../directory/demonstration.ts'
import { currentOf, pastOf } from '../invoices/life.ts'
import type { Action, Entry } from '../invoices/store.ts'
import { id, number, operation, success, text } from '../operation.ts'
import { cut } from '../paging.ts'
import { minute } from '../time.ts'
import { knownInvoice } from './known-invoice.ts'

/** Every status an invoice has had, newest first unless asked otherwise (chorus-pro-api.md §3.8). */
export const consulterHistorique = operation({
  path: '/cpro/factures/v1/consulter/historique',
  input: z.object({
    idFacture: id,
    paramRechercheHistoStatuts: z
      .object({
        pageResultatDemandeeListeHistoStatut: number,
        nbResultatsParPageListeHistoStatut: number,
        triSensListeHistoStatut: text,
      })
      .nullish(),
  }),
  answer({ idFacture, paramRechercheHistoStatuts: paging }, parts) {
    const invoice = knownInvoice(idFacture, parts)
    const agent = parts.isDemonstration ? agentOf(invoice.buyerSiret) : SOMEBODY
    const past = pastOf(invoice.history, parts.now()).map((entry, index) => statusOf(entry, index, agent))
    const statuses = cut({
      rows: paging?.triSensListeHistoStatut === 'Ascendant' ? past : past.toReversed(),
      page: paging?.pageResultatDemandeeListeHistoStatut,
      size: paging?.nbResultatsParPageListeHistoStatut,
    })
    const done = (invoice.actions ?? []).map((action, index) => ({ id: index + 1, ...action }))
    const last = done.at(-1)
    const actions = cut({ rows: done.toReversed() })
    return {
      ...success,
      idFacture: invoice.id,
      numeroFacture: invoice.number,
      modeDepot: invoice.mode,
      statutCourantCode: currentOf(invoice.history, parts.now()).status,
      historiquesDesStatuts: {
        histoStatut: statuses.page,
        pageCouranteHistoStatut: statuses.pageCourante,
        pagesHistoStatut: statuses.pages,
        nbResultatsParPageHistoStatut: statuses.nbResultatsParPage,
        totalHistoStatut: statuses.total,
      },
      historiquesDesEvenementsComplementaires: {
        evenement: [],
        pageCouranteEvenement: 1,
        pagesEvenement: 0,
        nbResultatsParPageEvenement: 10,
        totalEvenement: 0,
      },
      historiquesDesActionsUtilisateurs: {
        histoAction: actions.page.map(actionOf),
        pageCouranteHistoAction: actions.pageCourante,
        pagesHistoAction: actions.pages,
        nbResultatsParPageHistoAction: actions.nbResultatsParPage,
        totalHistoAction: actions.total,
      },
      derniereAction: last && { derniereActionId: last.id, derniereActionCode: last.code },
    }
  },
})

const BY_CHORUS = ['DEPOSEE', 'EN_COURS_ACHEMINEMENT', 'MISE_A_DISPOSITION']

const SOMEBODY = { firstName: 'Agent', lastName: 'SIMULÉ' }

const statusOf = ({ status, at, comment }: Entry, index: number, agent: typeof SOMEBODY) => ({
  histoStatutId: index + 1,
  histoStatutCode: status,
  histoStatutDatePassage: minute(at),
  histoStatutCommentaire: comment,
  ...(BY_CHORUS.includes(status)
    ? {}
    : {
        histoStatutUtilisateurPrenom: agent.firstName,
        histoStatutUtilisateurNom: agent.lastName,
        histoStatutUtilisateurEmail: 'agent@simule.invalid',
      }),
})

const actionOf = ({ id, code, at }: Action & { id: number }) => ({
  histoActionId: id,
  histoActionCode: code,
  histoActionDateHeure: minute(at),
})

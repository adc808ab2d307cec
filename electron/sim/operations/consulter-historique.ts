import { z } from 'zod'
import { agentOf } from '../directory/demonstration.ts'
import { currentOf, pastOf } from '../invoices/life.ts'
import type { Action, Entry } from '../invoices/store.ts'
import { id, number, operation, success, text } from '../operation.ts'
import { cut, sortBy } from '../paging.ts'
import { minute } from '../time.ts'
import { knownInvoice } from './known-invoice.ts'

/** Every status an invoice has had, newest first unless asked otherwise (chorus-pro-api.md §3.8). */
export const consulterHistorique = operation({
  path: '/cpro/factures/v1/consulter/historique',
  input: z.object({
    idFacture: id,
    nbResultatsMaximum: number,
    paramRechercheHistoStatuts: z
      .object({
        pageResultatDemandeeListeHistoStatut: number,
        nbResultatsParPageListeHistoStatut: number,
        triColonneListeHistoStatut: text,
        triSensListeHistoStatut: text,
      })
      .nullish(),
    paramRechercheHistoEvenementsComplementaires: z
      .object({ pageResultatDemandeeListeHistoEvenement: number, nbResultatsParPageListeHistoEvenement: number })
      .nullish(),
    paramRechercheHistoActionsUtilisateurs: z
      .object({
        pageResultatDemandeeListeHistoAction: number,
        nbResultatsParPageListeHistoAction: number,
        triColonneListeHistoAction: text,
        triSensListeHistoAction: text,
      })
      .nullish(),
  }),
  answer(question, parts) {
    const { idFacture, nbResultatsMaximum: most } = question
    const invoice = knownInvoice(idFacture, parts)
    const agent = parts.isDemonstration ? agentOf(invoice.buyerSiret) : SOMEBODY
    const past = pastOf(invoice.history, parts.now()).map((entry, index) => statusOf(entry, index, agent))
    const { paramRechercheHistoStatuts: ofStatuses, paramRechercheHistoActionsUtilisateurs: ofActions } = question
    const statuses = cut({
      rows: ordered(past, ofStatuses?.triColonneListeHistoStatut, ofStatuses?.triSensListeHistoStatut, most),
      page: ofStatuses?.pageResultatDemandeeListeHistoStatut,
      size: ofStatuses?.nbResultatsParPageListeHistoStatut,
    })
    const done = (invoice.actions ?? []).map(actionOf)
    const last = done.at(-1)
    const actions = cut({
      rows: ordered(done, ofActions?.triColonneListeHistoAction, ofActions?.triSensListeHistoAction, most),
      page: ofActions?.pageResultatDemandeeListeHistoAction,
      size: ofActions?.nbResultatsParPageListeHistoAction,
    })
    const ofEvents = question.paramRechercheHistoEvenementsComplementaires
    const events = cut({
      rows: [],
      page: ofEvents?.pageResultatDemandeeListeHistoEvenement,
      size: ofEvents?.nbResultatsParPageListeHistoEvenement,
    })
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
        evenement: events.page,
        pageCouranteEvenement: events.pageCourante,
        pagesEvenement: events.pages,
        nbResultatsParPageEvenement: events.nbResultatsParPage,
        totalEvenement: events.total,
      },
      historiquesDesActionsUtilisateurs: {
        histoAction: actions.page,
        pageCouranteHistoAction: actions.pageCourante,
        pagesHistoAction: actions.pages,
        nbResultatsParPageHistoAction: actions.nbResultatsParPage,
        totalHistoAction: actions.total,
      },
      derniereAction: last && { derniereActionId: last.histoActionId, derniereActionCode: last.histoActionCode },
    }
  },
})

/** The newest first unless asked otherwise; no more than `most`, which some clients send as 0 for none. */
function ordered<Row extends object>(rows: Row[], column = '', direction = '', most?: number | null): Row[] {
  const newestFirst = rows.toReversed()
  const isAscending = direction === 'Ascendant'
  const sorted = column ? sortBy(newestFirst, column, isAscending) : isAscending ? rows : newestFirst
  return sorted.slice(0, most || Infinity)
}

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

const actionOf = ({ code, at }: Action, index: number) => ({
  histoActionId: index + 1,
  histoActionCode: code,
  histoActionDateHeure: minute(at),
})

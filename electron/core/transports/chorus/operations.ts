import type { z } from 'zod'
import * as wire from './wire.ts'

/**
 * Risk of a call: a question changes nothing over there and may be asked again, and so may a transfer, which takes longer; a delivery may
 * have arrived although it fails.
 */
export type Risk = 'question' | 'transfer' | 'delivery'
export type Operation<Answer = unknown> = { path: string; risk: Risk; answer: z.ZodType<Answer> }

const question = <A>(path: string, answer: z.ZodType<A>): Operation<A> => ({ path, risk: 'question', answer })
const transfer = <A>(path: string, answer: z.ZodType<A>): Operation<A> => ({ path, risk: 'transfer', answer })
const delivery = <A>(path: string, answer: z.ZodType<A>): Operation<A> => ({ path, risk: 'delivery', answer })

/** Operations, all that a supplier may ask of Chorus Pro (chorus-pro-api.md §3 to §6). All are posted. */
export const operations = {
  depositPdf: transfer('/cpro/factures/v1/deposer/pdf', wire.Upload),
  depositFlow: delivery('/cpro/factures/v1/deposer/flux', wire.Receipt),
  submit: delivery('/cpro/factures/v1/soumettre', wire.Registration),
  complete: delivery('/cpro/factures/v1/completer', wire.Answered),
  recycle: delivery('/cpro/factures/v1/recycler', wire.Answered),
  correctValideur: delivery('/cpro/factures/v1/corriger/valideur/facture', wire.Answered),
  settleRejection: delivery('/cpro/factures/v1/traiterRejet', wire.Answered),
  search: question('/cpro/factures/v1/rechercher/fournisseur', wire.Found),
  details: question('/cpro/factures/v1/consulter/fournisseur', wire.Details),
  history: question('/cpro/factures/v1/consulter/historique', wire.History),
  download: transfer('/cpro/factures/v1/telecharger/groupe', wire.Download),
  addFile: transfer('/cpro/transverses/v1/ajouter/fichier', wire.Upload),
  report: question('/cpro/transverses/v1/consulterCRDetaille', wire.Report),
  ownStructures: question('/cpro/transverses/v1/recuperer/structures/actives/fournisseur', wire.Structures),
  bankAccounts: question('/cpro/transverses/v1/recuperer/coordbanc/valides', wire.BankAccounts),
  vatRates: question('/cpro/transverses/v1/recuperer/tauxtva', wire.VatRates),
  exemptions: question('/cpro/transverses/v1/recuperer/motifs/exonerationtva', wire.Exemptions),
  attachmentTypes: question('/cpro/transverses/v1/recuperer/typespj', wire.AttachmentTypes),
  directory: transfer('/cpro/transverses/v1/telecharger/annuaire/destinataire', wire.Download),
  structures: question('/cpro/structures/v1/rechercher', wire.Structures),
  structure: question('/cpro/structures/v1/consulter', wire.Structure),
  services: question('/cpro/structures/v1/rechercher/services', wire.Services),
  service: question('/cpro/structures/v1/consulter/service', wire.Service),
  engagements: question('/cpro/engagementsJuridiques/v1/rechercher', wire.Engagements),
  attachedStructures: question('/cpro/utilisateurs/v1/monCompte/recuperer/rattachements', wire.AttachedStructures),
} as const

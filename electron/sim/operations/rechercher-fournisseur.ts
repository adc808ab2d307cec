import { z } from 'zod'
import access from '../data/access.json' with { type: 'json' }
import limits from '../data/limits.json' with { type: 'json' }
import words from '../data/search-words.json' with { type: 'json' }
import { currentOf } from '../invoices/life.ts'
import type { Invoice } from '../invoices/store.ts'
import { BadRequest, flag, number, operation, optionalId, success, text, type Parts } from '../operation.ts'
import { pageOf, Paging } from '../paging.ts'
import { day, isWithin } from '../time.ts'
import { rowOf } from './invoice-row.ts'

const Input = z.object({
  idFournisseur: optionalId,
  idServiceFournisseur: optionalId,
  idUtilisateurCreateur: z.array(z.number().int()).nullish(),
  listeDestinataire: z
    .array(
      z.object({
        idDestinataire: optionalId,
        listeIdServiceExecutant: z.array(z.number().int()).nullish(),
        raisonSocialeStuctDmd: text,
      }),
    )
    .nullish(),
  rechercheSirenDestinataire: flag,
  numeroFacture: text,
  numeroFluxDepot: text,
  typeFacture: text,
  cadreFacturation: text,
  modeDepot: text,
  statutCourant: z.array(z.string()).nullish(),
  periodeDateDepotDu: text,
  periodeDateDepotAu: text,
  periodeDateFactureDu: text,
  periodeDateFactureAu: text,
  periodeDateHeureEtatCourantDu: text,
  periodeDateHeureEtatCourantAu: text,
  montantHTMin: number,
  montantHTMax: number,
  montantTTCMin: number,
  montantTTCMax: number,
  montantApayerMin: number,
  montantApayerMax: number,
  numeroMarche: text,
  numeroBonCommande: text,
  numeroFactureOrigine: text,
  coordonneeBancaire: optionalId,
  idStructureValideur: optionalId,
  rejetTraite: flag,
  recupererTaille: flag,
  rechercheFactureParFournisseur: Paging,
})
type Input = z.output<typeof Input>

/** The invoices that fit every filter that is given, newest first, 10 by 10 unless asked otherwise (chorus-pro-api.md §3.6). */
export const rechercherFournisseur = operation({
  path: '/cpro/factures/v1/rechercher/fournisseur',
  input: Input,
  answer(question, parts) {
    if (parts.isStrict) insistOnWords(question)
    const found = parts.store.invoices().filter((invoice) => fits(invoice, question, parts))
    const { page, parametresRetour } = pageOf({
      rows: found.toReversed().map((invoice) => rowOf(invoice, parts, { hasSize: question.recupererTaille ?? false })),
      paging: question.rechercheFactureParFournisseur,
      column: 'DateDepot',
      most: limits.foundInvoices,
    })
    return { ...success, parametresRetour, listeFactures: page }
  },
})

/** A word of no list finds nothing; whether it is refused is not known, so only the strict platform does. */
function insistOnWords({ typeFacture, cadreFacturation, modeDepot }: Input): void {
  for (const [value, known] of [
    [typeFacture, words.typeFacture],
    [cadreFacturation, words.cadreFacturation],
    [modeDepot, words.modeDepot],
  ] as const)
    if (value && !known.includes(value)) throw new BadRequest(value)
}

/** A filter that is absent, null or empty does not filter. */
function fits(invoice: Invoice, question: Input, parts: Parts): boolean {
  const { now, directory } = parts
  const same = (wanted: unknown, actual: unknown) => !wanted || wanted === actual
  const day10 = (text: string) => text.slice(0, 10)
  const between = (actual: string, from: string, to: string) =>
    actual >= day10(from) && (to === '' || actual <= day10(to))
  const within = (actual: number | null, min?: number | null, max?: number | null) =>
    (actual ?? 0) >= (min ?? -Infinity) && (actual ?? 0) <= (max ?? Infinity)
  const current = currentOf(invoice.history, now())
  return (
    same(question.idFournisseur, invoice.supplierId) &&
    same(question.idServiceFournisseur, invoice.supplierService) &&
    (!question.idUtilisateurCreateur?.length || question.idUtilisateurCreateur.includes(access.userId)) &&
    same(question.numeroFacture, invoice.number) &&
    same(question.numeroFluxDepot, invoice.flow) &&
    same(question.typeFacture, invoice.kind) &&
    same(question.cadreFacturation, invoice.cadre) &&
    same(question.modeDepot, invoice.mode) &&
    same(question.numeroMarche, invoice.contract) &&
    same(question.numeroBonCommande, invoice.engagement) &&
    same(question.numeroFactureOrigine, invoice.origin) &&
    same(question.coordonneeBancaire, invoice.bankAccount) &&
    same(question.idStructureValideur, directory.bySiret(invoice.valideurSiret)?.id) &&
    (question.rejetTraite ?? invoice.isRejectionHandled) === invoice.isRejectionHandled &&
    (!question.statutCourant?.length || question.statutCourant.includes(current.status)) &&
    between(day(invoice.depositedAt), question.periodeDateDepotDu, question.periodeDateDepotAu) &&
    between(invoice.issueDate, question.periodeDateFactureDu, question.periodeDateFactureAu) &&
    isWithin({
      instant: current.at,
      from: question.periodeDateHeureEtatCourantDu,
      to: question.periodeDateHeureEtatCourantAu,
    }) &&
    within(invoice.net, question.montantHTMin, question.montantHTMax) &&
    within(invoice.gross, question.montantTTCMin, question.montantTTCMax) &&
    within(invoice.payable, question.montantApayerMin, question.montantApayerMax) &&
    isForOneOf(invoice, question, parts)
  )
}

function isForOneOf(
  invoice: Invoice,
  { listeDestinataire, rechercheSirenDestinataire }: Input,
  { directory }: Parts,
): boolean {
  if (!listeDestinataire?.length) return true
  const buyer = directory.bySiret(invoice.buyerSiret)
  const service = buyer?.services.find(({ code }) => code === invoice.serviceCode)
  return listeDestinataire.some(({ idDestinataire, listeIdServiceExecutant, raisonSocialeStuctDmd }) => {
    const wanted = idDestinataire ? directory.byId(idDestinataire) : undefined
    const isSameFirm = rechercheSirenDestinataire && wanted?.siret.slice(0, 9) === invoice.buyerSiret.slice(0, 9)
    const isBuyer = !idDestinataire || idDestinataire === buyer?.id || isSameFirm
    const isService = !listeIdServiceExecutant?.length || listeIdServiceExecutant.includes(service?.id ?? 0)
    return isBuyer && isService && (buyer?.name ?? '').toUpperCase().includes(raisonSocialeStuctDmd.toUpperCase())
  })
}

import { z } from 'zod'
import flux from '../data/flux.json' with { type: 'json' }
import { id, number, optionalId, text } from '../operation.ts'
import { ComplementaryFiles } from './complementary-files.ts'

const cadres = Object.values(flux.cadres)
const MainFile = z.object({ pieceJointePrincipaleDesignation: text, pieceJointePrincipaleId: optionalId })

/** The body of `soumettre`: what is required here is a 400 when it is not there (chorus-pro-api.md §3.3). */
export const SoumettreInput = z.object({
  modeDepot: z.enum(['SAISIE_API', 'DEPOT_PDF_API', 'DEPOT_PDF_SIGNE_API']),
  numeroFactureSaisi: text,
  dateFacture: text,
  destinataire: z.object({ codeDestinataire: z.string().min(1), codeServiceExecutant: text }),
  fournisseur: z.object({
    idFournisseur: id,
    idServiceFournisseur: optionalId,
    codeCoordonneesBancairesFournisseur: optionalId,
  }),
  cadreDeFacturation: z.object({
    codeCadreFacturation: z.enum(cadres),
    codeStructureValideur: text,
    codeServiceValideur: text,
  }),
  references: z.object({
    deviseFacture: z.string().min(1),
    typeFacture: z
      .enum(['FACTURE', 'AVOIR'])
      .nullish()
      .transform((kind) => kind ?? 'FACTURE'),
    typeTva: z.enum(['TVA_SUR_DEBIT', 'TVA_SUR_ENCAISSEMENT', 'EXONERATION', 'SANS_TVA']),
    motifExonerationTva: text,
    numeroMarche: text,
    numeroBonCommande: text,
    numeroFactureOrigine: text,
    modePaiement: z.enum(['CHEQUE', 'PRELEVEMENT', 'VIREMENT', 'ESPECE', 'AUTRE', 'REPORT']).nullish(),
  }),
  lignePoste: z
    .array(
      z.object({
        lignePosteNumero: id,
        lignePosteReference: text,
        lignePosteDenomination: z.string().min(1),
        lignePosteQuantite: z.number(),
        lignePosteUnite: text,
        lignePosteMontantUnitaireHT: z.number(),
        lignePosteMontantRemiseHT: number,
        lignePosteTauxTva: text,
        lignePosteTauxTvaManuel: number,
      }),
    )
    .nullish(),
  ligneTva: z
    .array(
      z.object({
        ligneTvaTaux: text,
        ligneTvaTauxManuel: number,
        ligneTvaMontantBaseHtParTaux: z.number(),
        ligneTvaMontantTvaParTaux: z.number(),
      }),
    )
    .nullish(),
  montantTotal: z.object({
    montantHtTotal: z.number(),
    montantTVA: z.number(),
    montantTtcTotal: z.number(),
    montantAPayer: z.number(),
    montantRemiseGlobaleTTC: number,
    motifRemiseGlobaleTTC: text,
  }),
  // The Swagger says an object, clients send an array of one; an empty one is none.
  pieceJointePrincipale: z
    .preprocess((given: unknown) => (Array.isArray(given) ? (given[0] as unknown) : given), MainFile.nullish())
    .transform((given) => given?.pieceJointePrincipaleId ?? null),
  pieceJointeComplementaire: ComplementaryFiles,
  commentaire: text,
})
export type SoumettreInput = z.output<typeof SoumettreInput>

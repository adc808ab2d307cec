import type { Reply } from '../../../shared/domain/reply.ts'
import type { Client } from './client.ts'
import { operations } from './operations.ts'
import { fileOf, type Downloaded } from './downloads.ts'
import { createPieces, type Attachment } from './pieces.ts'
import type { Proof } from './wire.ts'

type Sent<K extends Reply['kind']> = Omit<Extract<Reply, { kind: K }>, 'kind'>

/** What a supplier can do with an invoice that is there already (chorus-pro-api.md §3.4, §3.5, §3.7, §3.9, §3.10, §3.12). */
export function createReplies({ ask }: Pick<Client, 'ask'>) {
  const putDown = createPieces({ ask })
  return {
    async complete(remoteId: number, { comment, files }: { comment: string; files: Attachment[] }): Promise<Proof> {
      const pieces = await putDown(files)
      return ask(operations.complete, {
        identifiantFactureCPP: remoteId,
        ...(pieces.length && { pieceJointeComplementaire: pieces }),
        ...(comment && { commentaire: comment }),
      })
    },

    recycle: (remoteId: number, route: Sent<'recycle'>): Promise<Proof> =>
      ask(operations.recycle, {
        identifiantFactureCPP: remoteId,
        destinataire: {
          codeDestinataire: route.buyerSiret,
          ...(route.serviceCode && { codeServiceExecutant: route.serviceCode }),
        },
        ...((route.engagementNumber || route.contractNumber) && {
          reference: {
            ...(route.contractNumber && { numeroMarche: route.contractNumber }),
            ...(route.engagementNumber && { numeroBonCommande: route.engagementNumber }),
          },
        }),
      }),

    correctValideur: (remoteId: number, valideurSiret: string): Promise<Proof> =>
      ask(operations.correctValideur, {
        idFacture: remoteId,
        typeIdentifiantStructure: 'SIRET',
        identifiantStructure: valideurSiret,
      }),

    settleRejection: (remoteId: number): Promise<Proof> =>
      ask(operations.settleRejection, { listeDemandePaiement: [{ idDemandePaiement: remoteId }] }),

    async details(
      remoteId: number,
    ): Promise<{ number: string; status?: string | undefined; isRejectionSettled: boolean }> {
      const { facture } = await ask(operations.details, { identifiantFactureCPP: remoteId, codeLangue: 'fr' })
      return {
        number: facture.numeroFacture,
        status: facture.statutFacture,
        isRejectionSettled: facture.rejetTraite,
      }
    },

    async download(remoteId: number, format: 'PDF' | 'PIVOT'): Promise<Downloaded> {
      const { fichierResultat } = await ask(operations.download, {
        format,
        // The pivot has every attachment in it anyway.
        ...(format === 'PDF' && { avecPiecesJointesComplementaires: 'OUI' }),
        listeFacture: [{ idFacture: remoteId }],
      })
      return fileOf(fichierResultat)
    },
  }
}

import type { Reply } from '../../../../shared/domain/lifecycle/reply.ts'
import type { Client } from './client.ts'
import type { Attachment, Downloaded, Proof } from '../port.ts'
import { fileOf } from './downloads.ts'
import { idOf } from './keys.ts'
import { operations } from './operations.ts'
import { createPieces } from './pieces.ts'

type Sent<K extends Reply['kind']> = Omit<Extract<Reply, { kind: K }>, 'kind'>

/** Replier, and reading: what a supplier can do with an invoice that is there already (chorus-pro-api.md §3.4, §3.5, §3.7, §3.9, §3.10, §3.12). */
export function createReplies({ ask }: Pick<Client, 'ask'>) {
  const putDown = createPieces({ ask })
  return {
    async complete(remoteKey: string, { comment, files }: { comment: string; files: Attachment[] }): Promise<Proof> {
      const pieces = await putDown(files)
      return ask(operations.complete, {
        identifiantFactureCPP: idOf(remoteKey),
        ...(pieces.length && { pieceJointeComplementaire: pieces }),
        ...(comment && { commentaire: comment }),
      })
    },

    recycle: (remoteKey: string, route: Sent<'recycle'>): Promise<Proof> =>
      ask(operations.recycle, {
        identifiantFactureCPP: idOf(remoteKey),
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

    correctValideur: (remoteKey: string, valideurSiret: string): Promise<Proof> =>
      ask(operations.correctValideur, {
        idFacture: idOf(remoteKey),
        typeIdentifiantStructure: 'SIRET',
        identifiantStructure: valideurSiret,
      }),

    settleRejection: (remoteKey: string): Promise<Proof> =>
      ask(operations.settleRejection, { listeDemandePaiement: [{ idDemandePaiement: idOf(remoteKey) }] }),

    async details(
      remoteKey: string,
    ): Promise<{ number: string; status?: string | undefined; isRejectionSettled: boolean }> {
      const { facture } = await ask(operations.details, { identifiantFactureCPP: idOf(remoteKey), codeLangue: 'fr' })
      return {
        number: facture.numeroFacture,
        status: facture.statutFacture,
        isRejectionSettled: facture.rejetTraite,
      }
    },

    async download(remoteKey: string, format: 'PDF' | 'PIVOT'): Promise<Downloaded> {
      const { fichierResultat } = await ask(operations.download, {
        format,
        // The pivot has every attachment in it anyway.
        ...(format === 'PDF' && { avecPiecesJointesComplementaires: 'OUI' }),
        listeFacture: [{ idFacture: idOf(remoteKey) }],
      })
      return fileOf(fichierResultat)
    },
  }
}

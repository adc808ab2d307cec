import type { Reply } from '../../../shared/domain/reply.ts'
import { attachmentName, extensionOf } from '../../../shared/domain/replying.ts'
import type { Client } from './client.ts'
import { operations } from './operations.ts'
import { fileOf, type Downloaded } from './downloads.ts'
import type { Proof } from './wire.ts'

export type Attachment = { name: string; bytes: Uint8Array }
type Sent<K extends Reply['kind']> = Omit<Extract<Reply, { kind: K }>, 'kind'>

/** « Pièce jointe standard », the one type that is sure for an invoice (chorus-pro-api.md §7.9). */
const ANY_FILE = 'DIVERS'
const mimes: Partial<Record<string, string>> = {
  PDF: 'application/pdf',
  PNG: 'image/png',
  JPG: 'image/jpeg',
  JPEG: 'image/jpeg',
  XML: 'application/xml',
  TXT: 'text/plain',
  CSV: 'text/csv',
  ZIP: 'application/zip',
}

/** What a supplier can do with an invoice that is there already (chorus-pro-api.md §3.4, §3.5, §3.7, §3.9, §3.10, §3.12). */
export function createReplies({ ask }: Pick<Client, 'ask'>) {
  /** Files are first put down, which attaches nothing and may be repeated; naming them in the answer is what counts. */
  async function addFile({ name, bytes }: Attachment) {
    const extension = extensionOf(name)
    const { pieceJointeId } = await ask(operations.addFile, {
      pieceJointeFichier: Buffer.from(bytes).toString('base64'),
      pieceJointeNom: attachmentName(name),
      pieceJointeTypeMime: mimes[extension] ?? 'application/octet-stream',
      pieceJointeExtension: extension,
    })
    return pieceJointeId
  }

  return {
    async complete(remoteId: number, { comment, files }: { comment: string; files: Attachment[] }): Promise<Proof> {
      const pieces = []
      for (const file of files)
        pieces.push({
          pieceJointeComplementaireDesignation: file.name.slice(0, 100),
          pieceJointeComplementaireType: ANY_FILE,
          pieceJointeComplementaireId: await addFile(file),
        })
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
        isRejectionSettled: facture.rejetTraite === true,
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

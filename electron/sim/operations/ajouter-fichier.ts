import { z } from 'zod'
import limits from '../data/limits.json' with { type: 'json' }
import { base64, deposited, operation, Refusal } from '../operation.ts'

/** Takes an attachment (chorus-pro-api.md §5.1). Only 20003, too big, is a documented code. */
export const ajouterFichier = operation({
  path: '/cpro/transverses/v1/ajouter/fichier',
  input: z.object({
    pieceJointeFichier: base64,
    pieceJointeNom: z.string().min(1),
    pieceJointeTypeMime: z.string().min(1).max(255),
    pieceJointeExtension: z.string().min(1),
  }),
  answer({ pieceJointeFichier, pieceJointeNom, pieceJointeTypeMime, pieceJointeExtension }, { store }) {
    const bytes = Buffer.from(pieceJointeFichier, 'base64')
    if (bytes.length > limits.fileBytes) throw new Refusal(20003, 'SIMULÉ : la pièce jointe dépasse 10 Mo')
    if (bytes.length === 0) throw new Refusal(29110, 'SIMULÉ : la pièce jointe est vide')
    if (pieceJointeNom.length > limits.attachmentNameLength) {
      throw new Refusal(29111, 'SIMULÉ : le nom de la pièce jointe dépasse 50 caractères, extension comprise')
    }
    if (!pieceJointeNom.includes('.'))
      throw new Refusal(29112, 'SIMULÉ : le nom de la pièce jointe n’a pas d’extension')
    if (!limits.attachmentExtensions.split(' ').includes(pieceJointeExtension.toUpperCase())) {
      throw new Refusal(29113, `SIMULÉ : l’extension ${pieceJointeExtension} n’est pas admise`)
    }
    return { ...deposited, pieceJointeId: store.addFile({ name: pieceJointeNom, mime: pieceJointeTypeMime, bytes }).id }
  },
})

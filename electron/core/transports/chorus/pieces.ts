import { extensionOf, pieceName } from '../../../../shared/domain/document/attachments.ts'
import type { Attachment } from '../port.ts'
import type { Client } from './client.ts'
import { operations } from './operations.ts'

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

/**
 * Upload: puts files down at Chorus Pro (chorus-pro-api.md §5.1), which attaches nothing and may be repeated; naming them in what is
 * then sent is what counts. Gives them as `soumettre` and `completer` name them.
 */
export const createPieces = ({ ask }: Pick<Client, 'ask'>) =>
  async function putDown(files: Attachment[]) {
    const pieces = []
    for (const { name, type, bytes } of files) {
      const extension = extensionOf(name)
      const { pieceJointeId } = await ask(operations.addFile, {
        pieceJointeFichier: Buffer.from(bytes).toString('base64'),
        pieceJointeNom: pieceName(name),
        pieceJointeTypeMime: mimes[extension] ?? 'application/octet-stream',
        pieceJointeExtension: extension,
      })
      pieces.push({
        pieceJointeComplementaireDesignation: name.slice(0, 100),
        pieceJointeComplementaireType: type,
        pieceJointeComplementaireId: pieceJointeId,
      })
    }
    return pieces
  }

import type { Piece } from '../../../shared/domain/document/attachments.ts'
import type { Vault } from '../vault/vault.ts'
import type { Attachment } from '../transports/port.ts'

/** Attachments of an invoice with their bytes, from our own copies. Throws `DamagedCopy`. */
export const readPieces = (vault: Vault, pieces: Piece[]): Promise<Attachment[]> =>
  Promise.all(pieces.map(async ({ name, type, file }) => ({ name, type, bytes: await vault.read(file.sha256) })))

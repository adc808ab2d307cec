import { z } from 'zod'
import referentials from '../data/referentials.json' with { type: 'json' }
import { refusalOf } from '../invoices/refusals.ts'
import type { Attachment } from '../invoices/store.ts'
import { id, optionalId, text, type Parts } from '../operation.ts'

/** The files that go with an invoice, as `soumettre` and `completer` name them (chorus-pro-api.md §3.3, §3.4). */
export const ComplementaryFiles = z
  .array(
    z.object({
      pieceJointeComplementaireDesignation: text,
      pieceJointeComplementaireType: text,
      pieceJointeComplementaireId: id,
      pieceJointeComplementaireNumeroLigneFacture: optionalId,
    }),
  )
  .nullish()
  .transform((given) => given ?? [])
export type ComplementaryFiles = z.output<typeof ComplementaryFiles>

const types = new Set(referentials.attachmentTypes.map(({ codeTypePieceJointe }) => codeTypePieceJointe))

/** The attachments they become, and their weight in bytes; a Refusal when one was never put down, and when strict for a type of no referential. */
export function filesOf(
  given: ComplementaryFiles,
  { store, isStrict }: Parts,
): { attachments: Attachment[]; size: number } {
  const attachments = given.map((each) => ({
    fileId: each.pieceJointeComplementaireId,
    designation: each.pieceJointeComplementaireDesignation,
    type: each.pieceJointeComplementaireType,
    line: each.pieceJointeComplementaireNumeroLigneFacture ?? null,
  }))
  const stranger = attachments.find(({ fileId }) => !store.file(fileId))
  if (stranger) throw refusalOf({ name: 'fileUnknown', about: String(stranger.fileId) })
  const odd = isStrict ? attachments.find(({ type }) => type && !types.has(type)) : undefined
  if (odd) throw refusalOf({ name: 'attachmentTypeUnknown', about: odd.type })
  return { attachments, size: attachments.reduce((total, { fileId }) => total + store.file(fileId)!.size, 0) }
}

import { z } from 'zod'
import limits from '../../tables/limits.json' with { type: 'json' }
import { StoredFile } from './stored-file.ts'

/** « Pièce jointe standard », the one type that is sure for an invoice (chorus-pro-api.md §7.9). */
export const ANY_PIECE = 'DIVERS'

/** A pièce complémentaire: what goes with the invoice (domaine.md §3). */
export const Piece = z.object({
  file: StoredFile,
  /** The name it bears over there, extension included. */
  name: z.string(),
  /** A code of Chorus Pro's own list. */
  type: z.string(),
})
export type Piece = z.infer<typeof Piece>

/** What a file joined to an invoice may be called: a code and its words. */
export const PieceType = z.object({ code: z.string(), label: z.string() })
export type PieceType = z.infer<typeof PieceType>

/** While Chorus Pro has not been asked. */
export const standardTypes: PieceType[] = [{ code: ANY_PIECE, label: 'Pièce jointe standard' }]

export const pieceOf = (file: StoredFile): Piece => ({ file, name: file.name, type: ANY_PIECE })

const extensions = new Set(limits.attachmentExtensions.value.split(' '))

/** In capitals, without its dot; empty when the name has none. */
export const extensionOf = (name: string): string => /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toUpperCase() ?? ''

/** Why Chorus Pro would not take a file of this name and size in bytes (chorus-pro-api.md §7.9); empty when it would. */
export function unfit({ name, bytes }: { name: string; bytes: number }): string {
  if (!bytes) return `${name} est vide.`
  if (bytes > limits.fileBytes.value) return `${name} dépasse 10 Mo.`
  if (!extensionOf(name)) return `${name} n’a pas d’extension, comme « .pdf » : Chorus Pro l’exige.`
  return extensions.has(extensionOf(name)) ? '' : `Chorus Pro ne prend pas ce type de fichier : ${name}.`
}

/** The name a file has over there: plain letters, no more than fifty with its extension (chorus-pro-api.md §5.1, §7.9). */
export function pieceName(name: string): string {
  const extension = extensionOf(name).toLowerCase()
  const stem = name
    .slice(0, -extension.length - 1)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_.+-]+/g, '-')
  return `${stem.slice(0, limits.attachmentNameLength.value - extension.length - 1) || 'piece'}.${extension}`
}

export const isTooLong = (name: string): boolean => name.length > limits.attachmentNameLength.value

/** Bytes of the invoice and all that goes with it. */
export const weightOf = (bytes: number, pieces: Piece[]): number =>
  pieces.reduce((sum, { file }) => sum + file.bytes, bytes)

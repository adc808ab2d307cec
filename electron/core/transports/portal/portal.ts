import type { ByHand } from '../port.ts'
import { createUploadFolder } from './upload-folder.ts'

/** What the portal takes from a person, one file at a time (domaine.md §2). */
const capabilities = {
  idempotent: false,
  lots: false,
  formats: ['pdf', 'facturx', 'cii', 'ubl'],
  replies: false,
} as const

export type Portal = ReturnType<typeof createPortal>

/** The portal as a transport: files are laid out, a person deposits them; nobody can be asked what became of them. */
export const createPortal = (deps: Parameters<typeof createUploadFolder>[0]) =>
  ({ capabilities, uploads: createUploadFolder(deps) }) satisfies ByHand

import type { ByHand } from '../port.ts'
import { createUploadFolder } from './upload-folder.ts'

export type Portal = ReturnType<typeof createPortal>

/** Transport by hand, the portal: files are laid out, a person deposits them; nobody can be asked what became of them. */
export const createPortal = (deps: Parameters<typeof createUploadFolder>[0]) =>
  ({ uploads: createUploadFolder(deps) }) satisfies ByHand

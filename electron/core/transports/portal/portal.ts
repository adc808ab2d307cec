import { dirname, join } from 'node:path'
import type { ByHand } from '../port.ts'
import { createLotFolder } from './lot-folder.ts'
import { createUploadFolder } from './upload-folder.ts'

export type Portal = ReturnType<typeof createPortal>

/** Transport by hand, the portal: files and lots are laid out, a person deposits them; nobody can be asked what became of them. */
export const createPortal = (deps: Parameters<typeof createUploadFolder>[0]) => ({
  ...({ uploads: createUploadFolder(deps) } satisfies ByHand),
  lots: createLotFolder({ folder: join(dirname(deps.folder), 'Lots à déposer') }),
})

import { z } from 'zod'
import { StoredFile } from '../document/stored-file.ts'

/** The stations of a deposit on the portal, in its own order (domaine.md §2.2). */
export const WalkStep = z.enum(['ouvrir', 'fichier', 'cadre', 'formulaire', 'pieces', 'envoyer', 'numero'])
export type WalkStep = z.infer<typeof WalkStep>

/** How far a person has come on the portal, so that a window that closes loses nothing. */
export const PortalProgress = z.object({
  step: WalkStep,
  /** Stations left behind by « Continuer ». */
  done: z.array(WalkStep),
  /** Names of the values already copied. */
  copied: z.array(z.string()),
  /** What has been noted of the portal's answer, as typed. */
  number: z.string(),
  /** ISO day. */
  depositedOn: z.string(),
  /** The portal's certificate of deposit; our copy is in the vault. */
  certificate: StoredFile.optional(),
})
export type PortalProgress = z.infer<typeof PortalProgress>

export const startOfWalk: PortalProgress = { step: 'ouvrir', done: [], copied: [], number: '', depositedOn: '' }

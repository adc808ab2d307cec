import type { Store } from '../store/database.ts'
import { createArchiveCommands } from './archives.ts'
import { createActOnMany } from './act-on-many.ts'
import { createApprove } from './approve.ts'
import { createBuyerCommands } from './buyers.ts'
import { createConnectionCommands } from './connections.ts'
import { createDemonstrationCommands } from './demonstration.ts'
import { createDraftCommands } from './drafts.ts'
import { createFileCommands } from './files.ts'
import { createInvoiceCommands } from './invoice.ts'
import { createLessonCommands } from './lessons.ts'
import { createLotCommands } from './lot-commands.ts'
import { createPaymentCommands } from './payments.ts'
import { createPortalCommands } from './portal.ts'
import { createRecording } from './recording.ts'
import { createRedo } from './redo.ts'
import { createReplyCommands } from './replies.ts'
import { createSettingsCommands } from './settings.ts'

type DepsOf<Create extends (deps: never) => unknown> = Parameters<Create>[0]
/** What all commands need, but for what is made of it here. */
type Deps = Store & Omit<All, keyof Store | 'recording'>
type All = DepsOf<typeof createRecording> &
  DepsOf<typeof createArchiveCommands> &
  DepsOf<typeof createLotCommands> &
  DepsOf<typeof createApprove> &
  DepsOf<typeof createBuyerCommands> &
  DepsOf<typeof createConnectionCommands> &
  DepsOf<typeof createDemonstrationCommands> &
  DepsOf<typeof createDraftCommands> &
  DepsOf<typeof createFileCommands> &
  DepsOf<typeof createInvoiceCommands> &
  DepsOf<typeof createLessonCommands> &
  DepsOf<typeof createPaymentCommands> &
  DepsOf<typeof createPortalCommands> &
  DepsOf<typeof createRedo> &
  DepsOf<typeof createReplyCommands> &
  DepsOf<typeof createSettingsCommands>

/** Commands: all a person can do, for the window, the tray and the command line alike. Queries are beside them. */
export function createCommands(deps: Deps) {
  const parts = { ...deps, recording: createRecording(deps) }
  return {
    ...createInvoiceCommands(parts),
    ...createDraftCommands(parts),
    ...createReplyCommands(parts),
    ...createPaymentCommands(parts),
    ...createPortalCommands(parts),
    ...createFileCommands(parts),
    ...createSettingsCommands(parts),
    ...createConnectionCommands(parts),
    ...createBuyerCommands(parts),
    ...createLessonCommands(parts),
    ...createDemonstrationCommands(parts),
    archives: createArchiveCommands(parts),
    lots: createLotCommands(parts),
    approve: createApprove(parts),
    redo: createRedo(parts),
    actOnMany: createActOnMany(parts),
  }
}

import { clipboard } from 'electron'
import { ok } from '../../shared/contract/result.ts'
import type { Beginning } from '../../shared/contract/calls.ts'
import type { Environment } from '../../shared/domain/platform/environment.ts'
import type { Accesses } from '../core/connections/accesses.ts'
import type { Core } from '../core/core.ts'
import type { Demonstration } from '../demonstration.ts'
import { createAnswerHandlers } from './answer-handlers.ts'
import { createArchiveHandlers } from './archive-handlers.ts'
import { createAuthoringHandlers } from './authoring-handlers.ts'
import type { Handlers } from './bridge.ts'
import { createBuyerHandlers } from './buyer-handlers.ts'
import { createConnectionHandlers } from './connection-handlers.ts'
import { createDemonstrationHandlers } from './demonstration-handlers.ts'
import { createFileHandlers } from './file-handlers.ts'
import type { GivenPaths } from './given-paths.ts'
import { createInvoiceHandlers } from './invoice-handlers.ts'
import { createImportingHandlers } from './importing-handlers.ts'
import { createJoiningHandlers } from './joining-handlers.ts'
import { createLessonHandlers } from './lesson-handlers.ts'
import { createLotHandlers } from './lot-handlers.ts'
import { createListHandlers } from './list-handlers.ts'
import { createPaymentHandlers } from './payment-handlers.ts'
import { createPortalHandlers } from './portal-handlers.ts'
import { createSettingsHandlers } from './settings-handlers.ts'

type Deps = {
  core: Core
  /** Undefined outside the demonstration. */
  demonstration: Demonstration | undefined
  accesses: Accesses | undefined
  givenPaths: GivenPaths
  version: string
  changed: () => void
  switchTo: (environment: Environment) => void
  /** To the real invoices, with what was tried in the demonstration. */
  beginWith: (beginning: Beginning) => void
}

/** One function per call; each is one command or one query. */
export function createHandlers(deps: Deps): Handlers {
  const { core, demonstration, accesses, version } = deps
  const { queries, commands } = core
  const none = ok({})

  return {
    'app.state': () => {
      const hold = queries.hold()
      const expiry = accesses && queries.expiry()
      const setAside = queries.setAside()
      const examples = queries.examples()
      const all = () => queries.stages().reduce((sum, { count }) => sum + count, 0)
      return ok({
        version,
        environment: core.environment,
        settings: queries.settings(),
        folder: queries.folder(),
        ...(hold && { hold }),
        ...(expiry && { expiry }),
        ...(accesses && { access: queries.access(), firmConnections: queries.firmConnections() }),
        counts: queries.counts(queries.shownFirm()),
        firms: queries.firms(),
        strays: queries.strays(),
        setAside: {
          rows: setAside.length,
          invoices: setAside.filter(({ table }) => table === 'invoices').length,
        },
        examples,
        rehearsed: demonstration ? all() - examples : 0,
        stale: queries.left(),
        isLineCut: demonstration?.isLineCut() ?? false,
      })
    },
    'platform.tryNow': () => {
      commands.tryNow()
      return none
    },
    'clipboard.write': async ({ text }) => {
      await clipboard.writeText(text)
      return none
    },
    // The answer leaves first: the window it goes to is about to be loaded again.
    'app.begin': (beginning) => {
      setImmediate(() => deps.beginWith(beginning))
      return none
    },
    ...createListHandlers(core),
    ...createInvoiceHandlers(core),
    ...createAnswerHandlers(core),
    ...createPaymentHandlers(deps),
    ...createPortalHandlers(core),
    ...createBuyerHandlers(deps),
    ...createFileHandlers(deps),
    ...createSettingsHandlers(deps),
    ...createConnectionHandlers(deps),
    ...createAuthoringHandlers(core),
    ...createLessonHandlers(core),
    ...createLotHandlers(core),
    ...createArchiveHandlers(core),
    ...createJoiningHandlers(core),
    ...createImportingHandlers(core),
    ...createDemonstrationHandlers(deps),
  }
}

import type { Environment } from '../../shared/domain/platform/environment.ts'
import type { Step } from '../../shared/domain/lifecycle/step.ts'
import type { AccessState } from '../../shared/domain/wording/unsent.ts'
import type { Scanner } from './reading/scan/scanner.ts'
import type { Reader } from './reading/thread.ts'
import type { Fetch, Pause } from './transports/chorus/calls.ts'
import type { Credentials } from './transports/chorus/sign-in.ts'
import type { Call } from './transports/port.ts'

/** Surroundings of the core: what differs between the window, the command line and tests. */
export type Surroundings = {
  /** Where this environment's database and files are. */
  dataFolder: string
  environment: Environment
  fetch: Fetch
  /** Of a connection, by its id; undefined while it is not connected. */
  credentials: (connection: string) => Credentials | undefined
  /** Whether it has accesses at all; by its credentials unless said. */
  access?: (connection: string) => AccessState
  /** Knows the files of the demonstration by their sha256. */
  isExample?: (sha256: string) => boolean
  reader: Reader
  /** Recognises scans; without it they stay pictures. */
  scanner?: Scanner
  /** Epoch ms. */
  now: () => number
  /** Milliseconds that only go forward, whatever is done to the clock; Node's unless the tests move them. */
  ticks?: () => number
  /** Waits so many milliseconds; the tests move their clock instead. */
  pause?: Pause
  /** Shortens every wait; 1 for the real platform. */
  haste?: number
  /** The folder the application proposes when none has been chosen. */
  proposedFolder?: string
  /** Where files to be uploaded on the portal by hand are laid out; in the data folder unless said. */
  uploadFolder?: string
  /** A step in an invoice's life: windows ask again, notices are shown. */
  tell?: (step: Step) => void
  /** Something else changed that a window may be showing. */
  changed?: () => void
  /** How invoices are shown has changed, without a step in their life: one is being sent, or tried again later. */
  invoicesChanged?: () => void
  report?: (error: unknown) => void
  /** Hears of each call to the platform, once it has ended. */
  heard?: (call: Call) => void
}

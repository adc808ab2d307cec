import { ok } from '../../shared/contract/result.ts'
import type { Core } from '../core/core.ts'
import type { Demonstration } from '../demonstration.ts'
import type { Handlers } from './bridge.ts'

type DemonstrationCall = Extract<keyof Handlers, `demo.${string}`>
type Deps = { core: Core; demonstration: Demonstration | undefined; changed: () => void }

/** The demonstration: its examples, its time, its line. Does nothing elsewhere. */
export function createDemonstrationHandlers({
  core: { commands },
  demonstration,
  changed,
}: Deps): Pick<Handlers, DemonstrationCall> {
  const none = ok({})
  return {
    'demo.start': async () => {
      if (demonstration) await commands.startDemonstration(demonstration.company, demonstration.examples())
      return none
    },
    'demo.removeExamples': () => {
      if (demonstration) commands.removeExamples(demonstration.company)
      return none
    },
    'demo.advance': () => {
      demonstration?.advance()
      commands.tryNow()
      return none
    },
    'demo.cutLine': ({ isCut }) => {
      demonstration?.cutLine(isCut)
      if (!isCut) commands.tryNow()
      changed()
      return none
    },
  }
}

import type { Environment } from '../../../shared/domain/platform/environment.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Intake, Taken } from '../intake/intake.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices' | 'strays'> & {
  settings: Settings
  intake: Pick<Intake, 'take' | 'takeAll' | 'takeBytes' | 'strays'>
  environment: Environment
  isExample: (invoice: Invoice) => boolean
  changed: () => void
}
type Settings = Pick<Store['settings'], 'get' | 'save'>
/**
 * Ids of the invoices files became, which of them were here already, how many files stayed outside, and whether the person's
 * own meet the demonstration for the first time; the one archive that was opened, and why files of archives were set aside.
 */
type Brought = { ids: string[]; known: string[]; strays: number; isOwn: boolean; archive?: string; aside: string[] }

/** Commands that bring files in, and those about what could not be taken. */
export function createFileCommands({ invoices, strays, settings, intake, environment, isExample, changed }: Deps) {
  /** Whoever brings a file in has begun: the welcome would hide it. */
  function begin() {
    const current = settings.get()
    if (!current.welcomed) settings.save({ ...current, welcomed: true })
  }
  function brought({ invoices: arrived, strays, archives = [] }: Taken): Brought {
    if (arrived.length || strays) begin()
    const isTry = environment === 'demonstration' && !settings.get().rehearses
    const isOwn = (id: string) => {
      const invoice = invoices.find(id)
      return invoice !== undefined && !isExample(invoice)
    }
    const [archive] = archives.length === 1 ? archives : []
    return {
      ...(archive && { archive: archive.id }),
      aside: archives.flatMap(({ aside }) => aside.map(({ message }) => message)),
      ids: arrived.map(({ id }) => id),
      known: arrived.flatMap(({ id, isNew }) => (isNew ? [] : [id])),
      strays,
      isOwn: isTry && arrived.some(({ id }) => isOwn(id)),
    }
  }
  return {
    takeFiles: async (paths: string[]) => brought(await intake.takeAll(paths, 'hand')),
    takeBytes: async (name: string, bytes: Uint8Array) => brought(await intake.takeBytes(name, bytes)),
    /** Tries a file again that could not be taken; any other path is left alone. */
    async retryStray(path: string): Promise<void> {
      if (intake.strays().some((stray) => stray.path === path)) await intake.take(path, 'hand')
    },
    dismissStrays(paths: string[]): void {
      for (const path of paths) strays.drop(path)
      changed()
    },
  }
}

import { join } from 'node:path'
import { nameFor } from '../../../shared/domain/firms/connection.ts'
import { createAccess, type Access } from './access.ts'

export type Accesses = ReturnType<typeof createAccesses>
type Deps = Omit<Parameters<typeof createAccess>[0], 'file'> & { dataFolder: string }

/** Registry of accesses of one environment, by connection: each has a file of its own, and secrets of its own. */
export function createAccesses({ dataFolder, ...deps }: Deps) {
  const known = new Map<string, Access>()
  /** Those of a connection; read once. */
  function of(connection: string): Access {
    const access = known.get(connection) ?? createAccess({ ...deps, file: fileOf(connection) })
    known.set(connection, access)
    return access
  }
  const fileOf = (connection: string) => join(dataFolder, `${nameFor(connection, 'acces')}.json`)
  return {
    of,
    /** Deletes what is kept of a connection, secrets and all. */
    forget(connection: string) {
      of(connection).forget()
      known.delete(connection)
    },
  }
}

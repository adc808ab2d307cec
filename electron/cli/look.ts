import type { Environment } from '../../shared/domain/platform/environment.ts'
import { lookAt, type Looked } from '../core/queries/look.ts'
import { UsageError } from './command.ts'
import { environmentFolder } from './data.ts'

/**
 * Looks into an environment's data without changing anything: the window may be open. Undefined where there are none yet; whoever opens
 * closes. Throws `UsageError` for data of another version.
 */
export function look(environment: Environment, chosen: string | undefined): Looked | undefined {
  const looked = lookAt({ dataFolder: environmentFolder(chosen, environment), environment, now: Date.now })
  if (looked === 'old') throw new UsageError('Ces données sont d’une version plus ancienne : ouvrez Choriste une fois.')
  if (looked === 'new') throw new UsageError('Ces données sont d’une version plus récente de Choriste.')
  return looked
}

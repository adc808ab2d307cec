import { shell } from 'electron'
import { existsSync } from 'node:fs'
import { fail, ok } from '../../shared/contract/result.ts'
import type { CallName } from '../../shared/contract/calls.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

type ArchiveCall = Extract<CallName, `archives.${string}` | `archive.${string}`>

/** Archives that came in: what became of each entry, and the one thing to do about it. */
export function createArchiveHandlers({ archives, intake }: Core): Pick<Handlers, ArchiveCall> {
  const none = ok({})
  /** Where it lies, as long as it does. */
  const placeOf = (id: string) => {
    const archive = archives.find(id)
    return archive?.path && existsSync(archive.path) ? archive : undefined
  }
  return {
    'archives.list': () => ok(archives.archiveLines()),
    'archive.view': ({ id }) => {
      const view = archives.archiveView(id)
      return view ? ok(view) : fail('archive.gone')
    },
    'archive.show': ({ id }) => {
      const archive = placeOf(id)
      if (!archive) return fail('archive.moved')
      shell.showItemInFolder(archive.path)
      return none
    },
    'archive.stop': ({ id }) => {
      archives.stop(id)
      return none
    },
    'archive.again': async ({ id }) => {
      const archive = placeOf(id)
      if (!archive) return fail('archive.moved')
      await intake.take(archive.path, 'hand')
      return none
    },
    'archive.join': ({ id, place, invoiceId }) => archives.join(id, place, invoiceId),
    'archive.detach': ({ id, place }) => archives.detach(id, place),
    'archive.openApart': async ({ id, place }) => {
      const opened = await archives.openApart(id, place)
      return opened === undefined ? fail('archive.gone') : ok({ id: opened })
    },
  }
}

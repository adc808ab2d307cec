import { shell } from 'electron'
import { fail, ok } from '../../shared/contract/result.ts'
import type { CallName } from '../../shared/contract/calls.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

type ArchiveCall = Extract<CallName, `archives.${string}` | `archive.${string}`>

/** Archives that came in: what became of each entry, and the one thing to do about it. */
export function createArchiveHandlers({ queries, commands: { archives } }: Core): Pick<Handlers, ArchiveCall> {
  const none = ok({})
  return {
    'archives.list': () => ok(queries.archives.archiveLines()),
    'archive.view': ({ id }) => {
      const view = queries.archives.archiveView(id)
      return view ? ok(view) : fail('archive.gone')
    },
    'archive.show': ({ id }) => {
      const path = queries.archives.placeOf(id)
      if (path === undefined) return fail('archive.moved')
      shell.showItemInFolder(path)
      return none
    },
    'archive.stop': ({ id }) => {
      archives.stop(id)
      return none
    },
    'archive.again': ({ id }) => archives.again(id),
    'archive.join': ({ id, place, invoiceId }) => archives.join(id, place, invoiceId),
    'archive.detach': ({ id, place }) => archives.detach(id, place),
    'archive.openApart': ({ id, place }) => archives.openApart(id, place),
  }
}

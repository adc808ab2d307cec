import { fail, ok } from '../../shared/contract/result.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'
import { saveAs } from './save-as.ts'

/** Calls about files made of a draft or an invoice. */
export type JoiningCall =
  'draft.ways' | 'draft.join' | 'draft.part' | Extract<keyof Handlers, `platform.${'view' | 'save'}`>

/** Files made of a draft or an invoice: a Factur-X of its PDF, and that of an approved platform. */
export function createJoiningHandlers({ queries, commands }: Core): Pick<Handlers, JoiningCall> {
  return {
    'draft.ways': ({ id }) => queries.ways(id),
    'draft.join': ({ id, motive }) => commands.joinData(id, motive),
    'draft.part': ({ id }) => commands.partData(id),
    'platform.view': ({ id, asked }) => {
      const view = queries.forPlatform(id, asked)
      return view ? ok(view) : fail('invoice.gone')
    },
    'platform.save': async (asked) => {
      const made = await commands.platformFile(asked)
      if (!made) return fail('invoice.gone')
      if ('reason' in made) return ok({ path: '', reason: made.reason })
      const kind = made.name.endsWith('.pdf')
        ? { name: 'Factur-X', extensions: ['pdf'] }
        : { name: 'CII', extensions: ['xml'] }
      return saveAs({
        title: 'Enregistrer pour une plateforme agréée',
        name: made.name,
        filters: [kind],
        make: () => made.bytes,
      })
    },
  }
}

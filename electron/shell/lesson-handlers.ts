import { ok } from '../../shared/contract/result.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

type Deps = { core: Pick<Core, 'lessons'>; changed: () => void }

/** What has been learnt, and how it is forgotten. */
export function createLessonHandlers({
  core: { lessons },
  changed,
}: Deps): Pick<Handlers, 'lessons.list' | 'lessons.forget' | 'lessons.forgetAll'> {
  return {
    'lessons.list': () =>
      ok({
        lessons: lessons.list().map(({ id, supplierName, field, isRefusal, spot, learntAt, used }) => {
          const [beside] = spot.beside
          return { id, supplier: supplierName, field, isRefusal, ...(beside && { beside }), learntAt, used }
        }),
      }),
    'lessons.forget': ({ id }) => {
      lessons.drop(id)
      changed()
      return ok({})
    },
    'lessons.forgetAll': () => {
      lessons.dropAll()
      changed()
      return ok({})
    },
  }
}

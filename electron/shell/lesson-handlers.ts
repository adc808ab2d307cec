import { ok } from '../../shared/contract/result.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

/** What has been learnt, and how it is forgotten. */
export function createLessonHandlers({
  queries,
  commands,
}: Core): Pick<Handlers, 'lessons.list' | 'lessons.forget' | 'lessons.forgetAll'> {
  return {
    'lessons.list': () => ok({ lessons: queries.lessons() }),
    'lessons.forget': ({ id }) => {
      commands.forgetLesson(id)
      return ok({})
    },
    'lessons.forgetAll': () => {
      commands.forgetLessons()
      return ok({})
    },
  }
}

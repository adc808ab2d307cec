import type { LessonView } from '../../../shared/contract/lessons.ts'
import type { Store } from '../store/database.ts'

/** Query: what corrections have taught, as it is shown. */
export const createLessonViews = ({ lessons }: Pick<Store, 'lessons'>) => ({
  lessons: (): LessonView[] =>
    lessons.list().map(({ id, supplierName, field, isRefusal, spot, learntAt, used }) => {
      const [beside] = spot.beside
      return { id, supplier: supplierName, field, isRefusal, ...(beside && { beside }), learntAt, used }
    }),
})

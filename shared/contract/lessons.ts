import { z } from 'zod'
import { Beside, TaughtField } from '../domain/document/layout-hint.ts'

/** What has been learnt of one field in a layout, to be shown and erased. Times are epoch ms. */
export const LessonView = z.object({
  id: z.string(),
  supplier: z.string(),
  field: TaughtField,
  /** What stands there is not this field. */
  isRefusal: z.boolean(),
  /** The words beside it; none when only its place tells. */
  beside: Beside.pick({ side: true, shown: true }).optional(),
  learntAt: z.number(),
  used: z.number().int(),
})
export type LessonView = z.infer<typeof LessonView>

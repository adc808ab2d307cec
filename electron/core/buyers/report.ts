import type { Report } from '../../../shared/contract/buyers.ts'

type Refused = Report['refused'][number]

/** How far the writing has come, in structures. */
export type Progress = { done: number; total: number }

/** So many lines are told one by one. */
const TOLD = 500

/** Notes what is not taken as the file is read; `siretKey` is taken all the same. */
export function createNotes() {
  const refused: Refused[] = []
  let refusedCount = 0
  return {
    refuse: (line: number, reason: Refused['reason'], text: string) => {
      refusedCount++
      if (refused.length < TOLD) refused.push({ line, reason, text: text.slice(0, 200) })
    },
    told: () => ({ refused, refusedCount }),
  }
}
export type Notes = ReturnType<typeof createNotes>

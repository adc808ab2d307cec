import { failureOf } from './api.ts'
import { say } from './say.ts'

/** What a person has asked for, and the sentence that says why it did not work, until they ask again. */
export function attempts() {
  let problem = $state('')
  return {
    get problem() {
      return problem
    },
    /** False when it did not work. Never throws. */
    async try(work: () => Promise<unknown>): Promise<boolean> {
      problem = ''
      try {
        await work()
        return true
      } catch (error) {
        const { title, advice } = say(failureOf(error))
        problem = `${title} ${advice}`
        return false
      }
    },
  }
}

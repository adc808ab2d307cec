import { fail, ok } from '../../shared/contract/result.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'
import { saveAs } from './save-as.ts'

type AnswerCall = Extract<keyof Handlers, `answer.${string}`>

/** What a person can do with an invoice the buyer has: answer, and take a copy of it. */
export function createAnswerHandlers({ queries, commands }: Core): Pick<Handlers, AnswerCall> {
  return {
    'answer.check': ({ id, reply }) => {
      const fields = reply.kind === 'recycle' && queries.fieldsWith(id, reply)
      if (fields) commands.lookUp(fields)
      const checked = queries.checkReply(id, reply)
      return checked ? ok(checked) : fail('invoice.tooLate')
    },
    'answer.send': ({ id, reply }) => commands.sendReply(id, reply),
    'answer.withdraw': ({ id }) => commands.withdrawReply(id),
    'answer.download': async ({ id }) => {
      const found = await commands.download(id)
      if (!found.ok) return found
      const { name, bytes } = found.value
      return saveAs({ title: 'Garder la facture', name, make: () => bytes })
    },
  }
}

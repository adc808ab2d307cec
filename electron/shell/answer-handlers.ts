import { isSha256 } from '../../shared/domain/document/stored-file.ts'
import { existsSync } from 'node:fs'
import { fail, ok, type Result } from '../../shared/contract/result.ts'
import type { Action } from '../../shared/domain/lifecycle/actions.ts'
import type { InvoiceEvent } from '../../shared/domain/lifecycle/events.ts'
import { replyProblems, withReply } from '../../shared/domain/lifecycle/reply-rules.ts'
import type { Core } from '../core/core.ts'
import { NotSent, Refused } from '../core/transports/errors.ts'
import type { Handlers } from './bridge.ts'
import { saveAs } from './save-as.ts'

type Said = Result<Record<string, never>>
type Deps = {
  core: Core
  record: (id: string, event: InvoiceEvent) => Said
  act: (id: string, action: Action, event: InvoiceEvent) => Said
}
type AnswerCall = Extract<keyof Handlers, `answer.${string}`>

/** What a person can do with an invoice the buyer has: answer, and take a copy of it. */
export function createAnswerHandlers({ core, record, act }: Deps): Pick<Handlers, AnswerCall> {
  const followed = (id: string) => {
    const invoice = core.invoices.find(id)
    return invoice?.stage === 'followed' && invoice.remoteKey !== undefined ? invoice : undefined
  }
  return {
    'answer.check': ({ id, reply }) => {
      const invoice = followed(id)
      if (!invoice) return fail('invoice.tooLate')
      const fields = withReply(invoice.fields, reply)
      if (reply.kind === 'recycle') core.inquiries.want(fields)
      const facts = core.factsOf(invoice, fields)
      return ok({ problems: replyProblems(invoice, reply, facts), recipient: facts.recipient })
    },
    'answer.send': ({ id, reply }) => {
      const isWhole = reply.kind !== 'complete' || reply.files.every(({ sha256 }) => isKept(core, sha256))
      return isWhole ? record(id, { type: 'answered', reply }) : fail('file.none')
    },
    'answer.withdraw': ({ id }) => act(id, 'withdrawReply', { type: 'answerWithdrawn' }),
    'answer.download': async ({ id }) => {
      const invoice = core.invoices.find(id)
      if (!invoice) return fail('invoice.gone')
      if (!('remoteKey' in invoice) || invoice.remoteKey === undefined) return fail('invoice.tooLate')
      try {
        const { bytes, extension } = await core.download(invoice, invoice.remoteKey)
        const name = `${invoice.remoteNumber.replace(/[^\p{L}\p{N}_+.-]+/gu, '-')}.${extension}`
        return await saveAs({ title: 'Garder la facture', name, make: () => bytes })
      } catch (error) {
        if (error instanceof NotSent) return fail('platform.away')
        if (error instanceof Refused) return fail('platform.refused')
        throw error
      }
    },
  }
}

/** A window names files only by what it was told: a name of its own making is no path. */
const isKept = (core: Core, sha256: string) => isSha256(sha256) && existsSync(core.vault.pathOf(sha256))

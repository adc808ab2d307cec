import type { EventOf } from './events.ts'
import type { InvoiceAt } from './invoice.ts'
import type { Answering } from './reply.ts'
import { isPast, isReplying, mayReply, replyProblems, timesAsked, withReply } from './reply-rules.ts'
import { jobOf, type Move } from './step.ts'

// Answers to the buyer, a part of the table in transitions.ts. One question has one answer: it leaves like a deposit, and what
// may have left is looked for before anything leaves again (work/answer-job.ts).

export const toAnswered: Move<'followed', 'answered'> = (invoice, { reply }, { at, facts }) => {
  if (mayReply(invoice) !== reply.kind || !facts) return undefined
  if (replyProblems(invoice, reply, facts).length) return undefined
  return withAnswering(invoice, { reply, at, asked: timesAsked(invoice.history, reply.kind) })
}

export const toAnswerReceived: Move<'followed', 'answerReceived'> = (invoice, _event, { at }) =>
  changed(invoice, ({ lostAt, ...answering }) => ({ ...answering, receivedAt: at }))

export const toAnswerLost: Move<'followed', 'answerLost'> = (invoice, _event, { at }) =>
  changed(invoice, (answering) => ({ ...answering, lostAt: at }))

export const toAnswerRefused: Move<'followed', 'answerRefused'> = (invoice, { problems }) => {
  const step = changed(invoice, ({ lostAt, ...answering }) => ({ ...answering, problems }))
  return step && { ...step, notice: 'answerRefused' }
}

/** What may have left cannot be called back. */
export const toAnswerWithdrawn: Move<'followed', 'answerWithdrawn'> = (invoice) =>
  isReplying(invoice) && invoice.answering?.lostAt === undefined ? withAnswering(invoice, undefined) : undefined

/** The answer after a look at the invoice over there: past once the question is; a lost one that is past had arrived. */
export function afterLook(
  invoice: InvoiceAt<'followed'>,
  seen: Pick<EventOf<'statusSeen'>, 'status' | 'history'>,
): InvoiceAt<'followed'> {
  const { answering, ...rest } = invoice
  if (!answering || !isPast(answering, seen)) return invoice
  return answering.lostAt === undefined ? rest : { ...rest, fields: withReply(rest.fields, answering.reply) }
}

export const withoutAnswering = ({ answering, ...invoice }: InvoiceAt<'followed'>): InvoiceAt<'followed'> => invoice

function changed(invoice: InvoiceAt<'followed'>, change: (answering: Answering) => Answering) {
  if (!isReplying(invoice)) return undefined
  const answering = change(invoice.answering!)
  const fields = answering.receivedAt === undefined ? invoice.fields : withReply(invoice.fields, answering.reply)
  return withAnswering({ ...invoice, fields }, answering)
}
function withAnswering({ answering: _, ...rest }: InvoiceAt<'followed'>, answering: Answering | undefined) {
  const invoice: InvoiceAt<'followed'> = { ...rest, ...(answering && { answering }) }
  return { invoice, job: jobOf(invoice) }
}

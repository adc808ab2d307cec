import type { Fields } from '../../../shared/domain/fields/fields.ts'
import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Reply } from '../../../shared/domain/lifecycle/reply.ts'
import { replyProblems, withReply } from '../../../shared/domain/lifecycle/reply-rules.ts'
import type { RuleContext } from '../../../shared/domain/rules/rule.ts'
import type { Store } from '../store/database.ts'
import type { RuleContextOf } from './rule-context.ts'

type Deps = Pick<Store, 'invoices'> & { factsOf: RuleContextOf }

/** Queries about what is being typed and not yet saved. */
export function createChecks({ invoices, factsOf }: Deps) {
  const followed = (id: string): InvoiceAt<'followed'> | undefined => {
    const invoice = invoices.find(id)
    return invoice?.stage === 'followed' && invoice.remoteKey !== undefined ? invoice : undefined
  }
  return {
    /** What the rulebook may know of an invoice with these fields; undefined when it has not been read. */
    factsWith(id: string, fields: Fields): RuleContext | undefined {
      const invoice = invoices.find(id)
      return invoice && 'document' in invoice ? factsOf(invoice, fields) : undefined
    },
    /** The fields of an invoice with an answer to its buyer in them; undefined when it cannot be answered. */
    fieldsWith(id: string, reply: Reply): Fields | undefined {
      const invoice = followed(id)
      return invoice && withReply(invoice.fields, reply)
    },
    /** What stands in the way of an answer; undefined when it cannot be answered. */
    checkReply(id: string, reply: Reply) {
      const invoice = followed(id)
      if (!invoice) return undefined
      const facts = factsOf(invoice, withReply(invoice.fields, reply))
      return { problems: replyProblems(invoice, reply, facts), recipient: facts.recipient }
    },
  }
}

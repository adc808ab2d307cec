import { z } from 'zod'
import { isCreditNote } from '../fields/fields.ts'
import { isByHand, type InvoiceAt, type Invoice } from './invoice.ts'
import { mayBeReplaced } from './replacing.ts'
import { isReplying, mayReply } from './reply-rules.ts'
import { wordsOf } from '../platform/status.ts'

/** Available action: what a person may do about an invoice now. */
export const Action = z.enum([
  ...(['approve', 'discard', 'restore', 'withdraw', 'walk', 'searchNow', 'resend', 'noteStatus'] as const),
  ...(['reply', 'withdrawReply', 'redo', 'settle', 'cash', 'file', 'reopen'] as const),
])
export type Action = z.infer<typeof Action>

/**
 * Available actions of an invoice as it stands, said once for the window, the command line and whoever carries them out;
 * `isClaimed` while it, or the shipment it is in, is being sent or asked about. Whether a draft is ready is for the rulebook.
 */
export function actionsOf(invoice: Invoice, { isClaimed }: { isClaimed: boolean }): Action[] {
  switch (invoice.stage) {
    case 'arrived':
      return ['discard']
    case 'discarded':
      return ['restore']
    case 'draft':
      return ['approve', 'discard']
    case 'leaving':
      return !isClaimed && mayBeCalledBack(invoice) ? ['withdraw'] : []
    case 'portal':
      // In a lot its archive holds it: it goes, or comes back, with the whole.
      return invoice.lot === undefined ? ['walk', 'withdraw'] : []
    case 'uncertain':
      return ['searchNow', 'resend']
    case 'sent':
      return isByHand(invoice) ? ['noteStatus'] : []
    case 'followed':
      return ofFollowed(invoice, isClaimed)
    case 'closed':
      return ['reopen']
  }
}

/** What was sent once may be there already: it is looked for, not called back (shipment.ts). */
export const mayBeCalledBack = ({ resends }: InvoiceAt<'leaving'>): boolean => resends === 0

function ofFollowed(invoice: InvoiceAt<'followed'>, isClaimed: boolean): Action[] {
  const asked = mayReply(invoice)
  const isQueued = isReplying(invoice) && invoice.answering?.lostAt === undefined
  const may: [boolean, Action][] = [
    [mayBeReplaced(invoice), 'redo'],
    [asked === 'settleRejection', 'settle'],
    [asked !== undefined && asked !== 'settleRejection', 'reply'],
    [isQueued && !isClaimed, 'withdrawReply'],
    [isByHand(invoice), 'noteStatus'],
    [mayBeCashed(invoice), 'cash'],
    [true, 'file'],
  ]
  return may.flatMap(([isSo, action]) => (isSo ? [action] : []))
}

/** Nobody pays a credit note, nor what was refused or taken back. */
const mayBeCashed = ({ fields, status }: InvoiceAt<'followed'>) =>
  !isCreditNote(fields) && !['refused', 'withdrawn'].includes(wordsOf(status).group)

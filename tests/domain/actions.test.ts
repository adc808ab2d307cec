import { describe, expect, it } from 'vitest'
import { actionsOf, type Action } from '../../shared/domain/lifecycle/actions.ts'
import { advance } from '../../shared/domain/lifecycle/transitions.ts'
import type { InvoiceEvent } from '../../shared/domain/lifecycle/events.ts'
import type { InvoiceAt, Invoice } from '../../shared/domain/lifecycle/invoice.ts'
import type { Reply } from '../../shared/domain/lifecycle/reply.ts'
import { startOfWalk } from '../../shared/domain/lifecycle/portal-progress.ts'
import { plainFacts } from '../support/facts.ts'
import { readingOf } from '../support/world.ts'

const at = Date.UTC(2026, 10, 23, 8)
const base = { id: '1', file: { name: 'a.pdf', bytes: 1, sha256: 'x' }, arrivedAt: at }
const { document, fields, origins } = readingOf()
const known = { ...base, document, fields, origins, circuit: 'pdf' as const, pieces: [], savedAt: at }
const away = { ...known, approvedAt: at, resends: 0 }
const over = { remoteNumber: 'FA', status: 'DEPOSEE', version: '', depositedOn: '2026-11-23', history: [] }
const followed: InvoiceAt<'followed'> = { ...away, ...over, remoteKey: '7', stage: 'followed' }
const suspended = { ...followed, status: 'SUSPENDUE', history: [{ code: 'SUSPENDUE', at: '2026-11-24T09:00' }] }
const rejected = { ...followed, status: 'REJETEE', history: [{ code: 'REJETEE', at: '2026-11-24T09:00' }] }
const complete: Reply = { kind: 'complete', comment: 'Voici', files: [] }
const answering = { reply: complete, at, asked: 1 }
const credit = { ...followed, fields: { ...fields, typeCode: '381' as const }, status: 'MISE_EN_PAIEMENT' }
const { remoteKey, ...byHand } = followed
const sent: InvoiceAt<'sent'> = { ...away, stage: 'sent', flow: 'CPP1', depositedOn: '2026-11-23' }

const cases: Record<string, [invoice: Invoice, free: Action[], whileSent?: Action[]]> = {
  arrived: [{ ...base, stage: 'arrived' }, ['discard']],
  discarded: [{ ...base, stage: 'discarded' }, ['restore']],
  draft: [{ ...known, stage: 'draft' }, ['approve', 'discard']],
  leaving: [{ ...away, stage: 'leaving' }, ['withdraw'], []],
  'leaving again': [{ ...away, resends: 1, stage: 'leaving' }, []],
  portal: [{ ...away, stage: 'portal', walk: startOfWalk }, ['walk', 'withdraw']],
  uncertain: [{ ...away, stage: 'uncertain', since: at, searches: 0 }, ['searchNow', 'resend']],
  sent: [sent, []],
  'sent by hand': [{ ...sent, isByHand: true }, ['noteStatus']],
  followed: [followed, ['cash', 'file']],
  'followed by hand': [byHand, ['noteStatus', 'cash', 'file']],
  suspended: [suspended, ['reply', 'cash', 'file']],
  'an answer in the queue': [{ ...suspended, answering }, ['withdrawReply', 'cash', 'file'], ['cash', 'file']],
  'an answer that was lost': [{ ...suspended, answering: { ...answering, lostAt: at } }, ['cash', 'file']],
  'an answer turned down': [{ ...suspended, answering: { ...answering, problems: [] } }, ['reply', 'cash', 'file']],
  rejected: [rejected, ['redo', 'settle', 'file']],
  'rejected, being made anew': [{ ...rejected, replaced: { by: '2' } }, ['settle', 'file']],
  'a credit note': [credit, ['file']],
  closed: [{ ...followed, stage: 'closed', outcome: 'cashed', closedOn: '2026-12-23' }, ['reopen']],
}
/** What carries an action out; walking and searching at once change nothing by themselves. */
const events: Partial<Record<Action, InvoiceEvent>> = {
  approve: { type: 'approved' },
  discard: { type: 'discarded' },
  restore: { type: 'restored' },
  withdraw: { type: 'withdrawn' },
  resend: { type: 'resent', by: 'user' },
  noteStatus: { type: 'statusNoted', status: 'MANDATEE', on: '2026-11-30' },
  reply: { type: 'answered', reply: complete },
  withdrawReply: { type: 'answerWithdrawn' },
  settle: { type: 'answered', reply: { kind: 'settleRejection' } },
  redo: { type: 'replaced', by: '2' },
  cash: { type: 'cashed', on: '2026-12-23' },
  file: { type: 'filed' },
  reopen: { type: 'reopened' },
}

describe.each(Object.entries(cases))('%s', (_name, [invoice, free, whileSent = free]) => {
  it('may have this done to it', () => {
    expect(actionsOf(invoice, { isClaimed: false })).toEqual(free)
    expect(actionsOf(invoice, { isClaimed: true })).toEqual(whileSent)
  })
  it.each(Object.entries(events) as [Action, InvoiceEvent][])(
    'the table takes « %s » where it is offered',
    (action, event) => {
      const step = advance(invoice, event, { at, facts: plainFacts })
      if (free.includes(action)) expect(step).toBeDefined()
      // What is not offered is refused there too, but for what the person may not see and others may say.
      else if (!['cash', 'withdraw'].includes(action)) expect(step).toBeUndefined()
    },
  )
})

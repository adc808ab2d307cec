import { describe, expect, it } from 'vitest'
import { advance, jobOf, maySendAgain } from '../../shared/domain/advance.ts'
import { InvoiceEvent, type EventType } from '../../shared/domain/events.ts'
import { Invoice, type At, type Stage } from '../../shared/domain/invoice.ts'
import { plainFacts } from '../support/facts.ts'
import { complete } from '../support/complete.ts'
import { readingOf } from '../support/world.ts'

const at = Date.UTC(2026, 10, 23, 8)
const base = { id: '1', file: { name: 'a.pdf', bytes: 1, sha256: 'x' }, arrivedAt: at }
const { document, fields, origins } = readingOf()
const known = { ...base, document, fields, origins, circuit: 'pdf', savedAt: at } as const
const away = { ...known, approvedAt: at, resends: 0 }
const over = { remoteId: 7, remoteNumber: 'FA', status: 'DEPOSEE', version: '', depositedOn: '2026-11-23', history: [] }

const invoices: Record<Stage, Invoice> = {
  arrived: { ...base, stage: 'arrived' },
  draft: { ...known, stage: 'draft' },
  discarded: { ...base, stage: 'discarded' },
  leaving: { ...away, stage: 'leaving' },
  uncertain: { ...away, stage: 'uncertain', since: at, searches: 0, lastSearchAt: at },
  sent: { ...away, stage: 'sent', flow: 'CPP1', depositedOn: '2026-11-23' },
  followed: { ...away, ...over, stage: 'followed' },
  closed: { ...away, ...over, stage: 'closed', outcome: 'cashed', closedOn: '2026-12-23' },
}
const events: Record<EventType, InvoiceEvent> = {
  read: { type: 'read', reading: readingOf() },
  edited: { type: 'edited', fields: { ...complete, number: 'FA-2' }, confirmed: [], circuit: 'pdf' },
  approved: { type: 'approved' },
  withdrawn: { type: 'withdrawn' },
  discarded: { type: 'discarded' },
  restored: { type: 'restored' },
  receipted: { type: 'receipted', flow: 'CPP1', depositedOn: '2026-11-23' },
  registered: { type: 'registered', remoteId: 7, remoteNumber: 'FA', status: 'DEPOSEE', depositedOn: '2026-11-23' },
  refused: { type: 'refused', problems: [] },
  lost: { type: 'lost', why: 'cut' },
  notFound: { type: 'notFound' },
  resent: { type: 'resent', by: 'user' },
  statusSeen: { type: 'statusSeen', status: 'MANDATEE', version: '2', history: [] },
  cashed: { type: 'cashed', on: '2026-12-23' },
  filed: { type: 'filed' },
  reopened: { type: 'reopened' },
}

/** Every stage × event: where it leads and what is to be done next; what is not here changes nothing. */
const expected: Partial<Record<`${Stage} ${EventType}`, string>> = {
  'arrived read': 'draft',
  'arrived discarded': 'discarded',
  'draft edited': 'draft',
  'draft approved': 'leaving, deposit',
  'draft discarded': 'discarded',
  'discarded restored': 'arrived, read',
  'leaving receipted': 'sent, outcome',
  'leaving registered': 'followed, follow',
  'leaving refused': 'draft',
  'leaving lost': 'uncertain, search',
  'leaving withdrawn': 'draft',
  'uncertain registered': 'followed, follow',
  'uncertain refused': 'draft',
  'uncertain notFound': 'uncertain, search',
  'uncertain resent': 'leaving, deposit',
  'sent registered': 'followed, follow',
  'sent refused': 'draft',
  'followed statusSeen': 'followed, follow',
  'followed cashed': 'closed',
  'followed filed': 'closed',
  'closed reopened': 'followed, follow',
}

describe.each(Object.keys(invoices) as Stage[])('%s', (stage) => {
  it.each(Object.keys(events) as EventType[])('%s', (type) => {
    const step = advance(invoices[stage], events[type], { at, facts: plainFacts })
    const outcome = step && [step.invoice.stage, step.job].filter(Boolean).join(', ')
    expect(outcome).toBe(expected[`${stage} ${type}`])
    // What comes out is a whole invoice of its stage, with nothing left over from another.
    if (step) expect(Invoice.parse(step.invoice)).toEqual(step.invoice)
    if (step) expect(jobOf(step.invoice)).toBe(step.job)
  })
})

it('does not let an invoice leave while the rulebook complains, nor when nobody asked it', () => {
  const draft = { ...known, stage: 'draft', fields: { ...fields, grossTotal: 1 } } as const
  expect(advance(draft, { type: 'approved' }, { at, facts: plainFacts })).toBeUndefined()
  expect(advance(invoices.draft, { type: 'approved' }, { at })).toBeUndefined()
})

it('asks for nothing more once the last status has come', () => {
  const step = advance(invoices.followed, { ...events.statusSeen, status: 'MISE_EN_PAIEMENT' } as InvoiceEvent, { at })
  expect(step).toMatchObject({ job: undefined, notice: 'status', invoice: { status: 'MISE_EN_PAIEMENT' } })
})

it('keeps what a person has typed or confirmed as theirs', () => {
  const draft = {
    ...known,
    stage: 'draft',
    origins: { number: { source: 'text', trust: 'check', label: 'N°' } },
  } as const
  const step = advance(
    draft,
    { type: 'edited', fields: { ...fields, buyerName: 'B' }, confirmed: ['number'], circuit: 'pdf' },
    { at },
  )
  expect(step!.invoice).toMatchObject({
    origins: { number: { source: 'user', trust: 'typed', label: 'N°' }, buyerName: { source: 'user', trust: 'typed' } },
  })
})

describe('sending again by itself', () => {
  const lost = invoices.uncertain as At<'uncertain'>
  const MINUTE = 60_000
  it.each<[string, Partial<At<'uncertain'>>, number, boolean]>([
    ['three searches in fifteen minutes', { searches: 3 }, 15, true],
    ['two searches', { searches: 2 }, 60, false],
    ['three searches in fourteen minutes', { searches: 3 }, 14, false],
    ['a second time', { searches: 9, resends: 1 }, 600, false],
    ['a flow', { searches: 9, circuit: 'flux' }, 6000, false],
  ])('%s', (_what, more, minutes, may) => {
    expect(maySendAgain({ ...lost, ...more }, at + minutes * MINUTE)).toBe(may)
  })
})

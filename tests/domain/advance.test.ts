import { describe, expect, it } from 'vitest'
import { advance } from '../../shared/domain/lifecycle/transitions.ts'
import { jobOf } from '../../shared/domain/lifecycle/step.ts'
import { InvoiceEvent, type EventType } from '../../shared/domain/lifecycle/events.ts'
import { Invoice, type InvoiceAt, type Stage } from '../../shared/domain/lifecycle/invoice.ts'
import type { Reply } from '../../shared/domain/lifecycle/reply.ts'
import { startOfWalk, type PortalProgress } from '../../shared/domain/lifecycle/portal-progress.ts'
import { plainFacts } from '../support/facts.ts'
import { complete } from '../support/complete.ts'
import { readingOf } from '../support/world.ts'

const at = Date.UTC(2026, 10, 23, 8)
const base = { id: '1', file: { name: 'a.pdf', bytes: 1, sha256: 'x' }, arrivedAt: at }
const { document, fields, origins } = readingOf()
const known = { ...base, document, fields, origins, circuit: 'pdf' as const, pieces: [], savedAt: at }
const away = { ...known, approvedAt: at, resends: 0 }
const over = {
  remoteKey: '7',
  remoteNumber: 'FA',
  status: 'DEPOSEE',
  version: '',
  depositedOn: '2026-11-23',
  history: [],
}

const walk = { ...startOfWalk, step: 'fichier', done: ['ouvrir'], copied: ['number'] } satisfies PortalProgress
const certificate = { name: 'certificat.pdf', bytes: 9, sha256: 'c' }

const invoices: Record<Stage, Invoice> = {
  arrived: { ...base, stage: 'arrived' },
  draft: { ...known, stage: 'draft' },
  discarded: { ...base, stage: 'discarded' },
  leaving: { ...away, stage: 'leaving' },
  portal: { ...away, stage: 'portal', walk },
  uncertain: { ...away, stage: 'uncertain', since: at, searches: 0 },
  sent: { ...away, stage: 'sent', flow: 'CPP1', depositedOn: '2026-11-23' },
  followed: { ...away, ...over, stage: 'followed' },
  closed: { ...away, ...over, stage: 'closed', outcome: 'cashed', closedOn: '2026-12-23' },
}
const events: Record<EventType, InvoiceEvent> = {
  read: { type: 'read', reading: readingOf() },
  readAgain: { type: 'readAgain' },
  edited: { type: 'edited', fields: { ...complete, number: 'FA-2' }, confirmed: [], circuit: 'pdf' },
  reread: { type: 'reread', reading: readingOf({ serviceCode: 'ST01' }) },
  asked: { type: 'asked', fields: ['serviceCode'] },
  recalled: { type: 'recalled' },
  joined: {
    type: 'joined',
    file: { name: 'a.pdf', bytes: 2, sha256: 'y' },
    reading: readingOf({}, { kind: 'facturx' }),
  },
  parted: { type: 'parted' },
  approved: { type: 'approved' },
  withdrawn: { type: 'withdrawn' },
  discarded: { type: 'discarded' },
  restored: { type: 'restored' },
  separated: { type: 'separated', ids: ['2', '3'] },
  keptWhole: { type: 'keptWhole' },
  superseded: { type: 'superseded', by: '2' },
  rewritten: { type: 'rewritten', by: '2' },
  toldApart: { type: 'toldApart' },
  tookOver: { type: 'tookOver', from: { fields, origins, pieces: [] } },
  exampleRemoved: { type: 'exampleRemoved' },
  receipted: { type: 'receipted', flow: 'CPP1', depositedOn: '2026-11-23' },
  registered: { type: 'registered', remoteKey: '7', remoteNumber: 'FA', status: 'DEPOSEE', depositedOn: '2026-11-23' },
  refused: { type: 'refused', problems: [] },
  lost: { type: 'lost', why: 'cut' },
  notFound: { type: 'notFound' },
  resent: { type: 'resent', by: 'user' },
  statusSeen: { type: 'statusSeen', status: 'MANDATEE', version: '2', history: [] },
  statusListed: {
    type: 'statusListed',
    version: '2',
    entry: { code: 'MISE_EN_PAIEMENT', at: '2026-12-01T08:00' },
  },
  answered: { type: 'answered', reply: { kind: 'complete', comment: 'Voici', files: [] } },
  answerReceived: { type: 'answerReceived' },
  answerRefused: { type: 'answerRefused', problems: [] },
  answerLost: { type: 'answerLost', why: 'cut' },
  answerWithdrawn: { type: 'answerWithdrawn' },
  replacing: { type: 'replacing', replaces: { id: '9', number: 'FA-9', fields, pieces: [], newNumber: '' } },
  replaced: { type: 'replaced', by: '2' },
  replacementDropped: { type: 'replacementDropped' },
  replacementLeft: { type: 'replacementLeft', number: 'FA-2' },
  walked: { type: 'walked', walk: { ...walk, step: 'numero' } },
  depositedByHand: { type: 'depositedByHand', remoteNumber: 'FA-X', depositedOn: '2026-11-23', certificate },
  certified: { type: 'certified', certificate },
  statusNoted: { type: 'statusNoted', status: 'MANDATEE', on: '2026-11-30' },
  statusTakenBack: { type: 'statusTakenBack' },
  looked: { type: 'looked' },
  reminded: { type: 'reminded' },
  cashed: { type: 'cashed', on: '2026-12-23' },
  paid: { type: 'paid', payments: [{ id: 'p1', on: '2026-12-20', cents: 100, kind: 'transfer' }] },
  paymentsTakenBack: { type: 'paymentsTakenBack', ids: ['none'] },
  claimed: { type: 'claimed', claim: { on: '2026-12-20', tone: 'claim', interest: 8142, indemnity: 4000 } },
  serviceSaid: { type: 'serviceSaid', on: '2026-12-01' },
  filed: { type: 'filed' },
  reopened: { type: 'reopened' },
}

/** Every stage × event: where it leads and what is to be done next; what is not here changes nothing. */
const expected: Partial<Record<`${Stage} ${EventType}`, string>> = {
  'arrived read': 'draft',
  'arrived discarded': 'discarded',
  'arrived replacing': 'arrived, read',
  'arrived superseded': 'discarded',
  'draft superseded': 'discarded',
  'draft rewritten': 'draft',
  'draft tookOver': 'draft',
  'draft readAgain': 'arrived, read',
  'draft edited': 'draft',
  'draft reread': 'draft',
  'draft replacing': 'draft',
  'draft joined': 'draft',
  'draft asked': 'draft',
  'draft recalled': 'draft',
  'draft approved': 'leaving, deposit',
  'draft discarded': 'discarded',
  'discarded restored': 'arrived, read',
  'leaving receipted': 'sent, outcome',
  'leaving registered': 'followed, follow',
  'leaving refused': 'draft',
  'leaving lost': 'uncertain, search',
  'leaving withdrawn': 'draft',
  'portal walked': 'portal',
  'portal depositedByHand': 'followed, remind',
  'portal withdrawn': 'draft',
  'uncertain registered': 'followed, follow',
  'uncertain refused': 'draft',
  'uncertain notFound': 'uncertain, search',
  'uncertain resent': 'leaving, deposit',
  'sent registered': 'followed, follow',
  'sent refused': 'draft',
  'followed statusSeen': 'followed, follow',
  // Paid: only its history is still to be read.
  'followed statusListed': 'followed, follow',
  'followed cashed': 'closed',
  'followed paid': 'followed, follow',
  'followed claimed': 'followed, follow',
  'followed serviceSaid': 'followed, follow',
  'followed filed': 'closed',
  'closed paid': 'closed',
  'closed claimed': 'closed',
  'closed serviceSaid': 'closed',
  'closed reopened': 'followed, follow',
  'arrived exampleRemoved': 'discarded',
  'draft exampleRemoved': 'discarded',
  'leaving exampleRemoved': 'discarded',
  'portal exampleRemoved': 'discarded',
  'uncertain exampleRemoved': 'discarded',
  'sent exampleRemoved': 'discarded',
  'followed exampleRemoved': 'discarded',
  'closed exampleRemoved': 'discarded',
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

it('gives back a draft that was put aside with what was typed into it', () => {
  const typed = { ...known, stage: 'draft', fields: { ...fields, serviceCode: 'ST01' } } as const
  const aside = advance(typed, events.discarded, { at })!.invoice
  expect(advance(Invoice.parse(aside), events.restored, { at })).toEqual({ invoice: typed })
})

describe('a PDF that seems to hold several invoices', () => {
  const parts = [
    { from: 1, to: 1, number: 'F-1' },
    { from: 2, to: 3, number: 'F-2' },
  ]
  const several = { ...known, document: { ...document, parts }, stage: 'draft' } as const
  it('does not leave before a person has said what it is', () => {
    expect(
      advance(several, events.approved, { at, facts: { ...plainFacts, document: several.document } }),
    ).toBeUndefined()
  })
  it('gives its place to its parts, and comes back with the question', () => {
    const aside = advance(several, events.separated, { at })!.invoice
    expect(aside.stage).toBe('discarded')
    expect(advance(Invoice.parse(aside), events.restored, { at })!.invoice).toEqual(several)
  })
  it('is one from now on when a person says so', () => {
    expect(advance(several, events.keptWhole, { at })).toEqual({ invoice: { ...known, stage: 'draft' } })
  })
})

describe('deposited by hand', () => {
  const { remoteKey, ...noted } = over
  const followed: Invoice = { ...away, ...noted, stage: 'followed', remindedAt: at }
  const sent: Invoice = { ...(invoices.sent as InvoiceAt<'sent'>), isByHand: true, remindedAt: at }
  const closed: Invoice = { ...away, ...noted, stage: 'closed', outcome: 'filed', closedOn: '2026-12-23' }
  const hand = { 'followed by hand': followed, 'sent by hand': sent, 'closed by hand': closed }
  const leadsTo: Partial<Record<`${keyof typeof hand} ${EventType}`, string>> = {
    'followed by hand certified': 'followed, remind, reminded',
    'followed by hand statusNoted': 'followed, remind',
    'followed by hand looked': 'followed, remind',
    'followed by hand reminded': 'followed, remind, reminded',
    'followed by hand cashed': 'closed',
    'followed by hand paid': 'followed, remind, reminded',
    'followed by hand claimed': 'followed, remind, reminded',
    'followed by hand serviceSaid': 'followed, remind, reminded',
    'followed by hand filed': 'closed',
    'closed by hand paid': 'closed',
    'closed by hand claimed': 'closed',
    'closed by hand serviceSaid': 'closed',
    'sent by hand certified': 'sent, remind, reminded',
    'sent by hand registered': 'followed, follow',
    'sent by hand refused': 'draft',
    'sent by hand statusNoted': 'followed, remind',
    'sent by hand looked': 'sent, remind',
    'sent by hand reminded': 'sent, remind, reminded',
    'closed by hand reopened': 'followed, remind',
    'followed by hand exampleRemoved': 'discarded',
    'sent by hand exampleRemoved': 'discarded',
    'closed by hand exampleRemoved': 'discarded',
  }
  describe.each(Object.keys(hand) as (keyof typeof hand)[])('%s', (name) => {
    it.each(Object.keys(events) as EventType[])('%s', (type) => {
      const step = advance(hand[name], events[type], { at, facts: plainFacts })
      const isReminded = step && 'remindedAt' in step.invoice && 'reminded'
      const outcome = step && [step.invoice.stage, step.job, isReminded].filter(Boolean).join(', ')
      expect(outcome).toBe(leadsTo[`${name} ${type}`])
      if (step) expect(Invoice.parse(step.invoice)).toEqual(step.invoice)
      if (step) expect(jobOf(step.invoice)).toBe(step.job)
    })
  })
  it('goes to the portal without a job, whatever the file', () => {
    const step = advance(invoices.draft, events.approved, { at, facts: plainFacts, route: { transport: 'portal' } })
    expect([step?.invoice.stage, step?.job]).toEqual(['portal', undefined])
  })
  it('is a lot until it has a status', () => {
    const lot = { ...events.depositedByHand, flow: 'CPP0011113000000000044750' } as InvoiceEvent
    expect(advance(invoices.portal, lot, { at })).toMatchObject({
      invoice: { stage: 'sent', flow: 'CPP0011113000000000044750', certificateFile: certificate },
      job: 'remind',
    })
  })
  it('keeps the portal’s own number beside ours', () => {
    const step = advance(invoices.portal, events.depositedByHand, { at })
    expect(step!.invoice).toMatchObject({ remoteNumber: 'FA-X', certificateFile: certificate, status: 'DEPOSEE' })
    expect(step!.invoice).not.toHaveProperty('walk')
  })
})

describe('answering the buyer', () => {
  const suspended = { ...over, status: 'SUSPENDUE', history: [{ code: 'SUSPENDUE', at: '2026-11-24T09:00' }] }
  const asked: InvoiceAt<'followed'> = { ...away, ...suspended, stage: 'followed' }
  const reply: Extract<Reply, { kind: 'complete' }> = { kind: 'complete', comment: 'Voici', files: [] }
  const answering = { reply, at, asked: 1 }
  const states = {
    asked,
    queued: { ...asked, answering },
    lost: { ...asked, answering: { ...answering, lostAt: at } },
    received: { ...asked, answering: { ...answering, receivedAt: at } },
    refused: { ...asked, answering: { ...answering, problems: [] } },
  } satisfies Record<string, InvoiceAt<'followed'>>
  const leadsTo: Partial<Record<`${keyof typeof states} ${EventType}`, string>> = {
    'asked answered': 'followed, queued, answer',
    'queued answerReceived': 'followed, received, follow',
    'queued answerRefused': 'followed, refused, follow',
    'queued answerLost': 'followed, lost, answer',
    'queued answerWithdrawn': 'followed, follow',
    'lost answerReceived': 'followed, received, follow',
    'lost answerRefused': 'followed, refused, follow',
    'lost answerLost': 'followed, lost, answer',
    'refused answered': 'followed, queued, answer',
    ...Object.fromEntries(
      Object.keys(states).flatMap((name) => [
        // The invoice has moved on: the question is not asked any more.
        [`${name} statusListed`, 'followed, follow'],
        [`${name} exampleRemoved`, 'discarded'],
      ]),
    ),
  }
  const stateOf = (invoice: Invoice) => {
    if (!('answering' in invoice) || !invoice.answering) return undefined
    const { lostAt, receivedAt, problems } = invoice.answering
    return problems ? 'refused' : receivedAt !== undefined ? 'received' : lostAt === undefined ? 'queued' : 'lost'
  }
  describe.each(Object.keys(states) as (keyof typeof states)[])('%s', (name) => {
    it.each(Object.keys(events) as EventType[])('%s', (type) => {
      const step = advance(states[name], events[type], { at, facts: plainFacts })
      const outcome = step && [step.invoice.stage, stateOf(step.invoice), step.job].filter(Boolean).join(', ')
      const always = { statusSeen: 'followed, follow', cashed: 'closed', filed: 'closed' }[type as string]
      // Money is beside the question: it stands as it was.
      if (['paid', 'claimed', 'serviceSaid'].includes(type)) {
        expect(stateOf(step!.invoice)).toBe(stateOf(states[name]))
        expect(step).toMatchObject({ isBeside: true })
        return
      }
      expect(outcome).toBe(leadsTo[`${name} ${type}`] ?? always)
      if (step) expect(Invoice.parse(step.invoice)).toEqual(step.invoice)
      if (step) expect(jobOf(step.invoice)).toBe(step.job)
    })
    it('stands while the same question does', () => {
      const same = { type: 'statusSeen', version: '3', status: 'SUSPENDUE', history: asked.history } as const
      expect(stateOf(advance(states[name], same, { at })!.invoice)).toBe(stateOf(states[name]))
      const again = { ...same, history: [...asked.history, { code: 'SUSPENDUE', at: '2026-11-30T09:00' }] }
      expect(stateOf(advance(states[name], again, { at })!.invoice)).toBeUndefined()
    })
  })
  it.each(['recycle', 'correctValideur', 'settleRejection'] as const)('takes no %s for a suspension', (kind) => {
    const other = { kind, buyerSiret: '', serviceCode: '', engagementNumber: '', contractNumber: '', valideurSiret: '' }
    expect(advance(asked, { type: 'answered', reply: other }, { at, facts: plainFacts })).toBeUndefined()
  })
  it('takes no answer that is empty, too long, or has a file too big, empty or of a strange kind', () => {
    const says = (more: object) =>
      advance(asked, { type: 'answered', reply: { ...reply, ...more } }, { at, facts: plainFacts })
    const file = { name: 'pv.pdf', bytes: 10_000_000, sha256: 'x' }
    expect(says({ comment: '', files: [file] })).toBeDefined()
    expect(says({ comment: ' ' })).toBeUndefined()
    expect(says({ comment: 'x'.repeat(2001) })).toBeUndefined()
    for (const wrong of [{ bytes: 10_000_001 }, { bytes: 0 }, { name: 'pv.exe' }, { name: 'pv' }])
      expect(says({ files: [{ ...file, ...wrong }] })).toBeUndefined()
  })
  it('cannot answer what was deposited by hand', () => {
    const { remoteKey, ...byHand } = asked
    expect(advance(byHand, events.answered, { at, facts: plainFacts })).toBeUndefined()
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
    origins: { number: { source: 'text', trust: 'typed', label: 'N°' }, buyerName: { source: 'user', trust: 'typed' } },
  })
})

it('keeps the place of a value only while it is that value', () => {
  const place = { page: 1, x: 0.1, y: 0.2, width: 0.1, height: 0.02 }
  const elsewhere = { ...place, y: 0.7 }
  const read = { source: 'text', trust: 'check', label: 'N°', place, reason: 'clé fausse' } as const
  const draft = { ...known, stage: 'draft', origins: { number: read, contractNumber: read } } as const
  const typed = { ...fields, number: 'FA-9', contractNumber: 'M-9' }
  const edit: InvoiceEvent = { type: 'edited', fields: typed, confirmed: [], circuit: 'pdf' }
  const step = advance(draft, { ...edit, places: { number: elsewhere } }, { at })!
  expect(step.invoice).toMatchObject({ stage: 'draft' })
  const { origins } = step.invoice as InvoiceAt<'draft'>
  expect(origins.number).toEqual({ source: 'user', trust: 'typed', place: elsewhere })
  expect(origins.contractNumber).toEqual({ source: 'user', trust: 'typed' })
  // Found on the page a moment after it was saved.
  const later = advance(step.invoice, { ...edit, places: { contractNumber: elsewhere } }, { at })!
  expect((later.invoice as InvoiceAt<'draft'>).origins).toMatchObject({
    number: { place: elsewhere },
    contractNumber: { place: elsewhere },
  })
})

it('lets nothing doubtful leave before somebody has looked at it', () => {
  const origins = {
    netTotal: { source: 'text', trust: 'check' },
    buyerName: { source: 'text', trust: 'check' },
  } as const
  const draft = { ...known, fields: complete, stage: 'draft', origins } as const
  const approve = (invoice: Invoice) =>
    advance(
      invoice,
      { type: 'approved' },
      { at, facts: { ...plainFacts, origins: (invoice as InvoiceAt<'draft'>).origins } },
    )
  expect(approve(draft)).toBeUndefined()
  const edit = { type: 'edited', circuit: 'pdf' } as const
  const looked = advance(draft, { ...edit, fields: complete, confirmed: ['netTotal'] }, { at })!
  expect(approve(looked.invoice)).toMatchObject({ invoice: { stage: 'leaving' }, job: 'deposit' })
  const changed = advance(draft, { ...edit, fields: { ...complete, comment: 'x' }, confirmed: [] }, { at })!
  expect(approve(changed.invoice)).toBeUndefined()
})

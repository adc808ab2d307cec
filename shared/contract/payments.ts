import { z } from 'zod'
import { isDate } from '../base/dates.ts'
import { Payment, PaymentKind, Claim } from '../domain/lifecycle/payment.ts'
import type { PaymentClock } from '../domain/receivables/clock.ts'
import { Letter } from '../domain/receivables/letter.ts'
import type { LateInterest, SemesterRate } from '../domain/receivables/interest.ts'
import { Row } from './views.ts'

/** How long it is since the legal day of payment; `halted`: the clock is stopped, `undated`: there is no day. */
export const lateAges = ['late30', 'late60', 'late90', 'lateMore'] as const
export const AgeName = z.enum(['later', 'halted', 'undated', 'ordered', ...lateAges])
export type AgeName = z.infer<typeof AgeName>
/** What one buyer owes of one age; cents. */
export type ClientAge = { siret: string; name: string; age: AgeName; count: number; cents: number }

const figure = { count: z.number(), cents: z.number() }
const day = z.string().refine(isDate)

/** Paiements: what is owed, by age and by month; interest and indemnities due on what is late. Cents, ISO days. */
export const PaymentsView = z.object({
  today: z.string(),
  owed: z.object(figure),
  late: z.object(figure),
  clients: z.number(),
  ages: z.partialRecord(AgeName, z.object(figure)),
  months: z.array(z.object({ month: z.string(), ...figure })),
  /** On what is still owed, so « at least »; half-years of which the rate is to be entered. */
  interest: z.object({ cents: z.number(), missing: z.array(z.object({ semester: z.string(), count: z.number() })) }),
  heldBack: z.number(),
  years: z.array(z.string()),
})
export type PaymentsView = z.infer<typeof PaymentsView>

/** A buyer in Paiements: what it owes by age (cents), and how many days it takes on average. */
export const ClientLine = z.object({
  siret: z.string(),
  name: z.string(),
  /** Days it may take by law, and whether the person has said what it is. */
  delay: z.number(),
  isDelaySaid: z.boolean(),
  ages: z.partialRecord(AgeName, z.number()),
  /** Over the last twelve months; and over the twelve before, for the trend. */
  pace: z.object({ days: z.number(), count: z.number() }).optional(),
  before: z.object({ days: z.number(), count: z.number() }).optional(),
})
export type ClientLine = z.infer<typeof ClientLine>

/** The payment clock of one invoice, and its money: cents, ISO days. */
export const ClockView = z.object({
  row: Row,
  today: z.string(),
  clock: z.custom<PaymentClock>(),
  payable: z.number(),
  paid: z.number(),
  payments: z.array(Payment),
  claims: z.array(Claim),
  serviceOn: z.string().optional(),
  /** Undefined while nothing is or was late. */
  interest: z.custom<LateInterest>().optional(),
  /** The half-year (« 2026-S2 ») of which the rate is to be entered before anything is calculated. */
  missingRate: z.string().optional(),
})
export type ClockView = z.infer<typeof ClockView>

/** A payment as it is typed. */
export const NewPayment = z.object({ on: day, cents: z.number().int(), kind: PaymentKind })
export type NewPayment = z.infer<typeof NewPayment>

const ofOne = z.object({ id: z.string() })
const nothing = z.object({})
const narrowed = z.object({ year: z.string().default('') })

/** A transfer of a statement and the invoices it may pay; cents, ISO day. */
export const MatchView = z.object({
  key: z.string(),
  on: z.string(),
  cents: z.number(),
  label: z.string(),
  pays: z.array(
    z.object({ id: z.string(), number: z.string(), buyer: z.string(), owed: z.number(), cents: z.number() }),
  ),
  trust: z.enum(['sure', 'likely', 'check']),
  reason: z.string(),
  short: z.number().optional(),
})
export type MatchView = z.infer<typeof MatchView>

/** The bank statement that is looked at: what it may pay; nothing is noted before it is approved. */
export const StatementView = z.object({
  file: z
    .object({
      name: z.string(),
      fault: z.enum(['tooBig', 'unknown', 'noColumns', 'damaged', 'empty']).optional(),
      from: z.string(),
      to: z.string(),
      /** Transfers received; of them, noted already; lines that could not be read. */
      received: z.number(),
      known: z.number(),
      unread: z.number(),
    })
    .optional(),
  matches: z.array(MatchView),
  /** Transfers that look like no invoice: the first ones, and how many. */
  rest: z.array(z.object({ key: z.string(), on: z.string(), cents: z.number(), label: z.string() })),
  restCount: z.number(),
  /** The last application, to be undone in one action. */
  done: z.object({ batch: z.string(), invoices: z.number(), cents: z.number() }).optional(),
})
export type StatementView = z.infer<typeof StatementView>
/** A transfer that is approved; `short`: what the missing cents are. */
export const Approved = z.object({ key: z.string(), short: z.enum(['open', 'retention']).default('open') })
export type Approved = z.infer<typeof Approved>

/** What a window may ask about money. */
export const paymentCalls = {
  'payments.view': { input: narrowed, output: PaymentsView },
  'payments.clients': { input: narrowed, output: z.object({ clients: z.array(ClientLine) }) },
  'payments.clock': { input: ofOne, output: ClockView },
  'payment.add': { input: ofOne.extend({ payments: z.array(NewPayment).min(1).max(20) }), output: nothing },
  'payment.takeBack': { input: ofOne.extend({ ids: z.array(z.string()).min(1) }), output: nothing },
  /** The day the work was done; empty takes it back. */
  'payment.serviceOn': { input: ofOne.extend({ on: z.union([day, z.literal('')]) }), output: nothing },
  /** The letter of a tone, prepared; none where nothing is late, or the rate of this half-year is to be entered first. */
  'letter.view': {
    input: ofOne.extend({ tone: Letter.shape.tone }),
    output: z.object({ letter: Letter.optional(), missingRate: z.string().optional(), claims: z.array(Claim) }),
  },
  /** As it was written over on the page: to a PDF the person names, to their own mail. Nothing leaves by itself. */
  'letter.save': { input: z.object({ number: z.string(), letter: Letter }), output: z.object({ path: z.string() }) },
  'letter.mail': { input: z.object({ letter: Letter }), output: nothing },
  /** The person has sent it today. */
  'letter.sent': { input: ofOne.extend({ tone: Letter.shape.tone }), output: nothing },
  'statement.view': { input: nothing, output: StatementView },
  /** Lets the person choose a file; what was looked at before is forgotten. */
  'statement.choose': { input: nothing, output: nothing },
  /** A file that was dropped. */
  'statement.take': { input: z.object({ path: z.string() }), output: nothing },
  'statement.apply': { input: z.object({ approved: z.array(Approved).min(1).max(10_000) }), output: nothing },
  'statement.undo': { input: z.object({ batch: z.string() }), output: nothing },
  'statement.forget': { input: nothing, output: nothing },
  'rates.list': {
    input: nothing,
    output: z.object({ rates: z.array(z.custom<SemesterRate>()), missing: z.array(z.string()) }),
  },
  /** The rate of the ECB on the first day of a half-year, in hundredths of a percent; null takes back what was entered. */
  'rates.set': {
    input: z.object({
      semester: z.string().regex(/^20\d\d-S[12]$/),
      ecb: z.number().int().min(-500).max(5000).nullable(),
    }),
    output: nothing,
  },
} as const

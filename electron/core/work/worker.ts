import { jobKinds, jobOf, type JobKind } from '../../../shared/domain/step.ts'
import type { Answer } from '../../../shared/domain/chorus-words.ts'
import type { Hindrance } from '../../../shared/domain/hindrance.ts'
import type { InvoiceEvent } from '../../../shared/domain/events.ts'
import type { Ledger } from '../ledger.ts'
import { NotSent, TooLong } from '../remote/remote.ts'
import type { Store } from '../store/database.ts'
import type { Job, Jobs } from '../store/jobs.ts'
import type { Wait } from './patience.ts'

/**
 * What a job says when it comes back: it is done, it must wait, all talk with the platform must wait, or it goes on elsewhere,
 * still claimed, and will say.
 */
export type Verdict =
  | { is: 'done'; event: InvoiceEvent }
  | { is: 'later'; why: string; inMs?: number | undefined }
  | { is: 'hold'; why: string; hindrance: Hindrance; answer: Answer; inMs?: number | undefined }
  | { is: 'elsewhere'; verdict: Promise<Verdict> }
export type Handler = (job: Job) => Promise<Verdict>
/** A handler of jobs that are asked together; one verdict for each, in the same order. */
export type RoundHandler = (jobs: Job[]) => Promise<Verdict[]>
export type Handlers = { [K in Exclude<JobKind, 'follow'>]: Handler } & { follow: RoundHandler }

/** All talk with the platform has waited since then and waits until then (epoch ms), for this reason; `times` in a row. */
export type Hold = { since: number; until: number; hindrance: Hindrance; answer: Answer; times: number }
type Settled = [Job, Verdict]
type Parts = {
  atomically: Store['atomically']
  invoices: Store['invoices']
  jobs: Jobs
  ledger: Pick<Ledger, 'record'>
  handlers: Handlers
  now: () => number
  /** Milliseconds that only go forward, whatever is done to the clock. */
  ticks: () => number
  wait: Wait
  changed: () => void
  report: (error: unknown) => void
}

export const done = (event: InvoiceEvent): Verdict => ({ is: 'done', event })
export const later = (why: string, inMs?: number): Verdict => ({ is: 'later', why, inMs })

/** What could not be written down (a full disk, a database in use) is written again after this, in milliseconds. */
const WRITE_AGAIN = 60_000
/** Less is no setting of the clock, in milliseconds. */
const NOTICEABLE = 2000

/** Runs every job that is due, one at a time, and says when it wants to be called again. */
export function createWorker({
  atomically,
  invoices,
  jobs,
  ledger,
  handlers,
  now,
  ticks,
  wait,
  changed,
  report,
}: Parts) {
  let hold: Hold | undefined
  /** What came back and could not be written down yet: the claim stands, and nothing is asked or sent again meanwhile. */
  const unwritten: Settled[] = []
  const heldUntil = () => hold?.until ?? 0

  let lead = now() - ticks()

  /** The clock was set while we waited: what waits, waits no longer for it. One that is set ahead only ends a wait early. */
  function followClock() {
    const jump = now() - ticks() - lead
    if (Math.abs(jump) < NOTICEABLE) return
    lead += jump
    if (jump < 0) {
      jobs.shift(jump)
      if (hold) hold = { ...hold, since: hold.since + jump, until: hold.until + jump }
    }
    boundWaits()
  }
  /** No job waits longer than its kind ever does, whatever year it was when it was put. */
  function boundWaits() {
    for (const kind of jobKinds) jobs.noLaterThan(kind, now() + wait(kind, Infinity))
  }

  /** Epoch ms of the next due job, null when there is nothing to wait for. Between two jobs it may be told to stop. */
  async function runDue(isStopped = () => false): Promise<number | null> {
    followClock()
    settleAll(unwritten.splice(0))
    for (let claim = next(); claim.length; claim = next()) {
      const verdicts = await attempt(claim)
      settleAll(claim.map((job, index) => [job, verdicts[index]!]))
      if (isStopped()) break
    }
    const due = jobs.nextDue(heldUntil())
    return unwritten.length ? Math.min(due ?? Infinity, now() + WRITE_AGAIN) : due
  }
  /** A hold comes last: what another job of the same round has heard must not end it. */
  function settleAll(settled: Settled[]) {
    const only = (is: Verdict['is']) => settled.filter(([, verdict]) => verdict.is === is)
    const waiting = only('later')
    if (waiting.length) write(waiting, (all) => atomically(() => all.forEach(settle)))
    for (const [job, verdict] of settled)
      if (verdict.is === 'elsewhere') void verdict.verdict.then((said) => settleAll([[job, said]]), report)
    for (const one of [...only('done'), ...only('hold')]) write([one], (all) => all.forEach(settle))
  }
  function write(settled: Settled[], work: (settled: Settled[]) => void) {
    try {
      work(settled)
    } catch (error) {
      report(error)
      unwritten.push(...settled)
    }
  }
  const next = () => jobs.claim(now(), heldUntil())

  async function attempt(claim: Job[]): Promise<Verdict[]> {
    const [first] = claim
    changed()
    try {
      return first!.kind === 'follow' ? await handlers.follow(claim) : [await handlers[first!.kind](first!)]
    } catch (error) {
      return claim.map(() => notNow(error))
    }
  }

  function settle([job, verdict]: Settled) {
    // An answer to a question, whichever it is, ends a hold: the platform is there again.
    if (verdict.is !== 'hold' && !isOurOwn(job)) release()
    if (verdict.is === 'done') {
      if (!ledger.record(job.invoiceId, verdict.event)) jobs.finish(job)
      return
    }
    if (verdict.is === 'elsewhere') return
    if (verdict.is === 'later') jobs.later(job, now() + (verdict.inMs ?? wait(job.kind, job.attempt)), verdict.why)
    else jobs.later(job, holdOn(verdict), verdict.why)
    changed()
  }
  function holdOn({ hindrance, answer, inMs }: Verdict & { is: 'hold' }) {
    const times = hold?.times ?? 0
    const until = now() + (inMs ?? wait('hold', times))
    hold = { since: hold?.since ?? now(), until, hindrance, answer, times: times + 1 }
    return until
  }
  function release() {
    if (!hold) return
    hold = undefined
    changed()
  }

  /** A deposit, or an answer, that was under way when the lights went out may have arrived. */
  function recover() {
    for (const { kind, invoiceId } of jobs.claimed()) {
      if (kind === 'deposit') ledger.record(invoiceId, { type: 'lost', why: 'interrupted' })
      if (kind === 'answer') ledger.record(invoiceId, { type: 'answerLost', why: 'interrupted' })
    }
    jobs.release()
    boundWaits()
    // Nothing is ever under way without something to be done about it; should it be, it is put right here.
    for (const invoice of invoices.list()) {
      const kind = jobs.get(invoice.id) ? undefined : jobOf(invoice)
      if (kind) jobs.put(invoice.id, kind, now())
    }
  }
  return {
    runDue,
    recover,
    hold: () => hold,
    /** The line is back, or a person asks: what was held may be tried at once. */
    endHold: () => {
      release()
      jobs.soonerAll(now())
    },
  }
}

/** Done without the platform: says nothing about whether it is there. */
const isOurOwn = ({ kind }: Job) => kind === 'read' || kind === 'remind'

/** A platform that turns one job away would turn the others away too; one slow transfer is its own. */
export const notNow = (error: unknown): Verdict =>
  error instanceof NotSent && !(error instanceof TooLong)
    ? {
        is: 'hold',
        why: error.message,
        hindrance: error.hindrance,
        answer: error.answer,
        inMs: error.retryAfterMs,
      }
    : later(String(error))

import { isShipmentKind, jobKinds, jobOf, type JobKind } from '../../../shared/domain/lifecycle/step.ts'
import type { PlatformResponse } from '../../../shared/domain/platform/messages.ts'
import type { Outage } from '../../../shared/domain/platform/outage.ts'
import type { InvoiceEvent } from '../../../shared/domain/lifecycle/events.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import { openIn, type ShipmentEvent } from '../../../shared/domain/lifecycle/shipment.ts'
import type { Ledger } from './ledger.ts'
import { NotSent, Stopped, TooLong } from '../transports/errors.ts'
import type { Store } from '../store/database.ts'
import type { Job, Jobs, Lane } from '../store/jobs.ts'
import type { Wait } from './retry-delays.ts'

/**
 * Verdict of a job that comes back: this has happened to its invoice, or to its shipment; it must wait, all talk with the
 * platform must wait, or it goes on elsewhere, still claimed, and will say.
 */
export type Verdict =
  | { is: 'done'; event: InvoiceEvent }
  | { is: 'moved'; events: ShipmentEvent[] }
  | { is: 'later'; why: string; inMs?: number | undefined }
  | { is: 'hold'; why: string; hindrance: Outage; answer: PlatformResponse; inMs?: number | undefined }
  | { is: 'elsewhere'; verdict: Promise<Verdict> }
/** Handler of one job. `signal`: the application ends, and what is under way is given up. */
export type Handler = (job: Job, signal: AbortSignal) => Promise<Verdict>
/** Handler of jobs that are asked together: one verdict for each, in the same order. */
export type RoundHandler = (jobs: Job[], signal: AbortSignal) => Promise<Verdict[]>
export type Handlers = { [K in Exclude<JobKind, 'follow'>]: Handler } & { follow: RoundHandler }

/** Pause of one connection: all talk over it has waited since then and waits until then (epoch ms), for this reason; `times` in a row. */
export type PlatformPause = { since: number; until: number; hindrance: Outage; answer: PlatformResponse; times: number }
type Settled = [Job, Verdict]
type Deps = {
  atomically: Store['atomically']
  invoices: Store['invoices']
  shipments: Store['shipments']
  jobs: Jobs
  ledger: Pick<Ledger, 'record' | 'ship' | 'takeOver'>
  handlers: Handlers
  /** Those that are worked in; what waits in another one is left untouched. */
  lanes: () => readonly Lane[]
  /** In which of them what is to be said of an invoice waits. */
  laneOf: (invoice: Invoice) => Lane
  /** Cancellation: the application ends. */
  signal: AbortSignal
  now: () => number
  /** Milliseconds that only go forward, whatever is done to the clock. */
  ticks: () => number
  wait: Wait
  changed: () => void
  /** One is being sent, or tried again later. */
  invoicesChanged: () => void
  report: (error: unknown) => void
}

export const done = (event: InvoiceEvent): Verdict => ({ is: 'done', event })
export const moved = (...events: ShipmentEvent[]): Verdict => ({ is: 'moved', events })
export const later = (why: string, inMs?: number): Verdict => ({ is: 'later', why, inMs })

/** Milliseconds after which an outcome that could not be written down (a full disk, a database in use) is written again. */
const WRITE_AGAIN = 60_000
/** Min milliseconds that count as a setting of the clock. */
const NOTICEABLE = 2000

/** Worker: runs every job that is due, one at a time in each lane, and says when it wants to be called again. */
export function createWorker({
  atomically,
  invoices,
  shipments,
  jobs,
  ledger,
  handlers,
  lanes,
  laneOf,
  signal,
  now,
  ticks,
  wait,
  changed,
  invoicesChanged,
  report,
}: Deps) {
  const holds = new Map<Lane, PlatformPause>()
  /** Outcomes that came back and could not be written down yet: the claim stands, and nothing is asked or sent again meanwhile. */
  const unwritten: Settled[] = []
  /** A hold keeps the talk over one connection waiting, never that over another, nor what is done here. Epoch ms. */
  const heldUntil = (lane: Lane) => holds.get(lane)?.until ?? 0

  let lead = now() - ticks()

  /** The clock was set while we waited: what waits, waits no longer for it. One that is set ahead only ends a wait early. */
  function followClock() {
    const jump = now() - ticks() - lead
    if (Math.abs(jump) < NOTICEABLE) return
    lead += jump
    if (jump < 0) {
      jobs.shift(jump)
      for (const [lane, hold] of holds) holds.set(lane, { ...hold, since: hold.since + jump, until: hold.until + jump })
    }
    boundWaits()
  }
  /** No job waits longer than its kind ever does, whatever year it was when it was put. */
  function boundWaits() {
    for (const kind of jobKinds) jobs.noLaterThan(kind, now() + wait(kind, Infinity))
  }

  /** Epoch ms of the lane's next due job, null when there is nothing to wait for. Between two jobs it may be told to stop. */
  async function runDue(lane: Lane, isStopped = () => false): Promise<number | null> {
    followClock()
    settleAll(unwritten.splice(0))
    for (let claim = next(lane); claim.length; claim = next(lane)) {
      settleAll(await attempt(claim))
      if (isStopped()) break
    }
    const due = jobs.nextDue(lane)
    const at = due === null ? null : Math.max(due, heldUntil(lane))
    return unwritten.length ? Math.min(at ?? Infinity, now() + WRITE_AGAIN) : at
  }
  /** A hold comes last: what another job of the same round has heard must not end it. */
  function settleAll(settled: Settled[]) {
    const only = (is: Verdict['is']) => settled.filter(([, verdict]) => verdict.is === is)
    const waiting = only('later')
    if (waiting.length) write(waiting, (all) => atomically(() => all.forEach(settle)))
    for (const [job, verdict] of settled)
      if (verdict.is === 'elsewhere') void verdict.verdict.then((said) => settleAll([[job, said]]), report)
    for (const one of [...only('done'), ...only('moved'), ...only('hold')]) write([one], (all) => all.forEach(settle))
  }
  function write(settled: Settled[], work: (settled: Settled[]) => void) {
    try {
      work(settled)
    } catch (error) {
      report(error)
      unwritten.push(...settled)
    }
  }
  const next = (lane: Lane) => (heldUntil(lane) > now() ? [] : jobs.claim(lane, now()))

  async function attempt(claim: Job[]): Promise<Settled[]> {
    invoicesChanged()
    const [sound, aside] = partition(claim, isSound)
    const verdicts = await verdictsOf(sound).catch((error: unknown) => sound.map(() => notNow(error)))
    return [
      ...aside.map((job): Settled => [job, later('the invoice cannot be read')]),
      ...sound.map((job, index): Settled => [job, verdicts[index]!]),
    ]
  }
  /** Whether all that it is about can be read: its invoice, or its shipment with every invoice that is still in it. */
  function isSound({ kind, subject }: Job): boolean {
    const shipment = isShipmentKind(kind) ? shipments.find(subject) : undefined
    const ids = isShipmentKind(kind) ? shipment && openIn(shipment) : [subject]
    return ids?.every((id) => invoices.find(id) !== undefined && !invoices.isUnreadable(id)) ?? false
  }
  async function verdictsOf(claim: Job[]): Promise<Verdict[]> {
    const [first] = claim
    if (!first) return []
    return first.kind === 'follow' ? handlers.follow(claim, signal) : [await handlers[first.kind](first, signal)]
  }

  function settle([job, verdict]: Settled) {
    // An answer to a question, whichever it is, ends a hold: the platform is there again.
    if (verdict.is !== 'hold') release(job.lane)
    if (verdict.is === 'done') {
      if (!ledger.record(job.subject, verdict.event)) jobs.finish(job)
      return
    }
    if (verdict.is === 'moved') {
      if (!ledger.ship(job.subject, verdict.events)) jobs.finish(job)
      return
    }
    if (verdict.is === 'elsewhere') return
    if (verdict.is === 'later') jobs.later(job, now() + (verdict.inMs ?? wait(job.kind, job.attempt)), verdict.why)
    else {
      jobs.later(job, holdOn(job.lane, verdict), verdict.why)
      changed()
    }
    invoicesChanged()
  }
  function holdOn(lane: Lane, { hindrance, answer, inMs }: Verdict & { is: 'hold' }) {
    const hold = holds.get(lane)
    const times = hold?.times ?? 0
    const until = now() + (inMs ?? wait('hold', times))
    holds.set(lane, { since: hold?.since ?? now(), until, hindrance, answer, times: times + 1 })
    return until
  }
  function release(lane: Lane) {
    if (holds.delete(lane)) changed()
  }

  /**
   * A deposit, or an answer, that was under way when the lights went out may have arrived. What cannot be read, or recorded, keeps its
   * claim until it can be.
   */
  function recover() {
    ledger.takeOver()
    for (const job of jobs.claimed(lanes()))
      try {
        if (isSound(job)) takeUp(job)
      } catch (error) {
        report(error)
      }
    boundWaits()
    // Nothing is ever under way without something to be done about it; should it be, it is put right here.
    for (const invoice of invoices.idle()) {
      const kind = jobOf(invoice)
      const subject = shipments.idOf(invoice.id) ?? invoice.id
      if (kind) jobs.put(subject, kind, now(), { connection: laneOf(invoice) })
    }
  }
  function takeUp({ kind, subject }: Job) {
    if (kind === 'deposit') ledger.ship(subject, [{ type: 'lost', why: 'interrupted' }])
    if (kind === 'answer') ledger.record(subject, { type: 'answerLost', why: 'interrupted' })
    jobs.release(subject)
  }
  return {
    runDue,
    recover,
    hold: (lane: Lane): PlatformPause | undefined => holds.get(lane),
    /** The line is back, or a person asks: what was held may be tried at once. */
    endHold: (lane: Lane) => {
      release(lane)
      jobs.soonerAll(lane, now())
    },
  }
}

function partition<T>(all: T[], test: (one: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))]
}

/** Verdict of a job that could not be put: a platform that turns one away would turn the others away too; one slow transfer is its own. */
export function notNow(error: unknown): Verdict {
  if (error instanceof Stopped) return later(error.message, 0)
  if (!(error instanceof NotSent) || error instanceof TooLong) return later(String(error))
  const { message, hindrance, answer, retryAfterMs } = error
  return { is: 'hold', why: message, hindrance, answer, inMs: retryAfterMs }
}

import type { JobKind } from '../../../shared/domain/step.ts'
import type { Db } from './db.ts'

export type Job = { invoiceId: string; kind: JobKind; attempt: number }
export type Jobs = ReturnType<typeof createJobs>

/** Statuses are asked for together: a job due within this time comes along, in milliseconds. */
const TOGETHER = 30 * 60_000
/** Lanes: what is done on this computer never waits for what the network keeps waiting. */
export type Lane = 'local' | 'platform'
export const lanes = ['local', 'platform'] as const satisfies Lane[]
const laneOf: Record<JobKind, Lane> = {
  read: 'local',
  remind: 'local',
  deposit: 'platform',
  search: 'platform',
  outcome: 'platform',
  answer: 'platform',
  follow: 'platform',
}
/** A kind that a newer version has made up is in no lane: its jobs wait for that version. */
const kindsIn = (lane: Lane) => JSON.stringify(Object.keys(laneOf).filter((kind) => laneOf[kind as JobKind] === lane))
export const isLocal = ({ kind }: Pick<Job, 'kind'>): boolean => laneOf[kind] === 'local'

/** The one thing to do next, per invoice. A job is claimed before it runs, so that a crash leaves a trace. */
export function createJobs(db: Db) {
  const columns = `invoice_id AS invoiceId, kind, attempt`
  const put = db.prepare(`INSERT OR REPLACE INTO jobs (invoice_id, kind, due_at, attempt) VALUES (?, ?, ?, ?)`)
  const drop = db.prepare(`DELETE FROM jobs WHERE invoice_id = ?`)
  const due = db.prepare(`
    SELECT ${columns} FROM jobs
    WHERE claimed_at IS NULL AND due_at <= @now AND kind IN (SELECT value FROM json_each(@kinds))
    ORDER BY kind = 'follow', due_at LIMIT 1`)
  const claimOne = db.prepare(`
    UPDATE jobs SET claimed_at = @now, attempt = attempt + 1 WHERE invoice_id = @invoiceId RETURNING ${columns}`)
  const claimAll = db.prepare(`
    UPDATE jobs SET claimed_at = @now, attempt = attempt + 1
    WHERE kind = @kind AND claimed_at IS NULL AND due_at <= @now + ${TOGETHER} RETURNING ${columns}`)
  const later = db.prepare(`
    UPDATE jobs SET claimed_at = NULL, due_at = @at, last_failure = @why
    WHERE invoice_id = @invoiceId AND kind = @kind AND claimed_at IS NOT NULL`)
  const finish = db.prepare(`
    DELETE FROM jobs WHERE invoice_id = @invoiceId AND kind = @kind AND claimed_at IS NOT NULL`)
  const sooner = db.prepare(`UPDATE jobs SET due_at = @at WHERE invoice_id = @invoiceId AND claimed_at IS NULL`)
  const soonerAll = db.prepare(
    `UPDATE jobs SET due_at = MIN(due_at, @at) WHERE claimed_at IS NULL AND kind <> 'remind'`,
  )
  const claimed = db.prepare(`SELECT ${columns} FROM jobs WHERE claimed_at IS NOT NULL`)
  const isClaimed = db.prepare(`SELECT 1 FROM jobs WHERE invoice_id = ? AND claimed_at IS NOT NULL`).pluck()
  const get = db.prepare(`
    SELECT kind, due_at AS dueAt, attempt, last_failure AS lastFailure FROM jobs WHERE invoice_id = ?`)
  const shift = db.prepare(`UPDATE jobs SET due_at = due_at + @by`)
  const noLaterThan = db.prepare(`UPDATE jobs SET due_at = @at WHERE kind = @kind AND due_at > @at`)
  const interrupt = db.prepare(`UPDATE jobs SET claimed_at = @at WHERE kind = @kind`)
  const talks = db.prepare(`SELECT 1 FROM jobs WHERE kind IN (SELECT value FROM json_each(?))`).pluck()
  const release = db.prepare(`UPDATE jobs SET claimed_at = NULL WHERE invoice_id = ?`)
  const nextDue = db
    .prepare(`SELECT MIN(due_at) FROM jobs WHERE claimed_at IS NULL AND kind IN (SELECT value FROM json_each(@kinds))`)
    .pluck()

  /** What is due now in a lane: one job, or all that are asked together. Sending comes before asking for news. */
  const claim = db.transaction((lane: Lane, now: number): Job[] => {
    const first = due.get({ now, kinds: kindsIn(lane) }) as Job | undefined
    if (!first) return []
    return first.kind === 'follow'
      ? (claimAll.all({ now, kind: first.kind }) as Job[])
      : (claimOne.all({ now, invoiceId: first.invoiceId }) as Job[])
  })
  return {
    /** Replaces whatever was to be done next. `dueAt` is epoch ms. */
    put: (invoiceId: string, kind: JobKind, dueAt: number, attempts = 0) =>
      void put.run(invoiceId, kind, dueAt, attempts),
    drop: (invoiceId: string) => void drop.run(invoiceId),
    claim: (lane: Lane, now: number) => claim.immediate(lane, now),
    later: ({ invoiceId, kind }: Job, at: number, why: string) => void later.run({ invoiceId, kind, at, why }),
    /** Drops a job that has been done; one put in its place meanwhile stays. */
    finish: ({ invoiceId, kind }: Job) => void finish.run({ invoiceId, kind }),
    /** Brings a waiting job forward. */
    sooner: (invoiceId: string, at: number) => void sooner.run({ invoiceId, at }),
    soonerAll: (at: number) => void soonerAll.run({ at }),
    get: (invoiceId: string) =>
      get.get(invoiceId) as { kind: JobKind; dueAt: number; attempt: number; lastFailure: string | null } | undefined,
    /** Those under way when the application ended; `kind` may be one of a newer version. */
    claimed: () => (claimed.all() as Job[]).filter(({ kind }) => kind in laneOf),
    isClaimed: (invoiceId: string) => isClaimed.get(invoiceId) !== undefined,
    /** The clock was set: every job falls due so many milliseconds later. */
    shift: (by: number) => void shift.run({ by: Math.round(by) }),
    noLaterThan: (kind: JobKind, at: number) => void noLaterThan.run({ kind, at: Math.round(at) }),
    /** Those of a kind count as under way when the lights went out. */
    interrupt: (kind: JobKind, at: number) => void interrupt.run({ kind, at }),
    /** Is there anything to be said to the platform, or asked of it? */
    talks: () => talks.get(kindsIn('platform')) !== undefined,
    release: (invoiceId: string) => void release.run(invoiceId),
    /** When the next job of a lane falls due (epoch ms); null when there is none. */
    nextDue: (lane: Lane) => nextDue.get({ kinds: kindsIn(lane) }) as number | null,
  }
}

import type { JobKind } from '../../../shared/domain/step.ts'
import type { Db } from './database.ts'

export type Job = { invoiceId: string; kind: JobKind; attempt: number }
export type Jobs = ReturnType<typeof createJobs>

/** Statuses are asked for together: a job due within this time comes along, in milliseconds. */
const TOGETHER = 30 * 60_000
/** What is done without the platform does not wait for it. */
const OURS = `('read', 'remind')`

/** The one thing to do next, per invoice. A job is claimed before it runs, so that a crash leaves a trace. */
export function createJobs(db: Db) {
  const columns = `invoice_id AS invoiceId, kind, attempt`
  const put = db.prepare(`INSERT OR REPLACE INTO jobs (invoice_id, kind, due_at, attempt) VALUES (?, ?, ?, ?)`)
  const drop = db.prepare(`DELETE FROM jobs WHERE invoice_id = ?`)
  const due = db.prepare(`
    SELECT ${columns} FROM jobs
    WHERE claimed_at IS NULL AND due_at <= @now AND (kind IN ${OURS} OR @heldUntil <= @now)
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
  const talks = db.prepare(`SELECT 1 FROM jobs WHERE kind NOT IN ${OURS}`).pluck()
  const release = db.prepare(`UPDATE jobs SET claimed_at = NULL`)
  const nextDue = db
    .prepare(`SELECT MIN(IIF(kind IN ${OURS}, due_at, MAX(due_at, @heldUntil))) FROM jobs WHERE claimed_at IS NULL`)
    .pluck()

  /** What is due now: one job, or all that are asked together. Reading and sending come before asking for news. */
  const claim = db.transaction((now: number, heldUntil: number): Job[] => {
    const first = due.get({ now, heldUntil }) as Job | undefined
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
    claim: (now: number, heldUntil: number) => claim.immediate(now, heldUntil),
    later: ({ invoiceId, kind }: Job, at: number, why: string) => void later.run({ invoiceId, kind, at, why }),
    /** Drops a job that has been done; one put in its place meanwhile stays. */
    finish: ({ invoiceId, kind }: Job) => void finish.run({ invoiceId, kind }),
    /** Brings a waiting job forward. */
    sooner: (invoiceId: string, at: number) => void sooner.run({ invoiceId, at }),
    soonerAll: (at: number) => void soonerAll.run({ at }),
    get: (invoiceId: string) =>
      get.get(invoiceId) as { kind: JobKind; dueAt: number; attempt: number; lastFailure: string | null } | undefined,
    claimed: () => claimed.all() as Job[],
    isClaimed: (invoiceId: string) => isClaimed.get(invoiceId) !== undefined,
    /** The clock was set: every job falls due so many milliseconds later. */
    shift: (by: number) => void shift.run({ by: Math.round(by) }),
    noLaterThan: (kind: JobKind, at: number) => void noLaterThan.run({ kind, at: Math.round(at) }),
    /** Those of a kind count as under way when the lights went out. */
    interrupt: (kind: JobKind, at: number) => void interrupt.run({ kind, at }),
    /** Is there anything to be said to the platform, or asked of it? */
    talks: () => talks.get() !== undefined,
    release: () => void release.run(),
    /** When the next job falls due, talk with the platform being held until an instant; null when there is none. */
    nextDue: (heldUntil: number) => nextDue.get({ heldUntil }) as number | null,
  }
}

import { PRINCIPAL } from '../../../shared/domain/firms/connection.ts'
import { isLocalKind, jobKinds, type JobKind } from '../../../shared/domain/lifecycle/step.ts'
import type { Db } from './db.ts'

/** A queue of its own: `local`, or the id of a connection. */
export type Lane = string
/** `subject` is whose job it is: the id of an invoice or of a shipment. */
export type Job = { subject: string; kind: JobKind; lane: Lane; attempt: number }
export type Jobs = ReturnType<typeof createJobs>

/** Lane of what is done on this computer: it never waits for what the network keeps waiting. */
export const LOCAL: Lane = 'local'
/** Statuses are asked for together: a job due within this time comes along, in milliseconds. */
const TOGETHER = 30 * 60_000
/** A kind that a newer version has made up is not ours to do: its jobs wait for that version. */
const OURS = `kind IN (${jobKinds.map((kind) => `'${kind}'`).join(', ')})`

/** An invoice that is in a shipment has no other job than the shipment's. */
const ABOUT = `COALESCE(
  (SELECT shipment_id FROM shipment_invoices WHERE invoice_id = @subject AND outcome IS NULL), @subject)`

/** The lane of a kind of job that may need this connection. */
const laneOf = (kind: JobKind, connection: Lane): Lane => (isLocalKind(kind) ? LOCAL : connection)

/** Job queue: the one thing to do next, per subject. A job is claimed before it runs, so that a crash leaves a trace. */
export function createJobs(db: Db) {
  const columns = `subject, kind, lane, attempt`
  const put = db.prepare(`
    INSERT OR REPLACE INTO jobs (subject, kind, lane, due_at, attempt) VALUES (@subject, @kind, @lane, @dueAt, @attempts)`)
  const drop = db.prepare(`DELETE FROM jobs WHERE subject = ?`)
  const due = db.prepare(`
    SELECT ${columns} FROM jobs
    WHERE claimed_at IS NULL AND lane = @lane AND due_at <= @now AND ${OURS}
    ORDER BY kind = 'follow', due_at LIMIT 1`)
  const claimOne = db.prepare(`
    UPDATE jobs SET claimed_at = @now, attempt = attempt + 1 WHERE subject = @subject RETURNING ${columns}`)
  const claimAll = db.prepare(`
    UPDATE jobs SET claimed_at = @now, attempt = attempt + 1
    WHERE kind = @kind AND lane = @lane AND claimed_at IS NULL AND due_at <= @now + ${TOGETHER} RETURNING ${columns}`)
  const later = db.prepare(`
    UPDATE jobs SET claimed_at = NULL, due_at = @at, last_failure = @why
    WHERE subject = @subject AND kind = @kind AND claimed_at IS NOT NULL`)
  const finish = db.prepare(`DELETE FROM jobs WHERE subject = @subject AND kind = @kind AND claimed_at IS NOT NULL`)
  const hand = db.prepare(`UPDATE jobs SET subject = @to WHERE subject = @from`)
  const sooner = db.prepare(`UPDATE jobs SET due_at = @at WHERE subject = ${ABOUT} AND claimed_at IS NULL`)
  const soonerAll = db.prepare(
    `UPDATE jobs SET due_at = MIN(due_at, @at) WHERE claimed_at IS NULL AND kind <> 'remind' AND lane IN ('${LOCAL}', @lane)`,
  )
  const claimed = db.prepare(`
    SELECT ${columns} FROM jobs
    WHERE claimed_at IS NOT NULL AND lane IN (SELECT value FROM json_each(@lanes)) AND ${OURS}`)
  const isClaimed = db.prepare(`SELECT 1 FROM jobs WHERE subject = ${ABOUT} AND claimed_at IS NOT NULL`).pluck()
  const get = db.prepare(`
    SELECT kind, lane, due_at AS dueAt, attempt, last_failure AS lastFailure FROM jobs WHERE subject = ${ABOUT}`)
  const shift = db.prepare(`UPDATE jobs SET due_at = due_at + @by`)
  const noLaterThan = db.prepare(`UPDATE jobs SET due_at = @at WHERE kind = @kind AND due_at > @at`)
  const interrupt = db.prepare(`UPDATE jobs SET claimed_at = @at WHERE kind = @kind`)
  const talks = db
    .prepare(`SELECT 1 FROM jobs WHERE lane <> '${LOCAL}' AND (@lane IS NULL OR lane = @lane) AND ${OURS} LIMIT 1`)
    .pluck()
  const talksButFollow = db.prepare(`SELECT 1 FROM jobs WHERE lane = ? AND kind <> 'follow' LIMIT 1`).pluck()
  const moveLane = db.prepare(`UPDATE jobs SET lane = @to WHERE lane = @from`)
  const release = db.prepare(`UPDATE jobs SET claimed_at = NULL WHERE subject = ?`)
  const nextDue = db
    .prepare(`SELECT MIN(due_at) FROM jobs WHERE claimed_at IS NULL AND lane = @lane AND ${OURS}`)
    .pluck()

  /** What is due now in a lane: one job, or all that are asked together. Sending comes before asking for news. */
  const claim = db.transaction((lane: Lane, now: number): Job[] => {
    const first = due.get({ now, lane }) as Job | undefined
    if (!first) return []
    return first.kind === 'follow'
      ? (claimAll.all({ now, lane, kind: first.kind }) as Job[])
      : (claimOne.all({ now, subject: first.subject }) as Job[])
  })
  return {
    /** Replaces whatever was to be done next. `dueAt` is epoch ms; `connection` is the lane of what needs one. */
    put: (subject: string, kind: JobKind, dueAt: number, { attempts = 0, connection = PRINCIPAL } = {}) =>
      void put.run({ subject, kind, lane: laneOf(kind, connection), dueAt, attempts }),
    drop: (subject: string) => void drop.run(subject),
    claim: (lane: Lane, now: number) => claim.immediate(lane, now),
    later: ({ subject, kind }: Job, at: number, why: string) => void later.run({ subject, kind, at, why }),
    /** Drops a job that has been done; one put in its place meanwhile stays. */
    finish: ({ subject, kind }: Job) => void finish.run({ subject, kind }),
    /** Hands a job over as it is, claim included. False when there is none. */
    hand: (from: string, to: string) => hand.run({ from, to }).changes === 1,
    /** Brings a waiting job forward. */
    sooner: (subject: string, at: number) => void sooner.run({ subject, at }),
    /** The same for all of a lane, and what is done here. */
    soonerAll: (lane: Lane, at: number) => void soonerAll.run({ lane, at }),
    /** The job of a subject; of an invoice that is in a shipment, the shipment's. */
    get: (subject: string) =>
      get.get({ subject }) as
        { kind: JobKind; lane: Lane; dueAt: number; attempt: number; lastFailure: string | null } | undefined,
    /** Those of these lanes that were under way when the application ended; none of a kind that a newer version has made up. */
    claimed: (lanes: readonly Lane[]) => claimed.all({ lanes: JSON.stringify(lanes) }) as Job[],
    isClaimed: (subject: string) => isClaimed.get({ subject }) !== undefined,
    /** The clock was set: every job falls due so many milliseconds later. */
    shift: (by: number) => void shift.run({ by: Math.round(by) }),
    noLaterThan: (kind: JobKind, at: number) => void noLaterThan.run({ kind, at: Math.round(at) }),
    /** Those of a kind count as under way when the lights went out. */
    interrupt: (kind: JobKind, at: number) => void interrupt.run({ kind, at }),
    /** Is there anything to be said to a platform, or asked of it, over this connection, or over any? */
    talks: (lane?: Lane) => talks.get({ lane: lane ?? null }) !== undefined,
    /** Does something that is to be sent, or looked for, wait in this lane, or something that was sent and not answered? */
    talksButFollow: (lane: Lane) => talksButFollow.get(lane) !== undefined,
    moveLane: (from: Lane, to: Lane) => void moveLane.run({ from, to }),
    release: (subject: string) => void release.run(subject),
    /** When the next job of a lane falls due (epoch ms); null when there is none. */
    nextDue: (lane: Lane) => nextDue.get({ lane }) as number | null,
  }
}

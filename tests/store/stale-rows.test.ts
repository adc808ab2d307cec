import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../../electron/core/store/database.ts'
import { createJobs, LOCAL } from '../../electron/core/store/jobs.ts'

/** Two invoices in one shipment, one alone, and which lines what is done to the jobs marks stale. */
function queue() {
  const db = new Database(':memory:')
  migrate(db)
  for (const id of ['a', 'b', 'alone'])
    db.exec(`INSERT INTO invoices (id, sha256, stage, twin_key, body) VALUES ('${id}', '${id}', 'leaving', '', '{}')`)
  db.exec(`INSERT INTO shipments VALUES ('lot', 'queued', '{}')`)
  for (const id of ['a', 'b']) db.exec(`INSERT INTO shipment_invoices VALUES ('lot', '${id}', NULL)`)
  const jobs = createJobs(db)
  const marks = (work: () => unknown) => {
    db.exec(`DELETE FROM stale_rows`)
    work()
    return db.prepare(`SELECT id FROM stale_rows ORDER BY id`).pluck().all()
  }
  return { jobs, marks }
}

it('marks stale the line of every invoice whose job tells something else', () => {
  const { jobs, marks } = queue()
  expect(marks(() => jobs.put('lot', 'deposit', 0))).toEqual(['a', 'b'])
  // On its way, then tried again later, then at once.
  expect(marks(() => jobs.claim('principal', 1))).toEqual(['a', 'b'])
  const job = { subject: 'lot', kind: 'deposit', lane: 'principal', attempt: 1 } as const
  expect(marks(() => jobs.later(job, 9000, 'down'))).toEqual(['a', 'b'])
  expect(marks(() => jobs.sooner('lot', 2))).toEqual(['a', 'b'])
  expect(marks(() => jobs.put('alone', 'search', 0))).toEqual(['alone'])
})

it('leaves alone the lines of jobs that only ask for news, or read a file', () => {
  const { jobs, marks } = queue()
  expect(marks(() => jobs.put('a', 'follow', 0))).toEqual([])
  expect(marks(() => jobs.put('alone', 'read', 0))).toEqual([])
  expect(marks(() => [jobs.claim(LOCAL, 1), jobs.claim('principal', 1)])).toEqual([])
})

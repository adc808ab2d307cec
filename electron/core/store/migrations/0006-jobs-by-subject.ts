/**
 * A job has a subject (an invoice, or what several of them have in common) and says itself in which lane it waits: `local`, or the
 * connection it needs. The one connection there was is « principal ».
 */
export const jobsBySubject = `
  CREATE TABLE jobs_by_subject (
    subject TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    lane TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    claimed_at INTEGER,
    last_failure TEXT
  ) STRICT;
  INSERT INTO jobs_by_subject (subject, kind, lane, due_at, attempt, claimed_at, last_failure)
    SELECT invoice_id, kind, CASE WHEN kind IN ('read', 'remind') THEN 'local' ELSE 'principal' END,
      due_at, attempt, claimed_at, last_failure
    FROM jobs;
  DROP TABLE jobs;
  ALTER TABLE jobs_by_subject RENAME TO jobs;
  CREATE INDEX jobs_by_due ON jobs (lane, due_at) WHERE claimed_at IS NULL;
`

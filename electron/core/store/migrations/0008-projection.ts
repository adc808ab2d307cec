/**
 * Read model (projection) of the invoices: one line each with what lists filter, sort and sum, a full-text index, and sums kept
 * by triggers. What a line depends on marks it stale in the transaction of the change itself, whoever makes it: nothing is
 * forgotten, not even by an older version at work meanwhile. Lines are worked out again before anybody is answered
 * (core/queries/projecting.ts).
 */
const KEYS = ['firm', 'year', 'gone', 'stage', 'mark', 'is_credit', 'waits', 'act', 'by_hand']
const of = (line: 'NEW' | 'OLD') => KEYS.map((key) => `${line}.${key}`).join(', ')

/** To be paid, as far as one knows: what can be late. */
const unpaid = (line = '') => {
  const at = line && `${line}.`
  return `${at}stage = 'followed' AND ${at}mark NOT IN ('ordered', 'refused', 'withdrawn') AND ${at}due < '9999'`
}
const UNPAID = unpaid()
const dueOf = (line: 'NEW' | 'OLD') =>
  `SUBSTR(${line}.due, 1, 7), ${line}.firm, ${line}.year, ${line}.mark, ${line}.waits`

const tables = `
  CREATE TABLE invoice_rows (
    -- the invoice's place: newest last
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    stage TEXT NOT NULL,
    mark TEXT NOT NULL,
    gone INTEGER NOT NULL,
    -- a person has something to do, whatever the day; how pressing; what keeps it here
    waits INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    act TEXT NOT NULL,
    -- it depends on whether one may talk with the platform
    talks INTEGER NOT NULL,
    -- ISO days; due is 9999-12-31 where there is none
    day TEXT NOT NULL,
    year TEXT NOT NULL,
    due TEXT NOT NULL,
    -- cents: as summed under a list, and as owed
    amount INTEGER NOT NULL,
    owed INTEGER NOT NULL,
    is_credit INTEGER NOT NULL,
    firm TEXT NOT NULL,
    buyer_siret TEXT NOT NULL,
    buyer_name TEXT NOT NULL,
    -- sort keys
    buyer TEXT NOT NULL,
    number TEXT NOT NULL,
    state TEXT NOT NULL,
    is_example INTEGER NOT NULL,
    by_hand INTEGER NOT NULL,
    -- for drafts: the number key of the invoice it corrects, and another one it speaks of
    origin_key TEXT NOT NULL,
    refers_to TEXT NOT NULL,
    -- of what the full-text index has of it
    text_hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX rows_by_stage ON invoice_rows (stage, seq);
  CREATE INDEX rows_by_buyer ON invoice_rows (buyer_siret, seq);
  CREATE INDEX rows_waiting ON invoice_rows (rank, seq DESC) WHERE waits = 1;
  CREATE INDEX rows_late ON invoice_rows (due, firm, year, waits, mark, amount, owed) WHERE ${UNPAID};
  CREATE INDEX rows_open ON invoice_rows (buyer_siret, firm)
    WHERE stage = 'followed' AND mark NOT IN ('refused', 'withdrawn');
  CREATE INDEX rows_day ON invoice_rows (day, seq) WHERE gone = 1;
  CREATE INDEX rows_due ON invoice_rows (due, seq) WHERE gone = 1;
  CREATE INDEX rows_amount ON invoice_rows (amount, seq) WHERE gone = 1;
  CREATE INDEX rows_client ON invoice_rows (buyer, day, seq) WHERE gone = 1;
  CREATE INDEX rows_number ON invoice_rows (number, seq) WHERE gone = 1;
  CREATE INDEX rows_state ON invoice_rows (state, day, seq) WHERE gone = 1;
  CREATE INDEX rows_origin ON invoice_rows (origin_key) WHERE origin_key <> '';
  CREATE INDEX rows_reference ON invoice_rows (refers_to) WHERE refers_to <> '';
  CREATE INDEX rows_example ON invoice_rows (seq) WHERE is_example = 1;

  -- pieces of three signs: a beginning of one letter, or the middle of a number, are found alike
  CREATE VIRTUAL TABLE invoice_words USING fts5 (
    words, codes, amount, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
  );

  CREATE TABLE row_totals (
    firm TEXT, year TEXT, gone INTEGER, stage TEXT, mark TEXT, is_credit INTEGER, waits INTEGER, act TEXT, by_hand INTEGER,
    n INTEGER NOT NULL, amount INTEGER NOT NULL, owed INTEGER NOT NULL,
    PRIMARY KEY (${KEYS.join(', ')})
  ) STRICT, WITHOUT ROWID;
  -- the same of what is to be paid, by the month of its day: what is late depends on the day
  CREATE TABLE due_totals (
    month TEXT, firm TEXT, year TEXT, mark TEXT, waits INTEGER,
    n INTEGER NOT NULL, amount INTEGER NOT NULL, owed INTEGER NOT NULL,
    PRIMARY KEY (month, firm, year, mark, waits)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER row_due_in AFTER INSERT ON invoice_rows WHEN ${unpaid('NEW')} BEGIN
    INSERT INTO due_totals VALUES (${dueOf('NEW')}, 1, NEW.amount, NEW.owed)
    ON CONFLICT DO UPDATE SET n = n + 1, amount = amount + excluded.amount, owed = owed + excluded.owed;
  END;
  CREATE TRIGGER row_due_out AFTER DELETE ON invoice_rows WHEN ${unpaid('OLD')} BEGIN
    UPDATE due_totals SET n = n - 1, amount = amount - OLD.amount, owed = owed - OLD.owed
      WHERE (month, firm, year, mark, waits) = (${dueOf('OLD')});
    DELETE FROM due_totals WHERE (month, firm, year, mark, waits) = (${dueOf('OLD')}) AND n = 0;
  END;
  CREATE TRIGGER row_in AFTER INSERT ON invoice_rows BEGIN
    INSERT INTO row_totals VALUES (${of('NEW')}, 1, NEW.amount, NEW.owed)
    ON CONFLICT DO UPDATE SET n = n + 1, amount = amount + excluded.amount, owed = owed + excluded.owed;
  END;
  CREATE TRIGGER row_out AFTER DELETE ON invoice_rows BEGIN
    UPDATE row_totals SET n = n - 1, amount = amount - OLD.amount, owed = owed - OLD.owed
      WHERE (${KEYS.join(', ')}) = (${of('OLD')});
    DELETE FROM row_totals WHERE (${KEYS.join(', ')}) = (${of('OLD')}) AND n = 0;
  END;
`

/** Marks stale what a query gives the ids of. « OR IGNORE » would not do: in a trigger, how the outer statement was written counts. */
const stale = (query: string) => `INSERT INTO stale_rows (id) ${query} ON CONFLICT DO NOTHING;`
const invoice = (keys: 'NEW' | 'OLD, NEW') => {
  const among = (name: string) =>
    keys === 'NEW'
      ? `${name} = NEW.${name} AND NEW.${name} <> ''`
      : `${name} IN (OLD.${name}, NEW.${name}) AND ${name} <> ''`
  const origin = keys === 'NEW' ? `= NEW.twin_key` : `IN (OLD.twin_key, NEW.twin_key)`
  return `
    ${stale(`VALUES (NEW.id)`)}
    ${stale(`SELECT id FROM invoices WHERE ${among('twin_key')} AND stage = 'draft'`)}
    ${stale(`SELECT id FROM invoices WHERE ${among('content_key')} AND stage = 'draft'`)}
    ${stale(`SELECT id FROM invoice_rows WHERE origin_key <> '' AND origin_key ${origin}`)}
    ${stale(`SELECT id FROM invoice_rows WHERE refers_to <> '' AND refers_to = NEW.id`)}`
}
const DRAFTS = `SELECT id FROM invoice_rows WHERE stage IN ('arrived', 'draft', 'portal')`
const OF_BUYER = `SELECT id FROM invoice_rows WHERE buyer_siret = NEW.siret`
const DRAFTS_OF_BUYER = `${OF_BUYER} AND stage = 'draft'`
const differs = (path: string, column = 'body') =>
  `CASE WHEN json_valid(OLD.${column}) AND json_valid(NEW.${column})
   THEN OLD.${column} ->> '${path}' IS NOT NEW.${column} ->> '${path}' ELSE 1 END`
/** Whose job it is: an invoice, or all of a shipment. */
const OF_JOB = `SELECT id FROM invoices WHERE id = NEW.subject
  UNION SELECT invoice_id FROM shipment_invoices WHERE shipment_id = NEW.subject`
/** A job that tells whether something is on its way; what only asks for news tells nothing. */
const TOLD = `NEW.kind IN ('deposit', 'search', 'outcome', 'answer')`

const triggers = `
  CREATE TABLE stale_rows (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TRIGGER invoice_in AFTER INSERT ON invoices BEGIN ${invoice('NEW')} END;
  CREATE TRIGGER invoice_written AFTER UPDATE ON invoices BEGIN ${invoice('OLD, NEW')} END;
  CREATE TRIGGER invoice_out AFTER DELETE ON invoices BEGIN ${stale(`VALUES (OLD.id)`)} END;
  CREATE TRIGGER job_in AFTER INSERT ON jobs WHEN ${TOLD} BEGIN ${stale(OF_JOB)} END;
  CREATE TRIGGER job_written AFTER UPDATE OF subject, kind, claimed_at, attempt, due_at ON jobs WHEN ${TOLD}
    BEGIN ${stale(OF_JOB)} END;
  CREATE TRIGGER recipient_in AFTER INSERT ON recipients BEGIN ${stale(OF_BUYER)} END;
  CREATE TRIGGER recipient_written AFTER UPDATE ON recipients WHEN OLD.body IS NOT NEW.body BEGIN
    ${stale(DRAFTS_OF_BUYER)}
    ${stale(`${OF_BUYER} AND ${differs('$.name')}`)}
  END;
  CREATE TRIGGER buyer_in AFTER INSERT ON buyers BEGIN ${stale(OF_BUYER)} END;
  CREATE TRIGGER buyer_written AFTER UPDATE ON buyers WHEN OLD.body IS NOT NEW.body BEGIN
    ${stale(DRAFTS_OF_BUYER)}
    ${stale(`${OF_BUYER} AND (${differs('$.name')} OR ${differs('$.kind')})`)}
  END;
  CREATE TRIGGER referential_in AFTER INSERT ON referentials BEGIN ${stale(DRAFTS)} END;
  CREATE TRIGGER referential_written AFTER UPDATE ON referentials WHEN OLD.body IS NOT NEW.body
    BEGIN ${stale(DRAFTS)} END;
  CREATE TRIGGER settings_in AFTER INSERT ON settings WHEN NEW.name LIKE 'settings%'
    BEGIN ${stale(`SELECT id FROM invoice_rows WHERE true`)} END;
  CREATE TRIGGER settings_written AFTER UPDATE ON settings
    WHEN NEW.name LIKE 'settings%' AND OLD.value IS NOT NEW.value BEGIN
    ${stale(DRAFTS)}
    ${stale(
      `SELECT id FROM invoice_rows WHERE ${['$.company.siret', '$.company.name', '$.otherCompanies']
        .map((path) => differs(path, 'value'))
        .join(' OR ')}`,
    )}
  END;
  ${stale(`SELECT id FROM invoices WHERE true`)}
`
export const projection = `${tables}${triggers}`

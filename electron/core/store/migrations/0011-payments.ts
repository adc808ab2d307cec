/**
 * Payments of invoices, one line each, as their invoices say: kept by triggers in the transaction of whatever is written. What was
 * cashed before there were payments has one, of the whole. The read model learns what sums of money need.
 */
const body = (line: 'NEW' | 'OLD') => `CASE WHEN json_valid(${line}.body) THEN ${line}.body ELSE '{}' END`
const put = `
  INSERT OR REPLACE INTO payments
    SELECT NEW.id, value ->> '$.id', value ->> '$.on', value ->> '$.cents', value ->> '$.kind',
      COALESCE(value ->> '$.statement.batch', ''), COALESCE(value ->> '$.statement.line', ''),
      COALESCE(value ->> '$.statement.label', '')
    FROM json_each(${body('NEW')}, '$.payments');`
const isChanged = `${body('OLD')} -> '$.payments' IS NOT ${body('NEW')} -> '$.payments'`

/** To be paid; nobody pays a credit note. */
const OWED = `stage = 'followed' AND mark NOT IN ('refused', 'withdrawn') AND is_credit = 0`

export const payments = `
  CREATE TABLE payments (
    invoice_id TEXT NOT NULL,
    id TEXT NOT NULL,
    on_day TEXT NOT NULL,
    cents INTEGER NOT NULL,
    kind TEXT NOT NULL,
    -- of a bank statement: its application, the line, and its words
    batch TEXT NOT NULL,
    line TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (invoice_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX payments_held ON payments (invoice_id, cents) WHERE kind = 'retention';
  CREATE INDEX payments_by_line ON payments (line) WHERE line <> '';
  CREATE INDEX payments_by_batch ON payments (batch) WHERE batch <> '';
  CREATE TRIGGER payments_in AFTER INSERT ON invoices BEGIN ${put} END;
  CREATE TRIGGER payments_written AFTER UPDATE OF body ON invoices WHEN ${isChanged} BEGIN
    DELETE FROM payments WHERE invoice_id = NEW.id;
    ${put}
  END;
  CREATE TRIGGER payments_out AFTER DELETE ON invoices BEGIN DELETE FROM payments WHERE invoice_id = OLD.id; END;

  -- cents paid; ISO day and number of days the buyer took, '' and -1 where it has not paid; its clock is stopped
  ALTER TABLE invoice_rows ADD COLUMN paid INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE invoice_rows ADD COLUMN settled TEXT NOT NULL DEFAULT '';
  ALTER TABLE invoice_rows ADD COLUMN pace INTEGER NOT NULL DEFAULT -1;
  ALTER TABLE invoice_rows ADD COLUMN halted INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX rows_owed ON invoice_rows (due, mark, halted, owed, firm, year, buyer_siret, buyer_name) WHERE ${OWED};
  CREATE INDEX rows_pace ON invoice_rows (settled, buyer_siret, pace, firm, year) WHERE settled <> '';

  UPDATE invoices SET body = json_set(body, '$.payments', json_array(json_object(
      'id', 'noted', 'on', body ->> '$.closedOn', 'kind', 'transfer',
      'cents', MAX(0, COALESCE(body ->> '$.fields.payable', body ->> '$.fields.grossTotal', 0)))))
    WHERE stage = 'closed' AND json_valid(body) AND body ->> '$.outcome' = 'cashed' AND body ->> '$.payments' IS NULL
      AND date(body ->> '$.closedOn') = body ->> '$.closedOn';
`

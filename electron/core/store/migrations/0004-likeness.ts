/**
 * Invoices that are alike are found by two keys (shared/domain/lifecycle/duplicates.ts): `twin_key` now by SIREN and a number without what
 * is easily written otherwise, `content_key` by buyer, day and amount. They only find; what they mean is decided in code.
 */
const of = (field: string) => `COALESCE(json_extract(body, '$.fields.${field}'), '')`
const without = (signs: string[], text: string) =>
  signs.reduce((inner, sign) => `REPLACE(${inner}, '${sign}', '')`, text)

const loose = `REPLACE(REPLACE(${without([' ', '-', '_', '/', '+', '.', '0', 'O'], `UPPER(${of('number')})`)}, 'I', '1'), 'L', '1')`

export const likeness = `
  ALTER TABLE invoices ADD COLUMN content_key TEXT NOT NULL DEFAULT '';
  CREATE INDEX invoices_by_content ON invoices (content_key) WHERE content_key <> '';
  UPDATE invoices SET twin_key =
    CASE WHEN ${of('number')} = '' OR ${of('supplierSiret')} = '' THEN ''
    ELSE SUBSTR(${of('supplierSiret')}, 1, 9) || ' ' || ${loose} END
    WHERE stage NOT IN ('arrived', 'discarded');
  UPDATE invoices SET content_key = ${of('buyerSiret')} || ' ' || ${of('issueDate')} || ' ' || ${of('grossTotal')}
    WHERE stage NOT IN ('arrived', 'discarded')
      AND ${of('buyerSiret')} <> '' AND ${of('issueDate')} <> '' AND ${of('grossTotal')} NOT IN ('', 0);
`

/** The local directory: structures, and the words they are found by. All of it can be made again from its sources. */
export const schema = `
  CREATE TABLE IF NOT EXISTS structures (
    id INTEGER PRIMARY KEY,
    siret TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    town TEXT NOT NULL,
    postcode TEXT NOT NULL,
    is_active INTEGER NOT NULL,
    -- one of those the firm deals with: they come first
    in_book INTEGER NOT NULL,
    known TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    asks TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS structures_by_postcode ON structures (postcode);
  CREATE INDEX IF NOT EXISTS structures_in_book ON structures (in_book) WHERE in_book = 1;

  -- name: names, towns and postcodes, with other ways of writing them; book: « carnet » for those of the address book
  CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    name, book, content = '', contentless_delete = 1, detail = column,
    prefix = '1 2 3 4 5', tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5vocab(words, 'col');

  CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`

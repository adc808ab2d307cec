export const lessons = `
  -- where a supplier’s layout carries a field: words and places, never a value
  CREATE TABLE lessons (id TEXT PRIMARY KEY, learnt_at INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
`

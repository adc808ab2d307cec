export const markets = `
  -- the fiche d'identité of a works contract, kept once
  CREATE TABLE markets (
    buyer_siret TEXT NOT NULL,
    number TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (buyer_siret, number)
  ) STRICT;
`

import { Market } from '../../../shared/domain/buyers/works-contract.ts'
import type { Db } from './db.ts'
import { keepUnknown } from './keep-unknown.ts'
import type { Quarantine } from './quarantine.ts'

/** The sheets of works contracts, one for each buyer and market number. */
export function createMarkets(db: Db, { read }: Quarantine) {
  const get = db.prepare(`SELECT rowid AS row, body FROM markets WHERE buyer_siret = ? AND number = ?`)
  const put = db.prepare(`
    INSERT INTO markets VALUES (?, ?, ?) ON CONFLICT (buyer_siret, number) DO UPDATE SET body = excluded.body`)
  const bodyOf = keepUnknown(Market)
  return {
    find: (buyerSiret: string, number: string): Market | undefined => {
      const found = get.get(buyerSiret, number) as { row: number; body: string } | undefined
      return found && read({ table: 'markets', key: `${found.row}`, text: found.body }, (json) => Market.parse(json))
    },
    keep: (market: Market) => {
      const { buyerSiret, number } = market
      const before = get.get(buyerSiret, number) as { body: string } | undefined
      put.run(buyerSiret, number, bodyOf(before?.body, market))
    },
  }
}

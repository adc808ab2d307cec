import { Market } from '../../../shared/domain/market.ts'
import type { Db } from './database.ts'

/** The sheets of works contracts, one for each buyer and market number. */
export function createMarkets(db: Db) {
  const get = db.prepare(`SELECT body FROM markets WHERE buyer_siret = ? AND number = ?`).pluck()
  const put = db.prepare(`
    INSERT INTO markets VALUES (?, ?, ?) ON CONFLICT (buyer_siret, number) DO UPDATE SET body = excluded.body`)
  return {
    find: (buyerSiret: string, number: string): Market | undefined => {
      const body = get.get(buyerSiret, number) as string | undefined
      return body === undefined ? undefined : Market.parse(JSON.parse(body))
    },
    keep: (market: Market) => void put.run(market.buyerSiret, market.number, JSON.stringify(market)),
  }
}

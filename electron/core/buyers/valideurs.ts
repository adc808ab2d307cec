import type { Hit } from '../../../shared/contract/buyers.ts'
import { looksLikeSiret, siretDigits } from '../../../shared/base/siret.ts'
import type { BuyerDirectory, FoundFirm } from '../transports/port.ts'
import type { Store } from '../store/database.ts'

export type Valideurs = ReturnType<typeof createValideurs>
type Deps = Pick<Store, 'invoices'> & { remote: () => Pick<BuyerDirectory, 'findFirms' | 'firm'> }

/** Of the valideurs of one buyer, the last so many. */
const LAST = 3

/** The firms that approve an invoice before the buyer sees it: found at Chorus Pro, and those of the last invoices. */
export function createValideurs({ invoices, remote }: Deps) {
  // What was asked since the start; whether it still stands is asked again before sending (lookups.ts).
  const firms = new Map<string, Promise<FoundFirm | null>>()

  /** A firm by its SIRET; null when Chorus Pro knows none. Throws `NotSent` or `Refused`. */
  function firm(siret: string): Promise<FoundFirm | null> {
    const asking = firms.get(siret) ?? remote().firm(siret)
    firms.set(siret, asking)
    asking.catch(() => firms.delete(siret))
    return asking
  }
  const hitOf = (siret: string, name: string, isActive = true): Hit => ({
    ...{ siret, name, isActive },
    ...{ town: '', postcode: '', inBook: false, invoices: 0 },
  })

  return {
    firm,
    /** By name or SIRET. Throws `NotSent` or `Refused`. */
    async search(text: string): Promise<Hit[]> {
      const siret = siretDigits(text)
      if (looksLikeSiret(siret)) {
        const found = await firm(siret)
        return found ? [hitOf(siret, found.name)] : []
      }
      const found = await remote().findFirms(text.replace(/\s+/g, ' ').trim())
      return found.map((each) => hitOf(each.siret, each.name, each.isActive))
    },
    /** Of the last invoices to this buyer, newest first; without a name while Chorus Pro cannot be asked. */
    ofBuyer(buyerSiret: string): Promise<Hit[]> {
      const theirs = invoices
        .ofBuyer(buyerSiret)
        .filter(({ stage, fields }) => stage !== 'draft' && fields.valideurSiret)
        .toSorted((a, b) => b.arrivedAt - a.arrivedAt)
      const sirets = [...new Set(theirs.map(({ fields }) => fields.valideurSiret))].slice(0, LAST)
      return Promise.all(
        sirets.map(async (siret) => {
          const known = await firm(siret).catch(() => null)
          return hitOf(siret, known?.name ?? '')
        }),
      )
    },
  }
}

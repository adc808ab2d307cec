import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import type { Buyers } from '../buyers/buyers.ts'
import type { Inquiries } from '../buyers/lookups.ts'
import type { Valideurs } from '../buyers/valideurs.ts'
import type { Store } from '../store/database.ts'
import { NotSent, Refused } from '../transports/errors.ts'
import { done, type Done } from './recording.ts'

type Deps = Pick<Store, 'directory'> & {
  buyers: Buyers
  valideurs: Valideurs
  inquiries: Pick<Inquiries, 'again' | 'refresh'>
  wantOwn: () => void
}

/** Commands about public buyers and valideurs: what is asked of Chorus Pro, typed, or brought in. */
export function createBuyerCommands({ directory, buyers, valideurs, inquiries, wantOwn }: Deps) {
  return {
    searchFurther: (text: string) => asked(async () => ({ hits: await buyers.searchFurther(text) })),
    searchValideurs: (text: string) => asked(async () => ({ hits: await valideurs.search(text) })),
    /** Those of the last invoices to this buyer, with their names where Chorus Pro can be asked. */
    valideursOf: valideurs.ofBuyer,
    openValideur: (siret: string) => asked(async () => (await valideurs.firm(siret)) ?? { name: '', services: [] }),
    /** Asks about a buyer now, however fresh what is known. */
    refreshBuyer: (siret: string): Promise<Done> =>
      asked(async () => {
        await inquiries.again(siret)
        return {}
      }),
    /** Asks again about the owner's firms, and about buyers of the address book that were last asked about long ago. */
    refreshBuyers(): Promise<void> {
      wantOwn()
      return inquiries.refresh(directory.buyers().map(({ siret }) => siret))
    },
    addBuyer(...typed: Parameters<Buyers['add']>): Done {
      buyers.add(...typed)
      return done
    },
    /** Takes a list of buyers in; false when another one is being taken. */
    takeDirectory: buyers.takeFile,
    downloadDirectory: () => asked(async () => ({ isTaken: await buyers.download() })),
    forgetImport: buyers.forgetReport,
  }
}

/** What Chorus Pro must be asked: it may be away, or say no. */
async function asked<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof NotSent) return fail('platform.away')
    if (error instanceof Refused) return fail('directory.refused')
    throw error
  }
}

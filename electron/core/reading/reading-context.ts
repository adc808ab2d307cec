import { companiesOf } from '../../../shared/contract/settings.ts'
import type { Buyer } from '../../../shared/domain/buyers/buyer.ts'
import { issuerOf } from '../../../shared/domain/firms/company.ts'
import type { Fields } from '../../../shared/domain/fields/fields.ts'
import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import { prefill } from '../../../shared/domain/firms/prefill.ts'
import type { Reading } from '../../../shared/domain/document/reading.ts'
import { isExactName, isSameName } from '../../../shared/base/same-name.ts'
import { looksLikeSiret, siretDigits } from '../../../shared/base/siret.ts'
import type { Vault } from '../vault/vault.ts'
import type { ReadingContext } from './known.ts'
import type { Reader } from './thread.ts'
import type { Store } from '../store/database.ts'

export type Knowledge = ReturnType<typeof createKnowledge>
type Deps = Pick<Store, 'settings' | 'directory' | 'lessons'> & { vault: Vault; reader: Reader }

/** What the firm knows already, before a file is read and after. */
export function createKnowledge({ settings, directory, lessons, vault, reader }: Deps) {
  const companies = () => companiesOf(settings.get())
  /** What helps to read a page: who is who, and what corrections have taught. */
  const memory = (): ReadingContext => ({
    parties: { mySirets: companies().flatMap(({ siret }) => siret || []), buyers: directory.buyers() },
    lessons: lessons.list(),
  })
  /** Fills in what the file did not say; `folder` is the sub-folder it lay in. */
  const complete = (read: Reading, folder = ''): Reading => {
    const known = directory.buyer(read.fields.buyerSiret) ?? namesake(read.fields)
    const inFolder = known ? undefined : ofFolder(read.fields, folder)
    return prefill(read, {
      company: issuerOf(companies(), read.fields),
      buyer: known ?? inFolder,
      ...(inFolder && { folder }),
      exemptions: directory.exemptions()?.exemptions ?? [],
    })
  }
  /** The client whose name or SIRET a folder bears, where the page bears no SIRET and no other name. */
  function ofFolder({ buyerSiret, buyerName }: Fields, folder: string): Buyer | undefined {
    const siret = looksLikeSiret(folder) ? siretDigits(folder) : ''
    const found = buyerSiret ? undefined : siret ? directory.buyer(siret) : namesake({ buyerSiret, buyerName: folder })
    return found && (!buyerName || isSameName(found.name, buyerName)) ? found : undefined
  }
  /** The one client of the address book with the exact name of a page that bears no SIRET of it; undefined when several have it. */
  function namesake({ buyerSiret, buyerName }: Pick<Fields, 'buyerSiret' | 'buyerName'>): Buyer | undefined {
    if (buyerSiret || !buyerName) return undefined
    const [only, second] = directory.buyers().filter(({ siret, name }) => {
      const held = directory.recipient(siret)?.recipient
      return held?.isActive !== false && [name, held?.name ?? ''].some((one) => isExactName(one, buyerName))
    })
    return second ? undefined : only
  }

  return {
    memory,
    complete,
    namesake,
    /** What a file of ours says, but for its pictures. */
    read: async ({ sha256, name, folder }: StoredFile): Promise<Reading> =>
      complete(await reader.read({ path: vault.pathOf(sha256) }, name, memory()), folder),
  }
}

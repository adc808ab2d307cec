import { basename, join } from 'node:path'
import type { BuyerView, DirectoryView, Hit } from '../../../shared/contract/buyers.ts'
import { stranger, type Typed } from '../../../shared/domain/buyers/buyer.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import { fromHearsay } from '../../../shared/domain/buyers/unverified.ts'
import { paymentFacts } from '../../../shared/domain/receivables/payment-history.ts'
import type { Recipient } from '../../../shared/domain/buyers/requirements.ts'
import { siretDigits } from '../../../shared/base/siret.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import table from '../../../shared/tables/search-words.json' with { type: 'json' }
import type { BuyerDirectory } from '../transports/port.ts'
import type { Store } from '../store/database.ts'
import { createImporter } from './importer.ts'
import { ANNUAIRE, openLocalDirectory, type LocalDirectory } from './local-directory.ts'
import { namesToAsk } from './names-to-ask.ts'
import type { Structure } from './structure.ts'

const stateSiret = limits.stateSiret.value

export type Buyers = ReturnType<typeof createBuyers>
type Deps = Pick<Store, 'directory' | 'invoices'> & {
  dataFolder: string
  /** Chorus Pro, asked over a connection that is open. */
  remote: () => Pick<BuyerDirectory, 'findStructures' | 'directory'>
  now: () => number
  changed: () => void
  report: (error: unknown) => void
}

/** The public buyers there are: found as one types, in the address book first, then in what was brought in, then at Chorus Pro. */
export function createBuyers({ directory, invoices, dataFolder, remote, now, changed, report }: Deps) {
  const database = join(dataFolder, ANNUAIRE)
  const local = openLocalDirectory(database, fill)
  const importer = createImporter({ database, now, changed, report })
  fill(local)

  /** The State and the address book: what is known without anybody else. */
  function fill(local: Pick<LocalDirectory, 'get' | 'put'>) {
    if (!local.get(stateSiret)) local.put([asFound({ siret: stateSiret, name: table.state.name, isActive: true })])
    local.put(
      directory.buyers().flatMap(({ siret }) => inBook(siret) ?? []),
      { inBook: true },
    )
  }

  /** What the address book and Chorus Pro say of a buyer, as a line of the local directory. */
  function inBook(siret: string) {
    const buyer = directory.buyer(siret)
    const known = directory.recipient(siret)
    const recipient = known?.recipient
    const name = recipient?.name || buyer?.name
    if (!name) return undefined
    return {
      siret,
      name,
      town: recipient?.town ?? buyer?.typed?.town ?? '',
      postcode: recipient?.postcode ?? buyer?.typed?.postcode ?? '',
      isActive: recipient?.isActive ?? true,
      known: recipient ? ('chorus' as const) : ('hand' as const),
      seenAt: known?.askedAt ?? now(),
    }
  }
  /** Something is known anew of a buyer: it is found by it. */
  function note(siret: string) {
    const line = inBook(siret)
    if (line) local.put([line], { inBook: directory.buyer(siret) !== undefined })
  }
  function asFound(found: { siret: string; name: string; isActive: boolean }): Structure {
    return { ...found, town: '', postcode: '', known: 'chorus', seenAt: now() }
  }
  const hitOf = (found: Omit<Hit, 'invoices'>): Hit => ({
    ...found,
    invoices: found.inBook ? (directory.buyer(found.siret)?.invoices ?? 0) : 0,
  })

  /** What a file or the person says of a buyer, of whom Chorus Pro has not been asked. */
  function hearsay(siret: string): Recipient | null {
    const { typed, name = '' } = directory.buyer(siret) ?? {}
    if (typed) return fromHearsay({ siret, name, isActive: true, ...typed }, typed.on)
    const found = local.get(siret)
    return found?.asks ? fromHearsay({ ...found, asks: found.asks }, dayOf(found.seenAt)) : null
  }

  function open(siret: string): BuyerView {
    const habits = directory.buyer(siret)
    const asked = directory.recipient(siret)
    const found = local.get(siret)
    const recipient = asked ? asked.recipient : hearsay(siret)
    const asOf = recipient?.asOf ?? (found && siret !== stateSiret ? dayOf(found.seenAt) : undefined)
    return {
      siret,
      name: (recipient?.name || habits?.name || found?.name) ?? '',
      town: (recipient?.town || found?.town) ?? '',
      postcode: (recipient?.postcode || found?.postcode) ?? '',
      recipient,
      source: asked?.recipient ? 'chorus' : habits?.typed ? 'hand' : found?.known === 'file' ? 'file' : 'none',
      isUnknown: asked?.recipient === null,
      ...(asOf && { asOf }),
      isState: siret === stateSiret,
      ...(habits && { habits }),
      payments: paymentFacts(invoices.ofBuyer(siret)),
    }
  }

  /** Asks Chorus Pro for structures of this name, postcode or SIRET. Throws `NotSent` or `Refused`. */
  async function searchFurther(text: string): Promise<Hit[]> {
    const sirets: string[] = []
    for (const wanted of namesToAsk(text)) {
      const found = await remote().findStructures(wanted)
      local.put(found.map(asFound))
      sirets.push(...found.map(({ siret }) => siret))
      if (found.length) break
    }
    if (sirets.length) changed()
    return sirets.flatMap((siret) => {
      const found = local.get(siret)
      const buyer = directory.buyer(siret)
      return found ? hitOf({ ...found, inBook: buyer !== undefined }) : []
    })
  }

  function view(): DirectoryView {
    const current = importer.now()
    const importedAt = Number(local.mark('importedAt') ?? 0)
    return {
      count: local.count(),
      ...(importedAt && { importedAt }),
      ...(current &&
        !current.outcome && { running: { name: current.name, ...(current.progress ?? { done: 0, total: 0 }) } }),
      ...(current?.outcome && { last: { name: current.name, ...current.outcome } }),
    }
  }
  async function take(source: { path: string } | { bytes: Uint8Array }, name: string) {
    const isTaken = await importer.take(source, name)
    const outcome = importer.now()?.outcome
    if (isTaken && outcome && 'report' in outcome) local.setMark('importedAt', String(now()))
    changed()
    return isTaken
  }

  return {
    search: (text: string, most: number) => local.search(text, most).map(hitOf),
    likely: (name: string) => local.likely(name).map(hitOf),
    searchFurther,
    hearsay,
    open,
    view,
    note,
    /** What the person types about a buyer; what our invoices have taught stays. */
    add(siret: string, name: string, typed: Omit<Typed, 'on'>) {
      const digits = siretDigits(siret)
      const known = directory.buyer(digits) ?? stranger(digits, name)
      directory.keepBuyer({ ...known, name, typed: { ...typed, on: dayOf(now()) } })
      note(digits)
      changed()
    },
    takeFile: (path: string) => take({ path }, basename(path)),
    /** The whole directory of Chorus Pro. Throws `NotSent` or `Refused`. */
    download: async () => {
      if (importer.isBusy()) return false
      const { bytes } = await remote().directory()
      return take({ bytes }, 'Annuaire de Chorus Pro')
    },
    forgetReport: importer.forget,
    /** Words written with older tables are written again. */
    start: () => {
      if (!local.isUpToDate()) void importer.rewrite()
    },
    stop: async () => {
      await importer.stop()
      local.close()
    },
  }
}

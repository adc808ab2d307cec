import { emptyMarket } from '../../../shared/domain/buyers/works-contract.ts'
import type { StatementView } from '../../../shared/contract/payments.ts'
import type { RejectedFile } from '../../../shared/contract/stray.ts'
import type { FolderView } from '../../../shared/contract/views.ts'
import type { ListQuery } from '../../../shared/contract/lists.ts'
import type { Word } from '../../../shared/domain/document/reading.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { AccessState } from '../../../shared/domain/wording/unsent.ts'
import type { Buyers } from '../buyers/buyers.ts'
import { createExport } from '../exports/export-sales.ts'
import type { Store } from '../store/database.ts'
import { createAccountViews } from './accounts.ts'
import { createArchiveQueries } from './archives.ts'
import { createChecks } from './checks.ts'
import { createFirms } from './firms.ts'
import type { Views } from './invoices.ts'
import { createPaymentViews } from './payments.ts'
import { createLessonViews } from './lessons.ts'
import type { Listing } from './listing.ts'
import { createLotChoices } from './lot-choices.ts'
import { createLotQueries } from './lots.ts'
import type { Projecting } from './projecting.ts'

type Deps = Pick<
  Store,
  | 'invoices'
  | 'markets'
  | 'settings'
  | 'directory'
  | 'lessons'
  | 'setAside'
  | 'archives'
  | 'shipments'
  | 'handLots'
  | 'receivables'
  | 'lists'
> &
  Parameters<typeof createAccountViews>[0] &
  Parameters<typeof createChecks>[0] & {
    views: Views
    listing: Listing
    projecting: Projecting
    buyers: Buyers
    folder: () => FolderView
    strays: () => RejectedFile[]
    /** How far an archive that is being opened is. */
    progress: (id: string) => { done: number; total: number } | undefined
    access: (connection: string) => AccessState
    /** The words recognised on a scan, cell by cell, by the sha256 of its file. */
    wordsOf: (sha256: string) => Promise<{ words: Word[][] }>
    pathOf: (sha256: string) => string
    statement: () => StatementView
    now: () => number
  }

/** Queries: all that may be asked, by the window, the tray and the command line alike. None writes, none calls out. */
export function createQueries(deps: Deps) {
  const { views, listing, projecting, buyers, invoices, markets, settings, directory } = deps
  const firms = createFirms({ settings, ...listing })
  return {
    ...views,
    ...listing,
    ...firms,
    ...createAccountViews(deps),
    ...createChecks(deps),
    ...createLessonViews(deps),
    ...createPaymentViews({ ...deps, row: views.row }),
    settings: settings.get,
    folder: deps.folder,
    /** Lots that leave or have left, what a new one may be made of, and archives that came in. */
    lots: {
      ...createLotQueries({ ...deps, ...views }),
      choices: createLotChoices({ ...deps, ...views, ids: listing.ids }),
    },
    archives: createArchiveQueries({ ...deps, ...views }),
    /** The bank statement that is looked at. */
    statement: deps.statement,
    /** What could not be taken, newest last. */
    strays: deps.strays,
    /** Rows of the database that cannot be read. */
    setAside: deps.setAside,
    isUnreadable: invoices.isUnreadable,
    /** Which invoices are shown otherwise than when this was last asked. */
    takeChanged: projecting.takeChanged,
    /** The words recognised on an invoice’s scan, with their places; none where the file has a text. Undefined when there is no such invoice. */
    async words(id: string): Promise<Word[][] | undefined> {
      const invoice = invoices.find(id)
      return invoice && (await deps.wordsOf(invoice.file.sha256)).words
    },
    /** The sheet of a works contract; an empty one where none has been filled in. */
    market: (buyerSiret: string, number: string) => markets.find(buyerSiret, number) ?? emptyMarket(buyerSiret, number),
    /** Bank accounts and services of one of the owner's firms, as Chorus Pro last said. */
    ownOf: directory.own,
    searchBuyers: buyers.search,
    likelyBuyers: buyers.likely,
    buyer: buyers.open,
    directory: buyers.view,
    /** Where our copy of a file is, by its sha256. */
    pathOf: deps.pathOf,
    exportSales: createExport({
      ids: (query: ListQuery) => listing.ids({ ...query, from: 0, limit: undefined }, firms.shownFirm()),
      sale: (id) => saleOf(invoices.find(id)),
    }),
  }
  function saleOf(invoice: Invoice | undefined) {
    const row = invoice && views.row(invoice)
    return row && { row, invoice }
  }
}

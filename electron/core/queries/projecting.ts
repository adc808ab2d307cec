import { MOST_NAMED, type Change } from '../../../shared/contract/topics.ts'
import type { Row } from '../../../shared/contract/views.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Store } from '../store/database.ts'
import { searchTextOf } from '../store/search-text.ts'
import { columnsOf, dependenciesOf, paceColumns } from './row-columns.ts'

type Deps = Pick<Store, 'lightly' | 'invoices' | 'projection'> & {
  /** An invoice as it is shown; undefined when that cannot be worked out. */
  row: (invoice: Invoice) => Row | undefined
  /** Hears of each line that was worked out anew. */
  worked: (invoice: Invoice | undefined, id: string, row: Row | undefined) => void
  /** Whether one may talk with the platforms: the same values as long as nothing has changed. */
  talk: () => readonly unknown[]
  now: () => number
  /** Lines that nobody had asked for yet have been worked out. */
  changed: () => void
  report: (error: unknown) => void
}
export type Projecting = ReturnType<typeof createProjecting>

/** Version of what stands in a line: another one, and all are worked out again. */
const VERSION = 2
/** Max time those who ask wait for lines to be worked out; the rest comes in the background. Milliseconds. */
const BUDGET = 60
/** Max time of one piece of that rest, between which everybody else has their turn. Milliseconds. */
const PIECE = 15
/** Max lines of one transaction. */
const AT_ONCE = 50

const numbersOf = (invoice: Invoice) => ('remoteNumber' in invoice ? [invoice.remoteNumber] : [])

/** Keeps the read model fresh: what is stale is worked out again before anybody is answered, or soon after when it is much. */
export function createProjecting({ lightly, invoices, projection, row, worked, talk, now, changed, report }: Deps) {
  let seen: readonly unknown[] | undefined
  /** Those that cannot be read or shown: they stay stale, and are tried again the next time. */
  const failed = new Set<string>()
  /** Those shown otherwise than when it was last asked. */
  let touched = new Set<string>()
  let background: NodeJS.Immediate | undefined
  let isClosed = false

  /** Some lines depend on the hour, on the accesses, and on whether the platform can be talked to. */
  function markWhatTimeChanges() {
    const at = now()
    const mark = JSON.stringify([VERSION, dayOf(at), Math.floor(at / 3_600_000)])
    const before = projection.mark()
    if (before !== mark) {
      projection.markStale(before.startsWith(`[${VERSION},`) ? 'drafts' : 'everything')
      projection.setMark(mark)
    }
    const talked = seen
    seen = talk()
    if (talked?.length === seen.length && seen.every((value, index) => value === talked[index])) return
    const talkMark = JSON.stringify(seen)
    if (projection.mark('talk') === talkMark) return
    projection.markStale('talks')
    projection.setMark(talkMark, 'talk')
  }

  function refresh(ids: string[]) {
    for (const id of ids) {
      const invoice = invoices.find(id)
      const isShown = invoice && invoice.stage !== 'discarded'
      const shown = isShown ? row(invoice) : undefined
      if (!shown && (isShown || invoices.isUnreadable(id))) failed.add(id)
      else failed.delete(id)
      if (!failed.has(id)) touched.add(id)
      worked(invoice, id, shown)
      projection.put(
        id,
        shown && {
          columns: { ...columnsOf(shown), ...dependenciesOf(invoice!), ...paceColumns(invoice!) },
          text: searchTextOf(shown, numbersOf(invoice!)),
        },
      )
    }
  }

  /** Works out what is stale, for so many milliseconds at most. Gives whether all of it is done. */
  function work(ms: number): boolean {
    const until = performance.now() + ms
    for (let ids = projection.stale(AT_ONCE); ids.length; ids = projection.stale(AT_ONCE)) {
      lightly(() => refresh(ids))
      if (performance.now() > until) return projection.staleCount() === 0
    }
    // Another time they may be readable, or shown: a bug, or a newer version's row.
    projection.retry(failed)
    return true
  }

  function inBackground() {
    background = undefined
    if (isClosed) return
    try {
      if (work(PIECE)) changed()
      else background = setImmediate(inBackground)
    } catch (error) {
      // Whoever asks next tries again.
      report(error)
    }
  }

  return {
    /** Before anything is asked of the lists; `isWhole` however long it takes. */
    catchUp: ({ isWhole = false } = {}) => {
      try {
        markWhatTimeChanges()
        if (!work(isWhole ? Infinity : BUDGET)) background ??= setImmediate(inBackground)
      } catch (error) {
        // Where nothing can be written (a full disk), lists say what they last said; the lines stay stale, and are tried again.
        report(error)
      }
    },
    /** Which invoices are shown otherwise than when this was last asked (topics.ts). */
    takeChanged: (): Change['invoices'] => {
      const ids = [...touched]
      touched = new Set()
      return ids.length > MOST_NAMED || projection.staleCount() > failed.size ? 'all' : ids
    },
    /** Something outside the database, on which drafts depend, has changed. */
    draftsChanged: () => projection.markStale('drafts'),
    /** How many lines are still to be worked out: after an update of the application it may be all of them. */
    left: () => Math.max(0, projection.staleCount() - failed.size),
    close: () => {
      isClosed = true
      clearImmediate(background)
    },
  }
}

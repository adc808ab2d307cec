import { isKnown, type InvoiceAt, type Invoice, type Known } from '../../../../shared/domain/lifecycle/invoice.ts'
import { withoutData } from '../../../../shared/domain/lifecycle/joined.ts'
import type { Lesson } from '../../../../shared/domain/document/layout-hint.ts'
import type { Origins } from '../../../../shared/domain/document/reading.ts'
import type { Knowledge } from '../reading-context.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Ledger } from '../../engine/ledger.ts'
import { suppliersOf } from './recall.ts'
import { uprightPlace, type KeptWords, type Recognised } from '../scan/kept-words.ts'
import type { Reader } from '../thread.ts'
import type { Store } from '../../store/database.ts'

type Deps = Pick<Store, 'atomically' | 'invoices' | 'lessons'> & {
  vault: Vault
  reader: Reader
  words: KeptWords
  knowledge: Knowledge
  ledger: Pick<Ledger, 'record'>
  now: () => number
  changed: () => void
  report: (error: unknown) => void
}

/**
 * What an approved invoice teaches: where this supplier’s layout carries what the person had to correct. It happens beside
 * everything else, one invoice after the other; what is under way when the application ends is not learnt.
 */
export function createLearning({
  atomically,
  invoices,
  lessons,
  vault,
  reader,
  words,
  knowledge,
  ledger,
  now,
  changed,
  report,
}: Deps) {
  let underWay = Promise.resolve()
  let isStopped = false

  async function learn({ file, fields, origins }: Pick<Known, 'file' | 'fields' | 'origins'>) {
    const known = lessons.list()
    const hasTyped = Object.values(origins).some(({ source }) => source === 'user')
    if (isStopped || (!hasTyped && known.length === 0)) return
    const seen = await words.of(file.sha256)
    const learnt = await reader.learn(
      { path: vault.pathOf(file.sha256) },
      { fields, origins: onPages(origins, seen), lessons: known, at: now(), recognised: seen.pages },
    )
    const dropped = known.filter(({ id }) => learnt.dropped.includes(id))
    const confirmed = known.filter(({ id }) => learnt.confirmed.includes(id))
    atomically(() => {
      for (const { id } of dropped) lessons.drop(id)
      for (const lesson of confirmed) lessons.put({ ...lesson, used: lesson.used + 1, usedAt: now() })
      for (const lesson of learnt.lessons) lessons.put(lesson)
    })
    await readAgain([...learnt.lessons, ...dropped])
    if (dropped.length + confirmed.length + learnt.lessons.length > 0) changed()
  }

  /** Drafts of the same supplier, where a person has not said themselves what has just been learnt. */
  async function readAgain(news: Lesson[]) {
    const isConcerned = ({ document, fields, origins }: InvoiceAt<'draft'>) =>
      document.kind === 'pdf' &&
      !document.scan &&
      news.some(
        ({ supplier, field }) =>
          (supplier === '' || suppliersOf(fields).includes(supplier)) && origins[field]?.trust !== 'typed',
      )
    for (const { id, file } of invoices.at('draft').filter(isConcerned)) {
      if (isStopped) return
      const reading = await knowledge.read(file)
      // A reading that failed this time takes nothing away.
      if (reading.source) ledger.record(id, { type: 'reread', reading })
    }
  }

  return {
    /** An invoice has been approved: to be learnt from, when its turn comes. */
    from: (invoice: Invoice) => {
      // What was read is the page: data attached since repeat it.
      const read = isKnown(invoice) ? withoutData(invoice) : undefined
      if (read?.document.kind !== 'pdf') return
      underWay = underWay.then(() => learn(read)).catch(report)
    },
    /** Resolves when what was approved has been learnt from. */
    settled: () => underWay,
    /** Resolves once nothing more is done; the rest is given up. */
    stop: () => {
      isStopped = true
      return underWay
    },
  }
}

/** With the places of a scan as its pages were recognised. */
const onPages = (origins: Origins, seen: Recognised): Origins =>
  Object.fromEntries(
    Object.entries(origins).map(([name, { place, ...origin }]) => [
      name,
      place ? { ...origin, place: uprightPlace(place, seen) } : origin,
    ]),
  )

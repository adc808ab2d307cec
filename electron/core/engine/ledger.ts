import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { advance } from '../../../shared/domain/lifecycle/transitions.ts'
import { isShipmentKind, type JobKind, type Step } from '../../../shared/domain/lifecycle/step.ts'
import { isAutosave, type InvoiceEvent } from '../../../shared/domain/lifecycle/events.ts'
import type { StoredFile } from '../../../shared/domain/document/stored-file.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { UndoWay } from '../../../shared/domain/lifecycle/draft-undo.ts'
import { isHopeless } from '../../../shared/domain/document/reading.ts'
import { mayBeReplaced } from '../../../shared/domain/lifecycle/replacing.ts'
import { withoutData } from '../../../shared/domain/lifecycle/joined.ts'
import { isRewritten, isUntouched } from '../../../shared/domain/lifecycle/rewritten.ts'
import type { RuleContext } from '../../../shared/domain/rules/rule.ts'
import type { Route } from '../../../shared/domain/firms/connection.ts'
import type { ShipmentEvent } from '../../../shared/domain/lifecycle/shipment.ts'
import { createShipping, NotTogether, raiseNotTogether, type Moved } from '../shipments/shipping.ts'
import type { Store } from '../store/database.ts'
import { createUndo, type Undone } from './draft-undo.ts'
import type { Wait } from './retry-delays.ts'

type Deps = Pick<Store, 'atomically' | 'invoices' | 'shipments' | 'jobs' | 'folderFiles' | 'draftUndo'> & {
  now: () => number
  wait: Wait
  factsOf: (invoice: Invoice, event: InvoiceEvent) => RuleContext | undefined
  route: (invoice: Invoice) => Route | undefined
  /** The connection that what is to be said of an invoice needs. */
  laneOf: (invoice: Invoice) => string
  announce: (step: Step, event?: InvoiceEvent) => void
  report: (error: unknown) => void
}
/** Brought in by a person, or found in the watched folder, there. */
type How = { isByHand: boolean; path?: string | undefined }
export type Ledger = ReturnType<typeof createLedger>

/** Ledger: the one door; whatever happens to an invoice is recorded here, whole or not at all. */
export function createLedger({
  atomically,
  invoices,
  shipments,
  jobs,
  folderFiles,
  draftUndo,
  now,
  wait,
  factsOf,
  route,
  laneOf,
  report,
  ...parts
}: Deps) {
  /**
   * Undefined when the news means nothing at this stage, or the invoice cannot be read; nothing has changed then. Throws when
   * there is no such invoice.
   */
  function record(id: string, event: InvoiceEvent): Step | undefined {
    const moved = atomically(() => shipping.record(id, event))
    announceAll(moved)
    return moved?.find(({ step }) => step.invoice.id === id)?.step
  }

  /** The same of several invoices, all of it or nothing; what means nothing at its stage is left out. */
  function recordAll(news: { id: string; event: InvoiceEvent }[]): Step[] {
    const moved = atomically(() => news.flatMap(({ id, event }) => shipping.record(id, event) ?? []))
    announceAll(moved)
    return moved.map(({ step }) => step)
  }

  /**
   * Records what has happened to a shipment, and to its invoices with it, whole or not at all. False when it means nothing any more, or
   * there is none that can be read.
   */
  function ship(id: string, events: ShipmentEvent[]): boolean {
    const moved = atomically(() => {
      const shipment = shipments.find(id)
      return shipment && shipping.ship(shipment, events)
    })
    announceAll(moved)
    return moved !== undefined
  }

  /**
   * Approves drafts to leave together, as one shipment: structured files of one syntax (domaine.md §13). All of them, or nothing
   * happens: false when the rulebook complains of one, or one is no such draft.
   */
  function approveTogether(ids: string[]): boolean {
    try {
      announceAll(atomically(() => shipping.openTogether(ids)))
      return true
    } catch (error) {
      if (error instanceof NotTogether) return false
      throw error
    }
  }

  /**
   * Records one event of each of several invoices, and what goes with them, whole or not at all: false, and nothing has changed,
   * when one of the events means nothing now, or `also` says so.
   */
  function recordTogether(
    news: { id: string; event: InvoiceEvent }[],
    also: (invoices: Invoice[]) => boolean,
  ): boolean {
    try {
      announceAll(
        atomically(() => {
          const moved = news.flatMap(({ id, event }) => shipping.record(id, event) ?? raiseNotTogether())
          return also(moved.map(({ step }) => step.invoice)) ? moved : raiseNotTogether()
        }),
      )
      return true
    } catch (error) {
      if (error instanceof NotTogether) return false
      throw error
    }
  }

  /** Invoices that were under way before there were shipments; one that cannot be written is taken over another time. */
  function takeOver() {
    for (const id of shipping.unshipped())
      try {
        atomically(() => shipping.of(id))
      } catch (error) {
        report(error)
      }
  }
  const announceAll = (moved: Moved[] = []) => moved.forEach(({ step, event }) => announce(step, event))
  /** It has happened and is written down: whoever hears of it cannot make it undone by failing. */
  function announce(step: Step, event?: InvoiceEvent) {
    try {
      parts.announce(step, event)
    } catch (error) {
      report(error)
    }
  }

  /** Within a transaction. */
  function move(id: string, event: InvoiceEvent): Step | undefined {
    const at = now()
    const invoice = invoices.find(id)
    if (!invoice && invoices.isUnreadable(id)) return undefined
    if (!invoice) throw new Error(`No invoice ${id}`)
    const step = advance(invoice, event, { at, facts: factsOf(invoice, event), route: route(invoice) })
    if (!step) return undefined
    invoices.put(step.invoice)
    if (!isAutosave(event)) invoices.note(id, at, event)
    drafts.note(invoice, event, step.invoice)
    if (step.isBeside) return step
    if (step.job && !isShipmentKind(step.job)) schedule(id, step.job, laneOf(step.invoice))
    else jobs.drop(id)
    if (invoice.replaces) tellReplaced(invoice.replaces.id, invoice, step.invoice)
    if (invoice.stage === 'arrived' && invoice.newerOf !== undefined) tellRewritten(invoice.newerOf, step.invoice)
    return step
  }

  /** Undo, or redo, of what a person last typed in a draft (draft-undo.ts). */
  function undo(id: string, way: UndoWay): Undone | undefined {
    const done = atomically(() => drafts.take(id, way))
    if (done) announce(done.step)
    return done
  }

  /** Within a transaction: what becomes of an invoice that was made anew is told to the rejected one. */
  function tellReplaced(rejected: string, before: Invoice, { id, stage, ...invoice }: Invoice) {
    if (!invoices.find(rejected) || before.stage === stage) return
    if (stage === 'discarded') move(rejected, { type: 'replacementDropped' })
    if (before.stage === 'discarded') move(rejected, { type: 'replaced', by: id })
    if (stage !== 'followed' || before.stage === 'closed') return
    move(rejected, { type: 'replacementLeft', number: 'fields' in invoice ? invoice.fields.number : '' })
    // Where Chorus Pro can be told, it is told that the rejection has been dealt with.
    move(rejected, { type: 'answered', reply: { kind: 'settleRejection' } })
  }

  /** Within a transaction: a file that was written anew has been read, and what it was before gives its place or asks. */
  function tellRewritten(before: string, newer: Invoice) {
    const older = invoices.find(before)
    if (newer.stage !== 'draft' || isHopeless(newer.document) || !older) return
    if (older.stage !== 'arrived' && older.stage !== 'draft') return
    const state = isRewritten(older, newer)
    if (state === 'same' && (older.stage === 'arrived' || isUntouched(older)))
      move(before, { type: 'superseded', by: newer.id })
    else if (state !== 'other') move(before, { type: 'rewritten', by: newer.id })
  }

  /**
   * The person says that a draft is only an earlier state of its file: what was typed goes into the new one, or nothing
   * happens at all. Gives the id of the new one.
   */
  function takeRewritten(id: string): string | undefined {
    const done = atomically(() => {
      const older = invoices.find(id)
      if (older?.stage !== 'draft' || older.rewrittenBy === undefined) return undefined
      const { fields, origins } = withoutData(older)
      const { pieces, rewrittenBy: by } = older
      const newer = move(by, { type: 'tookOver', from: { fields, origins, pieces } })
      const put = newer && move(id, { type: 'superseded', by, isSaid: true })
      return put && { by, steps: [newer, put] }
    })
    for (const step of done?.steps ?? []) announce(step)
    return done?.by
  }

  /**
   * Makes of a file that was brought in the one that takes the place of a rejected invoice, or of a draft that is here
   * already: both know each other from now on, or nothing happens at all. False when one of the two is not what it was.
   */
  function replace(rejectedId: string, id: string, newNumber: string): boolean {
    const step = atomically(() => {
      const rejected = invoices.find(rejectedId)
      if (!rejected || !mayBeReplaced(rejected) || rejectedId === id) return undefined
      const { fields, pieces } = rejected
      const step = move(id, {
        type: 'replacing',
        replaces: { id: rejectedId, number: fields.number, fields, pieces, newNumber },
      })
      if (step) move(rejectedId, { type: 'replaced', by: id })
      return step
    })
    if (step) announce(step)
    return step !== undefined
  }

  /** The same kind of job over again keeps its patience: a tenth search does not start like a first one. */
  function schedule(subject: string, kind: JobKind, connection: string) {
    const before = jobs.get(subject)
    const attempts = before?.kind === kind ? before.attempt : 0
    jobs.put(subject, kind, now() + wait(kind, attempts), { attempts, connection })
  }

  /**
   * The same bytes are one invoice, however many times the file appears. One that was put aside comes back only when a
   * person brings it in again, and one that cannot be read not at all. `path` is where in the watched folder it was found: what
   * the same file was before gives its place.
   */
  function arrive(file: StoredFile, how: How): { id: string; isNew: boolean } {
    const { id, isNew, steps } = atomically(() => takeIn(file, how))
    for (const step of steps) announce(step)
    return { id, isNew }
  }

  /** A file that was renamed leaves its old name to another. */
  function foundAt(path: string, id: string) {
    folderFiles.put(path, id)
    for (const name of folderFiles.pathsOf(id)) if (!existsSync(name)) folderFiles.drop(name)
  }

  /** Within a transaction. */
  function takeIn(file: StoredFile, { isByHand, path }: How): { id: string; isNew: boolean; steps: Step[] } {
    const known = invoices.idOf(file.sha256)
    if (known !== undefined) {
      if (path !== undefined) foundAt(path, known)
      const isDiscarded = invoices.find(known)?.stage === 'discarded'
      const step = isDiscarded && isByHand ? move(known, { type: 'restored' }) : undefined
      return { id: known, isNew: false, steps: step ? [step] : [] }
    }
    const arrived = { stage: 'arrived', id: randomUUID(), file, arrivedAt: now() } as const
    const older = path === undefined ? undefined : invoices.find(folderFiles.invoiceOf(path) ?? '')
    // What has not even been read yet has nothing to say any more.
    const isUnread = older?.stage === 'arrived' && isRewritten(older, arrived) === 'same'
    const newerOf = isUnread ? older.newerOf : older?.id
    const invoice = { ...arrived, ...(newerOf !== undefined && { newerOf }) }
    invoices.open(invoice, file.sha256)
    jobs.put(invoice.id, 'read', now())
    if (path !== undefined) foundAt(path, invoice.id)
    const unread = isUnread && move(older.id, { type: 'superseded', by: invoice.id })
    return { id: invoice.id, isNew: true, steps: [{ invoice }, ...(unread ? [unread] : [])] }
  }

  /**
   * A PDF with several invoices gives its place to them: all of them arrive and it is put aside, or nothing happens at all.
   * Undefined when it is no longer a draft that seems to hold several. Gives the ids of its parts.
   */
  function separate(id: string, files: StoredFile[]): string[] | undefined {
    const done = atomically(() => {
      const known = invoices.get(id)
      if (known.stage !== 'draft' || !known.document.parts) return undefined
      const parts = files.map((file) => takeIn(file, { isByHand: true }))
      const ids = parts.map((part) => part.id)
      const whole = move(id, { type: 'separated', ids })
      return { ids, steps: [...parts.flatMap(({ steps }) => steps), whole] }
    })
    for (const step of done?.steps ?? []) if (step) announce(step)
    return done?.ids
  }
  const drafts = createUndo({ invoices, draftUndo, move, now })
  const shipping = createShipping({ invoices, shipments, jobs, now, schedule, laneOf, move })
  return {
    record,
    recordAll,
    recordTogether,
    ship,
    approveTogether,
    takeOver,
    arrive,
    separate,
    replace,
    takeRewritten,
    undo,
  }
}

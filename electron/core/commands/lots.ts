import { randomUUID } from 'node:crypto'
import { fail, ok, type FailureCode, type Result } from '../../../shared/contract/result.ts'
import { connectionOf } from '../../../shared/contract/settings.ts'
import { dayOf } from '../../../shared/base/dates.ts'
import { french } from '../../../shared/base/french.ts'
import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import { FEWEST, leavesAlone, lotKey, lotSyntax, type HandLot } from '../../../shared/domain/lifecycle/lot.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'
import type { AccessState } from '../../../shared/domain/wording/unsent.ts'
import limits from '../../../shared/tables/limits.json' with { type: 'json' }
import type { Ledger } from '../engine/ledger.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices' | 'settings' | 'shipments' | 'handLots'> & {
  ledger: Pick<Ledger, 'recordTogether' | 'approveTogether'>
  access: (connection: string) => AccessState
  now: () => number
}
type Nothing = Record<string, never>
type Made = { id: string; way: 'api' | 'portail' }
type Deposited = { flow: string; depositedOn: string }

/** Commands: what is done to several invoices at once. Ids are those of invoices, or of lots. */
export function createLots({ invoices, settings, shipments, handLots, ledger, access, now }: Deps) {
  /**
   * Approves drafts to leave as one lot: over the API as a shipment, or by hand as an archive to be laid out. All of them or none,
   * once however often it is asked; the lot's id. Limits: chorus-pro-api.md §3.2, §7.6 (limits.json), and the person's own.
   */
  function send(ids: string[]): Result<Made> {
    const before = madeOf(ids)
    if (before) return ok(before)
    const drafts = ids.flatMap((id) => {
      const draft = invoices.find(id)
      return draft?.stage === 'draft' ? [draft] : []
    })
    const why = drafts.length === ids.length ? whyNot(drafts) : 'lot.mixed'
    if (why) return fail(why)
    const route = connectionOf(settings.get(), drafts[0]!.fields)
    if (route.transport === 'portal') return byHand(drafts)
    if (access(route.connection) !== 'open') return fail('access.missing')
    return ledger.approveTogether(ids) ? ok({ id: shipments.idOf(ids[0]!)!, way: 'api' }) : fail('lot.mixed')
  }

  /** Pressed twice: the first press has made it. */
  function madeOf(ids: string[]): Made | undefined {
    const [id, second] = new Set(ids.map((each) => shipments.idOf(each)))
    if (id !== undefined && second === undefined && shipments.find(id)?.mode === 'lot') return { id, way: 'api' }
    const [lot, other] = new Set(ids.map(lotAtPortal))
    return lot !== undefined && other === undefined ? { id: lot, way: 'portail' } : undefined
  }
  function lotAtPortal(id: string): string | undefined {
    const invoice = invoices.find(id)
    return invoice?.stage === 'portal' ? invoice.lot : undefined
  }

  function whyNot(drafts: InvoiceAt<'draft'>[]): FailureCode | undefined {
    const current = settings.get()
    const routes = drafts.map((draft) => connectionOf(current, draft.fields))
    const isApi = routes[0]?.transport === 'chorus'
    if (drafts.length < FEWEST) return 'lot.few'
    if (drafts.length > current.lotMost) return 'lot.many'
    if (weightOf(drafts) > (isApi ? limits.lotBytes : limits.portalLotBytes).value) return 'lot.heavy'
    const keys = new Set(drafts.map((draft, at) => lotKey(draft, routes[at]!)))
    return keys.size > 1 || drafts.some((draft, at) => leavesAlone(draft, routes[at]!)) ? 'lot.mixed' : undefined
  }

  function byHand(drafts: InvoiceAt<'draft'>[]): Result<Made> {
    const id = randomUUID()
    const lot: HandLot = {
      ...{ id, at: now(), name: freeName(), invoices: drafts.map((draft) => draft.id), bytes: weightOf(drafts) },
      syntax: lotSyntax(drafts[0]!, { transport: 'portal' }),
    }
    const news = drafts.map((draft) => ({ id: draft.id, event: { type: 'approved', lot: id } as const }))
    const isDone = ledger.recordTogether(news, (moved) => {
      handLots.put(lot)
      return moved.every(({ stage }) => stage === 'portal')
    })
    return isDone ? ok({ id, way: 'portail' }) : fail('lot.mixed')
  }
  /** « choriste-lot-2026-11-19 », then « -2 »: a name is used once. */
  function freeName(): string {
    const name = `choriste-lot-${dayOf(now())}`
    for (let turn = 1; ; turn++) {
      const free = turn === 1 ? name : `${name}-${turn}`
      if (!handLots.isNamed(free)) return free
    }
  }

  /** Those of a lot by hand that are still at this stage, and in it. */
  const membersAt = <S extends 'portal' | 'sent'>(lot: HandLot, stage: S): InvoiceAt<S>[] =>
    lot.invoices.flatMap((id) => {
      const invoice = invoices.find(id)
      const isIn =
        invoice?.stage === 'portal' ? invoice.lot === lot.id : invoice?.stage === 'sent' && isOf(lot, invoice)
      return isIn && invoice?.stage === stage ? [invoice as InvoiceAt<S>] : []
    })
  const isOf = ({ flow }: HandLot, invoice: InvoiceAt<'sent'>) => invoice.isByHand === true && invoice.flow === flow

  /** The person has deposited the archive: the number the portal gave counts for each of its invoices (domaine.md §2.3). */
  function deposited(id: string, { flow, depositedOn }: Deposited): Result<Nothing> {
    const lot = handLots.find(id)
    if (!lot) return fail('lot.gone')
    if (lot.flow !== undefined) return ok({})
    const members = membersAt(lot, 'portal')
    if (members.length === 0) return fail('lot.gone')
    const news = members.map((invoice) => ({
      id: invoice.id,
      event: { type: 'depositedByHand', remoteNumber: invoice.fields.number, flow, depositedOn } as const,
    }))
    const keep = () => {
      handLots.put({ ...lot, flow, depositedOn, invoices: members.map((invoice) => invoice.id) })
      return true
    }
    return ledger.recordTogether(news, keep) ? ok({}) : fail('invoice.tooLate')
  }

  /** « Suivi des flux » says that the lot, or these of its invoices, were turned away: they are drafts again, with the reason. */
  function rejected(id: string, message: string, ids?: string[]): Result<Nothing> {
    const lot = handLots.find(id)
    if (!lot) return fail('lot.gone')
    const members = membersAt(lot, 'sent').filter((invoice) => !ids || ids.includes(invoice.id))
    const problems = [lotRejected(message)]
    const news = members.map((invoice) => ({ id: invoice.id, event: { type: 'refused', problems } as const }))
    return members.length && ledger.recordTogether(news, () => true) ? ok({}) : fail('invoice.tooLate')
  }

  /** Not deposited after all: those that are still in it are drafts again. */
  function takenBack(id: string): Result<Nothing> {
    const lot = handLots.find(id)
    if (!lot) return fail('lot.gone')
    const news = membersAt(lot, 'portal').map((invoice) => ({ id: invoice.id, event: { type: 'withdrawn' } as const }))
    return news.length && ledger.recordTogether(news, () => true) ? ok({}) : fail('invoice.tooLate')
  }
  /** A lot by hand and its invoices that are still to be deposited with it. */
  const toDeposit = (id: string) => {
    const lot = handLots.find(id)
    return lot && { lot, members: membersAt(lot, 'portal') }
  }
  return { send, deposited, rejected, takenBack, toDeposit }
}

const weightOf = (drafts: InvoiceAt<'draft'>[]) => drafts.reduce((sum, { file }) => sum + file.bytes, 0)

/** What « Suivi des flux » says, in the words the person copied. */
const lotRejected = (message: string): Problem => ({
  code: 'portal.flowRejected',
  severity: 'stop',
  control: 'answer',
  message: french(message ? `Lot rejeté par le portail : « ${message} ».` : 'Le portail a rejeté le lot.'),
  advice: french('Corrigez la facture, puis renvoyez-la sous le même numéro.'),
})

import { setImmediate as turn } from 'node:timers/promises'
import type { LotEntry, LotLine, LotMoment, LotReport } from '../../../shared/contract/lots.ts'
import type { Row } from '../../../shared/contract/views.ts'
import { isCreditNote } from '../../../shared/domain/fields/fields.ts'
import { isKnown, type Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { HandLot } from '../../../shared/domain/lifecycle/lot.ts'
import type { Shipment, ShipmentOutcome } from '../../../shared/domain/lifecycle/shipment.ts'
import type { Store } from '../store/database.ts'
import type { HandLotMember } from '../store/hand-lots.ts'

type Deps = Pick<Store, 'invoices' | 'shipments' | 'handLots'> & {
  row: (invoice: Invoice) => Row | undefined
}
type State = LotEntry['is']
/** Max lots of a list. */
const MOST = 100
/** Max invoices worked out without letting others have their turn. */
const AT_ONCE = 25

/** Queries about lots that leave or have left: those of many over a connection, and those deposited by hand. */
export function createLotQueries({ invoices, shipments, handLots, row }: Deps) {
  /** Of all firms, newest first. */
  function lots(): LotLine[] {
    const toCorrect = shipments.toCorrect()
    const sent = shipments.lots(MOST).map((shipment) => lineOf(shipment, toCorrect.get(shipment.id) ?? 0))
    const byHand = handLots.list(MOST).map(handLine)
    return [...sent, ...byHand].filter(({ count }) => count > 0).toSorted((one, other) => other.at - one.at)
  }
  /** How many lots wait for the person: something came back, or they are to be deposited by hand. */
  const lotsWaiting = (): number => shipments.toCorrect().size + handLots.list(MOST).map(handLine).filter(waits).length

  /** A lot, invoice by invoice; undefined when there is none that can be read. */
  async function lotReport(id: string): Promise<LotReport | undefined> {
    const shipment = shipments.find(id)
    const lot = handLots.find(id)
    const members = shipment
      ? shipment.invoices.map((inside) => ({ id: inside.id, outcome: inside.outcome }))
      : (lot?.invoices.map((each) => ({ id: each, outcome: undefined })) ?? [])
    if (members.length === 0) return undefined
    const entries: LotEntry[] = []
    let amount = 0
    for (const [index, member] of members.entries()) {
      if (index % AT_ONCE === 0) await turn()
      const invoice = invoices.find(member.id)
      const shown = invoice && row(invoice)
      if (!shown) continue
      entries.push({ row: shown, ...whatBecame(invoice, member.outcome, lot) })
      amount += amountOf(invoice)
    }
    const returned = entries.filter(({ is }) => is === 'returned').length
    const line = shipment ? lineOf(shipment, returned) : handLine(lot!)
    return { ...line, amount, entries, life: lifeOf(line, entries) }
  }

  function lineOf(shipment: Shipment, toCorrect: number): LotLine {
    const { id, openedAt, state, syntax, bytes, invoices: inside, flow } = shipment
    const count = (wanted: ShipmentOutcome) => inside.filter(({ outcome }) => outcome === wanted).length
    return {
      ...{ id, way: 'api', at: openedAt, state, toCorrect, arrived: count('registered'), returned: count('refused') },
      count: inside.length - count('withdrawn') - count('removed'),
      ...(syntax && { syntax }),
      ...(bytes !== undefined && { bytes }),
      ...(flow !== undefined && { flow }),
    }
  }
  function handLine(lot: HandLot): LotLine {
    const { id, at, syntax, bytes, flow } = lot
    const states = handLots.members(lot).map((member) => becameByHand(member, lot))
    const count = (wanted: State) => states.filter((state) => state === wanted).length
    const open = count('open')
    const state = flow === undefined ? 'toDeposit' : open ? 'deposited' : 'done'
    const [arrived, toCorrect] = [count('arrived'), count('returned')]
    return {
      ...{ id, way: 'portail', at, syntax, bytes, state, arrived, toCorrect },
      returned: toCorrect + count('leftAgain'),
      // Nothing has left of what was taken back before it was deposited.
      count: flow === undefined ? open : states.length,
      ...(flow !== undefined && { flow }),
    }
  }

  function whatBecame(
    invoice: Invoice,
    outcome: ShipmentOutcome | undefined,
    lot: HandLot | undefined,
  ): Omit<LotEntry, 'row'> {
    const is = lot ? becameByHand(invoice, lot) : becameOver(invoice, outcome ?? null)
    const [problem] = is === 'returned' && invoice.stage === 'draft' ? (invoice.refusal?.problems ?? []) : []
    if (!problem) return { is }
    const said = problem.answer?.message
    return { is, why: problem.message, ...(said && { said }) }
  }
  /** What a draft says about why it came back goes once it is changed: it has come back all the same. */
  function becameOver(invoice: Invoice, outcome: ShipmentOutcome): State {
    if (outcome === null) return 'open'
    if (outcome === 'registered') return 'arrived'
    if (outcome !== 'refused') return 'withdrawn'
    return invoice.stage === 'draft' ? 'returned' : 'leftAgain'
  }
  function becameByHand({ stage, ...invoice }: HandLotMember, lot: HandLot): State {
    if (stage === 'portal' && invoice.lot === lot.id) return 'open'
    if (lot.flow === undefined || stage === 'discarded') return 'withdrawn'
    if (stage === 'sent' && invoice.flow === lot.flow) return 'open'
    if (stage === 'followed' || stage === 'closed') return 'arrived'
    return stage === 'draft' ? 'returned' : 'leftAgain'
  }

  /** From the journals of a few of its invoices: what happens to a lot happens to all of them. Latest first. */
  function lifeOf({ at, count, flow, arrived, returned }: LotLine, entries: LotEntry[]): LotMoment[] {
    const one = (is: State) => entries.find((entry) => entry.is === is)?.row.id
    const samples = [...new Set([one('arrived'), one('returned'), one('open'), one('leftAgain')])].filter(
      (id) => id !== undefined,
    )
    const journal = samples.flatMap((id) => invoices.journal(id)).filter((entry) => entry.at >= at)
    const first = (...types: string[]) => journal.filter(({ event }) => types.includes(event.type)).map((it) => it.at)
    const moments: (LotMoment | undefined)[] = [
      { at, mark: 'ready', title: 'Validé par vous' },
      moment(first('lost'), { mark: 'uncertain', title: 'Envoi sans réponse sûre' }),
      moment(first('receipted', 'depositedByHand'), {
        mark: 'sent',
        title: 'Reçu',
        detail: 'Reçu ne veut pas dire accepté.',
      }),
      flow === undefined || arrived + returned === 0
        ? undefined
        : moment(first('registered', 'refused', 'statusNoted'), {
            mark: returned ? 'waits' : 'received',
            title: returned === count ? 'Rejeté' : returned ? 'Intégré en partie' : 'Intégré',
            detail: `${arrived} sur ${count}`,
          }),
    ]
    return moments.filter((each) => each !== undefined).toReversed()
  }
  /** Everything the platform has answered about a lot, invoice by invoice; undefined when there is none. */
  async function lotProof(id: string) {
    const report = await lotReport(id)
    if (!report) return undefined
    const answers = report.entries.map(({ row: { id: invoiceId, number } }) => ({
      number,
      answers: invoices.journal(invoiceId).flatMap(({ at, event }) => ('proof' in event ? [{ at, ...event }] : [])),
    }))
    return { flow: report.flow, at: report.at, invoices: answers }
  }
  return { lots, lotsWaiting, lotReport, lotProof }
}

const waits = ({ state, count, toCorrect }: LotLine) => (state === 'toDeposit' && count > 0) || toCorrect > 0

const moment = (times: number[], said: Omit<LotMoment, 'at'>): LotMoment | undefined =>
  times.length ? { at: Math.min(...times), ...said } : undefined

function amountOf(invoice: Invoice): number {
  if (!isKnown(invoice)) return 0
  const { grossTotal } = invoice.fields
  return isCreditNote(invoice.fields) ? -Math.abs(grossTotal ?? 0) : (grossTotal ?? 0)
}

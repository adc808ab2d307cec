import { lateAges, type ClientLine, type ClockView, type PaymentsView } from '../../../shared/contract/payments.ts'
import { addDays, dayOf } from '../../../shared/base/dates.ts'
import interestTable from '../../../shared/tables/interest.json' with { type: 'json' }
import { isCreditNote, type Fields } from '../../../shared/domain/fields/fields.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import { paidOf, payableOf } from '../../../shared/domain/lifecycle/payments.ts'
import { delayDays, paymentClock } from '../../../shared/domain/receivables/clock.ts'
import { likelyKind } from '../../../shared/domain/receivables/due-date.ts'
import type { Letter } from '../../../shared/domain/receivables/letter.ts'
import { claimLetter, reminderLetter } from '../../../shared/domain/wording/payment-letters.ts'
import type { Claim } from '../../../shared/domain/lifecycle/payment.ts'
import { companiesOf } from '../../../shared/contract/settings.ts'
import { issuerOf } from '../../../shared/domain/firms/company.ts'
import { lateInterest, ratesWith, semesterOf } from '../../../shared/domain/receivables/interest.ts'
import type { Row } from '../../../shared/contract/views.ts'
import type { Projecting } from './projecting.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices' | 'directory' | 'settings' | 'receivables' | 'lists'> & {
  projecting: Pick<Projecting, 'catchUp'>
  row: (invoice: Invoice) => Row | undefined
  now: () => number
}

/** Cents of each invoice paid late (CCP D2192-35). */
const INDEMNITY = interestTable.indemnityCents
/** Days of a year, for what is averaged over the last one and compared with the one before. */
const YEAR = 365

/** Queries about money: what is owed and since when, by whom, the clock of one invoice, the rates. */
export function createPaymentViews(deps: Deps) {
  const { invoices, directory, settings, receivables, lists, projecting, row, now } = deps
  const today = () => dayOf(now())
  const around = (firm: string, year = '') => ({ firm, year, today: today() })
  const rates = () => ratesWith(settings.get().rates)
  const kindOf = (siret: string, name: string) => ({
    kind: directory.buyer(siret)?.kind,
    likely: likelyKind(`${name} ${directory.recipient(siret)?.recipient?.name ?? ''}`),
  })

  function view(firm: string, year: string): PaymentsView {
    projecting.catchUp()
    const at = around(firm, year)
    const ages = receivables.ages(at)
    const sum = (some: typeof ages) => ({
      count: some.reduce((total, { count }) => total + count, 0),
      cents: some.reduce((total, { cents }) => total + cents, 0),
    })
    const late = receivables.late(at, rates())
    const known = late.filter(({ rate }) => rate !== null)
    const indemnity = known.reduce((total, { count }) => total + count, 0) * INDEMNITY
    return {
      today: at.today,
      owed: sum(ages),
      late: sum(ages.filter(({ age }) => lateAges.some((late) => late === age))),
      clients: new Set(receivables.clientAges(at).map(({ siret }) => siret)).size,
      ages: Object.fromEntries(ages.map(({ age, count, cents }) => [age, { count, cents }])),
      months: receivables.months(at),
      interest: {
        cents: known.reduce((total, { interest }) => total + (interest ?? 0), 0) + indemnity,
        missing: late.flatMap(({ semester, rate, count }) => (rate === null ? { semester, count } : [])),
      },
      heldBack: receivables.heldBack(at),
      years: lists.years(at),
    }
  }

  function clients(firm: string, year: string): ClientLine[] {
    projecting.catchUp()
    const at = around(firm, year)
    const since = addDays(at.today, -YEAR)
    const tomorrow = addDays(at.today, 1)
    const paces = (from: string, to: string) =>
      new Map(
        receivables.paces(at, from, to).map(({ siret, days, count }) => [siret, { days: Math.round(days), count }]),
      )
    const pace = paces(since, tomorrow)
    const before = paces(addDays(since, -YEAR), since)
    const lines = new Map<string, ClientLine>()
    for (const { siret, name, age, cents } of receivables.clientAges(at)) {
      const line = lines.get(siret) ?? lineOf(siret, name)
      lines.set(siret, { ...line, ages: { ...line.ages, [age]: cents } })
    }
    return [...lines.values()]
    function lineOf(siret: string, name: string): ClientLine {
      const { kind, likely } = kindOf(siret, name)
      const own = pace.get(siret)
      const earlier = before.get(siret)
      const shown = { siret, name: name || siret, delay: delayDays(kind ?? likely), isDelaySaid: !!kind, ages: {} }
      return { ...shown, ...(own && { pace: own }), ...(earlier && { before: earlier }) }
    }
  }

  const clockOf = (fields: Fields, invoice: Parameters<typeof paymentClock>[0]) =>
    paymentClock({ ...invoice, ...kindOf(fields.buyerSiret, fields.buyerName) }, today())

  /** Undefined when there is none that is, or was, to be paid. */
  function clock(id: string): ClockView | undefined {
    const invoice = invoices.find(id)
    if (invoice?.stage !== 'followed' && invoice?.stage !== 'closed') return undefined
    const shown = row(invoice)
    if (!shown || isCreditNote(invoice.fields)) return undefined
    const clock = clockOf(invoice.fields, invoice)
    const { payments = [], claims = [], serviceOn } = invoice
    const owed = { cents: payableOf(invoice), payments, orderedOn: clock.orderedOn }
    const late = clock.due === undefined ? undefined : lateInterest({ ...owed, due: clock.due }, today(), rates())
    return {
      row: shown,
      today: today(),
      clock,
      payable: owed.cents,
      paid: paidOf(invoice),
      payments,
      claims,
      ...(serviceOn !== undefined && { serviceOn }),
      ...(late && ('missing' in late ? { missingRate: late.missing } : { interest: late })),
    }
  }

  /** Half-years without a rate in which something late, or the present day, begins. */
  function missing(firm: string): string[] {
    const known = new Set(rates().map(({ semester }) => semester))
    const wanted = [semesterOf(today()), ...view(firm, '').interest.missing.map(({ semester }) => semester)]
    return [...new Set(wanted)].filter((semester) => !known.has(semester)).sort()
  }

  /** A letter about what is late of an invoice: undefined where nothing is; a claim needs its rate. */
  function letter(id: string, tone: Letter['tone']): { letter?: Letter; missingRate?: string; claims: Claim[] } {
    const invoice = invoices.find(id)
    const one = clock(id)
    if ((invoice?.stage !== 'followed' && invoice?.stage !== 'closed') || !one?.clock.due) return { claims: [] }
    const { clock: course, payable, paid, interest, missingRate, claims, row } = one
    const { name, siret } = issuerOf(companiesOf(settings.get()), invoice.fields)
    const about = {
      ...{ fields: invoice.fields, history: invoice.history, buyer: row.buyer, today: today(), paid, interest },
      firm: { name, siret },
      clock: { ...course, due: one.clock.due },
      owed: Math.max(0, payable - paid),
    }
    if (tone === 'claim' && missingRate) return { missingRate, claims }
    if (tone === 'claim') return { ...(interest && { letter: claimLetter({ ...about, interest }) }), claims }
    return { ...(course.due! < today() && { letter: reminderLetter(about) }), claims }
  }

  return {
    paymentLetter: letter,
    /** The letter as an A4 in PDF. */
    letterPdf: async (written: Letter) => (await import('../formats/write-letter.ts')).writeLetter(written, now()),
    paymentsView: view,
    paymentClients: clients,
    paymentClock: clock,
    interestRates: (firm: string) => ({ rates: rates(), missing: missing(firm) }),
  }
}

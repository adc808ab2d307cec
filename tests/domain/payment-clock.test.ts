import { describe, expect, it } from 'vitest'
import { paymentClock, type Course } from '../../shared/domain/receivables/clock.ts'
import { lateInterest, ratesWith } from '../../shared/domain/receivables/interest.ts'
import type { Payment } from '../../shared/domain/lifecycle/payment.ts'

/** « MD 2025-06-03 »: a status on a day. */
const codes = { DE: 'DEPOSEE', MD: 'MISE_A_DISPOSITION', SF: 'SERVICE_FAIT', SU: 'SUSPENDUE', CO: 'COMPLETEE' } as const
const further = { RE: 'A_RECYCLER', MA: 'MANDATEE', CP: 'COMPTABILISEE', MP: 'MISE_EN_PAIEMENT' } as const
const all: Record<string, string> = { ...codes, ...further }
const statuses = (text: string) =>
  text
    .split(', ')
    .filter(Boolean)
    .map((each) => ({ code: all[each.slice(0, 2)]!, at: `${each.slice(3)}T09:00:00` }))
/** « transfer 2025-08-02 2000.00 ». */
const payments = (text = '') =>
  text
    .split(', ')
    .filter(Boolean)
    .map((each, index): Payment => {
      const [kind, on, euros] = each.split(' ') as [Payment['kind'], string, string]
      return { id: String(index), kind, on, cents: Math.round(Number(euros) * 100) }
    })

type Case = {
  /** What is to be shown, and by which article of the Code de la commande publique (domaine.md §10). */
  of: string
  law: string
  history: string
  more?: Partial<Course>
  today: string
  /** The legal day of payment; undefined while the clock stands. */
  due: string | undefined
  isEstimated?: boolean
  euros?: number
  paid?: string
  /** Interest in cents, without the indemnity; or the half-year that is to be entered; 0 where nothing is late. */
  interest?: number | string
}
// prettier-ignore
const cases: Case[] = [
  { of: 'the worked example of domaine.md', law: 'R2192-10, -31', history: 'MD 2025-06-03', today: '2025-09-02', due: '2025-07-03', euros: 4800, interest: 8142 },
  { of: 'the screen’s example, 164 days', law: 'R2192-10, -31', history: 'DE 2026-05-12, MD 2026-05-13', today: '2026-11-23', due: '2026-06-12', euros: 4800, interest: 21_891 },
  { of: 'thirty days', law: 'R2192-10', history: 'MD 2026-01-15', today: '2026-01-20', due: '2026-02-14', euros: 100, interest: 0 },
  { of: 'fifty days of a hospital', law: 'R2192-11, 1°', history: 'MD 2026-01-15', more: { kind: 'health' }, today: '2026-01-20', due: '2026-03-06' },
  { of: 'sixty days of a public company', law: 'R2192-11, 2°', history: 'MD 2026-01-15', more: { kind: 'publicCompany' }, today: '2026-01-20', due: '2026-03-16' },
  { of: 'a hospital by its name only', law: 'R2192-11, 1°', history: 'MD 2026-01-15', more: { kind: undefined, likely: 'health' }, today: '2026-01-20', due: '2026-03-06', isEstimated: true },
  { of: 'a deposit that stands in', law: 'R2192-15', history: '', more: { depositedOn: '2026-01-15' }, today: '2026-01-20', due: '2026-02-14', isEstimated: true },
  { of: 'work done after it came', law: 'R2192-13', history: 'MD 2026-03-02', more: { serviceOn: '2026-03-20' }, today: '2026-03-25', due: '2026-04-19' },
  { of: 'work done before it came', law: 'R2192-13', history: 'MD 2026-03-02', more: { serviceOn: '2026-02-20' }, today: '2026-03-25', due: '2026-04-01' },
  { of: 'work that the buyer notices late', law: 'R2192-13', history: 'MD 2026-03-02, SF 2026-03-28', today: '2026-03-29', due: '2026-04-01' },
  { of: 'work not yet done when it was deposited', law: 'R2192-13', history: '', more: { depositedOn: '2026-03-02', serviceOn: '2026-03-20' }, today: '2026-03-25', due: '2026-04-19', isEstimated: true },
  { of: 'a February of 29 days', law: 'R2192-10', history: 'MD 2024-02-01', today: '2024-02-02', due: '2024-03-02' },
  { of: 'a February of 28 days', law: 'R2192-10', history: 'MD 2023-02-01', today: '2023-02-02', due: '2023-03-03' },
  { of: 'fifty days over 29 February', law: 'R2192-11, 1°', history: 'MD 2024-02-15', more: { kind: 'health' }, today: '2024-02-16', due: '2024-04-05' },
  { of: 'a Sunday, which is not put off', law: 'R2192-10', history: 'MD 2026-10-30', today: '2026-11-23', due: '2026-11-29' },
  { of: 'an interruption early: what was left', law: 'R2192-29', history: 'MD 2026-11-03, SU 2026-11-19, CO 2026-11-23', more: { kind: 'health' }, today: '2026-11-24', due: '2026-12-27' },
  { of: 'an interruption early: thirty days anew', law: 'R2192-29', history: 'MD 2026-05-05, SU 2026-05-10, CO 2026-05-20', today: '2026-05-21', due: '2026-06-19' },
  { of: 'an interruption on the first day', law: 'R2192-29', history: 'MD 2026-01-15, SU 2026-01-15, CO 2026-02-01', more: { kind: 'publicCompany' }, today: '2026-02-02', due: '2026-04-02' },
  { of: 'an interruption late: thirty days anew', law: 'R2192-29', history: 'MD 2026-02-05, SU 2026-03-06, CO 2026-03-10', today: '2026-03-11', due: '2026-04-09' },
  { of: 'sixty days interrupted after ten', law: 'R2192-29', history: 'MD 2026-03-01, SU 2026-03-11, CO 2026-04-01', more: { kind: 'publicCompany' }, today: '2026-04-02', due: '2026-05-21' },
  { of: 'an interruption not answered', law: 'R2192-28', history: 'MD 2026-11-03, SU 2026-11-19', today: '2026-11-23', due: undefined },
  { of: 'a second interruption, which changes nothing', law: 'R2192-27', history: 'MD 2026-05-05, SU 2026-05-10, CO 2026-05-20, SU 2026-06-01', today: '2026-06-02', due: '2026-06-19' },
  { of: 'an interruption after the payment was ordered', law: 'R2192-27', history: 'MD 2026-05-05, MA 2026-05-20, SU 2026-05-25', today: '2026-05-26', due: '2026-06-04' },
  { of: 'sent back, not yet there again', law: '§9', history: 'MD 2026-05-05, RE 2026-05-08', today: '2026-05-26', due: undefined, isEstimated: true },
  { of: 'sent back, made available anew', law: '§9', history: 'MD 2026-05-05, RE 2026-05-08, DE 2026-05-12, MD 2026-05-13', today: '2026-05-26', due: '2026-06-12' },
  { of: 'one day late', law: 'L2192-13', history: 'MD 2024-05-30', today: '2024-06-30', due: '2024-06-29', euros: 1000, interest: 34 },
  { of: 'interest that begins on the first day of a half-year', law: 'R2192-31', history: 'MD 2023-05-31', today: '2023-08-31', due: '2023-06-30', euros: 10_000, interest: 20_384 },
  { of: 'interest that begins on the last day of a half-year', law: 'R2192-31', history: 'MD 2023-05-30', today: '2023-08-31', due: '2023-06-29', euros: 10_000, interest: 18_123 },
  { of: 'one rate over the change of year', law: 'R2192-31', history: 'MD 2024-11-30', today: '2025-01-31', due: '2024-12-30', euros: 3333.33, interest: 3580 },
  { of: 'interest over 29 February, over 365 all the same', law: '§10.4', history: 'MD 2024-01-15', today: '2024-03-01', due: '2024-02-14', euros: 10_000, interest: 5479 },
  { of: 'a whole leap year at 8 %', law: 'R2192-31', history: 'MD 2019-03-11', today: '2020-04-10', due: '2019-04-10', euros: 2500, interest: 20_055 },
  { of: 'a half-year without a rate', law: 'R2192-31', history: 'MD 2026-06-05', today: '2026-11-23', due: '2026-07-05', euros: 4800, interest: '2026-S2' },
  { of: 'a half-year to come', law: 'R2192-31', history: 'MD 2026-12-05', today: '2027-02-01', due: '2027-01-04', euros: 4800, interest: '2027-S1' },
  { of: 'interest up to the order of payment, included', law: 'R2192-32', history: 'MD 2025-06-03, MP 2025-09-02', today: '2025-12-01', due: '2025-07-03', euros: 4800, paid: 'transfer 2025-09-05 4800.00', interest: 8142 },
  { of: 'paid on the last day', law: 'L2192-13', history: 'MD 2025-06-03', today: '2025-12-01', due: '2025-07-03', euros: 4800, paid: 'transfer 2025-07-03 4800.00', interest: 0 },
  { of: 'a part paid late, the rest later', law: 'L2192-13', history: 'MD 2025-06-03', today: '2025-12-01', due: '2025-07-03', euros: 4800, paid: 'transfer 2025-08-02 2000.00, transfer 2025-09-02 2800.00', interest: 4004 + 2414 },
  { of: 'three parts, the bank’s fees among them', law: 'L2192-13', history: 'MD 2025-06-03', today: '2025-09-02', due: '2025-07-03', euros: 4800, paid: 'transfer 2025-07-13 1000.00, transfer 2025-07-23 1985.00, fees 2025-07-23 15.00', interest: 1335 + 1057 + 2052 },
  { of: 'a part paid in time', law: 'L2192-13', history: 'MD 2025-06-03', today: '2025-09-02', due: '2025-07-03', euros: 4800, paid: 'transfer 2025-06-30 3000.00', interest: 3053 },
  { of: 'a credit note netted late', law: '§10.4', history: 'MD 2025-06-03', today: '2025-09-02', due: '2025-07-03', euros: 4800, paid: 'credit 2025-08-20 800.00', interest: 6785 },
  { of: 'a guarantee held back', law: '§10.4', history: 'MD 2025-06-03', today: '2025-09-02', due: '2025-07-03', euros: 4800, paid: 'retention 2025-09-02 240.00', interest: 7735 },
  { of: 'a hospital whose interest begins in June', law: 'R2192-11, -31', history: 'MD 2025-05-02', more: { kind: 'health' }, today: '2025-09-02', due: '2025-06-21', euros: 7654.32, interest: 17_069 },
  { of: 'one cent', law: '§10.4', history: 'MD 2025-06-03', today: '2025-09-02', due: '2025-07-03', euros: 0.01, interest: 0 },
  { of: 'a day that nobody can read', law: '§10.2', history: 'MD 2026-02-31, MD 2026-03-02', today: '2026-03-05', due: '2026-04-01' },
]

describe('the payment clock, by hand', () => {
  it.each(cases)('$of ($law)', ({ history, more, today, due, isEstimated = false, euros = 0, paid, interest }) => {
    const course: Course = { history: statuses(history), depositedOn: '2026-01-01', kind: 'default', ...more }
    const clock = paymentClock(course, today)
    expect([clock.due, clock.isEstimated]).toEqual([due, isEstimated])
    // Each step says which article makes it so.
    expect(clock.steps.map(({ article }) => /^(CCP )?[LRD]2192-\d+/.test(article))).not.toContain(false)
    if (interest === undefined || !due) return
    const owed = { cents: Math.round(euros * 100), due, payments: payments(paid), orderedOn: clock.orderedOn }
    const late = lateInterest(owed, today, ratesWith([]))
    if (typeof interest === 'string') {
      expect(late).toEqual({ missing: interest })
      return
    }
    // A cent late for two months is late, and earns nothing but its indemnity.
    expect(late && 'interest' in late ? late.interest : 0).toBe(interest)
    if (late && 'total' in late) expect([late.indemnity, late.total]).toEqual([4000, interest + 4000])
  })
})

it('calculates once the rate has been entered, and says so', () => {
  const owed = { cents: 480_000, due: '2026-07-05', payments: [] }
  const entered = [{ semester: '2026-S2', ecb: 215, on: '2026-11-23' }]
  const late = lateInterest(owed, '2026-11-23', ratesWith(entered))
  // 4 800 × 10,15 % × 141 / 365 = 188,206
  expect(late).toMatchObject({
    days: 141,
    interest: 18_821,
    perDay: 133,
    rate: { rate: 1015, enteredOn: '2026-11-23' },
  })
  expect(lateInterest(owed, '2026-07-05', ratesWith([]))).toBeUndefined()
})

it('says of a clock that stands what an answer today would make of it', () => {
  const history = statuses('MD 2026-11-03, SU 2026-11-19')
  const clock = paymentClock({ history, depositedOn: '2026-11-02', kind: 'health' }, '2026-11-23')
  expect(clock).toMatchObject({ state: 'stopped', planned: '2026-12-23', stop: { elapsed: 16, left: 34 } })
  expect(clock.steps.at(-1)).toMatchObject({ kind: 'due', on: '2026-12-27', days: 34, isIfAnsweredToday: true })
})

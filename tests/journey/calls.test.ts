import { expect, it } from 'vitest'
import patience from '../../shared/tables/patience.json' with { type: 'json' }
import { numbered } from '../support/complete.ts'
import { HOUR, world } from '../support/world.ts'

/**
 * What a computer costs Chorus Pro (issue 3). For a firm of one invoice: the token, its structure and its bank account, the
 * buyer and what it asks for. Then, for each invoice, the upload and the submission, or the flow, its report and the search.
 */
const ONCE = 8
const EACH = { pdf: 3, flux: 5 }
const ROUNDS_A_DAY = 24
/** More than rounds have calls, by far; `CALLS_MANY=1000` for the figure of a large firm. */
const MANY = Number(process.env['CALLS_MANY'] ?? 200)
/** The list, histories, the token. */
const ROUND = patience.followCalls.value + 1

it.each([
  [1, 'pdf'],
  [10, 'pdf'],
  [MANY, 'pdf'],
  [1, 'flux'],
  [10, 'flux'],
] as const)(
  'costs few calls: %i by %s',
  async (many, way) => {
    const w = world(way === 'pdf' ? { haste: 1 / 1000 } : {})
    const document = way === 'flux' ? ({ kind: 'cii', paymentMeansCode: '30' } as const) : {}
    const calls = () => Object.values(w.platform.calls()).reduce((sum, count) => sum + count, 0)
    const ids: string[] = []
    for (let n = 0; n < many; n++) ids.push(await w.arrive(numbered(n), document))
    await w.core.runDue()
    for (const id of ids) expect(w.record(id, { type: 'approved' })).toBeDefined()
    const isLeft = (id: string) => w.get(id).stage !== 'followed'
    // The first that has not arrived: looking at all of them each time takes longer than sending them.
    for (let turn = 0, next = 0; turn < 20 * many; turn++) {
      while (next < many && !isLeft(ids[next]!)) next++
      if (next === many) break
      await w.run(1)
    }
    expect(w.core.invoices.at('followed')).toHaveLength(many)
    const deposit = calls()
    expect(deposit).toBeLessThanOrEqual(ONCE + EACH[way] * many)

    const figure = (total: number) => (total / many).toFixed(2)
    console.log(`${many} by ${way}: ${figure(deposit)} calls per deposited invoice`)
    // A flow that has become an invoice is followed like any other; here buyers take their time.
    if (way === 'flux') return
    const passing = async (hours: number) => {
      const [before, until] = [calls(), w.now() + hours * HOUR]
      while (w.now() < until) await w.run(1)
      return calls() - before
    }
    const most = await passing(ROUNDS_A_DAY - 1)
    const idleHour = await passing(1)
    const perDay = most + idleHour
    // Once an hour; the token is taken again with most of them, for it lives as long.
    expect(perDay).toBeLessThanOrEqual((ROUNDS_A_DAY + 1) * ROUND)
    expect(idleHour).toBeLessThanOrEqual(ROUND)
    console.log(`${many}: ${idleHour} calls in an idle hour`)
    console.log(`${many}: ${figure(perDay)} calls per followed invoice per day`)
  },
  120_000,
)

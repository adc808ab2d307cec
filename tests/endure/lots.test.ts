import { expect, it } from 'vitest'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { complete, numbered } from '../support/complete.ts'
import { sequence } from '../support/dice.ts'
import { world } from '../support/world.ts'
import { kills } from './kills/kills.ts'

// `npm run endure -- lots [KILLS [SEED]]`: a lot of 500 with 7 bad ones, lots whose line is cut and whose power fails at random
// moments, and the real process killed while it sends lots. A few small ones in `npm test`.

const histories = Number(process.env['ENDURE_LOTS'] ?? 3)
const big = Number(process.env['ENDURE_LOT_OF'] ?? 20)
const killed = Number(process.env['ENDURE_LOT_KILLS'] ?? 0)
const seed = Number(process.env['ENDURE_SEED'] ?? 1)
const FLUX = { kind: 'cii', paymentMeansCode: '30' } as const
const CUTS = ['answerLost', 'html502Late', 'cutOff', 'html502'] as const

/** A lot of so many, of which so many bear a number that another computer of the firm has used, through these failures. */
async function lotOf(many: number, bad: number, cuts: number, seed: number) {
  const dice = sequence(seed)
  let left = cuts
  let isSent = false
  const w = world({
    powerCut: () => {
      if (!isSent || !left || dice.between(0, 3)) return undefined
      left--
      return dice.pick(['before', 'after'] as const)
    },
  })
  const other = world({ platform: w.platform })
  for (let n = 1; n <= bad; n++) await other.approved({ ...numbered(n + many), number: `FA-${n}` })
  await other.run(4)
  const ids: string[] = []
  for (let n = 1; n <= many; n++) ids.push(await w.arrive({ ...complete, ...numbered(n) }, FLUX))
  await w.core.runDue()
  if (many > w.core.settings.get().lotMost) w.core.settings.save({ ...w.core.settings.get(), lotMost: many })
  const sent = w.core.lots.send(ids)
  if (!sent.ok) throw new Error(sent.failure)
  isSent = true
  if (cuts && dice.between(0, 1)) w.platform.expect({ trouble: dice.pick(CUTS), on: 'deposer/flux' })
  const isOver = () => ids.every((id) => ['followed', 'draft'].includes(w.stage(id)))
  const goOn = async () => {
    for (let round = 0; round < 60 && !isOver(); round++) await w.run(1)
  }
  await goOn()
  // Sent again by itself once, and cut again: the person is asked, and says so.
  const lost = ids.find((id) => w.stage(id) === 'uncertain')
  if (lost) w.record(lost, { type: 'resent', by: 'user' })
  await goOn()
  const numbers = w.platform.invoices().map(({ number }) => number)
  const keys = new Set(w.platform.invoices().map(({ id }) => `${id}`))
  const at = (stage: string) => ids.filter((id) => w.stage(id) === stage)
  return {
    doubles: numbers.filter((number, index) => numbers.indexOf(number) < index),
    followed: at('followed').filter((id) => keys.has((w.get(id) as InvoiceAt<'followed'>).remoteKey!)).length,
    drafts: at('draft').filter((id) => (w.get(id) as InvoiceAt<'draft'>).refusal?.problems.length).length,
    report: (await w.core.queries.lots.lotReport(sent.value.id))!,
  }
}

it(`a lot of ${big} with 7 bad ones: the others are followed, 7 are drafts with their reasons`, async () => {
  const { doubles, followed, drafts, report } = await lotOf(big, 7, 0, seed)
  expect({ doubles, followed, drafts }).toEqual({ doubles: [], followed: big - 7, drafts: 7 })
  expect(report).toMatchObject({ state: 'done', arrived: big - 7, returned: 7, toCorrect: 7 })
}, 600_000)

it(`${histories} lots through cut lines and failing power: nothing twice, nothing lost`, async () => {
  for (let n = 0; n < histories; n++) {
    const { doubles, followed, drafts } = await lotOf(6 + 4 * (n % 6), 2, 1 + (n % 3), seed + n)
    const many = 6 + 4 * (n % 6)
    expect({ n, doubles, followed, drafts }).toEqual({ n, doubles: [], followed: many - 2, drafts: 2 })
  }
}, 600_000)

it.skipIf(killed === 0)(
  `the process killed ${killed} times while it sends lots: nothing twice, nothing lost`,
  async () => {
    const { doubles, lost, faults, ...figures } = await kills(killed, seed, { lot: 6 })
    console.log(`${doubles.length} doubles, ${lost.length} lost`, JSON.stringify(figures))
    expect({ doubles, lost, faults }).toEqual({ doubles: [], lost: [], faults: [] })
    expect(figures.settled + figures.asked).toBe(figures.invoices)
  },
  3_600_000,
)

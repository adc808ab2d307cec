import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { createChorus } from '../../electron/core/transports/chorus/chorus.ts'
import { lotFile } from '../../electron/core/transports/lot-file.ts'
import { createPlatform, credentials } from '../../electron/sim/platform.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { complete } from '../support/complete.ts'
import { ciiXml } from '../support/invoice-xml.ts'
import { HOUR, readingOf, START } from '../support/world.ts'

type Lines = { listeFactures?: { numeroFacture: string }[]; listeErreurDP?: { numeroDP: string }[] }

/** The real client on the platform, whose answers are changed on the way; a lot of these numbers has been deposited. */
async function deposited(numbers: string[]) {
  let time = START
  const now = () => time
  const pause = (ms: number) => Promise.resolve(void (time += ms))
  const platform = createPlatform({ now })
  let change = (content: Lines): Lines => content
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await platform.fetch(input, init)
    const { status, headers } = response
    return Response.json(change((await response.json()) as Lines), { status, headers })
  }
  const access = { tokenUrl: 'https://sim.invalid/api/oauth/token', apiUrl: 'https://sim.invalid/', ...credentials }
  const { depositor } = createChorus({ fetch, credentials: () => access, now, ticks: now, pause })
  const files = numbers.map((number) => {
    const fields = { ...complete, number }
    return { invoice: leaving(number), bytes: Buffer.from(ciiXml({ fields })) }
  })
  const { flow, depositedOn } = await depositor.depositLot('lot', files)
  time += HOUR
  const sent = files.map(({ invoice }) => ({ ...invoice, stage: 'sent', flow, depositedOn }) as const)
  return {
    platform,
    /** What is told of each, by number. */
    outcomes: async (isLot = true, of = sent) =>
      (await depositor.outcomes({ number: flow, isLot }, of)).map(({ id, event }) => [id, event.type, keyOf(event)]),
    sent,
    changed: (how: typeof change) => void (change = how),
  }
}
function leaving(number: string): InvoiceAt<'leaving'> {
  const { document, origins } = readingOf({}, { kind: 'cii' })
  const file = { name: `${number}.xml`, bytes: 1, sha256: number }
  const known = {
    file,
    document,
    origins,
    pieces: [],
    fields: { ...complete, number },
    arrivedAt: START,
    savedAt: START,
  }
  return { ...known, id: number, approvedAt: START, resends: 0, circuit: 'flux', stage: 'leaving' }
}
const keyOf = (event: object) => ('remoteKey' in event ? event.remoteKey : undefined)
const without = (number: string) => (content: Lines) =>
  content.listeFactures
    ? { ...content, listeFactures: content.listeFactures.filter(({ numeroFacture }) => numeroFacture !== number) }
    : content

it('tells of each invoice of a flow what is said of that one, and takes no other for it', async () => {
  const { outcomes, changed, platform } = await deposited(['L-1', 'L-2', 'L-3'])
  changed(without('L-2'))
  const [first, , third] = platform.invoices().map(({ id }) => `${id}`)
  expect(await outcomes()).toEqual([
    ['L-1', 'registered', first],
    ['L-3', 'registered', third],
  ])
  changed((content) => content)
  const all = await outcomes()
  expect(all.map(([number]) => number)).toEqual(['L-1', 'L-2', 'L-3'])
  expect(all.map(([, , key]) => key)).toEqual(platform.invoices().map(({ id }) => `${id}`))
})

it('takes the only line of a flow of one for its invoice, whatever its number is over there', async () => {
  const { outcomes, changed, sent, platform } = await deposited(['L-1'])
  changed((content) => ({
    ...content,
    ...(content.listeFactures && {
      listeFactures: content.listeFactures.map((line) => ({ ...line, numeroFacture: 'X' })),
    }),
  }))
  expect(await outcomes(false, sent)).toEqual([['L-1', 'registered', `${platform.invoices()[0]!.id}`]])
  // What is left of a lot is not the only one that was in it.
  expect(await outcomes(true, sent)).toEqual([])
})

it('an error that names no invoice refuses a flow of one, and none of a lot', async () => {
  const { outcomes, changed, sent } = await deposited(['L-1', 'L-2'])
  const unnamed = [{ numeroDP: '', libelleErreurDP: 'Le code service est obligatoire' }]
  changed((content) => ('etatCourantDepotFlux' in content ? { ...content, listeErreurDP: unnamed } : content))
  expect((await outcomes()).map(([number, type]) => [number, type])).toEqual([
    ['L-1', 'registered'],
    ['L-2', 'registered'],
  ])
  expect((await outcomes(false, sent.slice(0, 1))).map(([, type]) => type)).toEqual(['refused'])
})

it('writes the same lot of the same files, and tells names that meet apart', async () => {
  const files = ['a.xml', 'b.xml', 'a.xml'].map((name, n) => ({ name, bytes: Buffer.from(`${n}`) }))
  const lot = Buffer.from(await lotFile(files))
  expect(lot.equals(Buffer.from(await lotFile(files)))).toBe(true)
  const tar = gunzipSync(lot).toString('latin1')
  for (const name of ['a.xml', 'b.xml', '3-a.xml']) expect(tar).toContain(`${name}\0`)
})

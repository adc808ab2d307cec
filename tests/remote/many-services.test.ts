import { expect, it } from 'vitest'
import { createChorus } from '../../electron/core/transports/chorus/chorus.ts'
import { createPlatform, credentials } from '../../electron/sim/platform.ts'

const START = Date.UTC(2026, 10, 23, 8)
const access = { tokenUrl: 'https://sim.invalid/api/oauth/token', apiUrl: 'https://sim.invalid/', ...credentials }

/** Chorus Pro for a structure with as many services as one likes: those of the pretended one, and others. */
function chorusWith(services: number) {
  const platform = createPlatform({ now: () => START })
  const asked: number[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const { pathname } = new URL(request.url)
    if (pathname.endsWith('/consulter/service'))
      asked.push(((await request.clone().json()) as { idService: number }).idService)
    const answer = await platform.fetch(request)
    if (!pathname.endsWith('/rechercher/services')) return answer
    const body = (await answer.json()) as { listeServices: object[] }
    const more = Array.from({ length: services }, (_, index) => ({ idService: index, codeService: `X${index}` }))
    return Response.json({ ...body, listeServices: [...body.listeServices, ...more] })
  }
  const chorus = createChorus({
    fetch,
    credentials: () => access,
    now: () => START,
    ticks: () => START,
    pause: () => Promise.resolve(),
  })
  return { chorus, asked }
}

it('asks about each service where they are few, and about the chosen one where they are many', async () => {
  const { chorus, asked } = chorusWith(40)
  const known = await chorus.directory.recipient('12345678200093', '2026-11-23', 'MF11')
  expect(asked).toHaveLength(1)
  const flags = (code: string) => {
    const { needsEngagement, isUnasked } = known!.services.find((service) => service.code === code)!
    return [needsEngagement, isUnasked]
  }
  expect([flags('MF11'), flags('MF12')]).toEqual([
    [true, undefined],
    [false, true],
  ])
})

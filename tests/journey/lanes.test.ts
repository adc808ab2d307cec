import { expect, it, vi } from 'vitest'
import { world } from '../support/world.ts'

const isDelivery = (path: string) => path.endsWith('/soumettre')
/** An answer to one call never comes. `met` resolves when it is being waited for. */
function hangingOnce(test: (path: string) => boolean, when: 'before' | 'after') {
  const { promise: met, resolve } = Promise.withResolvers<unknown>()
  let isMet = false
  const hang = (path: string) => {
    if (isMet || !test(path)) return undefined
    isMet = true
    resolve(undefined)
    return when
  }
  return { met, hang }
}
const seconds = async (work: () => Promise<unknown>) => {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

it('reads a new file while a deposit waits for its answer', async () => {
  const { met, hang } = hangingOnce(isDelivery, 'after')
  const { core, approved, arrive, stage } = world({ hang })
  const sent = await approved({ number: 'PARTIE-1' })
  core.start({ watching: false })
  await met
  const took = await seconds(async () => {
    const id = await arrive({ number: 'LUE-1' })
    await vi.waitFor(() => expect(stage(id)).toBe('draft'), { timeout: 5000, interval: 5 })
  })
  expect(stage(sent)).toBe('leaving')
  expect(took).toBeLessThan(2)
  console.log(`a new file is read in ${took.toFixed(2)} s while a deposit hangs`)
})

it.each(['before', 'after'] as const)(
  'ends within two seconds while a delivery waits for its answer (%s it arrived), and looks for it at the next start',
  async (when) => {
    const { met, hang } = hangingOnce(isDelivery, when)
    const w = world({ hang })
    const id = await w.approved()
    w.core.start({ watching: false })
    await met
    const took = await seconds(() => w.restart())
    expect(took).toBeLessThan(2)
    console.log(`ended in ${took.toFixed(2)} s`)
    expect(w.stage(id)).toBe('uncertain')
    expect(w.core.invoices.journal(id).filter(({ event }) => event.type === 'lost')).toHaveLength(1)
    expect(w.failures).toEqual([])
    await w.run()
    expect(['followed', 'closed']).toContain(w.stage(id))
    expect(w.platform.invoices()).toHaveLength(1)
    const resent = w.core.invoices.journal(id).filter(({ event }) => event.type === 'resent')
    expect(resent).toHaveLength(when === 'before' ? 1 : 0)
  },
)

it('ends within two seconds while a question waits for its answer, and goes on at once at the next start', async () => {
  const { met, hang } = hangingOnce((path) => path.endsWith('/deposer/pdf'), 'before')
  const w = world({ hang })
  const id = await w.approved()
  w.core.start({ watching: false })
  await met
  expect(await seconds(() => w.restart())).toBeLessThan(2)
  expect(w.core.jobs.get(id)).toMatchObject({ kind: 'deposit', dueAt: w.now() })
  await w.run(2)
  expect(w.platform.invoices()).toHaveLength(1)
})

it('ends within two seconds while a file is being read, and reads it at the next start', async () => {
  const { promise: met, resolve } = Promise.withResolvers<unknown>()
  const w = world({
    reader: {
      read: () => (resolve(undefined), new Promise<never>(() => undefined)),
      learn: () => new Promise<never>(() => undefined),
      stop: () => Promise.resolve(),
    },
  })
  const id = await w.arrive()
  w.core.start({ watching: false })
  await met
  expect(await seconds(() => w.restart())).toBeLessThan(2)
  expect(w.core.jobs.get(id)).toMatchObject({ kind: 'read' })
  expect(w.core.jobs.isClaimed(id)).toBe(false)
})

it('asks nothing of the platform once it has been told to end', async () => {
  const { core, platform } = world()
  await core.stop()
  await expect(core.buyers.searchFurther('varescourt')).rejects.toThrow('down')
  expect(platform.calls()).toEqual({})
})

import { expect, it } from 'vitest'
import { createCalls } from '../../electron/core/transports/chorus/calls.ts'
import type { Call } from '../../electron/core/transports/port.ts'

/** A line whose answers are let through by hand, and a clock that only pauses move. */
function line() {
  let time = 0
  const started: number[] = []
  const waiting: (() => void)[] = []
  const heard: Call[] = []
  const calls = createCalls({
    now: () => time,
    ticks: () => time,
    pause: (ms) => Promise.resolve(void (time += ms)),
    heard: (call) => void heard.push(call),
    fetch: (_url, init) =>
      new Promise((resolve) => {
        started.push(time)
        expect(init?.redirect).toBe('manual')
        waiting.push(() => resolve(new Response('{}', { headers: { date: 'Thu, 01 Jan 1970 00:10:00 GMT' } })))
      }),
  })
  const post = () => calls.post('https://sim.invalid/cpro/x', { body: '{}', timeoutMs: 1000, mostBytes: 1000 })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return { calls, post, started, waiting, heard, settle, pass: (ms: number) => void (time += ms) }
}

it('has one call under way at a time', async () => {
  const { post, started, waiting, settle } = line()
  const both = Promise.all([post(), post()])
  await settle()
  expect(started).toHaveLength(1)
  waiting.shift()!()
  await settle()
  expect(started).toHaveLength(2)
  waiting.shift()!()
  await both
})

it('starts no more than two a second, and does not slow down who asks seldom', async () => {
  const { post, started, waiting, settle, pass } = line()
  for (let n = 0; n < 4; n++) {
    const reply = post()
    await settle()
    waiting.shift()!()
    await reply
  }
  expect(started).toEqual([0, 500, 1000, 1500])
  pass(10_000)
  const reply = post()
  await settle()
  expect(started.at(-1)).toBe(11_500)
  waiting.shift()!()
  await reply
})

it('goes on after a call that failed, and tells how each ended', async () => {
  const heard: string[] = []
  let fails = true
  const calls = createCalls({
    now: () => 0,
    ticks: () => 0,
    pause: () => Promise.resolve(),
    heard: ({ route, end }) => void heard.push(`${route} ${end}`),
    fetch: () => {
      const failure = new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })
      const answer = fails ? Promise.reject(failure) : Promise.resolve(new Response('x', { status: 503 }))
      fails = false
      return answer
    },
  })
  const post = () =>
    calls.post('https://sim.invalid/cpro/x?a=SECRET', { body: 'SECRET', timeoutMs: 1000, mostBytes: 1000 })
  await expect(post()).rejects.toThrow('fetch failed')
  expect((await post()).status).toBe(503)
  expect(heard).toEqual(['/cpro/x ECONNRESET', '/cpro/x 503'])
})

it('knows how far our clock is from theirs', async () => {
  const { calls, post, waiting, settle } = line()
  expect(calls.skewMs()).toBeUndefined()
  const reply = post()
  await settle()
  waiting.shift()!()
  await reply
  expect(calls.skewMs()).toBe(-600_000)
})

it('does not read an answer that never ends', async () => {
  let sent = 0
  let isLetGo = false
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 400
      controller.enqueue(new Uint8Array(400))
    },
    cancel: () => void (isLetGo = true),
  })
  const calls = createCalls({
    now: () => 0,
    ticks: () => 0,
    pause: () => Promise.resolve(),
    fetch: () => Promise.resolve(new Response(endless)),
  })
  await expect(
    calls.post('https://sim.invalid/cpro/x', { body: '{}', timeoutMs: 1000, mostBytes: 1000 }),
  ).rejects.toThrow('more than 1000 bytes')
  expect([sent < 4000, isLetGo]).toEqual([true, true])
})

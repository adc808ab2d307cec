/** The pretend Chorus Pro as a process of its own on 127.0.0.1: says each call that arrives and each that is answered. */
import { setTimeout as wait } from 'node:timers/promises'
import { startServer } from '../../../electron/sim/server.ts'
import { createPlatform } from '../../../electron/sim/platform.ts'
import type { FromChorus, ToChorus } from './words.ts'

/** The way there, and the way back: long enough to die on. Milliseconds. */
const WAY = 8

let ahead = 0
const platform = createPlatform({ now: () => Date.now() + ahead })
const say = (word: FromChorus) => process.send!(word)

const fetch: typeof globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  const { pathname } = new URL(request.url)
  say({ is: 'called', path: pathname })
  await wait(WAY)
  const answer = await platform.fetch(request)
  await wait(WAY)
  say({ is: 'answered', path: pathname })
  return answer
}
const { url } = await startServer({ platform: { fetch }, port: 0 })
process.on('message', (word: ToChorus) => {
  if (word.is === 'passed') ahead += word.ms
  else
    say({
      is: 'there',
      invoices: platform.invoices().map(({ id, number }) => ({ id, number })),
      flows: platform.flows().map(({ name }) => name),
    })
})
process.on('disconnect', () => process.exit())
say({ is: 'ready', url })

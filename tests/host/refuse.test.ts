import { EventEmitter } from 'node:events'
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { knownOnly } from '../electron-host/refuse.ts'

class Thing extends EventEmitter {
  readonly #secret = 1
  known = () => this.#secret
}

it('throws on what it does not know, and names it', () => {
  const thing = knownOnly('thing', new Thing())
  expect(() => Reflect.get(thing, 'unknown') as unknown).toThrow('not in the host: electron.thing.unknown')
  expect(() => Reflect.get(knownOnly('', {}), 'desktopCapturer') as unknown).toThrow('electron.desktopCapturer')
})

it('leaves what it knows as it was: methods, events, private fields, patches', () => {
  const thing = knownOnly('thing', new Thing())
  let heard = 0
  thing.on('said', () => heard++)
  thing.emit('said')
  expect([thing.known(), heard, thing.listenerCount('said')]).toEqual([1, 1, 1])
  thing.known = () => 2
  expect(thing.known()).toBe(2)
})

it('lets itself be awaited, printed and written as JSON', async () => {
  const thing = knownOnly('thing', { a: 1 })
  expect(await Promise.resolve(thing)).toBe(thing)
  expect(JSON.stringify(thing)).toBe('{"a":1}')
  expect(inspect(thing)).toContain('a: 1')
})

it('stands behind the instances of a class, and behind its statics', () => {
  knownOnly('Thing', Thing)
  knownOnly('Thing', Thing.prototype)
  const thing = new Thing()
  expect(thing).toBeInstanceOf(Thing)
  expect(() => Reflect.get(thing, 'more') as unknown).toThrow('electron.Thing.more')
  expect(() => Reflect.get(Thing, 'all') as unknown).toThrow('electron.Thing.all')
})

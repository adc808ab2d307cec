import { beforeEach, expect, it, vi } from 'vitest'
import type { Handlers } from '../../electron/shell/bridge.ts'
import { calls } from '../../shared/contract/calls.ts'
import { fail, ok } from '../../shared/contract/result.ts'
import { Gone } from '../../electron/core/store/gone.ts'
import { complete } from '../support/complete.ts'

// Electron is not ours: its one function the bridge uses hands us what the bridge registers.
let answer: (...args: unknown[]) => Promise<unknown>
vi.mock('electron', () => ({
  ipcMain: { handle: (_: string, listener: typeof answer) => (answer = listener) },
  net: {},
  protocol: {},
}))
const { serve } = await import('../../electron/shell/bridge.ts')
const { isOurs } = await import('../../electron/shell/protocol.ts')

const report = vi.fn()
const heard = vi.fn()
const handlers = Object.fromEntries(
  Object.keys(calls).map((name) => [
    name,
    (input: unknown) => {
      heard(name, input)
      return ok({})
    },
  ]),
) as unknown as Handlers
beforeEach(() => {
  vi.clearAllMocks()
  serve({
    isOurs,
    report,
    handlers: () => ({
      ...handlers,
      'files.add': ({ paths }) => ok({ ids: paths, strays: 0 }),
      'invoice.discard': () => {
        throw new Error('a bug')
      },
      'folder.watch': () => {
        throw new Gone('gone')
      },
      'draft.save': () => {
        throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' })
      },
    }),
  })
})
const ask = (name: string, input: unknown, url = 'app://app/index.html') =>
  answer({ senderFrame: { url } }, name, input)

it('answers our own window', async () => {
  expect(await ask('files.add', { paths: ['a', 'b'] })).toEqual(ok({ ids: ['a', 'b'], strays: 0 }))
})
it.each(['https://evil.example/', 'app://other/', 'app://app.evil.example/', 'file:///etc/passwd', ''])(
  'turns away a stranger: %s',
  async (url) => {
    await expect(ask('invoices.page', { list: 'all' }, url)).rejects.toThrow('Not allowed')
    expect(heard).not.toHaveBeenCalled()
  },
)
it('turns away a frame that has gone', async () => {
  await expect(answer({ senderFrame: null }, 'invoices.page', { list: 'all' })).rejects.toThrow('Not allowed')
})
it.each(['constructor', '__proto__', 'toString', 'invoices.delete', ''])(
  'turns away an unknown call: « %s »',
  async (name) => {
    await expect(ask(name, {})).rejects.toThrow('Not allowed')
  },
)
it.each<[string, unknown]>([
  ['files.add', { paths: 3 }],
  ['files.add', null],
  ['files.addBytes', { name: 'a.pdf', bytes: 'text' }],
  ['invoice.open', { id: { $ne: '' } }],
  ['draft.save', { id: '1', fields: { ...complete, grossTotal: 12.5 }, confirmed: [], circuit: 'pdf' }],
  ['draft.save', { id: '1', fields: complete, confirmed: ['nonsense'], circuit: 'pdf' }],
  ['settings.patch', { theme: 'pink' }],
  ['settings.patch', { folder: '/etc' }],
  ['company.patch', { at: -1, patch: {} }],
  ['invoice.cashed', { id: '1', on: '' }],
  ['portal.note', { notes: [{ id: '1', on: '2026-02-31' }] }],
])('lets no malformed question through: %s %j', async (name, input) => {
  expect(await ask(name, input)).toEqual(fail('unexpected'))
  expect(heard).not.toHaveBeenCalled()
  expect(report).toHaveBeenCalledOnce()
})
it('drops what is not in the contract', async () => {
  await ask('invoice.open', { id: '1', more: 'x' })
  expect(heard).toHaveBeenCalledWith('invoice.open', { id: '1' })
})
it('reports a bug and says only that it was unexpected', async () => {
  expect(await ask('invoice.discard', { id: '1' })).toEqual(fail('unexpected'))
  expect(report).toHaveBeenCalledWith(new Error('a bug'))
})
it('says that the disk is full, when it is', async () => {
  expect(await ask('draft.save', { id: '1', fields: complete, confirmed: [], circuit: 'pdf', pieces: [] })).toEqual(
    fail('disk.full'),
  )
})
it('says that the folder of data has disappeared, when it has', async () => {
  expect(await ask('folder.watch', { isOn: true })).toEqual(fail('data.gone'))
})

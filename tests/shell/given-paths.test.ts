import { expect, it, vi } from 'vitest'

// Electron is not ours: what its preload says is said by the test.
let say: (event: { senderFrame: { url: string } | null }, path: unknown) => void
vi.mock('electron', () => ({
  ipcMain: { on: (_: string, listener: typeof say) => (say = listener) },
}))
const { createGivenPaths } = await import('../../electron/shell/given-paths.ts')

const ours = { senderFrame: { url: 'app://app/index.html' } }
const given = () => createGivenPaths({ isOurs: (url) => url.startsWith('app://app/') })

it('lets be used what the preload or the system has given, once', () => {
  const paths = given()
  say(ours, '/a.pdf')
  paths.add(['/b.pdf'])
  paths.use(['/a.pdf', '/b.pdf'])
  expect(() => paths.use(['/a.pdf'])).toThrow('nobody has given')
  say(ours, '/a.pdf')
  paths.use(['/a.pdf'])
})
it('lets nothing else be used, and then none of the others', () => {
  const paths = given()
  say({ senderFrame: { url: 'https://evil.example/' } }, '/etc/passwd')
  say({ senderFrame: null }, '/etc/passwd')
  say(ours, { path: '/etc/passwd' })
  say(ours, '/a.pdf')
  for (const path of ['/etc/passwd', '/a.pdf/../etc/passwd', '', '__proto__'])
    expect(() => paths.use(['/a.pdf', path])).toThrow('nobody has given')
  paths.use(['/a.pdf'])
})

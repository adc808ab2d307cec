import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getPath } from './paths.ts'

export type SecondInstance = { argv: string[]; cwd: string; data: unknown }

/** Asked synchronously, as Electron does: a short-lived Node knocks and leaves the message. */
const KNOCK = `
  const door = require('net').connect(process.argv[1])
  door.on('connect', () => door.end(process.argv[2], () => process.exit(0)))
  door.on('error', () => process.exit(1))`
let lock: Server | undefined

/** A socket in userData, a named pipe on Windows. The system refuses socket paths of more than about 100 characters. */
function address(): string {
  const inside = join(getPath('userData'), 'SingletonSocket')
  const hash = createHash('sha256').update(inside).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\electron-host-${hash}`
  return Buffer.byteLength(inside) < 100 ? inside : join(tmpdir(), `electron-host-${hash}`)
}

/** True for the first instance; otherwise the first one has been given `message`, and hears of it through `onSecond`. */
export function takeLock(message: SecondInstance, onSecond: (message: SecondInstance) => void): boolean {
  if (lock) return true
  mkdirSync(getPath('userData'), { recursive: true })
  const path = address()
  const mayBeHeld = process.platform === 'win32' || existsSync(path)
  if (mayBeHeld && spawnSync(process.execPath, ['-e', KNOCK, path, JSON.stringify(message)]).status === 0) return false
  if (process.platform !== 'win32') rmSync(path, { force: true })
  lock = createServer((visitor) => {
    let text = ''
    visitor.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
    visitor.on('end', () => onSecond(JSON.parse(text) as SecondInstance))
  }).listen(path)
  lock.unref()
  return true
}

export const holdsLock = (): boolean => lock !== undefined

export function releaseLock(): void {
  lock?.close()
  lock = undefined
}

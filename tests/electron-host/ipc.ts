import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import type { HostContents } from './contents.ts'
import { knownOnly } from './refuse.ts'

type Handler = Parameters<Electron.IpcMain['handle']>[1]
/** What a page says to main. */
type FromPage =
  { type: 'invoke'; id: number; channel: string; args: unknown[] } | { type: 'send'; channel: string; args: unknown[] }

export const codecSource = readFileSync(join(import.meta.dirname, 'codec.js'), 'utf8')
/** The same code runs in the page: what a structured clone keeps, as JSON. */
export const { pack, unpack } = runInThisContext(`(() => {${codecSource}; return { pack, unpack }})()`) as {
  pack: (value: unknown) => unknown
  unpack: (packed: unknown) => unknown
}

class HostIpcMain extends EventEmitter implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'> {
  readonly handlers = new Map<string, Handler>()
  handle(channel: string, handler: Handler) {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.handlers.set(channel, handler)
  }
  handleOnce(channel: string, handler: Handler) {
    this.handle(channel, (...args) => {
      this.removeHandler(channel)
      return handler(...args) as unknown
    })
  }
  removeHandler(channel: string) {
    this.handlers.delete(channel)
  }
}
const hostIpc = new HostIpcMain()
export const ipcMain = knownOnly('ipcMain', hostIpc) as unknown as Electron.IpcMain

/** Gives the message to the application; the answer to an `invoke` is what the page is to receive. */
export async function hear(sender: HostContents, message: FromPage): Promise<object | undefined> {
  const { channel } = message
  const senderFrame = sender.mainFrame
  const reply = (name: string, ...args: unknown[]) => sender.send(name, ...args)
  const event = { sender, senderFrame, frameId: 1, processId: 1, type: 'frame', reply }
  const args = message.args.map(unpack)
  if (message.type === 'send') return void hostIpc.emit(channel, event, ...args)
  try {
    const handler = hostIpc.handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    // The cast: the host's event has the part of Electron's that is written above.
    const value: unknown = await handler(event as unknown as Electron.IpcMainInvokeEvent, ...(args as never[]))
    return { type: 'result', id: message.id, value: pack(value) }
  } catch (error) {
    // Electron's own wording, and its own loss: only the message of an error crosses.
    return { type: 'result', id: message.id, error: `Error invoking remote method '${channel}': ${String(error)}` }
  }
}

import { fork, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import { knownOnly } from './refuse.ts'

/** Electron’s process for heavy work, as a child of Node’s. In it, `process.parentPort` talks with this one. */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess

  constructor(modulePath: string, args: string[] = []) {
    super()
    const port = fileURLToPath(new URL('parent-port.mjs', import.meta.url))
    this.#child = fork(modulePath, args, {
      serialization: 'advanced',
      execArgv: ['--import', port],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1))
  }
  get pid(): number | undefined {
    return this.#child.pid
  }
  postMessage(message: unknown): void {
    this.#child.send(message as object)
  }
  kill(): boolean {
    return this.#child.kill()
  }
}
knownOnly('UtilityProcess', UtilityProcess.prototype)

export const utilityProcess = knownOnly('utilityProcess', {
  fork: (modulePath: string, args?: string[]) => new UtilityProcess(modulePath, args),
})

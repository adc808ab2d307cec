import { utilityProcess } from 'electron'
import type { Fork, News } from '../core/reading/scan/scanner.ts'

/** Recognition in a process of Electron’s: Node’s own way of starting one is closed in the packaged application (fuses). */
export const forkUtility: Fork = (entry, { news, end }) => {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Choriste : lecture des scans', stdio: 'ignore' })
  child.on('message', (message: News) => news(message))
  child.on('exit', end)
  return { ask: (request) => child.postMessage(request), kill: () => void child.kill() }
}

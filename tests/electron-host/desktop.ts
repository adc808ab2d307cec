import { EventEmitter } from 'node:events'
import { knownOnly } from './refuse.ts'

// What the application asks of the desktop in one line each. Nothing is shown: a spec patches what it wants to answer.

const nothingChosen = { canceled: true, filePaths: [], filePath: '' }
/** A box that nobody answers gives the button that cancels. */
const unanswered = (...args: unknown[]) => {
  const options = args.at(-1) as Electron.MessageBoxOptions
  return { response: options.cancelId ?? 0, checkboxChecked: false }
}
export const dialog = knownOnly('dialog', {
  showOpenDialog: () => Promise.resolve(nothingChosen),
  showSaveDialog: () => Promise.resolve(nothingChosen),
  showMessageBox: (...args: unknown[]) => Promise.resolve(unanswered(...args)),
  showErrorBox: (title, content) => void process.stderr.write(`${title}\n${content}\n`),
} satisfies Pick<
  Electron.Dialog,
  'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'
>) as unknown as Electron.Dialog

export const powerMonitor = knownOnly(
  'powerMonitor',
  Object.assign(new EventEmitter(), { getSystemIdleTime: () => 0, isOnBatteryPower: () => false }),
) as unknown as Electron.PowerMonitor

export const globalShortcut = knownOnly('globalShortcut', {
  register: () => true,
  unregister: () => undefined,
  unregisterAll: () => undefined,
  isRegistered: () => false,
} satisfies Pick<
  Electron.GlobalShortcut,
  'register' | 'unregister' | 'unregisterAll' | 'isRegistered'
>) as unknown as Electron.GlobalShortcut

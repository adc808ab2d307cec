import { EventEmitter } from 'node:events'
import { knownOnly } from './refuse.ts'

// What the application hears from the desktop and takes from it: a spec emits « resume » itself.

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

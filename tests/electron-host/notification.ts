import { EventEmitter } from 'node:events'
import { spawn } from 'node:child_process'
import { knownOnly } from './refuse.ts'
import { actsForReal } from './surroundings.ts'

/** A notice of the system. A spec patches `show` on the prototype to see them, and emits `click` on one. */
class HostNotification
  extends EventEmitter
  implements Pick<Electron.Notification, 'show' | 'close' | 'title' | 'body'>
{
  title: string
  subtitle: string
  body: string
  silent: boolean
  icon: unknown
  actions: Electron.NotificationAction[]
  static isSupported = () => true
  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    const { title = '', subtitle = '', body = '', silent = false, icon, actions = [] } = options
    this.title = title
    this.subtitle = subtitle
    this.body = body
    this.silent = silent
    this.icon = icon
    this.actions = actions
  }
  show() {
    if (actsForReal && process.platform === 'linux')
      spawn('notify-send', [this.title, this.body], { stdio: 'ignore' }).on('error', () => undefined)
    this.emit('show', {})
  }
  close() {
    this.emit('close', {})
  }
}
for (const part of [HostNotification, HostNotification.prototype]) knownOnly('Notification', part)
export const Notification = HostNotification as unknown as typeof Electron.Notification

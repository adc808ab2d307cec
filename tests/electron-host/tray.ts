import { EventEmitter } from 'node:events'
import { knownOnly } from './refuse.ts'

type Known =
  | ('setImage' | 'setPressedImage' | 'setToolTip' | 'setTitle' | 'setContextMenu' | 'popUpContextMenu' | 'destroy')
  | ('isDestroyed' | 'getBounds' | 'setIgnoreDoubleClickEvents' | 'closeContextMenu' | 'getTitle')
type Picture = Electron.NativeImage | string

/** The icon beside the clock. Nothing is drawn: a spec reads what was set, and emits `click` or `drop-files`. */
class HostTray extends EventEmitter implements Pick<Electron.Tray, Known> {
  image: Picture
  menu: Electron.Menu | null = null
  toolTip = ''
  title = ''
  #destroyed = false
  constructor(image: Picture) {
    super()
    this.image = image
  }
  setImage = (image: Picture) => void (this.image = image)
  setPressedImage() {}
  setToolTip = (text: string) => void (this.toolTip = text)
  setTitle = (text: string) => void (this.title = text)
  getTitle = () => this.title
  setContextMenu = (menu: Electron.Menu | null) => void (this.menu = menu)
  popUpContextMenu() {}
  closeContextMenu() {}
  setIgnoreDoubleClickEvents() {}
  getBounds = () => ({ x: 0, y: 0, width: 24, height: 24 })
  destroy = () => void (this.#destroyed = true)
  isDestroyed = () => this.#destroyed
}
knownOnly('Tray', HostTray.prototype)
export const Tray = HostTray as unknown as typeof Electron.Tray

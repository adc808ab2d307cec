import { EventEmitter } from 'node:events'
import { hostApp, isQuitting, isReady } from './app.ts'
import { browser } from './chromium.ts'
import { HostContents } from './contents.ts'
import { openFrame, type Frame, type State } from './frame.ts'
import { preventable } from './preventable.ts'
import { knownOnly } from './refuse.ts'
import { windows } from './registry.ts'
import { screen } from './screen.ts'
import { forPerson } from './surroundings.ts'

type Options = Electron.BrowserWindowConstructorOptions
type Known =
  | ('id' | 'webContents' | 'loadURL' | 'loadFile' | 'show' | 'showInactive' | 'hide' | 'close' | 'destroy' | 'focus')
  | ('blur' | 'minimize' | 'restore' | 'maximize' | 'unmaximize' | 'isMaximized' | 'isMinimized' | 'isVisible')
  | ('isFocused' | 'isDestroyed' | 'isNormal' | 'isFullScreen' | 'setFullScreen' | 'getTitle' | 'setTitle')
  | ('getBounds' | 'setBounds' | 'getNormalBounds' | 'getSize' | 'setSize' | 'getPosition' | 'setPosition' | 'center')
  | ('getContentSize' | 'setContentSize' | 'getMinimumSize' | 'setMinimumSize' | 'setTitleBarOverlay' | 'reload')
  | ('setBackgroundColor' | 'getBackgroundColor' | 'setMenu' | 'removeMenu' | 'setMenuBarVisibility' | 'moveTop')
  | ('setAutoHideMenuBar' | 'setProgressBar' | 'flashFrame' | 'setIcon' | 'setOverlayIcon' | 'setSkipTaskbar')
  | ('setAlwaysOnTop' | 'isAlwaysOnTop')
let watching = false

/** A window: a page, the frame around it, and whether a person can see it. */
export class HostWindow extends EventEmitter implements Pick<Electron.BrowserWindow, Known> {
  readonly id: number
  readonly webContents: Electron.WebContents
  /** For a spec of the host alone: what the application last asked of its title bar. */
  titleBarOverlay: Electron.TitleBarOverlayOptions | undefined
  opened: Promise<void>
  readonly #contents: HostContents
  readonly #options: Options
  #frame: Frame | undefined
  #bounds: Electron.Rectangle
  #state: State = 'normal'
  #shown: boolean
  #destroyed = false
  #closing = false
  #onTop = false
  #title: string
  #minimum: [number, number]
  #background: string

  constructor(options: Options = {}) {
    super()
    if (!isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    watchTargets()
    this.#options = options
    this.#title = options.title ?? hostApp.getName()
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    this.#background = options.backgroundColor ?? '#FFFFFF'
    this.#bounds = startingBounds(options)
    this.#shown = options.show !== false
    this.#contents = new HostContents(this)
    // The cast: of web contents, the host has what contents.ts checks.
    this.webContents = this.#contents as unknown as Electron.WebContents
    this.id = this.#contents.id
    windows.add(this)
    this.opened = this.#open()
    hostApp.emit('browser-window-created', {}, this)
    hostApp.emit('web-contents-created', {}, this.#contents)
  }

  async #open() {
    const session = await this.#contents.open(this.#bounds, this.#options.webPreferences ?? {})
    this.#frame = await openFrame(session, this.#contents.targetId)
    // A window that is still hidden stays in place until its page has loaded: most are shown then.
    await this.#place(this.#state)
  }

  async loadURL(url: string) {
    await this.#contents.loadURL(url)
  }
  async loadFile(path: string) {
    await this.#contents.loadURL(`file://${path}`)
  }
  reload() {
    this.#contents.reload()
  }
  /** Called when the page has loaded. A real window that the application still hides is put away now. */
  loaded() {
    this.emit('ready-to-show')
    if (!this.#shown) void this.fit()
  }

  show() {
    const wasShown = this.isVisible() && !this.isMinimized()
    if (this.#destroyed || wasShown) return
    this.#shown = true
    if (this.#state === 'minimized') this.#state = 'normal'
    void this.fit()
    this.emit('show')
    this.emit('focus')
  }
  showInactive() {
    this.show()
  }
  hide() {
    if (!this.#shown) return
    this.#shown = false
    void this.fit()
    this.emit('hide')
    this.emit('blur')
    if (forPerson)
      process.stdout.write(
        'La fenêtre est rangée. «\u00a0npm start\u00a0» la rappelle\u202f; Ctrl-C ici arrête l’application.\n',
      )
  }
  minimize() {
    this.#become('minimized', 'minimize')
  }
  restore() {
    if (this.isMinimized()) this.#become('normal', 'restore')
  }
  maximize() {
    if (!this.isMaximized()) this.#become('maximized', 'maximize')
  }
  unmaximize() {
    if (this.isMaximized()) this.#become('normal', 'unmaximize')
  }
  setFullScreen(full: boolean) {
    if (full !== this.isFullScreen())
      this.#become(full ? 'fullscreen' : 'normal', `${full ? 'enter' : 'leave'}-full-screen`)
  }
  #become(state: State, event: string) {
    this.#state = state
    this.emit(event)
    void this.fit()
  }
  isVisible = () => this.#shown && !this.#destroyed
  isMinimized = () => this.#state === 'minimized'
  isMaximized = () => this.#state === 'maximized'
  isFullScreen = () => this.#state === 'fullscreen'
  isNormal = () => this.#state === 'normal'
  isFocused = () => this.isVisible() && !this.isMinimized()
  isDestroyed = () => this.#destroyed
  focus() {
    this.#contents.focus()
    this.emit('focus')
  }
  blur() {
    this.emit('blur')
  }
  moveTop() {}
  /** Remembered, not done: a browser's window cannot be kept in front from here. */
  setAlwaysOnTop(isOnTop: boolean) {
    this.#onTop = isOnTop
  }
  isAlwaysOnTop = () => this.#onTop

  getBounds = () =>
    this.isMaximized() || this.isFullScreen() ? { ...screen.getPrimaryDisplay().workArea } : { ...this.#bounds }
  getNormalBounds = () => ({ ...this.#bounds })
  setBounds(bounds: Partial<Electron.Rectangle>) {
    const before = this.#bounds
    this.#bounds = { ...before, ...bounds }
    this.#state = 'normal'
    void this.fit().then(() => this.#announce(before))
  }
  #announce(before: Electron.Rectangle) {
    const { x, y, width, height } = this.#bounds
    if (x !== before.x || y !== before.y) this.emit('move')
    if (width !== before.width || height !== before.height) this.emit('resize')
  }
  getSize = () => [this.getBounds().width, this.getBounds().height]
  setSize = (width: number, height: number) => this.setBounds({ width, height })
  getPosition = () => [this.getBounds().x, this.getBounds().y]
  setPosition = (x: number, y: number) => this.setBounds({ x, y })
  center() {
    const { x, y, width, height } = screen.getPrimaryDisplay().workArea
    this.setPosition(
      x + Math.round((width - this.#bounds.width) / 2),
      y + Math.round((height - this.#bounds.height) / 2),
    )
  }
  getContentSize() {
    const { width, height } = this.getBounds()
    const border = this.#frame?.border ?? { width: 0, height: 0 }
    return [width - border.width, height - border.height]
  }
  setContentSize(width: number, height: number) {
    const border = this.#frame?.border ?? { width: 0, height: 0 }
    this.setSize(width + border.width, height + border.height)
  }
  getMinimumSize = () => [...this.#minimum]
  setMinimumSize = (width: number, height: number) => void (this.#minimum = [width, height])
  /** Gives the window the place, state and zoom that are wanted now. */
  async fit() {
    await this.opened
    await this.#place(this.#shown ? this.#state : 'minimized').catch(() => undefined)
  }
  async #place(state: State) {
    await this.#frame?.place({ bounds: this.getBounds(), state, zoom: this.#contents.getZoomFactor() })
  }
  /** The page has seen that a person moved or resized the real window. */
  async placedByPerson() {
    const seen = await this.#frame?.look()
    if (!seen || !this.#shown || seen.state === 'minimized') return
    const before = this.#bounds
    if (seen.state === 'normal') this.#bounds = seen.bounds
    if (seen.state !== this.#state) {
      this.emit(seen.state === 'maximized' ? 'maximize' : 'unmaximize')
      this.#state = seen.state
    }
    this.#announce(before)
  }

  getTitle = () => this.#title
  setTitle = (title: string) => void (this.#title = title)
  retitled = (title: string) => this.#contents.retitled(title)
  getBackgroundColor = () => this.#background
  setBackgroundColor = (colour: string) => void (this.#background = colour)
  setTitleBarOverlay = (overlay: Electron.TitleBarOverlayOptions) => void (this.titleBarOverlay = overlay)
  setMenu() {}
  removeMenu() {}
  setMenuBarVisibility() {}
  setAutoHideMenuBar() {}
  setProgressBar() {}
  flashFrame() {}
  setIcon() {}
  setOverlayIcon() {}
  setSkipTaskbar() {}

  /** Asks the application, whoever wants the window closed. */
  mayClose() {
    const event = preventable()
    this.emit('close', event)
    this.#closing = !event.defaultPrevented
    return this.#closing
  }
  /** When all its page has said until now has been heard. */
  heard = () => this.#contents.heard()
  close() {
    if (!this.#destroyed && this.mayClose()) this.destroy()
  }
  destroy() {
    if (this.#destroyed) return
    this.#destroyed = true
    windows.delete(this)
    this.#contents.destroy()
    this.emit('closed')
    if (windows.size || isQuitting()) return
    if (hostApp.listenerCount('window-all-closed')) hostApp.emit('window-all-closed')
    else hostApp.quit()
  }
  /** Chromium has closed the page: a person did, without the page being able to ask. What main keeps is opened anew. */
  pageGone() {
    if (this.#closing || this.mayClose()) this.destroy()
    else {
      const url = this.#contents.forgetPage()
      this.opened = this.#open()
      void this.#contents.loadURL(url)
    }
  }
  shows = (targetId: string) => this.#contents.targetId === targetId

  static getAllWindows = () => [...windows]
  static getFocusedWindow = () => [...windows].find((window) => window.isFocused()) ?? null
  static fromWebContents = (contents: HostContents) => contents.window
  static fromId = (id: number) => [...windows].find((window) => window.id === id) ?? null
}

function startingBounds({ x, y, width = 800, height = 600 }: Options): Electron.Rectangle {
  const { workArea } = screen.getPrimaryDisplay()
  const centred = {
    x: workArea.x + Math.max(0, Math.round((workArea.width - width) / 2)),
    y: workArea.y + Math.max(0, Math.round((workArea.height - height) / 2)),
  }
  return { x: x ?? centred.x, y: y ?? centred.y, width, height }
}

/** What Chromium tells of all its pages. */
function watchTargets() {
  if (watching) return
  watching = true
  const ofWindow = (targetId: string) => [...windows].find((window) => window.shows(targetId))
  browser().on('Target.targetDestroyed', ({ targetId }) => ofWindow(targetId)?.pageGone())
  browser().on('Target.targetInfoChanged', ({ targetInfo }) => {
    const window = ofWindow(targetInfo.targetId)
    const isHosts = /^(data:|about:blank)/.test(targetInfo.url)
    if (window && !isHosts && targetInfo.title !== window.getTitle()) window.retitled(targetInfo.title)
  })
}

knownOnly('BrowserWindow', HostWindow)
knownOnly('BrowserWindow', HostWindow.prototype)
// The cast: the host has a part of Electron's class, which `implements` checks above.
export const BrowserWindow = HostWindow as unknown as typeof Electron.BrowserWindow

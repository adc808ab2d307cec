import { EventEmitter } from 'node:events'
import { browser } from './chromium.ts'
import type { Protocol, Session } from './cdp.ts'
import { hear, pack } from './ipc.ts'
import { nativeImage } from './native-image.ts'
import { closePage, openPage, type Page } from './page.ts'
import { preventable } from './preventable.ts'
import { printParameters } from './print.ts'
import { insideUrl, outsideUrl } from './protocol.ts'
import { answerQuestion } from './questions.ts'
import { knownOnly } from './refuse.ts'
import { contents } from './registry.ts'
import { answerRequest } from './requests.ts'
import { defaultSession, settlePermissions } from './session.ts'
import { schemeFeatures } from './theme.ts'
import type { HostWindow } from './window.ts'

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]
type FromPreload = Parameters<typeof hear>[1] | { type: 'open'; url: string } | { type: 'placed' }
type Known =
  | ('id' | 'getURL' | 'getTitle' | 'getType' | 'isDestroyed' | 'isLoading' | 'isLoadingMainFrame' | 'isCrashed')
  | ('send' | 'setWindowOpenHandler' | 'executeJavaScript' | 'printToPDF' | 'setZoomFactor' | 'getZoomFactor')
  | ('setZoomLevel' | 'getZoomLevel' | 'openDevTools' | 'reload' | 'close' | 'focus' | 'session')
  | ('forcefullyCrashRenderer' | 'capturePage' | 'setVisualZoomLevelLimits')
let lastId = 0

/** What a window shows, and main's side of the bridge to it. */
export class HostContents extends EventEmitter implements Pick<Electron.WebContents, Known> {
  readonly id = ++lastId
  readonly session = defaultSession
  readonly mainFrame: Electron.WebFrameMain
  readonly window: HostWindow
  #page: Page | undefined
  #url = ''
  #asked = ''
  #loading = false
  #crashed = false
  #destroyed = false
  #zoom = 1
  #openHandler: OpenHandler = () => ({ action: 'allow' })

  constructor(window: HostWindow) {
    super()
    this.window = window
    const url = () => this.getURL()
    const frame = {
      ...{ parent: null, processId: 1, routingId: 1 },
      get url() {
        return url()
      },
      get origin() {
        return new URL(url()).origin === 'null' ? url().split('/').slice(0, 3).join('/') : new URL(url()).origin
      },
    }
    // The cast: of a frame, the host has its address and that it is the topmost.
    this.mainFrame = knownOnly('WebFrameMain', frame) as unknown as Electron.WebFrameMain
    contents.add(this)
  }

  /** Opens the page; called once by the window, before anything else. */
  async open(bounds: Electron.Rectangle, preferences: Electron.WebPreferences): Promise<Session> {
    const { session } = await openPage({ bounds, preferences, listen: (page) => this.#listen(page) })
    const features = schemeFeatures()
    if (features.length) session.tell('Emulation.setEmulatedMedia', { features })
    await settlePermissions(this as unknown as Electron.WebContents)
    return session
  }
  get targetId() {
    return this.#page?.targetId ?? ''
  }
  tell<M extends keyof Protocol.CommandParameters>(method: M, params?: Protocol.CommandParameters[M]) {
    this.#page?.session.tell(method, params)
  }
  async #send<M extends keyof Protocol.CommandParameters>(method: M, params?: Protocol.CommandParameters[M]) {
    await this.window.opened
    if (!this.#page) throw new Error('Object has been destroyed')
    return this.#page.session.send(method, params)
  }

  #listen(page: Page) {
    const { session, targetId } = page
    this.#page = page
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId) return
      this.#url = frame.url + (frame.urlFragment ?? '')
      this.#asked = ''
      this.emit('did-navigate', {}, this.getURL(), 200, 'OK')
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== targetId) return
      this.#url = url
      this.emit('did-navigate-in-page', {}, this.getURL(), true)
    })
    session.on('Page.frameStartedLoading', ({ frameId }) => frameId === targetId && this.#setLoading(true))
    session.on('Page.frameStoppedLoading', ({ frameId }) => frameId === targetId && this.#setLoading(false))
    session.on('Page.domContentEventFired', () => this.#isOurs() && this.emit('dom-ready', {}))
    session.on('Page.loadEventFired', () => {
      if (!this.#isOurs()) return
      this.emit('did-finish-load', {})
      this.window.loaded()
    })
    session.on('Inspector.targetCrashed', () => {
      this.#crashed = true
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    })
    session.on('Runtime.bindingCalled', ({ payload }) => void this.#hear(JSON.parse(payload) as FromPreload))
    session.on('Fetch.requestPaused', (paused) => void answerRequest(this, paused))
    session.on('Debugger.paused', (paused) => void answerQuestion(session, paused))
    session.on('Page.javascriptDialogOpening', ({ type }) => {
      if (type !== 'beforeunload') return
      session.tell('Page.handleJavaScriptDialog', { accept: this.window.mayClose() })
    })
  }
  /** A window opens on a page of the host's, of which the application must not hear. */
  #isOurs = () => !/^(data:|about:blank)/.test(this.#url)
  #setLoading(loading: boolean) {
    this.#loading = loading
    if (this.#isOurs()) this.emit(loading ? 'did-start-loading' : 'did-stop-loading', {})
  }
  async #hear(message: FromPreload) {
    if (message.type === 'placed') await this.window.placedByPerson()
    else if (message.type === 'open') this.#refuseWindow(outsideUrl(message.url))
    else {
      const answer = await hear(this, message)
      if (answer) this.#receive(answer)
    }
  }
  #refuseWindow(url: string) {
    const disposition = 'new-window'
    const referrer: Electron.Referrer = { url: this.getURL(), policy: 'default' }
    const { action } = this.#openHandler({ url, frameName: '', features: '', disposition, referrer })
    if (action === 'allow') process.stderr.write('[host] a window opened by a page is not in the host: refused\n')
  }
  #receive(message: object) {
    this.#page?.inPreload(`__hostReceive(${JSON.stringify(JSON.stringify(message))})`)
  }

  getURL = () => (this.#isOurs() ? outsideUrl(this.#url) : '')
  getTitle = (): string => this.window.getTitle()
  getType = () => 'window' as const
  isDestroyed = () => this.#destroyed
  isLoading = () => this.#loading
  isLoadingMainFrame = () => this.#loading
  isCrashed = () => this.#crashed
  /** True while main itself has asked for this address. */
  asksFor = (url: string) => this.#asked === url || !this.#isOurs()

  send(channel: string, ...args: unknown[]) {
    this.#receive({ type: 'event', channel, args: args.map(pack) })
  }
  setWindowOpenHandler(handler: OpenHandler) {
    this.#openHandler = handler
  }

  /** Settles when the page has loaded, as Electron's loadURL does. */
  async loadURL(url: string) {
    await this.window.opened
    const loaded = Promise.withResolvers<undefined>()
    this.once('did-finish-load', () => loaded.resolve(undefined))
    this.#asked = url
    this.#crashed = false
    const { errorText } = await this.#send('Page.navigate', { url: insideUrl(url) })
    if (errorText) {
      this.emit('did-fail-load', {}, -2, errorText, url, true)
      throw new Error(`${errorText} (-2) loading '${url}'`)
    }
    await loaded.promise
  }
  reload() {
    this.#asked = this.getURL()
    this.#crashed = false
    this.tell('Page.reload')
  }
  close() {
    this.window.close()
  }
  focus() {
    this.tell('Page.bringToFront')
  }
  forcefullyCrashRenderer() {
    this.tell('Page.crash')
  }
  openDevTools() {
    browser().tell('Target.openDevTools', { targetId: this.targetId })
  }

  async executeJavaScript(expression: string): Promise<unknown> {
    const parameters = { expression, awaitPromise: true, returnByValue: true, userGesture: true }
    const { result, exceptionDetails } = await this.#send('Runtime.evaluate', parameters)
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value as unknown
  }
  async printToPDF(options: Electron.PrintToPDFOptions) {
    const { data } = await this.#send('Page.printToPDF', printParameters(options))
    return Buffer.from(data, 'base64')
  }
  async capturePage() {
    const { data } = await this.#send('Page.captureScreenshot', { format: 'png' })
    return nativeImage.createFromBuffer(Buffer.from(data, 'base64'))
  }

  getZoomFactor = () => this.#zoom
  setZoomFactor(factor: number) {
    this.#zoom = factor
    void this.window.fit()
  }
  getZoomLevel = () => Math.log(this.#zoom) / Math.log(1.2)
  setZoomLevel = (level: number) => this.setZoomFactor(1.2 ** level)
  setVisualZoomLevelLimits = () => Promise.resolve()

  /** Settles when all the page has said until now has been heard: at once where it cannot speak, in a second at most. */
  async heard() {
    const answered = this.#page?.session.send('Runtime.evaluate', { expression: '0' }).catch(() => undefined)
    await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 1000).unref())])
  }
  /** Called by the window when it goes. */
  destroy() {
    this.#destroyed = true
    contents.delete(this)
    if (this.#page) closePage(this.#page)
    this.#page = undefined
    this.emit('destroyed')
  }
  /** A new page in place of one that Chromium has closed although main said no. */
  forgetPage() {
    const url = this.#url
    this.#page = undefined
    this.#url = ''
    return outsideUrl(url)
  }
  /** Chromium tells of a new title. */
  retitled = (title: string) => {
    const event = preventable()
    this.window.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented) this.window.setTitle(title)
  }
}
knownOnly('WebContents', HostContents.prototype)

/** As Electron's: all contents, and by id. Playwright finds a page's window with `fromDevToolsTargetId`. */
export const webContents = knownOnly('webContents', {
  getAllWebContents: () => [...contents],
  fromId: (id: number) => [...contents].find((one) => one.id === id),
  fromDevToolsTargetId: (targetId: string) => [...contents].find((one) => one.targetId === targetId),
  getFocusedWebContents: () => [...contents].find((one) => one.window.isFocused()) ?? null,
} satisfies Record<'getAllWebContents' | 'fromId' | 'fromDevToolsTargetId' | 'getFocusedWebContents', unknown>)

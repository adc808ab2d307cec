import { BrowserWindow, nativeTheme, screen, session } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Change } from '../../shared/contract/topics.ts'
import { offerEditMenu } from './edit-menu.ts'
import { ORIGIN } from './protocol.ts'

const Place = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  isMaximized: z.boolean(),
})
type Place = z.infer<typeof Place>

type Deps = {
  preload: string
  /** Where its size and place are remembered. */
  placeFile: string
  /** Leaving for good, as against closing the window. */
  isQuitting: () => boolean
  /** The window was closed and the application stays in the tray. */
  closed: () => void
}

/** Colours of the system's own buttons over our title bar: --paper and --ink-soft of tokens.css. */
const overlay = () =>
  nativeTheme.shouldUseDarkColors
    ? { color: '#16141a', symbolColor: '#c4c1ba', height: 43 }
    : { color: '#f5f3ef', symbolColor: '#4b4853', height: 43 }

/** The one window: sandboxed, never leaves our own pages, remembers its size and place; closing it leaves the tray. */
export function createWindow({ preload, placeFile, isQuitting, closed }: Deps) {
  const place = remembered(placeFile)
  const window = new BrowserWindow({
    ...(place ?? { width: 1280, height: 800 }),
    minWidth: 480,
    minHeight: 400,
    show: false,
    title: 'Choriste',
    backgroundColor: overlay().color,
    titleBarStyle: 'hidden',
    titleBarOverlay: overlay(),
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false },
  })
  if (place?.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', (event) => {
    remember()
    if (isQuitting()) return
    event.preventDefault()
    window.hide()
    closed()
  })
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setTitleBarOverlay(overlay())
  })
  offerEditMenu(window)
  let zoom = 1
  const applyZoom = () => {
    if (window.webContents.getZoomFactor() !== zoom) window.webContents.setZoomFactor(zoom)
  }
  // Chromium keeps a zoom for each origin: what is set before there is a page is lost.
  window.webContents.on('did-finish-load', applyZoom)
  // Nothing is asked of the system: not when a page requests it, nor when it only looks whether it might.
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  window.webContents.on('render-process-gone', () => window.webContents.reload())

  function remember() {
    const bounds: Place = { ...window.getNormalBounds(), isMaximized: window.isMaximized() }
    try {
      writeFileSync(placeFile, JSON.stringify(bounds))
    } catch {
      // A window that opens elsewhere next time is a lesser evil than one that does not close.
    }
  }
  function show() {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
  /** The page decides whether it may move (renderer/app/arrival.svelte.ts). */
  const dispatch = (name: string, detail?: object) =>
    void window.webContents.executeJavaScript(
      `dispatchEvent(new CustomEvent(${JSON.stringify(name)}, { detail: ${JSON.stringify(detail ?? null)} }))`,
    )
  return {
    load: () => window.loadURL(`${ORIGIN}/index.html`),
    show,
    /** Asks for a page of ours by its address after the « # », such as `/facture/ID`, or for a line that says where it is. */
    open: (route: string, said: string) => {
      show()
      dispatch('open-page', { to: route, said })
    },
    /** Shows the window, to which a page will be opened soon: whoever moves until then stays where they are. */
    announce: () => {
      show()
      dispatch('announce-page')
    },
    changed: (change: Change) => {
      if (!window.isDestroyed()) window.webContents.send('changed', change)
    },
    /** Page zoom: text and all that goes with it, in percent. */
    resize: (percent: number) => {
      zoom = percent / 100
      if (!window.isDestroyed()) applyZoom()
    },
    isWatched: () => window.isVisible() && window.isFocused(),
    reload: () => window.webContents.reload(),
    /** Loads the page again from its start: another environment, nothing of the one before; then one of its pages. */
    restart: async (route: string) => {
      await window.loadURL(`${ORIGIN}/index.html`)
      await window.webContents.executeJavaScript(`location.hash = ${JSON.stringify(route)}`)
    },
  }
}

/** The place it had, if it is still on a screen. */
function remembered(placeFile: string): Place | undefined {
  try {
    const place = Place.parse(JSON.parse(readFileSync(placeFile, 'utf8')))
    const { workArea } = screen.getDisplayMatching(place)
    const isOnScreen =
      place.x < workArea.x + workArea.width &&
      place.x + place.width > workArea.x &&
      place.y >= workArea.y &&
      place.y < workArea.y + workArea.height
    return isOnScreen ? place : undefined
  } catch {
    return undefined
  }
}

// A small application that does what Choriste relies on; tests/e2e/conformance.spec.ts pins what comes of it.
import { app, BrowserWindow, ipcMain, Menu, nativeImage, net, protocol, session, Tray } from 'electron'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const here = import.meta.dirname
const data = process.env.CHORISTE_DATA
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"

app.setPath('userData', data)
/** What happened, in order: in memory for the specs, on disk for what comes after the end. */
const seen = (globalThis.seen = [])
const note = (what) => {
  seen.push(what)
  appendFileSync(join(data, 'order.txt'), `${what}\n`)
}

const first = app.requestSingleInstanceLock({ from: 'second' })
if (!first) app.quit()
else {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, stream: true } }])
  for (const name of ['ready', 'before-quit', 'will-quit', 'quit']) app.on(name, () => note(name))
  app.on('window-all-closed', () => note('window-all-closed'))
  app.on('second-instance', (_event, argv, _folder, more) => {
    globalThis.second = { last: argv.at(-1), more }
    BrowserWindow.getAllWindows()[0].show()
  })
  ipcMain.handle('echo', (_event, ...args) => args)
  ipcMain.handle('sender', (event) => ({ url: event.senderFrame.url, main: event.senderFrame.parent === null }))
  ipcMain.handle('refuse', () => {
    throw new RangeError('trop loin')
  })
  ipcMain.on('said', (event, text) => {
    note(`said ${text}`)
    event.sender.send('heard', text.toUpperCase())
  })
  void app.whenReady().then(start)
}
note(first ? 'evaluated' : 'evaluated as second')

async function start() {
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    if (host !== 'app') return new Response('Not found', { status: 404 })
    const file = await net.fetch(pathToFileURL(join(here, pathname)).href)
    return new Response(file.body, {
      headers: { 'content-type': file.headers.get('content-type'), 'content-security-policy': CSP },
    })
  })
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, done) => done(false))
  const window = new BrowserWindow({
    ...{ width: 900, height: 640, minWidth: 400, minHeight: 300, show: false, backgroundColor: '#ffffff' },
    ...{ titleBarStyle: 'hidden', titleBarOverlay: { color: '#ffffff', height: 40 } },
    webPreferences: {
      preload: join(here, 'preload.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  })
  for (const name of ['show', 'hide', 'resize', 'closed']) window.on(name, () => note(name))
  window.once('ready-to-show', () => window.show())
  app.on('before-quit', () => (globalThis.quitting = true))
  window.on('close', (event) => {
    note('close')
    if (globalThis.quitting) return
    event.preventDefault()
    window.hide()
  })
  window.webContents.setWindowOpenHandler(({ url }) => {
    note(`window-open ${url}`)
    return { action: 'deny' }
  })
  window.webContents.on('will-navigate', (event) => {
    note(`will-navigate ${event.url}`)
    event.preventDefault()
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => note(`gone ${reason}`))
  globalThis.tray = new Tray(nativeImage.createEmpty())
  globalThis.tray.setContextMenu(Menu.buildFromTemplate([{ id: 'quit', label: 'Quitter', click: () => app.quit() }]))
  await window.loadURL('app://app/index.html')
}

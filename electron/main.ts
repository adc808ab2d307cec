import { app, BrowserWindow, dialog, Menu, nativeTheme, powerMonitor, shell } from 'electron'
import { watch } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { createCore } from './core/core.ts'
import { createLog } from './core/log.ts'
import { createReader } from './core/reading/thread.ts'
import { createDemonstration } from './demonstration.ts'
import { serve } from './shell/bridge.ts'
import { createHandlers } from './shell/handlers.ts'
import { openSafely } from './shell/first-steps.ts'
import { createNotices } from './shell/notices.ts'
import { createOpenedFiles, filesOf } from './shell/opened-files.ts'
import { declareScheme, isOurs, serveFiles } from './shell/protocol.ts'
import { createTray } from './shell/tray.ts'
import { createWindow } from './shell/window.ts'

const here = import.meta.dirname
const resources = app.isPackaged ? join(process.resourcesPath, 'app') : join(app.getAppPath(), 'resources')
const dataFolder = process.env['CHORISTE_DATA']
if (dataFolder) app.setPath('userData', dataFolder)
const userData = app.getPath('userData')
const now = Date.now
const log = createLog({ folder: join(userData, 'journaux'), now })

process.on('uncaughtException', log.error)
process.on('unhandledRejection', log.error)
declareScheme()
app.setAppUserModelId('fr.choriste.app')

/** Files to be opened come before the application is ready, when they are what starts it. */
const opened = createOpenedFiles()
const firstFile = app.isPackaged ? 1 : 2
opened.add(filesOf(process.argv.slice(firstFile), process.cwd()))
app.on('open-file', (event, path) => {
  event.preventDefault()
  opened.add([path])
})
app.on('second-instance', (_event, argv, cwd) => opened.add(filesOf(argv.slice(firstFile), cwd)))

if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(giveUp)
else app.quit()

async function start() {
  const dataFolder = join(userData, 'demonstration')
  if (!(await openSafely({ dataFolder, ask: dialog.showMessageBox, now }))) {
    app.exit(1)
    return
  }
  let isQuitting = false
  const reader = createReader()
  const demonstration = createDemonstration({ dataFolder, examplesFolder: join(resources, 'exemples'), now })
  const proposedFolder = process.env['CHORISTE_FOLDER'] ?? join(app.getPath('documents'), 'Factures')
  const core = createCore({
    dataFolder,
    environment: 'demonstration',
    ...demonstration,
    reader,
    now,
    proposedFolder,
    uploadFolder: join(dirname(proposedFolder), 'À déposer sur le portail'),
    tell: (step) => {
      changed()
      notices.tell(step)
    },
    changed,
    report: log.error,
  })
  nativeTheme.themeSource = core.settings.get().theme

  const window = createWindow({
    preload: join(here, '../preload/preload.cjs'),
    placeFile: join(userData, 'fenetre.json'),
    isQuitting: () => isQuitting,
    closed: sayOnceThatItStays,
  })
  const open = (route?: string) => (route ? window.open(route) : window.show())
  const notices = createNotices({
    settings: core.settings.get,
    problemsOf: (id) => core.page(id)?.problems ?? [],
    buyerOf: (id) => core.page(id)?.row.buyer ?? '',
    isWatched: window.isWatched,
    open,
  })
  const handlers = createHandlers({ core, demonstration, version: app.getVersion(), changed })
  const tray = createTray({
    resources,
    does: {
      open,
      take: takeFiles,
      chooseFiles: () => void Promise.resolve(handlers['files.choose']({})).then(() => open('/a-deposer')),
      openFolder: () => void shell.openPath(core.folder().path),
      watch: (watching) => core.settings.save({ ...core.settings.get(), watching }),
      quit: () => app.quit(),
    },
  })
  serveFiles({ rendererFolder: join(here, '../renderer'), vault: core.vault })
  serve({ handlers, isOurs, report: log.error })
  Menu.setApplicationMenu(
    process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null,
  )

  /** Many things change at once: the window and the tray hear of it once. */
  let isChanging = false
  function changed() {
    if (isChanging) return
    isChanging = true
    setImmediate(() => {
      isChanging = false
      if (isQuitting) return
      window.changed()
      refreshTray()
    })
  }
  function refreshTray() {
    const { watching, theme } = core.settings.get()
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
    const counts = core.counts(core.rows())
    tray.show({ counts, folderName: basename(core.folder().path), isWatching: watching })
    app.setBadgeCount(counts.waiting)
  }
  function sayOnceThatItStays() {
    const settings = core.settings.get()
    if (settings.toldAboutTray) return
    core.settings.save({ ...settings, toldAboutTray: true })
    notices.say(
      {
        title: 'Choriste reste ouvert',
        body: 'Il surveille votre dossier depuis la barre système. Pour l’arrêter : icône, puis Quitter.',
      },
      '/accueil',
    )
  }
  /** Files given by « Ouvrir avec », the command line, or dropped on the icon. */
  function takeFiles(paths: string[]) {
    if (!paths.length) return
    void core.intake.takeAll(paths, 'hand').then(({ invoices: [only, second] }) => {
      open(only && !second ? `/facture/${only.id}` : '/a-deposer')
    })
  }

  app.on('second-instance', () => window.show())
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => undefined)
  powerMonitor.on('resume', core.tryNow)
  app.on('before-quit', () => (isQuitting = true))
  app.on('will-quit', (event) => {
    event.preventDefault()
    void Promise.all([core.stop(), reader.stop()]).finally(() => app.exit())
  })
  if (process.env['CHORISTE_DEV']) reloadOnChange(window.reload)

  core.start()
  refreshTray()
  keepCopies(core.keepCopy)
  await window.load()
  opened.takeWith(takeFiles)
}

/** One copy of the database a day, while the application runs. */
function keepCopies(keepCopy: () => Promise<void>) {
  const keep = () => void keepCopy().catch(log.error)
  keep()
  setInterval(keep, 24 * 3_600_000).unref()
}

function reloadOnChange(reload: () => void) {
  let waiting: NodeJS.Timeout | undefined
  watch(join(here, '../renderer'), { recursive: true }, () => {
    clearTimeout(waiting)
    waiting = setTimeout(reload, 200)
  })
}

function giveUp(error: unknown) {
  log.error(error)
  dialog.showErrorBox('Choriste ne peut pas démarrer', `Rien n’est perdu ni envoyé. Détail : ${String(error)}`)
  for (const window of BrowserWindow.getAllWindows()) window.destroy()
  app.exit(1)
}

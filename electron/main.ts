import { app, BrowserWindow, dialog, Menu, nativeTheme, net, powerMonitor } from 'electron'
import { watch } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Core } from './core/core.ts'
import { createLog } from './core/log.ts'
import { createScanner } from './core/reading/scan/scanner.ts'
import { createReader } from './core/reading/thread.ts'
import type { Environment } from '../shared/domain/platform/environment.ts'
import { chooseEnvironment, chosenEnvironment, openSession, type Session } from './session.ts'
import type { Beginning } from '../shared/contract/calls.ts'
import type { Settings } from '../shared/contract/settings.ts'
import { serve } from './shell/bridge.ts'
import { coalesce } from './shell/coalesce.ts'
import { createGivenPaths } from './shell/given-paths.ts'
import { createHandlers } from './shell/handlers.ts'
import { keyStore } from './shell/key-store.ts'
import { createNotices } from './shell/notices.ts'
import { openFolder } from './shell/open-folder.ts'
import { keepToOwner } from './shell/owner-only.ts'
import { createOpenedFiles, filesOf } from './shell/opened-files.ts'
import { declareScheme, isOurs, serveFiles } from './shell/protocol.ts'
import { forkUtility } from './shell/scan-process.ts'
import { createTray } from './shell/tray.ts'
import { createWindow } from './shell/window.ts'

const here = import.meta.dirname
const resources = app.isPackaged ? join(process.resourcesPath, 'app') : join(app.getAppPath(), 'resources')
/** For trials and tests: what is installed takes no orders from its surroundings. */
const told = app.isPackaged ? {} : process.env
const dataFolder = told['CHORISTE_DATA']
if (dataFolder) app.setPath('userData', dataFolder)
const userData = app.getPath('userData')
keepToOwner(userData)
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
  let isQuitting = false
  let isSwitching = false
  const reader = createReader()
  const scanner = createScanner({ fork: forkUtility })
  const proposedFolder = told['CHORISTE_FOLDER'] ?? join(app.getPath('documents'), 'Factures')
  /** The window and the tray hear of many changes at once. */
  let isMore = false
  const announce = coalesce(() => {
    if (isQuitting) return
    refreshTray()
    window.changed({ invoices: session.core.queries.takeChanged(), isMore })
    isMore = false
  })
  /** Something besides invoices has changed. */
  const changed = () => {
    isMore = true
    announce()
  }
  const sessionOf = (environment: Environment, like?: Settings) =>
    openSession({
      environment,
      userData,
      examplesFolder: join(resources, 'exemples'),
      keyStore,
      ask: dialog.showMessageBox,
      like,
      // The system's own way out: its proxy, and the certificates it trusts.
      fetch: (input, init) => net.fetch(input instanceof Request ? input : String(input), init),
      reader,
      scanner,
      now,
      proposedFolder,
      uploadFolder: join(dirname(proposedFolder), 'À déposer sur le portail'),
      tell: (step) => {
        announce()
        notices.tell(step)
      },
      changed,
      invoicesChanged: announce,
      report: log.error,
      heard: ({ route, end, ms }) => log.info(`${route} ${end} ${ms} ms`),
    })
  const first = await sessionOf(chosenEnvironment(userData))
  if (!first) {
    app.exit(1)
    return
  }
  let session: Session = first
  nativeTheme.themeSource = session.core.queries.settings().theme

  const window = createWindow({
    preload: join(here, '../preload/preload.cjs'),
    placeFile: join(userData, 'fenetre.json'),
    isQuitting: () => isQuitting,
    closed: sayOnceThatItStays,
  })
  const open = (route?: string, said = 'Choriste a quelque chose à vous montrer.') =>
    route ? window.open(route, said) : window.show()
  const notices = createNotices({
    settings: () => session.core.queries.settings(),
    problemsOf: (id) => (isQuitting ? [] : (session.core.queries.page(id)?.problems ?? [])),
    buyerOf: (id) => (isQuitting ? '' : (session.core.queries.page(id)?.row.buyer ?? '')),
    isRehearsal: () => session.environment === 'demonstration',
    isWatched: window.isWatched,
    open,
    report: log.error,
  })
  const givenPaths = createGivenPaths({ isOurs })
  const handlersOf = (session: Session) =>
    createHandlers({
      ...session,
      givenPaths,
      version: app.getVersion(),
      changed,
      switchTo: (environment) => void switchTo(environment).catch(log.error),
      beginWith: (beginning) => void beginWith(beginning).catch(log.error),
    })
  let handlers = handlersOf(session)
  const tray = createTray({
    resources,
    does: {
      open,
      take: takeFiles,
      chooseFiles: () => void Promise.resolve(handlers['files.choose']({})).then(() => open('/a-deposer')),
      openFolder: () => void openFolder(session.core.queries.folder().path).catch(log.error),
      watch: (isOn) => session.core.commands.watchFolder(isOn),
      quit: () => app.quit(),
    },
  })
  serveFiles({ rendererFolder: join(here, '../renderer'), pathOf: (sha256) => session.core.queries.pathOf(sha256) })
  serve({ handlers: () => handlers, isOurs, report: log.error })
  Menu.setApplicationMenu(
    process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]) : null,
  )

  function refreshTray() {
    const { queries } = session.core
    const { watching, theme, textSize } = queries.settings()
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
    window.resize(textSize)
    const counts = queries.counts()
    tray.show({ counts, folderName: basename(queries.folder().path), isWatching: watching })
    app.setBadgeCount(counts.waiting)
  }
  function sayOnceThatItStays() {
    const { queries, commands } = session.core
    if (queries.settings().toldAboutTray) return
    commands.toldAboutTray()
    notices.say(
      {
        title: 'Choriste reste ouvert',
        body: 'Il surveille votre dossier depuis la barre système. Pour l’arrêter : icône, puis Quitter.',
      },
      '/accueil',
    )
  }
  /** Another environment takes this one's place once it is open; until then, and where it cannot be, nothing changes. */
  async function switchTo(environment: Environment, route = '/accueil') {
    if (isSwitching || environment === session.environment) return
    isSwitching = true
    try {
      const next = await sessionOf(environment, session.core.queries.settings())
      if (!next) return
      const before = session
      session = next
      handlers = handlersOf(next)
      await before.close().catch(log.error)
      // Who quits meanwhile has closed it.
      if (isQuitting) return
      next.start(tellExpiry)
      remember(environment)
      await window.restart(route).catch(log.error)
    } catch (error) {
      log.error(error)
      await dialog.showMessageBox({
        type: 'warning',
        title: 'Choriste',
        message: 'Choriste ne peut pas changer d’environnement.',
        detail: 'Rien n’a changé : vous restez là où vous étiez. Le détail est dans le journal de Choriste.',
        buttons: ['Fermer'],
      })
    } finally {
      isSwitching = false
      changed()
    }
  }
  /** A choice that cannot be written down holds until the end. */
  function remember(environment: Environment) {
    try {
      chooseEnvironment(userData, environment)
    } catch (error) {
      log.error(error)
    }
  }
  /**
   * From the demonstration to the real invoices: the way one deposits, the firm, and what was tried come along. Nothing is sent
   * by that; what was still a draft here is put aside, so that it is in one place only.
   */
  async function beginWith({ way, company, bringsInvoices }: Beginning) {
    const before = session
    const carried = bringsInvoices ? await before.core.commands.carryAway() : undefined
    await switchTo('production', way === 'api' ? '/raccordement' : '/accueil')
    if (session === before || session.environment !== 'production') carried?.putBack()
    else await session.core.commands.begin({ way, company, files: carried?.files ?? [] })
  }
  /** The passwords of technical accounts will run out: asked each day, announced 30, 15 and 3 days before. */
  function tellExpiry() {
    const { core, accesses } = session
    for (const id of accesses ? core.queries.connectionIds() : [])
      if (accesses?.of(id).credentials()) void tellExpiryOf(core, id).catch(log.error)
  }
  async function tellExpiryOf(core: Core, connection: string) {
    await core.commands.askExpiry(connection).catch(log.error)
    const told = core.commands.expiryToTell(connection)
    if (!told) return
    const firm = core.queries.firmConnections().find(({ id }) => id === connection)
    const whose = firm ? ` de ${firm.name || firm.siret}` : ''
    notices.say(
      {
        title:
          told.daysLeft < 0
            ? `Mot de passe technique${whose} expiré`
            : `Mot de passe technique${whose} : encore ${told.daysLeft} jours`,
        body: 'Renouvelez-le sur Chorus Pro, puis saisissez le nouveau dans Raccordement.',
      },
      firm ? `/raccordement/${firm.siret}` : '/raccordement',
    )
    changed()
  }
  /** Files given by « Ouvrir avec », the command line, or dropped on the icon. */
  function takeFiles(paths: string[]) {
    const [first, another] = paths
    if (!first) return
    window.announce()
    givenPaths.add(paths)
    void Promise.resolve(handlers['files.add']({ paths })).then((taken) => {
      const [only, second] = taken.ok ? taken.value.ids : []
      const said = another ? 'Vos fichiers sont dans À déposer.' : `« ${basename(first)} » est dans À déposer.`
      open(only && !second ? `/facture/${only}` : '/a-deposer', said)
    })
  }

  app.on('second-instance', () => window.show())
  app.on('activate', () => window.show())
  app.on('window-all-closed', () => undefined)
  powerMonitor.on('resume', () => session.core.commands.tryNow())
  app.on('before-quit', () => (isQuitting = true))
  app.on('will-quit', (event) => {
    event.preventDefault()
    void Promise.all([session.close(), reader.stop()]).finally(() => {
      scanner.stop()
      app.exit()
    })
  })
  if (told['CHORISTE_DEV']) reloadOnChange(window.reload)

  session.start(tellExpiry)
  refreshTray()
  await window.load()
  opened.takeWith(takeFiles)
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

import { Menu, nativeImage, Tray } from 'electron'
import { join } from 'node:path'
import type { AppState } from '../../shared/contract/views.ts'

type Does = {
  open: (route?: string) => void
  take: (paths: string[]) => void
  chooseFiles: () => void
  openFolder: () => void
  watch: (isOn: boolean) => void
  quit: () => void
}
export type TrayState = Pick<AppState, 'counts'> & { folderName: string; isWatching: boolean }

/** macOS colours a one-colour drawing itself; the others show ours. */
const isMac = process.platform === 'darwin'

/** The icon in the notification area: a dot when something waits, and the menu of what one does without the window. */
export function createTray({ resources, does }: { resources: string; does: Does }) {
  const image = (name: string) => {
    const picture = nativeImage.createFromPath(join(resources, `${name}.png`))
    if (isMac) picture.setTemplateImage(true)
    return picture
  }
  const calm = image(isMac ? 'trayTemplate' : 'tray')
  const waiting = image(isMac ? 'trayWaitingTemplate' : 'trayWaiting')
  const tray = new Tray(calm)
  tray.on('click', () => does.open())
  // macOS lets files be dropped on the icon.
  tray.on('drop-files', (_event, paths) => does.take(paths))

  function show({ counts, folderName, isWatching }: TrayState) {
    const { waiting: waits, unsent, ready, asked, onTheWay } = counts
    tray.setImage(waits ? waiting : calm)
    tray.setToolTip(tooltip(counts))
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'open', label: 'Ouvrir Choriste', click: () => does.open() },
        { type: 'separator' },
        ...(unsent
          ? [{ id: 'unsent', label: `Validées, pas parties : ${unsent}`, click: () => does.open('/accueil') }]
          : []),
        { id: 'waiting', label: `Vous attendent : ${waits}`, click: () => does.open('/accueil') },
        { id: 'ready', label: `Prêtes, pas envoyées : ${ready}`, click: () => does.open('/a-deposer') },
        { id: 'asked', label: `En attente du client : ${asked}`, click: () => does.open('/a-deposer') },
        { id: 'onTheWay', label: `En route vers Chorus Pro : ${onTheWay}`, click: () => does.open('/a-deposer') },
        { type: 'separator' },
        { id: 'choose', label: 'Déposer des fichiers…', click: does.chooseFiles },
        { id: 'folder', label: `Ouvrir le dossier « ${folderName} »`, click: does.openFolder },
        isWatching
          ? { id: 'pause', label: 'Suspendre la surveillance', click: () => does.watch(false) }
          : { id: 'pause', label: 'Reprendre la surveillance', click: () => does.watch(true) },
        { type: 'separator' },
        { id: 'quit', label: 'Quitter', click: does.quit },
      ]),
    )
  }
  return { show, destroy: () => tray.destroy() }
}

/** What was meant to leave and has not comes before what may wait. */
function tooltip({ unsent, waiting }: TrayState['counts']): string {
  if (unsent)
    return `Choriste, ${unsent} facture${unsent > 1 ? 's validées ne sont pas parties' : ' validée n’est pas partie'}`
  return waiting ? `Choriste, ${waiting} facture${waiting > 1 ? 's vous attendent' : ' vous attend'}` : 'Choriste'
}

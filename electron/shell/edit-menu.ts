import { Menu, type BrowserWindow } from 'electron'

/** Context menu (right click) of what can be edited or copied: the system's own cut, copy and paste. */
export function offerEditMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
    if (!isEditable && !selectionText.trim()) return
    const { canCut, canCopy, canPaste, canSelectAll } = editFlags
    const change: Electron.MenuItemConstructorOptions[] = [
      { id: 'cut', role: 'cut', label: 'Couper', enabled: canCut },
      { id: 'copy', role: 'copy', label: 'Copier', enabled: canCopy },
      { id: 'paste', role: 'paste', label: 'Coller', enabled: canPaste },
      { type: 'separator' },
      { id: 'all', role: 'selectAll', label: 'Tout sélectionner', enabled: canSelectAll },
    ]
    Menu.buildFromTemplate(isEditable ? change : change.filter(({ id }) => id === 'copy')).popup({ window })
  })
}

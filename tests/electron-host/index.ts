import { app } from './app.ts'
import { clipboard } from './clipboard.ts'
import { webContents } from './contents.ts'
import { globalShortcut, powerMonitor } from './desktop.ts'
import { dialog } from './dialog.ts'
import { ipcMain } from './ipc.ts'
import { Menu, MenuItem } from './menu.ts'
import { nativeImage } from './native-image.ts'
import { net } from './net.ts'
import { Notification } from './notification.ts'
import { protocol } from './protocol.ts'
import { knownOnly } from './refuse.ts'
import { safeStorage } from './safe-storage.ts'
import { screen } from './screen.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { nativeTheme } from './theme.ts'
import { Tray } from './tray.ts'
import { utilityProcess } from './utility-process.ts'
import { BrowserWindow } from './window.ts'

/** All the host has of Electron: what `import` and `require` of « electron » give. */
const electron = knownOnly('', {
  ...{ app, BrowserWindow, clipboard, dialog, globalShortcut, ipcMain, Menu, MenuItem, nativeImage, nativeTheme },
  ...{
    net,
    Notification,
    powerMonitor,
    protocol,
    safeStorage,
    screen,
    session,
    shell,
    Tray,
    utilityProcess,
    webContents,
  },
})

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  nativeImage,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
}
export default electron
// What `require` is to give: Node takes the export of this name.
export { electron as 'module.exports' }

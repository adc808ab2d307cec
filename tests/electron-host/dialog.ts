import { existsSync } from 'node:fs'
import { hostApp } from './app.ts'
import { askInPage, type Answer, type Question } from './page-dialog.ts'
import { knownOnly } from './refuse.ts'
import { windows } from './registry.ts'
import { forPerson } from './surroundings.ts'
import { HostWindow } from './window.ts'

/**
 * In a test nobody answers, and what a spec wants to answer it patches, as on Electron. A person who tries the
 * application is asked in the page.
 */
async function ask(question: Question): Promise<Answer> {
  const unanswered = { button: question.cancel, text: '' }
  if (!forPerson) return unanswered
  const visible = [...windows].find((one) => one.isVisible())
  const window = visible ?? (await smallWindow())
  try {
    const text = `(${askInPage.toString()})(${JSON.stringify(question)})`
    return (await window.webContents.executeJavaScript(text)) as Answer
  } catch {
    // The window was closed instead.
    return unanswered
  } finally {
    if (!visible) closeQuietly(window)
  }
}

/** For a question before the first window: Electron's own dialogs need none. */
async function smallWindow(): Promise<HostWindow> {
  const window = new HostWindow({ width: 620, height: 360 })
  await window.opened
  await window.webContents.executeJavaScript('document.body.replaceChildren()')
  return window
}
function closeQuietly(window: HostWindow): void {
  hostApp.once('window-all-closed', () => undefined)
  window.destroy()
}

/** Electron takes the window first, or leaves it out. */
const optionsOf = (args: unknown[]): unknown => args.at(-1) ?? {}

async function askForPath(title: string, detail: string, label: string, proposed: string): Promise<string | undefined> {
  const { button, text } = await ask({ title, detail, buttons: [label, 'Annuler'], cancel: 1, field: proposed })
  return button === 0 && text.trim() ? text.trim() : undefined
}

async function showOpenDialog(...args: unknown[]): Promise<Electron.OpenDialogReturnValue> {
  const { title, buttonLabel, defaultPath, properties = [] } = optionsOf(args) as Electron.OpenDialogOptions
  const isFolder = properties.includes('openDirectory')
  const what = isFolder ? 'Chemin du dossier' : 'Chemin des fichiers, un par ligne'
  const text = await askForPath(title ?? 'Ouvrir', what, buttonLabel ?? 'Ouvrir', defaultPath ?? '')
  const filePaths = (text ?? '').split('\n').filter((path) => existsSync(path))
  return { canceled: filePaths.length === 0, filePaths }
}

async function showSaveDialog(...args: unknown[]): Promise<Electron.SaveDialogReturnValue> {
  const { title, buttonLabel, defaultPath } = optionsOf(args) as Electron.SaveDialogOptions
  const detail = 'Chemin du fichier'
  const text = await askForPath(title ?? 'Enregistrer', detail, buttonLabel ?? 'Enregistrer', defaultPath ?? '')
  return { canceled: text === undefined, filePath: text ?? '' }
}

async function showMessageBox(...args: unknown[]): Promise<Electron.MessageBoxReturnValue> {
  const { message, detail = '', buttons = ['OK'], cancelId = 0 } = optionsOf(args) as Electron.MessageBoxOptions
  const { button } = await ask({ title: message, detail, buttons, cancel: cancelId })
  return { response: button, checkboxChecked: false }
}

export const dialog = knownOnly('dialog', {
  showOpenDialog,
  showSaveDialog,
  showMessageBox,
  showErrorBox: (title, content) => void process.stderr.write(`${title}\n${content}\n`),
} satisfies Pick<
  Electron.Dialog,
  'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'
>) as unknown as Electron.Dialog

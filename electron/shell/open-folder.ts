import { shell } from 'electron'
import { stat } from 'node:fs/promises'

/** Folders that the system starts as a program (macOS). */
const PROGRAM = /\.(app|bundle|prefPane|workflow)$/i

/** Shows a folder; false when it cannot be shown, or is not one: anything else would be started. */
export async function openFolder(path: string): Promise<boolean> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder || PROGRAM.test(path)) return false
  return (await shell.openPath(path)) === ''
}

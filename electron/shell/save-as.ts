import { BrowserWindow, dialog, type FileFilter } from 'electron'
import { rename, rm, writeFile } from 'node:fs/promises'
import { fail, ok, type Result } from '../../shared/contract/result.ts'

type Saved = {
  title: string
  name: string
  filters?: FileFilter[]
  make: () => Uint8Array | Promise<Uint8Array | string>
}

/**
 * « Enregistrer sous »: asks where, then writes the whole file there, or leaves what was there as it is. Gives its path, empty
 * when the person changed their mind.
 */
export async function saveAs({ title, name, filters = [], make }: Saved): Promise<Result<{ path: string }>> {
  const [window] = BrowserWindow.getAllWindows()
  const options = { title, buttonLabel: 'Enregistrer', defaultPath: name, filters }
  const { filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  if (!filePath) return ok({ path: '' })
  const beside = `${filePath}.part`
  try {
    await writeFile(beside, await make())
    await rename(beside, filePath)
    return ok({ path: filePath })
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    if (['EACCES', 'EBUSY', 'EPERM', 'EROFS', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return fail('file.notWritten')
    throw error
  }
}

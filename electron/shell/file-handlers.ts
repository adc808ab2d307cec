import { dialog } from 'electron'
import { fail, ok } from '../../shared/contract/result.ts'
import type { Core } from '../core/core.ts'
import { ENDINGS } from '../core/reading/file-names.ts'
import type { Handlers } from './bridge.ts'
import type { GivenPaths } from './given-paths.ts'
import { openFolder } from './open-folder.ts'

type FileCall = Extract<keyof Handlers, `files.${string}` | `strays.${string}` | `folder.${string}`>
type Deps = { core: Core; givenPaths: GivenPaths }

/** Files that are brought in, those that could not be taken, and the folder that is watched. */
export function createFileHandlers({ core: { queries, commands }, givenPaths }: Deps): Pick<Handlers, FileCall> {
  const none = ok({})
  return {
    'files.add': async ({ paths }) => {
      givenPaths.use(paths)
      return ok(await commands.takeFiles(paths))
    },
    'files.addBytes': async ({ name, bytes }) => ok(await commands.takeBytes(name, bytes)),
    'files.choose': async () => {
      const chosen = await dialog.showOpenDialog({
        title: 'Choisir des factures',
        buttonLabel: 'Ajouter',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Factures', extensions: Object.values(ENDINGS).flat() },
          { name: 'Tous les fichiers', extensions: ['*'] },
        ],
      })
      return ok(await commands.takeFiles(chosen.canceled ? [] : chosen.filePaths))
    },
    'strays.retry': async ({ path }) => {
      await commands.retryStray(path)
      return none
    },
    'strays.dismiss': ({ paths }) => {
      commands.dismissStrays(paths)
      return none
    },
    'folder.choose': async () => {
      const chosen = await dialog.showOpenDialog({
        title: 'Choisir le dossier surveillé',
        buttonLabel: 'Surveiller ce dossier',
        properties: ['openDirectory', 'createDirectory'],
      })
      const [path] = chosen.filePaths
      return chosen.canceled || !path ? none : commands.setFolder(path)
    },
    'folder.answerExisting': (answer) => {
      commands.answerExisting(answer)
      return none
    },
    'folder.open': async () => ((await openFolder(queries.folder().path)) ? none : fail('folder.refused')),
    'folder.watch': ({ isOn }) => {
      commands.watchFolder(isOn)
      return none
    },
  }
}

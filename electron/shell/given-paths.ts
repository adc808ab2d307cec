import { ipcMain } from 'electron'

export type GivenPaths = ReturnType<typeof createGivenPaths>

/**
 * Capability list of the disk: the places of files that a person has dropped or opened, as the preload or the system has them.
 * A page may ask for no other, whatever it has been made to say.
 */
export function createGivenPaths({ isOurs }: { isOurs: (url: string) => boolean }) {
  const given = new Set<string>()
  ipcMain.on('given', (event, path: unknown) => {
    if (isOurs(event.senderFrame?.url ?? '') && typeof path === 'string') given.add(path)
  })
  return {
    add: (paths: string[]) => paths.forEach((path) => given.add(path)),
    /** Uses them up, all or none. Throws when one was not given. */
    use: (paths: string[]) => {
      if (!paths.every((path) => given.has(path))) throw new Error('A path that nobody has given')
      for (const path of paths) given.delete(path)
    },
  }
}

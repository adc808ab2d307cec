import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * What was asked to be opened: the files and folders among the arguments, as paths or as the `file:` addresses file managers
 * hand over, without switches and the application itself.
 */
export function filesOf(args: string[], cwd: string): string[] {
  return args
    .filter((argument) => argument !== '' && argument !== '.' && !argument.startsWith('-'))
    .flatMap((argument) => pathOf(argument, cwd) ?? [])
    .filter((path) => existsSync(path))
}

function pathOf(argument: string, cwd: string): string | undefined {
  if (!argument.startsWith('file:')) return resolve(cwd, argument)
  try {
    return fileURLToPath(argument)
  } catch {
    return undefined
  }
}

/** Files handed over at any time, from before the application is ready to take them. */
export function createOpenedFiles() {
  const early: string[] = []
  let take: (paths: string[]) => void = (paths) => void early.push(...paths)
  return {
    add: (paths: string[]) => take(paths),
    /** Takes what has come so far, and from now on whatever comes at once. */
    takeWith: (taker: (paths: string[]) => void) => {
      take = taker
      take(early)
    },
  }
}

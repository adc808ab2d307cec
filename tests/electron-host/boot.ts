import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hostApp, mainModuleEvaluated } from './app.ts'
import { application } from './paths.ts'

/** Runs the application whose folder (or main file) is the first argument: `boot.ts . facture.pdf` */
const target = resolve(process.argv[2] ?? '.')
const isFolder = statSync(target).isDirectory()
application.folder = isFolder ? target : dirname(target)
if (isFolder)
  application.manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as typeof application.manifest
process.argv = [process.argv[0]!, ...process.argv.slice(2)]
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: application.folder })

/**
 * Electron quits in good order when it is told to. Here an application that does not is ended after three seconds, or
 * when it is told again (the same signal may come twice: from the terminal, and handed on by whoever started us).
 */
let toldAt: number | undefined
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (toldAt === undefined) {
      toldAt = Date.now()
      setTimeout(() => hostApp.exit(0), 3000).unref()
      hostApp.quit()
    } else if (Date.now() - toldAt > 500) hostApp.exit(0)
  })
}

/** Electron shows such an error in a dialog and goes on. Here it is written where a spec's fixture looks for it. */
const complain = (error: unknown) => {
  const text = error instanceof Error ? error.stack : String(error)
  process.stderr.write(`A JavaScript error occurred in the main process\n${text}\n`)
}
process.on('uncaughtException', (error) => process.listenerCount('uncaughtException') === 1 && complain(error))
process.on('unhandledRejection', (reason) => process.listenerCount('unhandledRejection') === 1 && complain(reason))

// As in Electron, `ready` comes only once the main module has finished evaluating, so a top-level
// `await app.whenReady()` waits for ever (electron#40719).
const hung = setTimeout(() => {
  process.stderr.write(
    '[host] the main module still waits: a top-level `await app.whenReady()` never ends in Electron\n',
  )
}, 5000)
try {
  await import(pathToFileURL(isFolder ? join(target, application.manifest.main ?? 'index.js') : target).href)
  clearTimeout(hung)
  await mainModuleEvaluated()
} catch (error) {
  complain(error)
  process.exit(1)
}

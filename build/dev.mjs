import { spawn } from 'node:child_process'
import { existsSync, rmSync, watch } from 'node:fs'
import { MODES, viteArguments } from './bundle.mjs'
import { chooseEngine } from './engine.mjs'
import { launch } from './launch.mjs'
import { installPackages } from './packages.mjs'
import { inRoot, pinnedNode, root, toolEnvironment } from './root.mjs'
import { say } from './say.mjs'

/**
 * `npm run dev`: builds at each change. Main and preload restart the application; a change of the window is left to
 * main, which with CHORISTE_DEV=1 watches out/renderer and reloads.
 */
await installPackages()
const engine = await chooseEngine()
say(engine.says)

// The application starts once all three bundles are there, freshly built.
rmSync(inRoot('out'), { recursive: true, force: true })
const builders = MODES.map((mode) =>
  spawn(pinnedNode, [...viteArguments(mode), '--watch'], { cwd: root, env: toolEnvironment(), stdio: 'inherit' }),
)
const OUTPUTS = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'].map((path) => inRoot(path))
let application
let restarting

/** A build writes several files: the application starts once they have been still for a moment. */
function restartSoon() {
  clearTimeout(restarting)
  restarting = setTimeout(restart, 300)
}

function restart() {
  if (!OUTPUTS.every((path) => existsSync(path))) return restartSoon()
  if (application?.exitCode === null) {
    application.removeAllListeners('exit')
    application.once('exit', start)
    application.kill('SIGTERM')
    say('Relance de l’application.')
  } else start()
}

function start() {
  application = launch(engine, process.argv.slice(2), { CHORISTE_DEV: '1' })
  application.once('exit', end)
}

function end() {
  for (const builder of builders) builder.kill()
  process.exit(application?.exitCode ?? 0)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => (application?.exitCode === null ? application.kill('SIGTERM') : end()))
await new Promise((ready) => {
  const look = setInterval(() => {
    if (!['out/main', 'out/preload'].every((folder) => existsSync(inRoot(folder)))) return
    clearInterval(look)
    ready()
  }, 100)
})
for (const folder of ['out/main', 'out/preload']) watch(inRoot(folder), restartSoon)
restartSoon()

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { root, toolEnvironment } from './root.mjs'
import { say } from './say.mjs'

/** Paths are the person's, from where the command was typed; the application runs in the project's folder. */
export function applicationArguments(args, from = process.env.INIT_CWD ?? process.cwd()) {
  return args.map((arg) => (!arg.startsWith('-') && existsSync(resolve(from, arg)) ? resolve(from, arg) : arg))
}

/** Starts the application on that engine. Gives the process; what it says goes to the terminal. */
export function launch(engine, args, env = {}) {
  const child = spawn(engine.command, [...engine.args, ...applicationArguments(args)], {
    cwd: root,
    env: toolEnvironment({ ...engine.env, ...env }),
    stdio: ['inherit', 'inherit', 'pipe'],
  })
  createInterface({ input: child.stderr }).on('line', (line) => {
    const [, address] = /^DevTools listening on ws:\/\/([^/]+)/.exec(line) ?? []
    if (address) void sayHowToAttach(address)
    else process.stderr.write(`${line}\n`)
  })
  return child
}

/** Without a display the page can be seen, and used, in any Chromium on the same machine. */
async function sayHowToAttach(address) {
  const page = await findPage(address)
  if (!page) return
  say('')
  say('Il n’y a pas d’écran ici : l’application tourne sans fenêtre visible.')
  say('Pour la voir et s’en servir, ouvrez cette adresse dans Chromium, Chrome ou Edge, sur cette même machine :')
  say(`  http://${address}/devtools/inspector.html?ws=${address}/devtools/page/${page}`)
  say(`Ou tapez chrome://inspect, « Configure… », ajoutez ${address}, puis « inspect ».`)
}

/** The window appears some time after the browser: asked for up to thirty seconds. Gives its id. */
async function findPage(address) {
  for (let tries = 0; tries < 150; tries++) {
    const targets = await fetch(`http://${address}/json/list`).then(
      (response) => response.json(),
      () => [],
    )
    const page = targets.find(({ type, url }) => type === 'page' && url.startsWith('https://'))
    if (page) return page.id
    await new Promise((later) => setTimeout(later, 200))
  }
  return undefined
}

/**
 * Waits for the end of the application and ends with its status. Ctrl-C reaches it from the terminal, and it quits in
 * good order; a second one, or SIGTERM, is handed on.
 */
export function endWith(child) {
  const started = Date.now()
  let interrupted = false
  process.on('SIGINT', () => {
    if (interrupted) child.kill('SIGTERM')
    interrupted = true
  })
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    // A window takes longer than this to open, let alone to be closed by a person: another instance has taken over.
    const hadAnother = code === 0 && !interrupted && Date.now() - started < 1500
    if (hadAnother) say('Choriste était déjà ouverte : c’est sa fenêtre qui passe devant.')
    process.exit(code ?? (signal ? 1 : 0))
  })
}

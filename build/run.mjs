import { spawn } from 'node:child_process'
import { root, toolEnvironment } from './root.mjs'

/** A command that did not end with status 0; `output` is all it said. */
export class Failed extends Error {
  constructor(command, code, output) {
    super(`« ${command} » s’est terminé avec le code ${code}`)
    this.output = output
  }
}

/** Runs a command whose words matter only if it fails. Gives its output; throws Failed with it. */
export function runQuietly(command, args, { env, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    let output = ''
    const child = spawn(command, args, {
      cwd: root,
      env: toolEnvironment(env),
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    child.on('error', (error) => reject(new Failed([command, ...args].join(' '), error.code, error.message)))
    child.on('close', (code, signal) =>
      code === 0 ? resolve(output) : reject(new Failed([command, ...args].join(' '), code ?? signal, output)),
    )
  })
}

/** Runs a command whose output is for the person. Gives its exit status (1 when a signal ended it). */
export function runAloud(command, args, { env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: toolEnvironment(env),
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`)
      resolve(1)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** Runs a command beside others: gives its exit status and all it said, to be shown in one piece. Never throws. */
export async function runAside(command, args, options) {
  try {
    return { code: 0, output: await runQuietly(command, args, options) }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { code: 1, output: error.output }
  }
}

import { checks, passes } from './checks.mjs'
import { installPackages } from './packages.mjs'
import { say } from './say.mjs'

/** `npm run check`: types and lint only. */
await installPackages()
const failed = []
for (const check of checks()) {
  say(`── ${check.name}`)
  if (!(await passes(check))) failed.push(check.name)
}
say(failed.length ? `À reprendre : ${failed.join(', ')}` : 'Rien à redire.')
process.exitCode = failed.length ? 1 : 0

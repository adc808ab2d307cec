import { checks, run } from './checks.mjs'
import { installPackages } from './packages.mjs'
import { say } from './say.mjs'

/** `npm run check`: types and lint only, side by side; what each has to say is shown when it ends. */
await installPackages()
const failed = []
await Promise.all(
  checks().map(async (check) => {
    const { code, output } = await run(check)
    say(`── ${check.name}`)
    process.stdout.write(output)
    if (code !== 0) failed.push(check.name)
  }),
)
say(failed.length ? `À reprendre : ${failed.join(', ')}` : 'Rien à redire.')
process.exitCode = failed.length ? 1 : 0

/** The core from a terminal, in French: `choriste lire FICHIER…`. Exit status 0 done, 1 something waits for you, 2 wrong usage. */
import { lire } from './cli/lire.ts'
import { UsageError, type Command } from './cli/command.ts'

const commands: Record<string, Command> = { lire }

const USAGE = `Usage :
  choriste lire FICHIER… [--json]      ce que dit une facture : champs, provenance, remarques`

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined

try {
  if (!command) throw new UsageError(name ? `« ${name} » n’est pas une commande.` : 'Il manque la commande.')
  process.exitCode = await command({ args, write: (text) => process.stdout.write(text) })
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n\n${USAGE}\n`)
  process.exitCode = 2
}

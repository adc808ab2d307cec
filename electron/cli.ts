/** The core from a terminal, in French. Exit status 0 done, 1 something waits for you, 2 wrong usage. */
import { UsageError, type Command } from './cli/command.ts'
import { deposer } from './cli/deposer.ts'
import { etat } from './cli/etat.ts'
import { exporter } from './cli/exporter.ts'
import { lot } from './cli/lot.ts'
import { nouvelle } from './cli/nouvelle.ts'
import { lire } from './cli/lire.ts'
import { plain } from './cli/plain.ts'
import { verifier } from './cli/verifier.ts'

const commands: Record<string, Command> = { lire, verifier, deposer, lot, etat, nouvelle, exporter }

const USAGE = `Usage :
  choriste lire FICHIER…              ce que dit une facture : champs, provenance, remarques
  choriste verifier FICHIER…          ce qui l’empêcherait de partir
  choriste deposer FICHIER…           tout le dépôt, jusqu’à la réponse ou l’accusé de réception
  choriste lot FICHIER…               les factures prêtes, en un seul lot ; les autres restent, nommées
  choriste etat                       chaque facture et où elle en est
  choriste nouvelle FICHIER…          fait des factures d’un tableau (.csv, .xlsx) ou d’un .json : des brouillons
  choriste exporter --vers TABLE      la table des ventes, en .csv ou en .xlsx

Options :
  --json            une ligne JSON par réponse
  --sans-reconnaissance  lire sans reconnaître les scans (lire)
  --demo            le Chorus Pro de démonstration : rien ne sort de cet ordinateur
  --environnement E qualification, ou production, avec les accès de Choriste
  --donnees DOSSIER où vivent les données (deposer, etat, exporter)
  --accepter CHAMPS ces valeurs à vérifier sont justes : « netTotal,vatLines » (deposer)
  --aide            cette page

Code de sortie : 0 fait, 1 quelque chose vous attend, 2 mauvais usage.`

// What is kept is for its owner alone.
process.umask(0o077)

const [name = '', ...args] = process.argv.slice(2)
const wantsHelp = ['--aide', 'aide', '--help', '-h'].includes(name) || args.includes('--aide')
const command = Object.hasOwn(commands, name) ? commands[name] : undefined

try {
  if (wantsHelp) process.stdout.write(`${USAGE}\n`)
  else if (!command) throw new UsageError(name ? `« ${name} » n’est pas une commande.` : 'Il manque la commande.')
  else process.exitCode = await command({ args, write: (text) => process.stdout.write(plain(text)) })
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${plain(error.message)}\n\n${USAGE}\n`)
  process.exitCode = 2
}

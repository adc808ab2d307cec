import { readFile } from 'node:fs/promises'
import { parse, someFiles } from './arguments.ts'
import { UsageError, type Command } from './command.ts'
import { openCore } from './open-core.ts'

/**
 * `nouvelle FICHIER… --demo | --environnement E [--json] [--donnees DOSSIER]`: makes invoices of a table (.csv, .xlsx) or of a JSON; each
 * becomes a draft in À déposer. Nothing leaves; what is wrong is said by line, and the same file twice makes nothing twice.
 */
export const nouvelle: Command = async ({ args, write }) => {
  const { files, json, environment, dataFolder } = parse(args, ['json', 'demo', 'environnement', 'donnees'])
  someFiles(files, 'lire')
  if (!environment) {
    throw new UsageError('Dites où : --demo, --environnement qualification, ou --environnement production.')
  }
  const { core, stop } = await openCore(environment, dataFolder)
  let waits = false
  try {
    for (const file of files) {
      const bytes = await readFile(file).catch(() => undefined)
      const { ids, faults } = bytes
        ? await core.commands.makeFrom(bytes)
        : { ids: [], faults: ['Ce fichier n’existe pas, ou il ne peut pas être ouvert.'] }
      waits ||= faults.length > 0
      const said = `${file}\n  ${ids.length} ${ids.length > 1 ? 'brouillons' : 'brouillon'} dans À déposer\n`
      write(
        json
          ? `${JSON.stringify({ file, made: ids.length, faults })}\n`
          : `${said}${faults.map((fault) => `  ${fault}\n`).join('')}`,
      )
    }
  } finally {
    await stop()
  }
  return waits ? 1 : 0
}

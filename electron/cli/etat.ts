import type { Row } from '../../shared/contract/views.ts'
import { formatCents } from '../../shared/base/money.ts'
import { parse } from './arguments.ts'
import type { Command } from './command.ts'
import { look } from './look.ts'

/** `etat [--environnement E] [--json] [--donnees DOSSIER]`: every invoice and where it stands. Only looks; the window may be open. */
export const etat: Command = ({ args, write }) => {
  const { json, dataFolder, environment = 'demonstration' } = parse(args, ['json', 'demo', 'environnement', 'donnees'])
  const looked = look(environment, dataFolder)
  let found = 0
  let waiting = 0
  for (const row of looked?.rows() ?? []) {
    found++
    if (row.situation.waits) waiting++
    write(json ? asJson(row) : asText(row))
  }
  if (!found && !json) write('Aucune facture pour l’instant.\n')
  looked?.close()
  return Promise.resolve(waiting ? 1 : 0)
}

const asJson = ({ id, number, buyer, grossTotal, situation, stage, fileName, deadline, actions }: Row) =>
  `${JSON.stringify({ id, file: fileName, stage, number, buyer, grossTotal: grossTotal === null ? null : grossTotal / 100, state: situation.word, label: situation.label ?? null, message: situation.sentence, waits: situation.waits, actions, due: deadline?.on ?? null })}\n`
const asText = ({ number, buyer, grossTotal, situation, fileName }: Row) =>
  `${(number || fileName).padEnd(24)} ${situation.word.padEnd(20)} ${(grossTotal === null ? '' : formatCents(grossTotal)).padStart(14)}  ${buyer}\n${' '.repeat(25)}${situation.sentence}\n`

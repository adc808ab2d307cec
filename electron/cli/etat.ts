import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Row } from '../../shared/contract/views.ts'
import { formatCents } from '../../shared/base/money.ts'
import { PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import { createFacts } from '../core/queries/rule-context.ts'
import { DATABASE, lookInto, TooNew, TooOld } from '../core/store/database.ts'
import { createViews } from '../core/queries/invoices.ts'
import { parse } from './arguments.ts'
import { UsageError, type Command } from './command.ts'
import { demonstrationFolder } from './data.ts'

/** `etat [--json] [--donnees DOSSIER]`: every invoice and where it stands. Only looks; the window may be open. */
export const etat: Command = ({ args, write }) => {
  const { json, dataFolder: chosen } = parse(args, ['json', 'donnees'])
  const file = join(demonstrationFolder(chosen), DATABASE)
  if (!existsSync(file)) {
    if (!json) write('Aucune facture pour l’instant.\n')
    return Promise.resolve(0)
  }
  const store = open(file)
  const now = Date.now
  const factsOf = createFacts({ ...store, hearsay: () => null, environment: 'demonstration', now })
  const unheld = {
    hold: () => undefined,
    scanOf: () => undefined,
    access: () => 'open' as const,
    connections: { ids: () => [PRINCIPAL], ofInvoice: () => PRINCIPAL },
    environment: 'demonstration' as const,
  }
  const views = createViews({ ...store, ...unheld, factsOf, now })
  let found = 0
  let waiting = 0
  for (const invoice of store.invoices.each()) {
    const row = views.row(invoice)
    if (!row) continue
    found++
    if (row.situation.waits) waiting++
    write(json ? asJson(row) : asText(row))
  }
  if (!found && !json) write('Aucune facture pour l’instant.\n')
  store.close()
  return Promise.resolve(waiting ? 1 : 0)
}

const asJson = ({ id, number, buyer, grossTotal, situation, stage, fileName, deadline, actions }: Row) =>
  `${JSON.stringify({ id, file: fileName, stage, number, buyer, grossTotal: grossTotal === null ? null : grossTotal / 100, state: situation.word, label: situation.label ?? null, message: situation.sentence, waits: situation.waits, actions, due: deadline?.on ?? null })}\n`
const asText = ({ number, buyer, grossTotal, situation, fileName }: Row) =>
  `${(number || fileName).padEnd(24)} ${situation.word.padEnd(20)} ${(grossTotal === null ? '' : formatCents(grossTotal)).padStart(14)}  ${buyer}\n${' '.repeat(25)}${situation.sentence}\n`

function open(file: string) {
  try {
    return lookInto(file)
  } catch (error) {
    if (error instanceof TooOld)
      throw new UsageError('Ces données sont d’une version plus ancienne : ouvrez Choriste une fois.')
    if (error instanceof TooNew) throw new UsageError('Ces données sont d’une version plus récente de Choriste.')
    throw error
  }
}

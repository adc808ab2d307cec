import type { FailureCode, Result } from '../../shared/contract/result.ts'
import { french } from '../../shared/base/french.ts'
import { parse, someFiles } from './arguments.ts'
import { UsageError, type Command } from './command.ts'
import { openCore, type OpenCore } from './open-core.ts'
import { outcomeOf, report } from './outcome.ts'
import { pageOf } from './page-of.ts'

/** Max time the files are read and the lot is waited for, in milliseconds; the next call, or the window, goes on with it. */
const PATIENCE = 60_000

/** Why drafts cannot be a lot, in French. */
const WHY: Partial<Record<FailureCode, string>> = {
  'lot.few': 'Un lot prend deux factures prêtes au moins.',
  'lot.many': 'Il y a trop de factures pour un seul lot.',
  'lot.heavy': 'Ces factures sont trop lourdes pour un seul lot.',
  'lot.mixed': 'Ces factures ne peuvent pas partir ensemble : un lot est d’une entreprise, et d’un seul format.',
  'access.missing': 'Rien ne peut partir : les accès à Chorus Pro manquent, ou sont fermés.',
}

/**
 * `lot FICHIER… --demo | --environnement E [--json] [--donnees DOSSIER]`: the invoices of these files that are ready leave as one lot, all
 * of them or none; the others stay, named. By hand on the portal, the lot waits there to be laid out.
 */
export const lot: Command = async ({ args, write }) => {
  const { files, json, environment, dataFolder } = parse(args, ['json', 'demo', 'environnement', 'donnees'])
  someFiles(files, 'mettre en lot')
  if (!environment) {
    throw new UsageError('Dites où déposer : --demo, --environnement qualification, ou --environnement production.')
  }
  const open = await openCore(environment, dataFolder)
  const { queries, commands } = open.core
  try {
    open.core.start({ watching: false })
    const { ids, known } = await commands.takeFiles(files)
    await until(open, () => ids.every((id) => stageOf(open, id) !== 'arrived'))
    const ready = ids.filter((id) => isReady(open, id))
    const sent = commands.lots.send(ready)
    if (sent.ok) await until(open, () => ready.every((id) => stageOf(open, id) !== 'leaving'))
    write(json ? `${JSON.stringify(said(sent, ready.length))}\n` : `${french(sentence(sent, ready.length))}\n`)
    const outcomes = ids.map((id) => {
      const page = pageOf(queries, id)
      return outcomeOf({ file: page.invoice.file.name, page, known: known.includes(id), approval: undefined })
    })
    for (const outcome of outcomes) write(json ? `${JSON.stringify(outcome)}\n` : report(outcome))
    return sent.ok && outcomes.every(({ stage }) => DONE.includes(stage)) ? 0 : 1
  } finally {
    await open.stop()
  }
}

type Sent = Result<{ id: string; way: 'api' | 'portail' }>
const said = (sent: Sent, invoices: number) =>
  sent.ok
    ? { lot: sent.value.id, way: sent.value.way, invoices }
    : { lot: null, why: WHY[sent.failure] ?? sent.failure }
function sentence(sent: Sent, invoices: number): string {
  if (!sent.ok) return `${WHY[sent.failure] ?? sent.failure} Rien n’est parti.`
  return sent.value.way === 'api'
    ? `Lot de ${invoices} factures`
    : `Lot de ${invoices} factures, à déposer sur le portail : voir Lots dans Choriste.`
}

/** A lot is done once it has its receipt: what becomes of each invoice comes later. */
const DONE = ['sent', 'followed', 'closed']
const stageOf = ({ core }: OpenCore, id: string) => pageOf(core.queries, id).invoice.stage
function isReady({ core }: OpenCore, id: string): boolean {
  const { invoice, problems } = pageOf(core.queries, id)
  return invoice.stage === 'draft' && problems.every(({ severity }) => severity === 'warn')
}

async function until({ next }: OpenCore, isOver: () => boolean) {
  const late = Date.now() + PATIENCE
  while (!isOver() && Date.now() < late) await next(late)
}

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Result } from '../../shared/contract/result.ts'
import { formFields, type FormField } from '../../shared/domain/fields/field-labels.ts'
import type { Page } from '../../shared/contract/views.ts'
import { toLookAt } from '../../shared/domain/rules/looked.ts'
import type { Core } from '../core/core.ts'
import { sentenceOf } from '../core/intake/words.ts'
import { parse, someFiles } from './arguments.ts'
import { UsageError, type Command } from './command.ts'
import { openCore, type OpenCore } from './open-core.ts'
import { pageOf } from './page-of.ts'
import { outcomeOf, outside, report, type Outcome } from './outcome.ts'

/** Max time an invoice is waited for, in milliseconds; the next call, or the window, goes on with it. */
const PATIENCE = 60_000

/**
 * `deposer FICHIER… --demo | --environnement E [--json] [--donnees DOSSIER] [--accepter CHAMP,…]`: the whole main job without a
 * window. What is « à vérifier » stops it, as it does in the window, unless it is accepted by name; what is sent is looked after by
 * the same guards. In the demonstration to the final answer; over there, a flow is done once it has its receipt.
 */
export const deposer: Command = async ({ args, write }) => {
  const { files, json, environment, accepted, dataFolder } = parse(args, [
    ...(['json', 'demo', 'environnement', 'donnees', 'accepter'] as const),
  ])
  someFiles(files, 'déposer')
  const fields = accepted.map(fieldNamed)
  if (!environment) {
    throw new UsageError('Dites où déposer : --demo, --environnement qualification, ou --environnement production.')
  }
  const open = await openCore(environment, dataFolder)
  const ends = environment === 'demonstration' ? ['followed', 'closed'] : ['sent', 'followed', 'closed']
  let waits = false
  try {
    open.core.start({ watching: false })
    for (const file of files)
      for (const outcome of await depositFile(open, file, { accepted: fields, ends })) {
        waits ||= !ends.includes(outcome.stage)
        write(json ? `${JSON.stringify(outcome)}\n` : report(outcome))
      }
  } finally {
    await open.stop()
  }
  return waits ? 1 : 0
}

/** Values that are accepted as they are, and the stages that end the wait. */
type Manner = { accepted: FormField[]; ends: string[] }

/** One outcome for a file, several for an archive or a folder. */
async function depositFile(open: OpenCore, file: string, manner: Manner): Promise<Outcome[]> {
  const { core } = open
  const path = resolve(file)
  if (!existsSync(path)) return [outside(file, sentenceOf('gone'))]
  const before = new Set(core.queries.strays().map((stray) => stray.path))
  const { ids, known, aside } = await core.commands.takeFiles([path])
  const outcomes = []
  for (const id of ids)
    outcomes.push(outcomeOf({ file, known: known.includes(id), ...(await toTheEnd(open, id, manner)) }))
  const strays = core.queries
    .strays()
    .filter((stray) => stray.path.startsWith(path) && (!before.has(stray.path) || !ids.length))
  const told = aside.length ? aside : strays.map(({ message }) => message)
  return [...outcomes, ...told.map((message) => outside(file, message))]
}

type Ended = { page: Page; approval: Result<unknown> | undefined }

/** Approves what is ready, and waits until there is nothing more to wait for. */
async function toTheEnd({ core, next }: OpenCore, id: string, { accepted, ends }: Manner): Promise<Ended> {
  const until = Date.now() + PATIENCE
  let approval: Result<unknown> | undefined
  for (;;) {
    const { invoice } = pageOf(core.queries, id)
    if (invoice.stage === 'draft' && !approval && !invoice.refusal) {
      await core.commands.ensureFresh(invoice.fields).catch(() => undefined)
      approval = await approve(core, id, accepted)
      if (!approval.ok) return { page: pageOf(core.queries, id), approval }
    } else if (
      ends.includes(invoice.stage) ||
      !['arrived', 'leaving', 'sent'].includes(invoice.stage) ||
      Date.now() > until
    )
      return { page: pageOf(core.queries, id), approval }
    else await next(until)
  }
}

/** Approves a draft, and says of the doubtful values of these fields that they are right. */
function approve({ queries, commands }: Core, id: string, accepted: FormField[]): Promise<Result<unknown>> {
  const { invoice, facts } = pageOf(queries, id)
  if (invoice.stage !== 'draft' || !facts) throw new Error(`No draft ${id}`)
  const { fields, circuit } = invoice
  const confirmed = toLookAt(fields, facts).filter((name) => accepted.includes(name))
  return commands.approve(id, { fields, confirmed, circuit })
}

function fieldNamed(name: string): FormField {
  const field = formFields.find((each) => each === name)
  if (field) return field
  throw new UsageError(`« ${name} » n’est pas un champ. Au choix : ${formFields.join(', ')}.`)
}

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Result } from '../../shared/contract/result.ts'
import { formFields, type FormField } from '../../shared/domain/fields/field-labels.ts'
import type { InvoiceAt, Invoice } from '../../shared/domain/lifecycle/invoice.ts'
import { toLookAt } from '../../shared/domain/rules/looked.ts'
import type { Core } from '../core/core.ts'
import { sentenceOf } from '../core/intake/words.ts'
import { parse, someFiles } from './arguments.ts'
import { UsageError, type Command } from './command.ts'
import { openCore, type OpenCore } from './open-core.ts'
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
  const before = new Set(core.strays.list().map((stray) => stray.path))
  const { invoices } = await core.intake.take(path, 'hand')
  const outcomes = []
  for (const { id, isNew } of invoices)
    outcomes.push(outcomeOf(core, { file, known: !isNew, ...(await toTheEnd(open, id, manner)) }))
  const strays = core.strays
    .list()
    .filter((stray) => stray.path.startsWith(path) && (!before.has(stray.path) || !invoices.length))
  return [...outcomes, ...strays.map(({ message }) => outside(file, message))]
}

type Ended = { invoice: Invoice; approval: Result<unknown> | undefined }

/** Approves what is ready, and waits until there is nothing more to wait for. */
async function toTheEnd({ core, next }: OpenCore, id: string, { accepted, ends }: Manner): Promise<Ended> {
  const until = Date.now() + PATIENCE
  let approval: Result<unknown> | undefined
  for (;;) {
    const invoice = core.invoices.get(id)
    if (invoice.stage === 'draft' && !approval && !invoice.refusal) {
      await core.inquiries.fresh(invoice.fields).catch(() => undefined)
      approval = await approve(core, invoice, accepted)
      if (!approval.ok) return { invoice: core.invoices.get(id), approval }
    } else if (
      ends.includes(invoice.stage) ||
      !['arrived', 'leaving', 'sent'].includes(invoice.stage) ||
      Date.now() > until
    )
      return { invoice, approval }
    else await next(until)
  }
}

/** Says of the doubtful values of these fields that they are right, and approves. */
function approve({ approve, factsOf }: Core, invoice: InvoiceAt<'draft'>, accepted: FormField[]) {
  const { id, fields, circuit } = invoice
  const confirmed = toLookAt(fields, factsOf(invoice)).filter((name) => accepted.includes(name))
  return approve(id, { fields, confirmed, circuit })
}

function fieldNamed(name: string): FormField {
  const field = formFields.find((each) => each === name)
  if (field) return field
  throw new UsageError(`« ${name} » n’est pas un champ. Au choix : ${formFields.join(', ')}.`)
}

import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { formFields, type FormField } from '../../shared/domain/fields/field-labels.ts'
import { isKnown } from '../../shared/domain/lifecycle/invoice.ts'
import { toLookAt } from '../../shared/domain/rules/looked.ts'
import type { Page } from '../../shared/contract/views.ts'
import type { Problem } from '../../shared/domain/rules/problem.ts'
import { createCore, type Core } from '../core/core.ts'
import { sentenceOf } from '../core/intake/words.ts'
import { createScanner } from '../core/reading/scan/scanner.ts'
import { createReader } from '../core/reading/thread.ts'
import { InUse, occupy } from '../core/backup/data-folder-lock.ts'
import { createDemonstration } from '../demonstration.ts'
import { parse, someFiles } from './arguments.ts'
import { UsageError, type Command } from './command.ts'
import { demonstrationFolder } from './data.ts'
import { problemLines } from './problem-lines.ts'

/** What became of one file; the shape of `--json`. */
type Outcome = {
  file: string
  stage: string
  number: string | null
  remoteId: number | null
  flow: string | null
  status: string | null
  /** Where it stands, as the window says it. */
  sentence: string
  /** It was already an invoice here: nothing was sent again. */
  known: boolean
  problems: Pick<Problem, 'code' | 'severity' | 'message' | 'advice' | 'field'>[]
}

/** Longer than any answer of the demonstration takes, in milliseconds. */
const PATIENCE = 60_000
const examplesFolder = join(import.meta.dirname, '../../resources/exemples')

/**
 * `deposer FICHIER… --demo [--json] [--donnees DOSSIER] [--accepter CHAMP,…]`: the whole main job without a window, to the
 * final answer. What is « à vérifier » stops it, as it does in the window, unless it is accepted by name.
 */
export const deposer: Command = async ({ args, write }) => {
  const { files, json, demo, accepted, dataFolder: chosen } = parse(args, ['json', 'demo', 'donnees', 'accepter'])
  someFiles(files, 'déposer')
  const fields = accepted.map(fieldNamed)
  if (!demo) throw new UsageError('Sans raccordement à l’API, seule la démonstration est possible : ajoutez --demo.')
  const dataFolder = demonstrationFolder(chosen)
  const free = occupyOrSay(dataFolder)
  const reader = createReader()
  const scanner = createScanner()
  const wakeUps = new Set<() => void>()
  const core = createCore({
    dataFolder,
    environment: 'demonstration',
    ...createDemonstration({ dataFolder, examplesFolder, now: Date.now }),
    reader,
    scanner,
    now: Date.now,
    tell: () => wakeUps.forEach((wakeUp) => wakeUp()),
  })
  let waits = false
  try {
    core.start({ watching: false })
    for (const file of files)
      for (const outcome of await depositFile(core, file, { accepted: fields, wakeUps })) {
        waits ||= !['followed', 'closed'].includes(outcome.stage)
        write(json ? `${JSON.stringify(outcome)}\n` : report(outcome))
      }
  } finally {
    await core.stop()
    scanner.stop()
    await reader.stop()
    free()
  }
  return waits ? 1 : 0
}

type Manner = { accepted: FormField[]; wakeUps: Set<() => void> }

/** One outcome for a file, several for an archive. */
async function depositFile(core: Core, file: string, manner: Manner): Promise<Outcome[]> {
  const path = resolve(file)
  if (!existsSync(path)) return [outside(file, sentenceOf('gone'))]
  const before = new Set(core.queries.strays().map((stray) => stray.path))
  const { ids, known } = await core.commands.takeFiles([path])
  const outcomes = []
  for (const id of ids) {
    await toTheEnd(core, id, manner)
    outcomes.push(outcomeOf(file, pageOf(core, id), known.includes(id)))
  }
  const strays = core.queries
    .strays()
    .filter((stray) => stray.path.startsWith(path) && (!before.has(stray.path) || !ids.length))
  return [...outcomes, ...strays.map(({ message }) => outside(file, message))]
}

/** Approves what is ready, and waits until there is nothing more to wait for. */
async function toTheEnd(core: Core, id: string, { accepted, wakeUps }: Manner): Promise<void> {
  const until = Date.now() + PATIENCE
  let isApproved = false
  for (;;) {
    const { invoice } = pageOf(core, id)
    if (invoice.stage === 'draft' && !isApproved && !invoice.refusal) {
      await core.commands.ensureFresh(invoice.fields).catch(() => undefined)
      isApproved = true
      if (!(await approve(core, id, accepted))) return
    } else if (!['arrived', 'leaving', 'sent'].includes(invoice.stage) || Date.now() > until) return
    else await somethingHappens(wakeUps, until)
  }
}

/** Approves a draft, and says of the doubtful values of these fields that they are right. */
async function approve({ queries, commands }: Core, id: string, accepted: FormField[]): Promise<boolean> {
  const { invoice, facts } = queries.page(id) ?? {}
  if (invoice?.stage !== 'draft' || !facts) return false
  const { fields, circuit } = invoice
  const confirmed = toLookAt(fields, facts).filter((name) => accepted.includes(name))
  return (await commands.approve(id, { fields, circuit, confirmed })).ok
}

function pageOf({ queries }: Core, id: string): Page {
  const page = queries.page(id)
  if (!page) throw new Error(`No invoice ${id}`)
  return page
}

function fieldNamed(name: string): FormField {
  const field = formFields.find((each) => each === name)
  if (field) return field
  throw new UsageError(`« ${name} » n’est pas un champ. Au choix : ${formFields.join(', ')}.`)
}

/** The next news of any invoice, or the end of our patience. */
const somethingHappens = (wakeUps: Set<() => void>, until: number) =>
  new Promise<void>((done) => {
    const wakeUp = () => {
      clearTimeout(timer)
      wakeUps.delete(wakeUp)
      done()
    }
    const timer = setTimeout(wakeUp, until - Date.now())
    wakeUps.add(wakeUp)
  })

function outcomeOf(file: string, { invoice, row, problems: found }: Page, known: boolean): Outcome {
  const refusal = invoice.stage === 'draft' ? (invoice.refusal?.problems ?? []) : []
  const problems = [...refusal, ...found]
  return {
    file,
    stage: invoice.stage,
    number: isKnown(invoice) ? invoice.fields.number || null : null,
    remoteId: 'remoteKey' in invoice && invoice.remoteKey !== undefined ? Number(invoice.remoteKey) : null,
    flow: 'flow' in invoice ? (invoice.flow ?? null) : null,
    status: 'status' in invoice ? invoice.status : null,
    sentence: row.situation.sentence,
    known,
    problems: problems.map(({ code, severity, message, advice, field }) => ({
      code,
      severity,
      message,
      ...(advice && { advice }),
      ...(field && { field }),
    })),
  }
}

const outside = (file: string, message: string): Outcome => ({
  file,
  stage: 'outside',
  number: null,
  remoteId: null,
  flow: null,
  status: null,
  sentence: message,
  known: false,
  problems: [{ code: 'file.outside', severity: 'stop', message }],
})

const stages: Record<string, string> = {
  draft: 'reste ici, à compléter',
  leaving: 'en file',
  portal: 'à déposer sur le portail, par vous',
  sent: 'envoyée, accusé reçu',
  uncertain: 'incertaine : Choriste la cherchera',
  followed: 'déposée et suivie',
  closed: 'close',
  outside: 'non prise',
  discarded: 'écartée',
}

function report({ file, stage, number, sentence, remoteId, flow, known, problems }: Outcome): string {
  const head = `${file}\n  ${number ? `${number} : ` : ''}${stages[stage] ?? stage}${known ? ' (déjà connue, rien n’a été renvoyé)' : ''}`
  const traces = [remoteId && `identifiant Chorus Pro ${remoteId}`, flow && `flux ${flow}`].filter(Boolean).join(', ')
  const lines = problems.length ? problemLines(problems as Problem[]) : `  ${sentence}`
  const doubtful = problems.flatMap(({ code, field }) => (code === 'value.unlooked' && field ? [field] : []))
  const hint = doubtful.length ? `\n  Pour accepter telle quelle : --accepter ${doubtful.join(',')}` : ''
  return `${head}\n${lines}${hint}${traces ? `\n  ${traces}` : ''}\n`
}

function occupyOrSay(dataFolder: string): () => void {
  try {
    return occupy(dataFolder)
  } catch (error) {
    if (!(error instanceof InUse)) throw error
    throw new UsageError(
      'Choriste est déjà ouvert sur ces données. Fermez-le, ou indiquez un autre dossier avec --donnees.',
    )
  }
}

import { french } from '../../shared/base/french.ts'
import type { Page } from '../../shared/contract/views.ts'
import type { Result } from '../../shared/contract/result.ts'
import { isKnown } from '../../shared/domain/lifecycle/invoice.ts'
import type { Problem } from '../../shared/domain/rules/problem.ts'
import { problemLines } from './problem-lines.ts'

/** What became of one file; the shape of `--json`. */
export type Outcome = {
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

/** What approving answered; undefined where it was not asked. */
type Approval = Result<unknown> | undefined

/** Why an approved draft stays: its firm's accesses are closed, which no rule says. */
const closed = (approval: Approval): Problem[] =>
  approval && !approval.ok && approval.failure === 'access.missing'
    ? [
        {
          code: 'access.missing',
          severity: 'stop',
          control: 'document',
          message: 'Rien ne peut partir : les accès à Chorus Pro manquent, ou sont fermés.',
          advice: french('Voir « En ligne de commande », dans le LISEZ-MOI : phrase de passe, ou secrets.'),
        },
      ]
    : []

/** Outcome of an invoice as it stands; `known` when its file was one already. */
export function outcomeOf({ file, page, known, approval }: Ended): Outcome {
  const { invoice, row, problems: found } = page
  const refusal = invoice.stage === 'draft' ? (invoice.refusal?.problems ?? []) : []
  const problems = [...closed(approval), ...refusal, ...found]
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
type Ended = { file: string; page: Page; known: boolean; approval: Approval }

/** Outcome of a file that was not taken in. */
export const outside = (file: string, message: string): Outcome => ({
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

/** Outcome as a person reads it in a terminal. */
export function report({ file, stage, number, sentence, remoteId, flow, known, problems }: Outcome): string {
  const head = `${file}\n  ${number ? `${number} : ` : ''}${stages[stage] ?? stage}${known ? ' (déjà connue, rien n’a été renvoyé)' : ''}`
  const traces = [remoteId && `identifiant Chorus Pro ${remoteId}`, flow && `flux ${flow}`].filter(Boolean).join(', ')
  const lines = problems.length ? problemLines(problems as Problem[]) : `  ${sentence}`
  const doubtful = problems.flatMap(({ code, field }) => (code === 'value.unlooked' && field ? [field] : []))
  const hint = doubtful.length ? `\n  Pour accepter telle quelle : --accepter ${doubtful.join(',')}` : ''
  return `${head}\n${lines}${hint}${traces ? `\n  ${traces}` : ''}\n`
}

import flux from '../data/flux.json' with { type: 'json' }
import type { Parts } from '../operation.ts'
import type { FlowPaper } from '../reading/read-flux.ts'
import { complaintsOfFlow } from './checks.ts'
import { complaintsOfFile } from './file-rules.ts'
import { reportOf } from './refusals.ts'
import { register } from './register.ts'
import type { Entry, Flow, FlowError } from './store.ts'

/** The states a flow goes through before its outcome, dated at its deposit (chorus-pro-api.md §7.7). */
export function courseOf({ at, haste }: { at: number; haste: number }): { history: Entry[]; settlesAt: number } {
  const dated = (seconds: number) => at + (seconds * 1000) / haste
  return {
    history: flux.states.map(({ status, afterSeconds }) => ({ status, at: dated(afterSeconds) })),
    settlesAt: dated(flux.settledSeconds),
  }
}

/** Is a flow still too young to be found? (chorus-pro-api.md §5.2) */
export const isTooYoung = ({ depositedAt }: Flow, { now, haste, unknownFlowSeconds }: Parts): boolean =>
  now() < depositedAt + (unknownFlowSeconds * 1000) / haste

/** Takes in or refuses the invoices of every flow whose time has come, in the order of that time. Called before each answer. */
export function settleFlows(parts: Parts): void {
  const due = parts.store.flows().filter(({ settlesAt }) => settlesAt !== null && settlesAt <= parts.now())
  const inOrder = due.toSorted((one, other) => one.settlesAt! - other.settlesAt!)
  for (const flow of inOrder) settle(flow, parts, flow.settlesAt!)
}

/** Takes in the invoices that no rule complains of, reports the others, and gives the flow its final state, all at `at`. */
export function settle(flow: Flow, parts: Parts, at: number): void {
  flow.settlesAt = null
  flow.errors = flow.papers.flatMap((paper) => errorOf(paper, parts) ?? take(paper, flow, at, parts))
  flow.history.push({ status: outcomeOf(flow), at })
  parts.store.changed()
}

function errorOf(paper: FlowPaper, parts: Parts): FlowError | undefined {
  const complaints = [...complaintsOfFile(paper), ...complaintsOfFlow(paper, parts)]
  if (complaints.length === 0) return undefined
  return {
    identifiantFournisseur: paper.supplierSiret,
    identifiantDestinataire: paper.buyerSiret,
    numeroDP: paper.number,
    libelleErreurDP: reportOf(complaints, paper.file.dialect),
  }
}

function take({ file: _, ...paper }: FlowPaper, flow: Flow, at: number, parts: Parts): [] {
  const { number, depositedAt, size } = flow
  register(paper, parts, {
    at,
    mode: 'UPLOAD_API',
    flow: number,
    depositedAt,
    bankAccount: null,
    mainFile: null,
    attachments: [],
    size,
  })
  return []
}

function outcomeOf({ papers, errors, technical }: Flow): string {
  if (technical.length > 0 || errors.length === papers.length) return 'IN_REJETE'
  return errors.length > 0 ? 'IN_INTEGRE_PARTIEL' : 'IN_INTEGRE'
}

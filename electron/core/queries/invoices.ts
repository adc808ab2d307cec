import { isDeepStrictEqual } from 'node:util'
import type { Discarded, HoldView, News, Page, Row } from '../../../shared/contract/views.ts'
import { actionsOf, type Action } from '../../../shared/domain/lifecycle/actions.ts'
import { wayOf } from '../../../shared/contract/settings.ts'
import { companiesOf } from '../../../shared/contract/settings.ts'
import { issuerOf } from '../../../shared/domain/firms/company.ts'
import { check } from '../../../shared/domain/rules/check.ts'
import { chorusWords } from '../../../shared/domain/platform/messages.ts'
import { PRINCIPAL } from '../../../shared/domain/firms/connection.ts'
import { addDays, dayOf } from '../../../shared/base/dates.ts'
import { delayDays } from '../../../shared/domain/receivables/clock.ts'
import { deadline, likelyKind } from '../../../shared/domain/receivables/due-date.ts'
import { isCreditNote, type Fields } from '../../../shared/domain/fields/fields.ts'
import {
  isByHand,
  isKnown,
  type InvoiceAt,
  type Invoice,
  type Known,
} from '../../../shared/domain/lifecycle/invoice.ts'
import { isHopeless } from '../../../shared/domain/document/reading.ts'
import { standardTypes } from '../../../shared/domain/document/attachments.ts'
import { isReplying, mayReply } from '../../../shared/domain/lifecycle/reply-rules.ts'
import { paidOf } from '../../../shared/domain/lifecycle/payments.ts'
import { mayBeReplaced } from '../../../shared/domain/lifecycle/replacing.ts'
import type { RuleContext } from '../../../shared/domain/rules/rule.ts'
import type { Environment } from '../../../shared/domain/platform/environment.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'
import { clientName } from '../../../shared/domain/buyers/requirements.ts'
import { situation } from '../../../shared/domain/wording/situation.ts'
import { wordsOf } from '../../../shared/domain/platform/status.ts'
import { story } from '../../../shared/domain/wording/timeline.ts'
import { newsTypes, tell } from '../../../shared/domain/wording/news.ts'
import { unsentOf, type AccessState } from '../../../shared/domain/wording/unsent.ts'
import type { Connections } from '../connections/registry.ts'
import type { RuleContextOf } from './rule-context.ts'
import type { Store } from '../store/database.ts'
import type { Progress } from '../reading/scan/scanner.ts'
import type { PlatformPause } from '../engine/worker.ts'

export type Views = ReturnType<typeof createViews>
type Deps = Pick<Store, 'invoices' | 'jobs' | 'directory' | 'settings' | 'draftUndo'> & {
  factsOf: RuleContextOf
  hold: (connection: string) => PlatformPause | undefined
  /** The connection of an invoice, and all there are. */
  connections: Pick<Connections, 'own' | 'ofInvoice'>
  scanOf: (id: string) => Progress | undefined
  access: (connection: string) => AccessState
  isExample?: ((sha256: string) => boolean) | undefined
  environment: Environment
  now: () => number
}
const NEWS_DAYS = 7
const MOST_NEWS = 200
/** After so many tries that failed, an invoice that does not leave says so. */
const TRIES_IN_SILENCE = 3

/** What is shown of one invoice, worked out each time from what is stored: nothing here can be out of date. */
export function createViews({ invoices, jobs, directory, settings, draftUndo, factsOf, now, ...parts }: Deps) {
  /** What the rulebook was told of a draft and what it found; a draft that is written is another one. */
  const checked = new WeakMap<Invoice, { facts: RuleContext; problems: Problem[] }>()
  /** Why talk with Chorus Pro over a connection waits, in words; nothing waits where nobody has anything to say to it. */
  function hold(connection = PRINCIPAL): HoldView | undefined {
    const held = parts.hold(connection)
    if (!held || !jobs.talks(connection)) return undefined
    const { since, until, hindrance, answer } = held
    const { title, message, advice } = chorusWords({ answer, hindrance })
    return { since, until, hindrance, title, message, advice, answer }
  }
  /** For what has a question to ask of Chorus Pro, or is to leave. */
  const holdOf = (invoice: Invoice) =>
    ['leaving', 'uncertain', 'sent'].includes(invoice.stage) || isReplying(invoice)
      ? hold(parts.connections.ofInvoice(invoice))
      : undefined

  /** Undefined for one that cannot be shown: the others are. */
  const row = (invoice: Invoice): Row | undefined =>
    invoices.show(invoice, 'row', () => rowOf(invoice, invoice.stage === 'draft' ? problemsOf(invoice) : []))
  /** The rulebook is asked again only when what it would be told has changed. */
  function problemsOf(draft: InvoiceAt<'draft'>): Problem[] {
    const facts = factsOf(draft)
    const before = checked.get(draft)
    if (before && isDeepStrictEqual(before.facts, facts)) return before.problems
    const problems = check(draft.fields, facts)
    checked.set(draft, { facts, problems })
    return problems
  }

  function rowOf(invoice: Invoice, problems: Problem[]): Row {
    const fields = isKnown(invoice) ? invoice.fields : undefined
    const due = deadlineOf(invoice)
    const scan = invoice.stage === 'arrived' ? parts.scanOf(invoice.id) : undefined
    const isLeaving = invoice.stage === 'leaving'
    const isSending = (isLeaving || isReplying(invoice)) && jobs.isClaimed(invoice.id)
    const held = holdOf(invoice)
    const around = {
      access: parts.access(parts.connections.ofInvoice(invoice)),
      hold: held,
      stuck: isLeaving ? stuck(invoice) : undefined,
      now: now(),
    }
    const unsent = isSending ? undefined : unsentOf(invoice, around)
    const own = unsent && ownAccessOf(invoice)
    return {
      id: invoice.id,
      stage: invoice.stage,
      fileName: invoice.file.name,
      number: fields?.number ?? '',
      buyer: fields ? buyerName(fields) : '',
      buyerSiret: fields?.buyerSiret ?? '',
      engagement: fields?.engagementNumber ?? '',
      service: fields?.serviceCode ?? '',
      contract: fields?.contractNumber ?? '',
      issuedOn: fields?.issueDate ?? '',
      grossTotal: fields?.grossTotal ?? null,
      payable: fields?.payable ?? null,
      isCreditNote: fields ? isCreditNote(fields) : false,
      arrivedAt: invoice.arrivedAt,
      actions: actionsNow(invoice),
      situation: situation(invoice, {
        problems,
        isSending,
        scan,
        hold: held,
        unsent,
        deadline: due,
        now: now(),
      }),
      ...(parts.isExample?.(invoice.file.sha256) && { isExample: true }),
      ...(fields && firmOf(fields)),
      isByHand: isByHand(invoice),
      isToLook: 'remindedAt' in invoice && invoice.remindedAt !== undefined,
      ...(due && { deadline: due }),
      ...(fields && { way: wayOf(settings.get(), fields) }),
      ...(isUnreadable(invoice) && { isUnreadable: true as const }),
      ...(unsent && { unsent: { ...unsent, ...(own && { firm: own.siret }) } }),
      ...replyOf(invoice),
      ...(scan && { scan }),
      ...(invoice.stage === 'portal' && invoice.lot !== undefined && { lot: invoice.lot }),
      ...stoppedOn(invoice),
      ...paid(invoice),
    }
  }

  const actionsNow = (invoice: Invoice) => actionsOf(invoice, { isClaimed: jobs.isClaimed(invoice.id) })
  /** May a person do this about the invoice now? */
  function mayDo(id: string, action: Action): boolean {
    const invoice = invoices.find(id)
    return invoice !== undefined && actionsNow(invoice).includes(action)
  }

  /** The firm whose own access it goes by, if it has one. */
  function ownAccessOf(invoice: Invoice) {
    const connection = parts.connections.ofInvoice(invoice)
    return parts.connections.own().find(({ id }) => id === connection)
  }

  /** By what it says, as everywhere (company.ts); a firm without a SIRET is not told apart. */
  function firmOf(fields: Fields) {
    const { siret, name } = issuerOf(companiesOf(settings.get()), fields)
    return siret && { firm: { siret, name } }
  }

  /** It has failed on its own account too often to go on without a word, and waits for its next try. */
  function stuck({ id }: Invoice) {
    const job = jobs.get(id)
    if (!job?.lastFailure || job.attempt < TRIES_IN_SILENCE || job.dueAt <= now()) return undefined
    return { tries: job.attempt, until: job.dueAt }
  }

  const buyerName = (fields: Fields) =>
    clientName(fields, directory.recipient(fields.buyerSiret)?.recipient ?? null) ||
    (directory.buyer(fields.buyerSiret)?.name ?? '')

  function deadlineOf(invoice: Invoice) {
    if (invoice.stage !== 'followed' && invoice.stage !== 'closed') return undefined
    // Nobody pays a credit note.
    if (isCreditNote(invoice.fields)) return undefined
    const { history, depositedOn, serviceOn, fields } = invoice
    return deadline({ history, depositedOn, serviceOn, ...kindOf(fields) }, dayOf(now()))
  }
  const kindOf = ({ buyerSiret, buyerName: read }: Fields) => ({
    kind: directory.buyer(buyerSiret)?.kind,
    likely: likelyKind(`${read} ${directory.recipient(buyerSiret)?.recipient?.name ?? ''}`),
  })
  function delayOf({ fields }: Known) {
    const { kind, likely } = kindOf(fields)
    return { days: delayDays(kind ?? likely), ...(kind && { kind }) }
  }

  /** Everything about one invoice; undefined when there is none, or it cannot be shown. */
  function page(id: string): Page | undefined {
    const invoice = invoices.find(id)
    return invoice && invoices.show(invoice, 'page', () => pageOf(invoice))
  }
  function pageOf(invoice: Invoice): Page {
    const facts: RuleContext | undefined = isKnown(invoice) ? factsOf(invoice) : undefined
    const problems = invoice.stage === 'draft' && facts ? check(invoice.fields, facts) : []
    const buyer = isKnown(invoice) ? directory.buyer(invoice.fields.buyerSiret) : undefined
    const job = jobs.get(invoice.id)
    const held = holdOf(invoice)
    return {
      invoice,
      row: rowOf(invoice, problems),
      ...(facts && { facts }),
      problems,
      ...kinOf(invoice),
      story: story(invoice, invoices.journal(invoice.id), {
        hold: held && { ...held, now: now() },
        isRehearsal: parts.environment === 'demonstration',
      }),
      sentToBuyer: buyer?.invoices ?? 0,
      lastPieces: buyer?.pieces ?? [],
      pieceTypes: directory.pieceTypes()?.types ?? standardTypes,
      ...(isKnown(invoice) && { delay: delayOf(invoice) }),
      ...(invoice.stage === 'draft' && {
        undo: { back: draftUndo.has(invoice.id, 'undo'), forth: draftUndo.has(invoice.id, 'redo') },
      }),
      ...(job && { nextAt: Math.max(job.dueAt, held?.until ?? 0) }),
    }
  }

  /** The rejected invoice it takes the place of, and the one that takes its place. */
  function kinOf(invoice: Invoice): Pick<Page, 'replaces' | 'replacedBy'> {
    const rowAt = (id: string | undefined) => {
      const kin = id === undefined ? undefined : invoices.find(id)
      return kin && row(kin)
    }
    const replaces = rowAt(invoice.replaces?.id)
    const replacedBy = rowAt('replaced' in invoice ? invoice.replaced?.by : undefined)
    return { ...(replaces && { replaces }), ...(replacedBy && { replacedBy }) }
  }

  /** Those put aside, newest first. */
  const discarded = (): Discarded[] =>
    invoices
      .at('discarded')
      .reverse()
      .flatMap((invoice) => invoices.show(invoice, 'name', () => nameOf(invoice)) ?? [])
  function nameOf({ id, file, kept }: InvoiceAt<'discarded'>): Discarded {
    const name = kept && [kept.fields.number, buyerName(kept.fields)].filter(Boolean).join(' · ')
    return { id, name: name || file.name, fileName: file.name }
  }

  /** What has happened lately that is worth telling, newest first. */
  function news(isShown: (row: Row) => boolean = () => true): News[] {
    const since = Date.parse(addDays(dayOf(now()), -NEWS_DAYS))
    const latest = invoices.latest(since, newsTypes, MOST_NEWS)
    // The list told it first; its history says the same at greater length.
    const listed = new Set(
      latest.flatMap(({ invoiceId, event }) => (event.type === 'statusListed' ? `${invoiceId} ${event.version}` : [])),
    )
    return latest.flatMap(({ id, invoiceId, at, event }) => {
      if (event.type === 'statusSeen' && listed.has(`${invoiceId} ${event.version}`)) return []
      const invoice = invoices.find(invoiceId)
      const known = invoice && row(invoice)
      if (!known || !isKnown(invoice) || !isShown(known)) return []
      const text = invoices.show(invoice, 'news', () =>
        tell(event, {
          number: invoice.fields.number,
          buyer: known.buyer,
          isCreditNote: isCreditNote(invoice.fields),
          isRehearsal: parts.environment === 'demonstration',
        }),
      )
      return text ? [{ id: `${id} ${invoiceId}`, at, text }] : []
    })
  }

  return { hold, row, page, mayDo, news, discarded }
}

const isUnreadable = (invoice: Invoice) => invoice.stage === 'draft' && isHopeless(invoice.document)
function replyOf(invoice: Invoice): Pick<Row, 'reply' | 'redo' | 'redoneIn' | 'redoes'> {
  const reply = mayReply(invoice)
  const { replaced } = invoice.stage === 'followed' ? invoice : {}
  const status = invoice.stage === 'followed' ? wordsOf(invoice.status).group : undefined
  return {
    ...(reply && { reply }),
    ...(mayBeReplaced(invoice) && { redo: true }),
    ...(replaced && status === 'refused' && { redoneIn: replaced.by }),
    ...(invoice.replaces && { redoes: invoice.replaces.number }),
  }
}

function paid(invoice: Invoice): { paid?: number } {
  const cents = invoice.stage === 'followed' || invoice.stage === 'closed' ? paidOf(invoice) : 0
  return cents ? { paid: cents } : {}
}

function stoppedOn(invoice: Invoice): { stoppedOn?: string } {
  const last = invoice.stage === 'followed' ? invoice.history.at(-1) : undefined
  return last?.code === 'SUSPENDUE' ? { stoppedOn: last.at.slice(0, 10) } : {}
}

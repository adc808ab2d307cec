import limits from '../../tables/limits.json' with { type: 'json' }
import { blocking, check } from '../rules/check.ts'
import type { Fields } from '../fields/fields.ts'
import type { StoredFile } from '../document/stored-file.ts'
import type { InvoiceAt, Invoice } from './invoice.ts'
import { unfit, weightOf } from '../document/attachments.ts'
import { questioned, routeFields, routeWords, type RouteField } from './questioned.ts'
import type { Answering, Reply, ReplyKind } from './reply.ts'
import type { RuleContext } from '../rules/rule.ts'
import type { Problem, ProblemCode } from '../rules/problem.ts'
import { isSiret } from '../../base/siret.ts'
import { wordsOf, type StatusEntry } from '../platform/status.ts'
import { french } from '../../base/french.ts'

/** What a status lets the supplier answer (chorus-pro-api.md §7.8). */
const answers = new Map<string, ReplyKind>([
  ['SUSPENDUE', 'complete'],
  ['A_RECYCLER', 'recycle'],
  ['ERREUR_FOURNISSEUR_SUR_VALIDEUR', 'correctValideur'],
  ['REJETEE', 'settleRejection'],
])
const asks = Object.fromEntries([...answers].map(([status, kind]) => [kind, status])) as Record<ReplyKind, string>

/** What may be answered now; nothing to what has no key over there, nor twice to the same question. */
export function mayReply(invoice: Invoice): ReplyKind | undefined {
  if (invoice.stage !== 'followed' || invoice.remoteKey === undefined) return undefined
  return invoice.answering && !invoice.answering.problems ? undefined : answers.get(invoice.status)
}

/** What the person may do about it here, instead of what they would do on the portal (statuses.json). */
export const replyTodo: Record<ReplyKind, string> = {
  complete: 'Le client demande une pièce ou une précision : répondez-lui ici. Le numéro de la facture ne change pas.',
  recycle:
    'Le SIRET, le code service ou l’engagement est faux : corrigez-le ici. Le numéro de la facture ne change pas. Ne la redéposez pas.',
  correctValideur:
    'L’entreprise désignée pour approuver la facture (le valideur) n’est pas la bonne : corrigez-la ici. Le numéro de la facture ne change pas.',
  settleRejection:
    'Cette facture est annulée, elle ne sera pas payée. Refaites-la, sous un nouveau numéro : Choriste la reprend dans un brouillon.',
}

/** What to do about the status an invoice is at; empty once it has been answered, so that nobody answers twice. */
export function adviceOf(invoice: InvoiceAt<'followed'>): string {
  const kind = mayReply(invoice)
  if (kind) return replyTodo[kind]
  return invoice.answering ? '' : wordsOf(invoice.status).todo
}

/** There is an answer to be sent. */
export const isReplying = (invoice: Invoice): boolean =>
  invoice.stage === 'followed' &&
  invoice.answering !== undefined &&
  !invoice.answering.problems &&
  invoice.answering.receivedAt === undefined

export const timesAsked = (history: StatusEntry[], kind: ReplyKind): number =>
  history.filter(({ code }) => code === asks[kind]).length

/** The question is no longer the one that was answered: the answer has arrived, or the invoice has gone on without it. */
export const isPast = (
  { reply, asked }: Pick<Answering, 'reply' | 'asked'>,
  { status, history }: { status: string; history: StatusEntry[] },
): boolean => status !== asks[reply.kind] || timesAsked(history, reply.kind) > asked

/** The fields of the invoice once it has gone to its new address. */
export const withReply = (fields: Fields, reply: Reply): Fields => {
  if (reply.kind === 'correctValideur') return { ...fields, valideurSiret: reply.valideurSiret }
  if (reply.kind !== 'recycle') return fields
  const { kind, ...route } = reply
  return { ...fields, ...route }
}

/** What the buyer wrote with the status the invoice is at now. */
export const commentOf = ({ status, history }: Pick<InvoiceAt<'followed'>, 'status' | 'history'>): string =>
  history.findLast(({ code }) => code === status)?.comment ?? ''

/** What of its address the buyer of a returned invoice speaks of; empty for any other. */
export const questionedOf = (invoice: InvoiceAt<'followed'>): RouteField[] =>
  mayReply(invoice) === 'recycle' ? questioned(commentOf(invoice), invoice.fields) : []

type Reason = ProblemCode extends infer Code ? (Code extends `reply.${infer Name}` ? Name : never) : never
const stop = (reason: Reason, message: string, more: Partial<Problem> = {}): Problem => ({
  code: `reply.${reason}`,
  severity: 'stop',
  control: 'answer',
  message: french(message),
  ...more,
})

/** Why a correction that corrects nothing does not leave: what was returned would come back, or be rejected (domaine.md §9). */
export function unchangedReply(invoice: InvoiceAt<'followed'>, reply: Reply): Problem | undefined {
  const { fields } = invoice
  if (reply.kind === 'correctValideur' && reply.valideurSiret === fields.valideurSiret)
    return stop('unchanged', 'Rien n’a changé. Corrigez le SIRET du valideur : sinon, elle reviendra.', {
      field: 'valideurSiret',
    })
  if (reply.kind !== 'recycle' || routeFields.some((name) => fields[name].trim() !== reply[name].trim()))
    return undefined
  const blamed = questioned(commentOf(invoice), fields)
  const what = blamed.map((field) => routeWords[field]).join(', ') || 'ce dont parle le client'
  return stop('unchanged', `Rien n’a changé. Corrigez ${what} : sinon, le client la rejettera.`, {
    ...(blamed[0] && { field: blamed[0] }),
  })
}

/** What stands in the way of an answer. `facts` are those of the fields with the answer in them. */
export function replyProblems(invoice: InvoiceAt<'followed'>, reply: Reply, facts: RuleContext): Problem[] {
  const fields = withReply(invoice.fields, reply)
  const unchanged = unchangedReply(invoice, reply)
  switch (reply.kind) {
    case 'complete':
      return [
        ...(reply.comment.trim() || reply.files.length
          ? []
          : [stop('empty', 'Écrivez un message, ou joignez au moins un fichier.')]),
        ...(reply.comment.length > limits.replyCommentLength.value
          ? [stop('long', `Le message dépasse ${limits.replyCommentLength.value} caractères : raccourcissez-le.`)]
          : []),
        ...reply.files.flatMap((file) => attachmentProblem(file) ?? []),
        ...(weighs(invoice, reply.files) > limits.folderBytes.value
          ? [stop('heavy', 'La facture et tout ce qui va avec dépassent 120 Mo : retirez un fichier.')]
          : []),
      ]
    case 'recycle':
      if (unchanged) return [unchanged]
      return blocking(check(fields, facts)).filter(({ field }) =>
        (routeFields as readonly string[]).includes(field ?? ''),
      )
    case 'correctValideur':
      if (!isSiret(reply.valideurSiret))
        return [
          stop('valideur', 'Ce n’est pas un SIRET : celui de l’entreprise qui approuve la facture a 14 chiffres.', {
            field: 'valideurSiret',
          }),
        ]
      if (unchanged) return [unchanged]
      return reply.valideurSiret === fields.supplierSiret
        ? [
            stop(
              'ownValideur',
              'Votre entreprise ne peut pas approuver sa propre facture : indiquez le SIRET de celle qui l’approuve.',
              { field: 'valideurSiret' },
            ),
          ]
        : []
    case 'settleRejection':
      return []
  }
}

/** Bytes of the invoice, what went with it, and what goes with the answer (domaine.md §2.5). */
const weighs = ({ file, pieces }: InvoiceAt<'followed'>, files: StoredFile[]) =>
  files.reduce((sum, { bytes }) => sum + bytes, weightOf(file.bytes, pieces))

/** Why Chorus Pro would not take a file joined to an answer. */
export function attachmentProblem({ name, bytes }: Pick<StoredFile, 'name' | 'bytes'>): Problem | undefined {
  const message = unfit({ name, bytes })
  return message ? stop('file', message) : undefined
}

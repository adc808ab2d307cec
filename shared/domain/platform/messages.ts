import { z } from 'zod'
import table from '../../tables/chorus-messages.json' with { type: 'json' }
import type { FieldName } from '../fields/fields.ts'
import type { Outage } from './outage.ts'
import { french } from '../../base/french.ts'

/** What a platform answered, word for word: kept with every refusal, so that it is one click away. */
export const PlatformResponse = z.object({
  /** The path that was asked. */
  route: z.string().optional(),
  /** HTTP; none when no answer came. */
  status: z.number().optional(),
  codeRetour: z.number().optional(),
  libelle: z.string().optional(),
  /** The state of a flow (chorus-pro-api.md §7.7), and what its report says of it (§5.2). */
  state: z.string().optional(),
  message: z.string().optional(),
  /** What came instead of an answer of the trade: a page, a header, a broken line. */
  body: z.string().optional(),
})
export type PlatformResponse = z.infer<typeof PlatformResponse>

/** Whose turn it is: the person's to correct, the platform's to wait for, the connection's to repair; or it is there already. */
export const Kind = z.enum(['person', 'platform', 'connection', 'there'])
export type Kind = z.infer<typeof Kind>

export type ChorusWords = {
  /** Of the entry; « unknown » when the table has none. */
  id: string
  title: string
  message: string
  advice: string
  control: string
  field?: FieldName
  kind?: Kind
}
type Entry = ChorusWords & {
  route?: string
  codes?: number[]
  status?: number[]
  state?: string[]
  fragment?: string
  hindrance?: Outage
  simulated?: boolean
}
const entries = table.entries as Entry[]

type Asked = {
  answer: PlatformResponse
  /** The part of the message in question, where there are several. */
  part?: string
  hindrance?: Outage
}

/** An answer of Chorus Pro in words (shared/tables/chorus-messages.json). What is not in the table is shown whole. */
export function chorusWords(asked: Asked): ChorusWords {
  const said = saidIn(asked)
  const [best] = entries
    .map((entry) => ({ entry, weight: weightOf(entry, asked, said) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const { id, title, message, advice, control, field, kind } = best?.entry ?? unknown
  const quote = [asked.answer.codeRetour || undefined, said].filter(Boolean).join(' ')
  return {
    id,
    title: french(title),
    message: french(message).replace('{said}', () => quote || 'rien de plus.'),
    advice: french(advice),
    control,
    ...(field && { field }),
    ...(kind && { kind }),
  }
}

/** The weight of an entry that does not speak of this answer is 0. */
function weightOf(entry: Entry, { answer, hindrance }: Asked, said: string): number {
  const { route, codes, status, state, fragment } = entry
  if (entry.hindrance !== hindrance) return 0
  if (entry.simulated && !/SIMULÉ/.test(said)) return 0
  const match = fragment === undefined ? undefined : new RegExp(fragment, 'i').exec(bare(said))?.[0]
  const keys = [
    route && isUnder(route, answer.route),
    codes && answer.codeRetour !== undefined && codes.includes(answer.codeRetour),
    status && answer.status !== undefined && status.includes(answer.status),
    state && answer.state !== undefined && state.includes(answer.state),
    fragment && match !== undefined,
    entry.hindrance && true,
  ].filter((key) => key !== undefined)
  if (!keys.every(Boolean)) return 0
  // A status or a state speaks only where nothing else does: a message nobody knows must not hide behind it.
  if (!fragment && !codes && (answer.message ?? answer.libelle ?? answer.codeRetour)) return 0
  // Words say more than numbers, more keys say more than fewer, more words say more than fewer.
  return (fragment ? 1e6 : 0) + keys.length * 1e4 + (match ?? route ?? '').length
}

const saidIn = ({ answer: { message, libelle, body = '' }, part }: Asked) => part ?? message ?? libelle ?? body
const isUnder = (route: string, path = '') => `${path}/`.includes(`/${route}/`)
/** Reports of flows come without accents, answers of the trade with them (chorus-pro-api.md §9.2). */
const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'")

const unknown: ChorusWords = {
  id: 'unknown',
  title: 'Réponse inconnue',
  message: 'Chorus Pro répond (message que Choriste ne connaît pas) : {said}',
  advice: 'Vérifiez la facture. Si rien ne l’explique, montrez ce message à l’assistance de Chorus Pro.',
  control: 'chorus',
}

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import statuses from '../data/statuses.json' with { type: 'json' }
import troubleWords from '../data/trouble-words.json' with { type: 'json' }
import { troubleNames, type TroubleName } from '../effects.ts'
import { nothing } from '../gateway.ts'
import { operations } from '../operations/index.ts'
import { formChoices } from '../forms.ts'
import type { Platform } from '../platform.ts'
import { FormsAsked } from '../scenario.ts'

/** Answers what is asked of /admin; undefined for any other address. */
export type Admin = (request: Request) => Promise<Response | undefined>
type Parts = { platform: Platform; advance: (milliseconds: number) => void }

const Order = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('move'),
    which: z.union([z.string(), z.number()]),
    status: z.string().trim().min(1),
    comment: z.string(),
  }),
  z.strictObject({
    do: z.literal('trouble'),
    trouble: z.enum(troubleNames),
    on: z.string(),
  }),
  z.strictObject({ do: z.literal('forget') }),
  z.strictObject({ do: z.literal('outage'), isOn: z.boolean() }),
  z.strictObject({ do: z.literal('speak'), forms: FormsAsked }),
  z.strictObject({ do: z.literal('advance'), minutes: z.number().positive() }),
])
type Order = z.output<typeof Order>

/** The page of whoever runs the simulator, outside /cpro: what it holds, and ways to make things happen. */
export function createAdmin(parts: Parts): Admin {
  return async (request) => {
    const { pathname } = new URL(request.url)
    if (!/^\/admin(\/|$)/.test(pathname)) return undefined
    if (!isFromHere(request)) return nothing(403)
    if (request.method === 'POST') return pathname === '/admin/order' ? take(request, parts) : nothing(404)
    if (request.method !== 'GET') return nothing(405)
    if (pathname === '/admin/state') return answer(JSON.stringify(stateOf(parts.platform)), 'application/json')
    const file = files.get(pathname)
    return file ? answer(file.text, file.type) : nothing(404)
  }
}

/**
 * Does a call come from a page of this very address? A name that someone has pointed at this computer is not it, and what
 * another site posts carries its origin.
 */
function isFromHere({ headers }: Request): boolean {
  const host = headers.get('host') ?? ''
  const origin = headers.get('origin')
  return /^127\.0\.0\.1(:\d+)?$/.test(host) && (origin === null || origin === `http://${host}`)
}

/** Only JSON: a form of another site cannot send that without asking first. */
async function take(request: Request, parts: Parts): Promise<Response> {
  if (!request.headers.get('content-type')?.startsWith('application/json')) return nothing(415)
  const order = Order.safeParse(await request.json().catch(() => undefined))
  if (!order.success) return nothing(400)
  try {
    carryOut(order.data, parts)
    return answer(JSON.stringify(stateOf(parts.platform)), 'application/json')
  } catch {
    return nothing(404)
  }
}

function carryOut(order: Order, { platform, advance }: Parts): void {
  if (order.do === 'move') platform.move(order.which, order.status, order.comment.trim() || undefined)
  else if (order.do === 'trouble') platform.expect({ trouble: order.trouble, on: order.on || undefined })
  else if (order.do === 'forget') platform.forgetTroubles()
  else if (order.do === 'outage') platform.outage(order.isOn)
  else if (order.do === 'speak') platform.speak(order.forms)
  else advance(order.minutes * 60_000)
}

/** Each trouble, as the page names it. */
const words: Record<TroubleName, string> = troubleWords.words

const stateOf = (platform: Platform) => ({
  now: platform.now(),
  isOut: platform.isOut(),
  forms: platform.forms(),
  troubles: platform.troubles(),
  calls: platform.lastCalls(),
  invoices: platform.invoices().map(({ id, number, buyerSiret, gross, status, comment, history }) => ({
    id,
    number,
    buyerSiret,
    gross,
    status,
    comment,
    at: history.at(-1)?.at,
  })),
  flows: platform.flows().map(({ number, name, status, errors, technical, history }) => ({
    number,
    name,
    status,
    errors: [...technical.map(({ libelleErreur }) => libelleErreur), ...errors.map((error) => error.libelleErreurDP)],
    at: history.at(-1)?.at,
  })),
  choices: {
    invoiceStatuses: statuses.invoices,
    flowStatuses: statuses.flows,
    troubles: words,
    forms: formChoices,
    formWords: troubleWords.forms,
    routes: ['oauth/token', ...[...operations.keys()].map((path) => path.replace('/cpro/', '')).sort()],
  },
})

const fileOf = (name: string, type: string) => ({
  text: readFileSync(new URL(name, import.meta.url), 'utf8'),
  type,
})
const files = new Map([
  ['/admin', fileOf('page.html', 'text/html')],
  ['/admin/page.css', fileOf('page.css', 'text/css')],
  ['/admin/page.js', fileOf('page.js', 'text/javascript')],
])

const answer = (text: string, type: string) =>
  new Response(text, {
    headers: {
      'content-type': `${type};charset=utf-8`,
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; img-src data:; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    },
  })

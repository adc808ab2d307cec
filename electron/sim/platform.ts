import flux from './data/flux.json' with { type: 'json' }
import { createAccess } from './access.ts'
import type { Account } from './account.ts'
import { createDirectory } from './directory/directory.ts'
import type { Trip } from './effects.ts'
import { usualForms, type Forms } from './forms.ts'
import { createGateway } from './gateway.ts'
import { currentOf, pastOf, turned, type Recycling, type Script } from './invoices/life.ts'
import { settle, settleFlows } from './invoices/settle.ts'
import { createStore, type Flow, type Invoice, type State } from './invoices/store.ts'
import type { Parts } from './operation.ts'
import { createTroubles } from './troubles.ts'
import { createCallLog } from './call-log.ts'
import type { Chance } from './chance.ts'

export { credentials } from './access.ts'
export type { State } from './invoices/store.ts'
export type { Trouble, TroubleName } from './troubles.ts'

export type Options = {
  /** The clock of the platform, in epoch milliseconds. */
  now?: () => number
  /** Divides every delay in the life of invoices and flows: 20 makes an hour three minutes. */
  haste?: number | undefined
  /** Any well-formed SIRET is a structure, and numbers that end with 7, 8 or 9 have a fate (README.md). */
  isDemonstration?: boolean | undefined
  /** Refuses what the real platform only tolerates according to one source. */
  isStrict?: boolean | undefined
  /** Where the sources do not agree, which form answers take; the usual one unless told. */
  forms?: Partial<Forms> | undefined
  /** What is left of recycling; `actif` unless told. */
  recycling?: Recycling | undefined
  /** Seconds during which a flow that was just deposited cannot be found; 0 for never, 4 unless told. */
  unknownFlowSeconds?: number | undefined
  /** What becomes of invoices, by number: it takes the place of the nominal life. */
  script?: Script | undefined
  /** Troubles by chance, from the first call on. */
  chance?: Chance | undefined
  /** What `state()` gave before: the platform goes on from there. */
  state?: State | undefined
  /** Called after every change of what the platform remembers; troubles, tokens and the passing of time are not. */
  onChange?: () => void
  tokenSeconds?: number | undefined
  /** Epoch milliseconds from which the technical account opens nothing. */
  accountExpiresAt?: number
  /** Technical accounts that see only their own firms and invoices; one that sees all unless given. */
  accounts?: Account[] | undefined
}

export type Platform = ReturnType<typeof createPlatform>

/** A pretend Chorus Pro that is a `fetch`: same addresses, same answers, troubles on request, no network. */
export function createPlatform({
  now = Date.now,
  haste = 1,
  isDemonstration = false,
  isStrict = false,
  forms: asked = {},
  recycling = 'actif',
  unknownFlowSeconds = flux.unknownSeconds,
  script = {},
  chance,
  state,
  onChange = () => undefined,
  tokenSeconds,
  accountExpiresAt,
  accounts,
}: Options = {}) {
  const access = createAccess({ now, isDemonstration, tokenSeconds, accountExpiresAt, accounts })
  const store = createStore({ saved: state, onChange })
  const directory = createDirectory({ isDemonstration, ours: accounts?.flatMap(({ sirets }) => sirets) })
  const forms: Forms = { ...usualForms, ...asked }
  const parts: Parts = {
    now,
    haste,
    isDemonstration,
    isStrict,
    recycling,
    forms,
    unknownFlowSeconds,
    script,
    store,
    directory,
    accountExpiresAt: access.expiresAt,
  }
  const handle = createGateway({ access, parts })
  const troubles = createTroubles()
  const log = createCallLog(now)
  troubles.shake(chance)

  /** Answers any address by its path alone. */
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const path = new URL(request.url).pathname
    const met = troubles.meet(path)
    const note = log.begin(path, met?.name)
    try {
      request.signal.throwIfAborted()
      const arrive: Trip['arrive'] = async (change) => handle(change ? await changed(request, change) : request)
      const response = await (met ? met.effect({ ...met, arrive, signal: request.signal }) : arrive())
      note(response.status)
      response.headers.set('date', new Date(now()).toUTCString())
      return response
    } catch (error) {
      note(null)
      throw error
    }
  }

  const settled = <Value>(value: () => Value): Value => {
    settleFlows(parts)
    store.flush()
    return value()
  }

  /** Gives an invoice (its number or id) or a flow (its number) any status at once; it no longer moves by itself. */
  function move(which: string | number, status: string, comment?: string): void {
    settleFlows(parts)
    const invoice = store.invoices().findLast(({ id, number }) => id === which || number === which)
    const flow = store.flow(String(which))
    const moved = invoice ?? flow
    if (!moved) throw new Error(`Neither an invoice nor a flow: ${which}`)
    if (moved === flow) endByHand(flow, status)
    moved.history = turned({ history: moved.history, now: now(), entry: { status, ...(comment ? { comment } : {}) } })
    store.changed()
    store.flush()
  }

  /** A flow said to be integrated is: its invoices are taken in now. Any other state calls them off. */
  function endByHand(flow: Flow, status: string) {
    if (status.startsWith('IN_INTEGRE') && flow.settlesAt !== null) settle(flow, parts, now())
    flow.settlesAt = null
  }

  /**
   * Brings everything to come nearer by so many milliseconds. What should have happened by now happens now: nothing is ever
   * dated later than the clock.
   */
  function hasten(by: number): void {
    const nearer = (at: number) => (at > now() ? Math.max(now(), at - by) : at)
    settleFlows(parts)
    for (const kept of [...store.invoices(), ...store.flows()])
      kept.history = kept.history.map((entry) => ({ ...entry, at: nearer(entry.at) }))
    for (const flow of store.flows()) if (flow.settlesAt !== null) flow.settlesAt = nearer(flow.settlesAt)
    store.changed()
    store.flush()
  }

  return {
    fetch,
    now,
    move,
    hasten,
    expect: troubles.expect,
    forgetTroubles: troubles.forget,
    shake: troubles.shake,
    outage: troubles.outage,
    /** From now on answers take these forms. */
    speak: (changes: Partial<Forms>) => void Object.assign(forms, changes),
    forms: () => ({ ...forms }),
    isOut: troubles.isOut,
    troubles: troubles.waiting,
    /** How many expected troubles have not struck yet. */
    troublesLeft: () => troubles.waiting().length,
    /** Every invoice, oldest first, with its status of now and what it has been through. */
    invoices: () => settled(() => store.invoices().map((invoice) => shown(invoice, now()))),
    /** Every flow, oldest first, with its state of now. */
    flows: () => settled(() => store.flows().map((flow) => shown(flow, now()))),
    /** Everything to be remembered, as plain JSON. What time brings is worked out again when it is read. */
    state: store.state,
    /** Calls so far by operation, failed ones included: `factures/v1/soumettre`, `oauth/token` … */
    calls: log.counts,
    /** The last calls, newest first, and what they met. */
    lastCalls: log.last,
  }
}

type Question = Record<string, unknown>

/** A request with its JSON changed; one that has none goes as it is. */
async function changed(request: Request, change: (question: Question) => Question): Promise<Request> {
  const { url, method, headers } = request
  const body = await request.text()
  const isJson = /^\s*\{/.test(body) && headers.get('content-type')?.includes('json')
  return new Request(url, {
    method,
    headers,
    body: isJson ? JSON.stringify(change(JSON.parse(body) as Question)) : body,
  })
}

function shown<Kept extends Invoice | Flow>(kept: Kept, now: number) {
  const current = currentOf(kept.history, now)
  return {
    ...structuredClone(kept),
    status: current.status,
    comment: current.comment ?? '',
    history: pastOf(kept.history, now),
  }
}

import { createAccess } from './access.ts'
import { createDirectory } from './directory/directory.ts'
import { createGateway } from './gateway.ts'
import { currentOf, pastOf, turned, type Recycling } from './invoices/life.ts'
import { settle, settleFlows } from './invoices/settle.ts'
import { createStore, type Flow, type Invoice, type State } from './invoices/store.ts'
import type { Parts } from './operation.ts'
import { createTroubles } from './troubles.ts'

export { credentials } from './access.ts'
export type { State } from './invoices/store.ts'
export type { Trouble, TroubleName } from './troubles.ts'

export type Options = {
  /** The clock of the platform, in epoch milliseconds. */
  now?: () => number
  /** Divides every delay in the life of invoices and flows: 20 makes an hour three minutes. */
  haste?: number
  /** Any well-formed SIRET is a structure, and numbers that end with 7, 8 or 9 have a fate (README.md). */
  isDemonstration?: boolean
  /** Refuses what the real platform only tolerates according to one source. */
  isStrict?: boolean
  /** What is left of recycling; `actif` unless told. */
  recycling?: Recycling
  /** What `state()` gave before: the platform goes on from there. */
  state?: State | undefined
  /** Called after every change of what the platform remembers; troubles, tokens and the passing of time are not. */
  onChange?: () => void
  tokenSeconds?: number
  /** Epoch milliseconds from which the technical account opens nothing. */
  accountExpiresAt?: number
}

export type Platform = ReturnType<typeof createPlatform>

/** A pretend Chorus Pro that is a `fetch`: same addresses, same answers, troubles on request, no network. */
export function createPlatform({
  now = Date.now,
  haste = 1,
  isDemonstration = false,
  isStrict = false,
  recycling = 'actif',
  state,
  onChange = () => undefined,
  tokenSeconds,
  accountExpiresAt,
}: Options = {}) {
  const access = createAccess({ now, isDemonstration, tokenSeconds, accountExpiresAt })
  const store = createStore({ saved: state, onChange })
  const directory = createDirectory({ isDemonstration })
  const parts: Parts = {
    now,
    haste,
    isDemonstration,
    isStrict,
    recycling,
    store,
    directory,
    accountExpiresAt: access.expiresAt,
  }
  const handle = createGateway({ access, parts })
  const troubles = createTroubles()
  const calls = new Map<string, number>()

  /** Answers any address by its path alone. */
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const path = new URL(request.url).pathname
    const operation = path.replace(/^\/(cpro|api)\//, '')
    calls.set(operation, (calls.get(operation) ?? 0) + 1)
    request.signal.throwIfAborted()
    return troubles.meet({ path, signal: request.signal, arrive: () => handle(request) })
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

  return {
    fetch,
    move,
    expect: troubles.expect,
    outage: troubles.outage,
    /** How many expected troubles have not struck yet. */
    troublesLeft: troubles.left,
    /** Every invoice, oldest first, with its status of now and what it has been through. */
    invoices: () => settled(() => store.invoices().map((invoice) => shown(invoice, now()))),
    /** Every flow, oldest first, with its state of now. */
    flows: () => settled(() => store.flows().map((flow) => shown(flow, now()))),
    /** Everything to be remembered, as plain JSON. What time brings is worked out again when it is read. */
    state: store.state,
    /** Calls so far by operation, failed ones included: `factures/v1/soumettre`, `oauth/token` … */
    calls: (): Record<string, number> => Object.fromEntries(calls),
  }
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

import { setTimeout as wait } from 'node:timers/promises'
import { differently } from './distort.ts'
import { forbidden, json, nothing } from './gateway.ts'

type Content = Record<string, unknown>

export type Trip = {
  /** What the platform would answer; calling it is letting the request arrive, changed if told. */
  arrive: (change?: (question: Content) => Content) => Promise<Response>
  signal: AbortSignal
  retryAfter?: number | undefined
  seconds?: number | undefined
}

/** How slow an answer is unless told, in seconds: less than any client waits, more than it likes. */
const SLOW_SECONDS = 5

export const effects = {
  /** Nobody there: nothing was sent. */
  unreachable: () => fail('ECONNREFUSED'),
  /** The line breaks on the way there: nothing arrived. */
  cutOff: () => fail('UND_ERR_SOCKET'),
  /** The line breaks on the way back: the request was processed. */
  answerLost: async ({ arrive }) => {
    await arrive()
    return fail('UND_ERR_SOCKET')
  },
  /** Processed, and no answer ever comes: the client must give up by itself. */
  silence: async ({ arrive, signal }) => {
    await arrive()
    return forever(signal)
  },
  /** Processed, and the answer takes its time: `seconds`, or 5. */
  slow: async ({ arrive, signal, seconds = SLOW_SECONDS }) => {
    const answer = await arrive()
    await wait(seconds * 1000, undefined, { signal })
    return answer
  },
  /** Processed, and the answer breaks off half way. */
  answerGarbled: async ({ arrive }) => {
    const answer = await arrive()
    const text = await answer.text()
    return new Response(text.slice(0, text.length / 2), { headers: answer.headers })
  },
  /** 429, with `Retry-After` when `retryAfter` is given. */
  overloaded: ({ retryAfter }) => nothing(429, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  /** 429 with a `Retry-After` of half a minute: the one that chance can draw. */
  overloadedForAWhile: () => nothing(429, { 'retry-after': '30' }),
  /** 429 that asks to come back in a year. */
  overloadedForAYear: () => nothing(429, { 'retry-after': String(365 * 24 * 3600) }),
  unauthorized: () => nothing(401),
  forbidden: () => forbidden(),
  empty400: () => nothing(400),
  fault: () => nothing(500),
  down: () => nothing(503),
  /** A page of a proxy; not processed. */
  html502: () => page(502),
  /** The same after the request was processed. */
  html502Late: async ({ arrive }) => {
    await arrive()
    return page(502)
  },
  /** A refusal nobody knows. */
  unknownCode: () => json({ codeRetour: 29999, libelle: 'XXX_MSG_99.999 SIMULÉ : code inconnu' }),
  /** The other way a search says that it found nothing (chorus-pro-api.md §3.6). */
  noResultCode: () => json({ codeRetour: 20000, libelle: 'TRA_MSG_00.015' }),
  /** Processed; the answer carries a field nobody knows. */
  unknownField: async ({ arrive }) =>
    changed(await arrive(), (content) => ({ ...content, champInattendu: { simule: true } })),
  /** Processed; every status in the answer is one nobody knows. */
  unknownStatus: async ({ arrive }) => changed(await arrive(), differently.statuses),
  /** Processed; the dates in the answer come in another of the three forms (chorus-pro-api.md §2.3). */
  otherDates: async ({ arrive }) => changed(await arrive(), differently.dates),
  /** HTTP 200 with nothing in it; not processed. */
  emptyAnswer: () => json({}),
  /** HTTP 200 with words of a gateway; not processed. */
  maintenance: () => json({ message: 'Service en maintenance' }),
  /** A page with HTTP 200; not processed. */
  maintenancePage: () => page(200),
  /** A success without anything in it; not processed. */
  bareSuccess: () => json({ codeRetour: 0, libelle: 'OK' }),
  /** Processed; the answer is emptied on the way back. */
  answerEmptied: async ({ arrive }) => changed(await arrive(), () => ({})),
  /** Processed; the answer does not say how it went. */
  noCode: async ({ arrive }) => changed(await arrive(), ({ codeRetour: _, libelle: __, ...content }) => content),
  /** Processed; the answer lacks its lists. */
  noLists: async ({ arrive }) => changed(await arrive(), differently.withoutLists),
  /** Processed; the lists of the answer are empty, and it says that there are lines. */
  missingPage: async ({ arrive }) => changed(await arrive(), differently.withoutLines),
  /** Processed; numbers come as texts and codes as numbers. */
  textNumbers: async ({ arrive }) => changed(await arrive(), differently.numbers),
  /** Processed; amounts and identifiers are what nobody can read. */
  unreadable: async ({ arrive }) => changed(await arrive(), differently.unreadable),
  /** Processed; what is optional comes as null. */
  nulls: async ({ arrive }) => changed(await arrive(), differently.nulls),
  /** Processed; the dates of the answer are none. */
  oddDates: async ({ arrive }) => changed(await arrive(), differently.oddDates),
  /** Processed; statuses are words that mean something to a program. */
  oddWords: async ({ arrive }) => changed(await arrive(), differently.oddWords),
  /** Processed, and said with HTTP 202. */
  accepted: async ({ arrive }) => changed(await arrive(), (content) => content, 202),
  /** Processed; the answer says nothing of pages. */
  noPages: async ({ arrive }) => changed(await arrive(), ({ parametresRetour: _, ...content }) => content),
  /** Processed; pages are of 10, whatever was asked for. */
  smallPages: ({ arrive }) => arrive(differently.pages),
} satisfies Record<string, (trip: Trip) => Response | Promise<Response>>

export type TroubleName = keyof typeof effects
export const troubleNames = Object.keys(effects) as [TroubleName, ...TroubleName[]]

/** As Node's fetch fails: a TypeError whose cause carries the code. */
function fail(code: string): never {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

const page = (status: number) =>
  new Response(`<html><body><h1>${status === 200 ? 'Maintenance' : '502 Bad Gateway'}</h1></body></html>`, {
    status,
    headers: { 'content-type': 'text/html' },
  })

/** An answer in JSON with its content changed; any other answer as it is. */
async function changed(
  answer: Response,
  change: (content: Content) => Content,
  status = answer.status,
): Promise<Response> {
  if (!answer.headers.get('content-type')?.includes('json')) return answer
  return Response.json(change((await answer.json()) as Content), { status, headers: answer.headers })
}

const forever = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const giveUp = () => reject(signal.reason as Error)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
  })

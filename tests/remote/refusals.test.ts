import { expect, it } from 'vitest'
import { createCalls, type Fetch } from '../../electron/core/transports/chorus/calls.ts'
import { createClient } from '../../electron/core/transports/chorus/client.ts'
import type { Risk } from '../../electron/core/transports/chorus/operations.ts'
import { NotSent, Refused, Unanswered } from '../../electron/core/transports/errors.ts'
import { createSignIn } from '../../electron/core/transports/chorus/sign-in.ts'
import { Answered } from '../../electron/core/transports/chorus/wire.ts'
import { chorusWords } from '../../shared/domain/platform/messages.ts'
import known from './messages.json' with { type: 'json' }

type Http = {
  route: string
  status?: number
  body?: string
  headers?: Record<string, string>
  broken?: string
  once?: boolean
  risk?: Risk
}
const list = (known.list as { ref: string; http?: Http; expects: string }[]).filter(({ http }) => http)
const fine = () => Response.json({ codeRetour: 0, access_token: 'x', expires_in: 3600 })

/** The real client, on a line where one address answers as told. */
function clientOf({ route, status, body, headers = {}, broken, once }: Http) {
  let times = 0
  const fetch: Fetch = (input) => {
    if (new URL(input as string | URL).pathname !== route || (once && times++)) return Promise.resolve(fine())
    if (broken) return Promise.reject(new TypeError('fetch failed', { cause: { code: broken } }))
    return Promise.resolve(new Response(body ?? null, { status: status!, headers }))
  }
  const credentials = {
    tokenUrl: 'https://sim.invalid/api/oauth/token',
    apiUrl: 'https://sim.invalid/',
    clientId: 'SECRET',
    clientSecret: 'SECRET',
    login: 'SECRET',
    password: 'SECRET',
  }
  const now = () => 0
  const calls = createCalls({ fetch, now, ticks: now, pause: () => Promise.resolve() })
  return createClient({ calls, signIn: createSignIn({ calls, credentials: () => credentials, ticks: now }) })
}
async function failureOf(http: Http) {
  const path = http.route.startsWith('/cpro') ? http.route : '/cpro/factures/v1/soumettre'
  return clientOf(http)
    .ask({ path, risk: http.risk ?? 'question', answer: Answered }, {})
    .then(
      () => undefined,
      (error: unknown) => error,
    )
}

it.each(list)('$ref is told as $expects, with the answer as it came', async ({ http, expects }) => {
  const failure = await failureOf(http!)
  const { route, status, body } = http!
  if (expects === 'success') {
    expect(failure).toBeUndefined()
    return
  }
  if (failure instanceof Refused) {
    expect(failure.problems).toMatchObject([{ code: `chorus.${expects}`, answer: { route, status } }])
  } else if (failure instanceof NotSent) {
    const { answer, hindrance } = failure
    expect(chorusWords({ answer, hindrance }).id).toBe(expects)
    expect(answer).toMatchObject({ route, ...(status && { status }), ...(body && { body }) })
    if (http!.broken) expect(answer.body).toContain(http!.broken)
  } else if (failure instanceof Unanswered) {
    expect(chorusWords({ answer: failure.answer }).id).toBe(expects)
  } else throw failure
})

it('has one problem for each part of a message, each with the whole answer', async () => {
  const libelle = 'Le code service est obligatoire|Une chose nouvelle'
  const body = JSON.stringify({ codeRetour: 20099, libelle })
  const failure = (await failureOf({ route: '/cpro/factures/v1/soumettre', status: 200, body })) as Refused
  expect(failure.problems).toMatchObject([
    { field: 'serviceCode', kind: 'person', answer: { codeRetour: 20099, libelle } },
    {
      code: 'chorus.unknown',
      message: expect.stringMatching(/20099 Une chose nouvelle$/) as string,
      answer: { libelle },
    },
  ])
})

it('reads what an answer of another form says: error_description, a text, a page', async () => {
  const route = '/cpro/factures/v1/soumettre'
  const told = async (body: string) => ((await failureOf({ route, status: 400, body })) as Refused).problems[0]!
  expect((await told('{"error":"x","error_description":"Doublon"}')).code).toBe('chorus.duplicate')
  expect((await told('<html>non</html>')).answer).toEqual({ route, status: 400, body: '<html>non</html>' })
  expect((await told('x'.repeat(9000))).answer?.body).toHaveLength(2000)
})

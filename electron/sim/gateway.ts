import { randomUUID } from 'node:crypto'
import { ZodError } from 'zod'
import type { Access } from './access.ts'
import { seenBy } from './seen-by.ts'
import limits from './data/limits.json' with { type: 'json' }
import { settleFlows } from './invoices/settle.ts'
import { BadRequest, Fault, Refusal, TooLarge, type Caller, type Operation, type Parts } from './operation.ts'
import { operations } from './operations/index.ts'

const HEALTH = '/cpro/transverses/v1/health-check'
/** The text a client of the real platform expects (chorus-pro-api.md §5). */
const HEALTHY = "L'API CPRO est actuellement disponible et fonctionnel."
const NO_TOKEN =
  'Bearer realm="DefaultRealm", error="invalid_request", error_description="Unable to find token in the message"'

/**
 * PISTE in front of Chorus Pro: looks at a call in the order of chorus-pro-api.md §14.1 and turns it away without a word
 * where PISTE does. Never throws.
 */
export function createGateway({ access, parts }: { access: Access; parts: Parts }) {
  return async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/api/oauth/token') return access.token(request)
    if (!pathname.startsWith('/cpro/')) return nothing(404)

    const authorization = request.headers.get('authorization')
    if (!authorization) return nothing(400, { 'www-authenticate': NO_TOKEN })
    if (!access.isKnown(authorization)) return nothing(401)

    const operation = operations.get(pathname)
    const isHealth = pathname === HEALTH && request.method === 'GET'
    if (!isHealth && (!operation || request.method !== 'POST')) return forbidden()

    const caller = access.callerOf(request.headers.get('cpro-account') ?? '')
    if (!caller) return nothing(401)
    if (isHealth) return json({ body: HEALTHY, statusCodeValue: 200, statusCode: 'OK' })
    if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) return nothing(415)

    const body = await request.text()
    if (body.length > limits.bodyBytes) return nothing(413)
    return answer({ operation: operation!, body, parts, caller })
  }
}

function answer({
  operation,
  body,
  parts,
  caller,
}: {
  operation: Operation
  body: string
  parts: Parts
  caller: Caller
}) {
  try {
    const question: unknown = JSON.parse(body)
    settleFlows(parts)
    return json(operation.answer(question, seenBy(caller.account, parts), caller))
  } catch (error) {
    if (error instanceof Refusal) return json({ codeRetour: error.codeRetour, libelle: error.message })
    if (error instanceof SyntaxError || error instanceof ZodError || error instanceof BadRequest) return nothing(400)
    if (error instanceof TooLarge) return nothing(413)
    if (error instanceof Fault) return nothing(500)
    throw error
  } finally {
    parts.store.flush()
  }
}

export const json = (content: object): Response =>
  new Response(JSON.stringify(content), { headers: { 'content-type': 'application/json;charset=utf-8' } })
export const nothing = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers })
/** What PISTE says to an application that may not, or to a route that is not: nothing at all (chorus-pro-api.md §1.4). */
export const forbidden = (): Response => nothing(403, { 'x-correlationid': `Id-${randomUUID()}` })

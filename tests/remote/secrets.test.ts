import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createPlatform, credentials } from '../../electron/sim/platform.ts'
import { START, world } from '../support/world.ts'

/** Nothing that proves who we are is kept or shown, whatever a page of errors repeats of our own request. */

const secrets = () => [
  credentials.password,
  Buffer.from(`${credentials.login}:${credentials.password}`).toString('base64'),
  Buffer.from(credentials.password).toString('base64'),
]

/** A platform behind a gateway that answers calls to these paths with the request itself, in a page or in its JSON. */
function repeating(paths: RegExp, as: 'page' | 'json' | 'header') {
  const platform = createPlatform({ now: () => START })
  const tokens: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const { pathname } = new URL(request.url)
    const authorization = request.headers.get('authorization')
    if (authorization) tokens.push(authorization.slice('Bearer '.length))
    if (!paths.test(pathname)) return platform.fetch(request)
    const echo = `Erreur : ${JSON.stringify([...request.headers])} ${await request.text()} ${credentials.password}`
    if (as === 'header') return new Response('', { status: 401, headers: { 'www-authenticate': echo } })
    if (as === 'json') return Response.json({ codeRetour: 1, libelle: echo }, { status: 400 })
    return new Response(`<html>${echo}</html>`, { status: 500, headers: { 'content-type': 'text/html' } })
  }
  return { platform: { ...platform, fetch }, tokens }
}

it.each([
  ['page', /soumettre$/],
  ['json', /soumettre$/],
  ['header', /deposer\/pdf$/],
  ['page', /oauth\/token$/],
] as const)('hides them from a %s that answers %s', async (as, paths) => {
  const { platform, tokens } = repeating(paths, as)
  const { approved, core, run, dataFolder } = world({ platform })
  const id = await approved()
  await run()
  const shown = JSON.stringify([core.page(id), core.hold(), await core.diagnose()])
  await core.keepCopy()
  const kept =
    readFileSync(join(dataFolder, 'choriste.db'), 'latin1') + readIfThere(join(dataFolder, 'choriste.db-wal'))
  expect(shown + kept).toContain('Erreur : ')
  for (const secret of [...secrets(), ...tokens]) {
    expect(shown).not.toContain(secret)
    expect(kept).not.toContain(secret)
  }
})

const readIfThere = (path: string): string => {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLog } from '../../electron/core/log.ts'
import { credentials } from '../../electron/sim/platform.ts'
import { complete } from '../support/complete.ts'
import { HOUR, world } from '../support/world.ts'

it('writes neither a secret nor a field of an invoice, whatever breaks', async () => {
  const { approved, platform, core, home, now, pass, failures, get } = world()
  const folder = join(home, 'journaux')
  const log = createLog({ folder, now })
  const id = await approved()
  platform.expect({ trouble: 'cutOff', on: 'soumettre' })
  await core.runDue()
  const whys = core.invoices.journal(id).flatMap(({ event }) => (event.type === 'lost' ? [event.why] : []))
  // The token has run out, and another one is refused.
  pass(2 * HOUR)
  platform.expect({ trouble: 'unauthorized', on: 'oauth/token' })
  await core.runDue()
  expect([whys.length, core.hold()?.hindrance]).toEqual([1, 'tokenRefused'])
  for (const error of [...failures, ...whys, core.jobs.get(id)?.lastFailure]) log.error(error)
  const text = readFileSync(join(folder, 'choriste.log'), 'utf8')
  const { clientSecret, password, login } = credentials
  const account = Buffer.from(`${login}:${password}`).toString('base64')
  for (const secret of [
    clientSecret,
    password,
    account,
    'Bearer',
    complete.buyerSiret,
    complete.number,
    get(id).file.name,
  ])
    expect(text).not.toContain(secret)
})

it('keeps five files of a million bytes, the newest first', () => {
  const { home, now } = world()
  const folder = join(home, 'journaux')
  const log = createLog({ folder, now })
  for (let line = 0; line < 640; line++) log.info(`${line} `.padEnd(10_000, '.'))
  const files = readdirSync(folder).sort()
  expect(files).toEqual(['choriste.1.log', 'choriste.2.log', 'choriste.3.log', 'choriste.4.log', 'choriste.log'])
  for (const file of files) expect(statSync(join(folder, file)).size).toBeLessThan(1_020_000)
  expect(readFileSync(join(folder, 'choriste.log'), 'utf8')).toContain(' 639 ')
  expect(readFileSync(join(folder, 'choriste.1.log'), 'utf8')).not.toContain(' 639 ')
})

import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { start } from './steps.ts'

/** What a window that somebody has taken over could ask, and what other people of this computer could read. */

type Answer = { ok: boolean; failure?: string; value?: { folder?: { path: string } } }

test('opens only a folder that was chosen, and starts no program', async ({ page, place, data, folder }) => {
  await start(page)
  const call = (name: string, input: object) =>
    page.evaluate(
      ([name, input]) =>
        (window as unknown as { bridge: { call: (name: string, input: object) => Promise<Answer> } }).bridge.call(
          name,
          input,
        ),
      [name, input] as const,
    )
  const state = async () => (await call('app.state', {})).value!
  const program = join(place, 'programme.sh')
  const ran = join(place, 'ran')
  writeFileSync(program, `#!/bin/sh\ntouch ${ran}\n`)
  chmodSync(program, 0o755)
  for (const typed of [program, '\\\\192.0.2.1\\partage', '/etc']) {
    expect(await call('settings.patch', { folder: typed })).toMatchObject({ ok: false })
    expect((await state()).folder?.path).toBe(folder)
  }
  // Even in the place of the folder itself.
  renameSync(folder, join(place, 'ailleurs'))
  renameSync(program, folder)
  expect(await call('folder.open', {})).toEqual({ ok: false, failure: 'folder.refused' })
  expect(existsSync(ran)).toBe(false)
  // What was refused is in the log, and was looked at.
  rmSync(join(data, 'journaux'), { recursive: true })
})

test('keeps what it writes to its owner', async ({ page, data }) => {
  await start(page)
  const open = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(db|db-wal|json|log)$/.test(name) && (statSync(join(data, name)).mode & 0o077) !== 0,
  )
  expect(open).toEqual([])
  expect(statSync(data).mode & 0o777).toBe(0o700)
})

import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createAccesses } from '../../electron/core/connections/accesses.ts'
import { noKeyStore } from '../../electron/cli/secrets.ts'
import { DATABASE, openStore } from '../../electron/core/store/database.ts'
import { createPlatform, credentials } from '../../electron/sim/platform.ts'
import { startServer } from '../../electron/sim/server.ts'
import { ownersPdf } from '../support/owners-pdf.ts'

const root = join(import.meta.dirname, '../..')
const PHRASE = 'quatre mots sans suite'

/** Data of qualification as the window has left them: a database, and accesses locked by a passphrase. */
async function settled() {
  const place = mkdtempSync(join(tmpdir(), 'cli-'))
  const platform = createPlatform({ now: Date.now })
  const { url, close } = await startServer({ platform, port: 0 })
  onTestFinished(async () => {
    await close()
    rmSync(place, { recursive: true, force: true })
  })
  const dataFolder = join(place, 'qualification')
  mkdirSync(dataFolder)
  openStore(join(dataFolder, DATABASE)).close()
  const official = { tokenUrl: `${url}/api/oauth/token`, apiUrl: `${url}/` }
  const access = createAccesses({ dataFolder, keyStore: noKeyStore, official }).of('principal')
  expect(access.save({ ...credentials, ...official, passphrase: PHRASE })).toBe('kept')

  /** The command line, as a scheduler calls it: nobody to ask. */
  const choriste = (phrase: string, ...args: string[]) =>
    new Promise<{ code: number | null; err: string; out: string }>((done) => {
      const env = { ...process.env, CHORISTE_DATA: place, CHORISTE_PHRASE: phrase }
      const child = spawn(process.execPath, [join(root, 'electron/cli.ts'), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }) // prettier-ignore
      let [out, err] = ['', '']
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
      child.on('close', (code) => done({ code, out, err }))
    })
  return { place, platform, choriste }
}

it('deposits with the firm’s accesses once its passphrase is given, never twice, and exports what there is', async () => {
  const { place, choriste, platform } = await settled()
  const file = join(place, 'facture.pdf')
  writeFileSync(file, await ownersPdf())
  const there = ['--environnement', 'qualification', '--json']
  const [nowhere, wrong] = await Promise.all([
    choriste('', 'deposer', file, '--environnement', 'production'),
    choriste('faux', 'deposer', file, ...there),
  ])
  expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('ouvrez Choriste une fois')])
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('pas la bonne phrase de passe')])
  expect(wrong.out + wrong.err).not.toContain(credentials.password)

  const first = await choriste(PHRASE, 'deposer', file, ...there)
  expect(first.err).toBe('')
  expect(JSON.parse(first.out)).toMatchObject({ stage: 'followed', number: 'FA-2026-0043', known: false })
  expect(first.code).toBe(0)
  const copy = join(place, 'copie.pdf')
  copyFileSync(file, copy)
  const table = join(place, 'ventes.csv')
  const [second, exported] = await Promise.all([
    choriste(PHRASE, 'deposer', copy, ...there),
    choriste('', 'exporter', '--vers', table, ...there),
  ])
  expect(JSON.parse(second.out)).toMatchObject({ stage: 'followed', known: true })
  expect(Object.keys(platform.state().invoices)).toHaveLength(1)
  expect([exported.code, JSON.parse(exported.out)]).toEqual([0, { path: table, invoices: 1 }])
  expect(readFileSync(table, 'utf8')).toContain('FA-2026-0043')
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { platformOf, readScenario, type Scenario } from '../../electron/sim/scenario.ts'
import { cii, clientOf, facturx, MINUTE, MORNING } from './support.ts'

const SCENARIOS = fileURLToPath(new URL('../../electron/sim/scenarios', import.meta.url))
const TAUX = 'transverses/v1/recuperer/tauxtva'

/** The platform a scenario makes, with time moved by hand, and a client of it. */
function played(scenario: Scenario) {
  let time = MORNING
  const platform = platformOf(scenario, { now: () => time })
  const pass = (milliseconds: number) => {
    time += milliseconds
  }
  return { platform, pass, ...clientOf({ fetch: platform.fetch }) }
}

function fileOf(content: string) {
  const path = join(mkdtempSync(join(tmpdir(), 'scenario-')), 'scenario.json')
  writeFileSync(path, content)
  return path
}

it('scripts the statuses of an invoice by its number, whichever door it comes through', async () => {
  const { submit, deposit, search, pass } = played({
    haste: 2,
    invoices: {
      'FA-1': [
        { afterMinutes: 4, status: 'SUSPENDUE', comment: 'SIMULÉ : le PV' },
        { afterMinutes: 6, status: 'ETAT_DE_DEMAIN' },
      ],
      'FA-2': [{ afterMinutes: 4, status: 'REJETEE' }],
    },
  })
  const statuses = async () =>
    ((await search()).listeFactures as Record<string, string>[])
      .map(({ numeroFacture, statut, commentaireEtatCourant = '' }) => [numeroFacture, statut, commentaireEtatCourant])
      .sort()
  await submit({ number: 'FA-1' })
  await submit({ number: 'FA-3' })
  await deposit(await facturx(cii({ number: 'FA-2' })))
  expect(await statuses()).toEqual([
    ['FA-1', 'DEPOSEE', ''],
    ['FA-3', 'DEPOSEE', ''],
  ])
  pass(2 * MINUTE)
  expect((await statuses())[0]).toEqual(['FA-1', 'SUSPENDUE', 'SIMULÉ : le PV'])
  pass(28 * MINUTE)
  expect(await statuses()).toEqual([
    ['FA-1', 'ETAT_DE_DEMAIN', ''],
    ['FA-2', 'REJETEE', ''],
    ['FA-3', 'MISE_EN_PAIEMENT', ''],
  ])
})

it('scripts troubles by route and occurrence', async () => {
  const { post, headers } = played({ troubles: [{ trouble: 'overloaded', on: 'tauxtva', call: 2, retryAfter: 30 }] })
  await headers()
  const answers = [await post(TAUX, {}), await post(TAUX, {}), await post(TAUX, {})]
  expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
    [200, null],
    [429, '30'],
    [200, null],
  ])
})

it('makes the platform strict, hard of finding or unlucky', async () => {
  const strict = played({ isStrict: true, unknownFlowSeconds: 0 })
  expect((await strict.post('structures/v1/consulter', { idStructure: 25700101 })).status).toBe(400)
  const { numeroFluxDepot } = await strict.deposit(await facturx(cii()))
  expect(await strict.report(numeroFluxDepot)).toMatchObject({ codeRetour: 0 })
  const unlucky = played({ chance: { seed: '1', rate: 1, among: ['down'] } })
  expect((await unlucky.signIn()).status).toBe(503)
})

it.each(readdirSync(SCENARIOS))('reads and plays the example %s', async (name) => {
  const scenario = readScenario(join(SCENARIOS, name))
  expect(scenario.title).toMatch(/\.$/)
  const { signIn } = played(scenario)
  expect((await signIn()).status).toBe(200)
})

const wrong: [string, string, RegExp][] = [
  ['a negative haste', '{"haste":-1}', /haste\s: doit être plus que 0\./],
  ['an unknown word', '{"hast":1}', /le fichier\s: hast n’est pas un mot connu\./],
  [
    'an unknown trouble',
    '{"troubles":[{"trouble":"x"}]}',
    /troubles → 0 → trouble\s: l’un de ces mots est attendu\s: unrea/,
  ],
  ['a status without its time', '{"invoices":{"A":[{"status":"X"}]}}', /A → 0 → afterMinutes\s: un nombre est attendu/],
  ['an empty status', '{"invoices":{"A":[{"status":"","afterMinutes":1}]}}', /status\s: ne peut pas être vide/],
  ['a rate beyond 1', '{"chance":{"seed":"a","rate":2}}', /chance → rate\s: doit être au plus 1/],
  ['no JSON', '{', /ce n’est pas du JSON/],
]
it.each(wrong)('says in French what is wrong with %s', (_, content, words) => {
  expect(() => readScenario(fileOf(content))).toThrow(words)
})

it('stops at once on a scenario that is not there', () => {
  const main = fileURLToPath(new URL('../../electron/sim/main.ts', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [main, '--scenario', '/nowhere.json'], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^Le scénario \/nowhere\.json ne se lit pas/) as string])
})

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createAccesses } from '../../electron/core/connections/accesses.ts'
import { createPlatform, credentials } from '../../electron/sim/platform.ts'
import { connectionOf, withCompanyPatch } from '../../shared/contract/settings.ts'
import { Company } from '../../shared/domain/firms/company.ts'
import { PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import type { InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import type { AccessState } from '../../shared/domain/wording/unsent.ts'
import { complete } from '../support/complete.ts'
import { HOUR, START, world } from '../support/world.ts'

const menuiserie = Company.parse({ siret: '98765432400019', name: 'Menuiserie Aubrelle' })
const plomberie = Company.parse({ siret: '55566675900017', name: 'Plomberie Aubrelle' })
const own = { ...credentials, login: 'TECH_2_55566675900017@cpro.fr', password: 'autre-compte' }
const theirs = { supplierSiret: plomberie.siret, supplierName: plomberie.name }
const DAY = 24 * HOUR
const accounts = [
  {
    login: credentials.login,
    password: credentials.password,
    sirets: [menuiserie.siret],
    expiresAt: START + 25 * DAY,
  },
  { login: own.login, password: own.password, sirets: [plomberie.siret], expiresAt: START + 10 * DAY },
]

type Trouble = 'away' | 'hangs' | undefined

/** An owner of two firms; the second one has a technical account of its own. `trouble` strikes the calls of one account. */
function ofTwo({ access }: { access?: (connection: string) => AccessState } = {}) {
  const time: { now: () => number } = { now: () => START }
  const platform = createPlatform({ now: () => time.now(), accounts })
  const troubles: Record<string, Trouble> = {}
  const asked: { login: string; path: string; number?: string | undefined }[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const [login = ''] = Buffer.from(request.headers.get('cpro-account') ?? '', 'base64')
      .toString('utf8')
      .split(':')
    if (login) {
      const { numeroFacture: number } = (await request.clone().json()) as { numeroFacture?: string }
      asked.push({ login, path: new URL(request.url).pathname, number })
    }
    if (troubles[login] === 'away') return new Response('', { status: 503 })
    if (troubles[login] === 'hangs') return new Promise<never>(() => undefined)
    return platform.fetch(request)
  }
  const here = world({
    platform: { ...platform, fetch },
    credentials: (connection) => (connection === PRINCIPAL ? credentials : own),
    ...(access && { access }),
  })
  time.now = here.now
  const { core } = here
  core.settings.save({ ...core.settings.get(), company: menuiserie, otherCompanies: [plomberie] })
  const id = core.connections.add(plomberie.siret)!
  const goesByItself = () => core.settings.save(withCompanyPatch(core.settings.get(), 1, { isByHand: false }))
  goesByItself()
  /** An invoice of each firm, both approved before anything is due. */
  async function bothApproved() {
    const ids = [await here.draft(), await here.draft({ ...theirs, number: 'PL-1' })] as const
    for (const one of ids) here.record(one, { type: 'approved' })
    return ids
  }
  return {
    ...here,
    bothApproved,
    get core() {
      return here.core
    },
    id,
    troubles,
    asked,
    platform,
  }
}
const followed = (invoice: unknown) => invoice as InvoiceAt<'followed'>

it('deposits and follows two firms by two accounts, side by side', async () => {
  const { bothApproved, core, pass, get, platform, asked, id } = ofTwo()
  const [first, second] = await bothApproved()
  expect(get(second)).toMatchObject({ stage: 'leaving', connection: id })
  expect(get(first)).not.toHaveProperty('connection')
  await core.runDue()
  expect([get(first).stage, get(second).stage]).toEqual(['followed', 'followed'])
  platform.move(followed(get(first)).fields.number, 'SUSPENDUE')
  platform.move('PL-1', 'MANDATEE')
  pass(2 * HOUR)
  await core.runDue()
  expect([followed(get(first)).status, followed(get(second)).status]).toEqual(['SUSPENDUE', 'MANDATEE'])
  const deposits = asked.filter(({ path }) => path.endsWith('/soumettre')).map(({ login }) => login)
  expect(deposits.toSorted()).toEqual([credentials.login, own.login])
})

it('never lets one account see what left by the other', async () => {
  const { approved, run, get, core, id } = ofTwo()
  const mine = await approved()
  const other = await approved({ ...theirs, number: 'PL-1' })
  await run(2)
  for (const [connection, invoice, wrong] of [
    [PRINCIPAL, get(other), get(mine)],
    [id, get(mine), get(other)],
  ] as const) {
    const { statuses, depositor } = core.connections.over(connection)
    const { changes } = await statuses.changes('2026-11-22')
    const keys = changes.map(({ remoteKey }) => remoteKey)
    expect(keys).toEqual([followed(wrong).remoteKey])
    expect(await depositor.find(followed(invoice))).toBeUndefined()
    await expect(statuses.history(followed(invoice).remoteKey!)).rejects.toThrow()
  }
})

it.each(['away', 'hangs'] as const)('goes on with one firm while the account of the other one %s', async (trouble) => {
  const { bothApproved, approved, core, get, troubles, pass, id } = ofTwo()
  const [first, second] = await bothApproved()
  // What is known of the buyer is too old: each asks again over its own connection.
  pass(25 * HOUR)
  troubles[credentials.login] = trouble
  const turn = core.runDue().catch(() => undefined)
  await expect.poll(() => get(second).stage, { timeout: 5000 }).toBe('followed')
  expect([get(first).stage, core.hold(id)]).toEqual(['leaving', undefined])
  if (trouble === 'hangs') return
  await turn
  expect(core.hold()?.hindrance).toBe('down')
  expect(core.page(first)!.row.unsent?.act).toBe('retry')
  expect(core.page(first)!.row.unsent?.firm).toBeUndefined()
  // The pause of one is not the pause of the other, and ends by itself.
  const third = await approved({ ...theirs, number: 'PL-2' })
  expect(core.page(third)!.row.unsent).toBeUndefined()
  await core.runDue()
  expect(get(third).stage).toBe('followed')
  troubles[credentials.login] = undefined
  pass(2 * HOUR)
  await core.runDue()
  expect([get(first).stage, core.hold()]).toEqual(['followed', undefined])
})

it('hears the news of each since its own last round', async () => {
  const here = ofTwo()
  const { bothApproved, get, platform, troubles, pass, restart } = here
  const [first] = await bothApproved()
  const { number } = followed(get(first)).fields
  await here.core.runDue()
  for (const one of [number, 'PL-1']) platform.move(one, 'SUSPENDUE')
  pass(2 * HOUR)
  await here.core.runDue()
  troubles[credentials.login] = 'away'
  pass(HOUR)
  platform.move(number, 'MANDATEE')
  for (let day = 0; day < 8; day++) {
    pass(12 * HOUR)
    await here.core.runDue()
  }
  expect(followed(get(first)).status).toBe('SUSPENDUE')
  await restart()
  troubles[credentials.login] = undefined
  for (let round = 0; round < 2; round++) {
    pass(3 * HOUR)
    await here.core.runDue()
  }
  expect(followed(get(first)).status).toBe('MANDATEE')
})

it('ends at once though a call over each connection hangs, and looks for both where they left', async () => {
  const { bothApproved, core, get, troubles, restart, run, asked } = ofTwo()
  const ids = await bothApproved()
  asked.length = 0
  troubles[credentials.login] = troubles[own.login] = 'hangs'
  const turn = core.runDue().catch(() => undefined)
  await expect.poll(() => new Set(asked.map(({ login }) => login)).size).toBe(2)
  const before = performance.now()
  await restart()
  expect(performance.now() - before).toBeLessThan(2000)
  troubles[credentials.login] = troubles[own.login] = undefined
  await turn
  await run(20)
  expect(ids.map((id) => get(id).stage)).toEqual(['followed', 'followed'])
  const whoAsked = (about: RegExp) =>
    new Set(asked.filter(({ number = '' }) => about.test(number)).map(({ login }) => login))
  expect([...whoAsked(/^PL/), ...whoAsked(/^(?!PL)./)]).toEqual([own.login, credentials.login])
})

it('has one firm go on while the accesses of the other are locked', async () => {
  const { approved, core, get, run } = ofTwo({ access: (connection) => (connection === PRINCIPAL ? 'open' : 'locked') })
  const first = await approved()
  const second = await approved({ ...theirs, number: 'PL-1' })
  await run(3)
  expect([get(first).stage, get(second).stage]).toEqual(['followed', 'leaving'])
  // What opens it again is where the accesses of its own firm are.
  expect(core.page(second)!.row.unsent).toMatchObject({ act: 'unlock', firm: theirs.supplierSiret })
})

it('knows the end of each password, and announces each for itself', async () => {
  const { core, id } = ofTwo()
  await core.expiryOf(id).ask()
  await core.expiry.ask()
  expect([core.expiryOf(id).near()?.daysLeft, core.expiry.near()?.daysLeft]).toEqual([10, 25])
  expect([core.expiryOf(id).toTell()?.daysLeft, core.expiry.toTell()?.daysLeft]).toEqual([10, 25])
  expect([core.expiryOf(id).toTell(), core.expiry.toTell()]).toEqual([undefined, undefined])
})

it('keeps the secrets of each in a file of its own', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'accesses-'))
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }))
  const turned = (text: string) => Buffer.from(text).reverse()
  const keyStore = {
    isSafe: () => true,
    encrypt: turned,
    decrypt: (bytes: Buffer) => String(Buffer.from(bytes).reverse()),
  }
  const official = { tokenUrl: 'https://piste.invalid', apiUrl: 'https://chorus.invalid' }
  const open = () => createAccesses({ dataFolder, keyStore, official })
  const form = { tokenUrl: '', apiUrl: '', passphrase: '' }
  open()
    .of(PRINCIPAL)
    .save({ ...form, ...credentials })
  open()
    .of('a1b2c3d4')
    .save({ ...form, ...own })
  open().of('a1b2c3d4').keep({ clientId: 'another' })
  expect(readdirSync(dataFolder).toSorted()).toEqual([
    'acces.a1b2c3d4.json',
    'acces.a1b2c3d4.json.en-cours',
    'acces.json',
    'acces.json.en-cours',
  ])
  expect(open().of(PRINCIPAL).credentials()).toMatchObject({ login: credentials.login, password: credentials.password })
  expect(open().of('a1b2c3d4').credentials()).toMatchObject({ login: own.login, password: own.password })
  expect(open().of(PRINCIPAL).view().clientId).toBe(credentials.clientId)
  open().forget('a1b2c3d4')
  expect(readdirSync(dataFolder).toSorted()).toEqual(['acces.json', 'acces.json.en-cours'])
  expect(readFileSync(join(dataFolder, 'acces.json'), 'utf8')).not.toContain(own.password)
})

it('prepares an access while the portal works, and takes it away only once nothing that left by it waits', async () => {
  const { core, approved, draft, record, get, pass, id, troubles, platform } = ofTwo()
  core.settings.save(withCompanyPatch(core.settings.get(), 1, { isByHand: true }))
  const byHand = await draft({ ...theirs, number: 'PL-0' })
  record(byHand, { type: 'approved' })
  expect(get(byHand).stage).toBe('portal')
  core.settings.save(withCompanyPatch(core.settings.get(), 1, { isByHand: false }))

  const sent = await approved({ ...theirs, number: 'PL-1' })
  await core.runDue()
  troubles[own.login] = 'away'
  const waiting = await approved({ ...theirs, number: 'PL-2' })
  await core.runDue()
  expect([get(waiting).stage, core.connections.remove(id)]).toEqual(['leaving', false])
  expect(connectionOf(core.settings.get(), { ...complete, ...theirs })).toEqual({ transport: 'chorus', connection: id })
  record(waiting, { type: 'withdrawn' })
  expect(core.connections.remove(id)).toBe(true)
  expect(core.connections.ids()).toEqual([PRINCIPAL])
  expect(core.jobs.get(sent)?.lane).toBe(PRINCIPAL)
  // What the account of all firms cannot see stays as it was last known; nothing is lost, nothing leaves.
  platform.move('PL-1', 'MANDATEE')
  pass(2 * HOUR)
  await core.runDue()
  expect(followed(get(sent)).status).toBe('DEPOSEE')
  expect(platform.invoices()).toHaveLength(1)
})

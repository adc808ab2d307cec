import { beforeEach, expect, it, vi } from 'vitest'
import { Settings } from '../../shared/contract/settings.ts'
import type { Step } from '../../shared/domain/lifecycle/step.ts'
import { french } from '../../shared/base/french.ts'
import { world } from '../support/world.ts'

// Electron is not ours: a notification is what it was told, and a click when the test says so.
type Shown = { title: string; body: string; click: () => void }
const shown: Shown[] = []
vi.mock('electron', () => ({
  Notification: class {
    static isSupported = () => true
    readonly told: { title: string; body: string }
    click = () => undefined
    constructor(told: { title: string; body: string }) {
      this.told = told
    }
    on(event: string, listener: () => undefined) {
      if (event === 'click') this.click = listener
    }
    show() {
      shown.push({ ...this.told, click: () => this.click() })
    }
  },
}))
const { createNotices } = await import('../../electron/shell/notices.ts')
beforeEach(() => {
  shown.length = 0
})

/** A world whose steps are announced. */
function announced(settings = Settings.parse({}), isRehearsal = false) {
  const opened: string[] = []
  let isWatched = false
  const here = world({
    tell: (step: Step) => notices.tell(step),
  })
  const notices = createNotices({
    settings: () => settings,
    problemsOf: (id) => here.core.page(id)?.problems ?? [],
    buyerOf: (id) => here.core.page(id)?.row.buyer ?? '',
    isRehearsal: () => isRehearsal,
    isWatched: () => isWatched,
    open: (route) => void opened.push(route),
    report: () => undefined,
  })
  return { ...here, opened, watch: () => (isWatched = true) }
}
const titles = () => shown.map(({ title }) => title)

it('says that an invoice has arrived, and opens it on a click', async () => {
  const { approved, core, opened } = announced()
  const id = await approved()
  await core.runDue()
  expect(titles()).toEqual(['FA-2026-0043 est arrivée'])
  shown[0]!.click()
  expect(opened).toEqual([`/facture/${id}`])
})

it('says of the pretend Chorus Pro that nobody has received anything', async () => {
  const { approved, core } = announced(Settings.parse({}), true)
  await approved()
  await core.runDue()
  expect(shown.map(({ title, body }) => `${title} | ${body}`)).toEqual([
    french('Démonstration : FA-2026-0043 est arrivée | Sur le Chorus Pro de démonstration. Aucun client ne l’a reçue.'),
  ])
})

it('tells of files read together in one notification', async () => {
  vi.useFakeTimers()
  const { arrive, core } = announced()
  for (const number of ['A', 'B', 'C']) await arrive({ number })
  await core.runDue()
  expect(titles()).toEqual([])
  vi.runOnlyPendingTimers()
  expect(titles()).toEqual(['3 factures lues'])
  vi.useRealTimers()
})

it('does not announce what the person has just dropped and is looking at', async () => {
  vi.useFakeTimers()
  const { draft, watch } = announced()
  watch()
  await draft()
  vi.runOnlyPendingTimers()
  expect(titles()).toEqual([])
  vi.useRealTimers()
})

it('says what is missing in a file that was found in the folder', async () => {
  vi.useFakeTimers()
  const { draft } = announced()
  await draft({ number: '' })
  vi.runOnlyPendingTimers()
  expect(shown[0]).toMatchObject({ body: 'Il manque le numéro de la facture. Rien n’est parti.' })
  vi.useRealTimers()
})

it('says that the buyer has ordered the payment, of how much, and not that it is paid', async () => {
  const { approved, core, platform, pass } = announced()
  await approved()
  await core.runDue()
  platform.move('FA-2026-0043', 'MISE_EN_PAIEMENT')
  pass(3_600_000)
  await core.runDue()
  expect(shown.at(-1)).toMatchObject({
    title: french('Virement ordonné : 1\u202f200,00\u00a0€'),
    body: 'Commune fictive, facture FA-2026-0043. Vérifiez votre compte dans quelques jours.',
  })
})

it('asks once to look at all that was deposited by hand, and opens the page where their list is pasted', async () => {
  vi.useFakeTimers()
  const { approved, record, core, pass, opened } = announced()
  core.settings.save({ ...core.settings.get(), way: 'portail' })
  for (const number of ['A-1', 'A-2', 'A-3']) {
    const id = await approved({ number })
    record(id, { type: 'depositedByHand', remoteNumber: number, depositedOn: '2026-11-23' })
  }
  vi.runOnlyPendingTimers()
  shown.length = 0
  pass(3 * 24 * 3_600_000)
  await core.runDue()
  vi.runOnlyPendingTimers()
  expect(titles()).toEqual(['3 factures à regarder sur le portail'])
  shown[0]!.click()
  expect(opened).toEqual(['/portail'])
  vi.useRealTimers()
})

it('keeps quiet about what was switched off', async () => {
  const quiet = Settings.parse({ notifications: { drafts: false, arrivals: false, statuses: false } })
  const { approved, core } = announced(quiet)
  await approved()
  await core.runDue()
  expect(titles()).toEqual([])
})

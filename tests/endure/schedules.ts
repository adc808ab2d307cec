import { copyFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { takeUp } from '../../electron/core/backup/copies.ts'
import { DATABASE } from '../../electron/core/store/database.ts'
import { Unanswered } from '../../electron/core/transports/errors.ts'
import { credentials, type TroubleName } from '../../electron/sim/platform.ts'
import { isFinal } from '../../shared/domain/platform/status.ts'
import { withCompanyPatch } from '../../shared/contract/settings.ts'
import { Company } from '../../shared/domain/firms/company.ts'
import { PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import { HOUR, MINUTE, world } from '../support/world.ts'

/** All that a network, a gateway and a platform do wrong without refusing; what waits in real time is left out. */
const among: TroubleName[] = [
  ...(['unreachable', 'cutOff', 'answerLost', 'answerGarbled', 'overloaded', 'overloadedForAWhile'] as const),
  ...(['overloadedForAYear', 'unauthorized', 'forbidden', 'fault', 'down', 'html502', 'html502Late'] as const),
  // Answers that are none.
  ...(['emptyAnswer', 'maintenance', 'maintenancePage', 'bareSuccess', 'answerEmptied', 'noCode'] as const),
  // Answers in which something is missing, or cannot be read.
  ...(['noLists', 'missingPage', 'unreadable', 'noPages', 'smallPages'] as const),
  // Answers written otherwise.
  ...(['textNumbers', 'nulls', 'accepted', 'oddDates', 'oddWords', 'unknownField', 'unknownStatus'] as const),
  'otherDates',
]
/** What searches may get for hours on end while two deliveries wait to be found. */
const spells: TroubleName[] = [
  ...(['emptyAnswer', 'maintenance', 'maintenancePage', 'bareSuccess', 'answerEmptied', 'noCode'] as const),
  ...(['noLists', 'missingPage', 'unreadable', 'textNumbers', 'nulls', 'oddDates', 'oddWords'] as const),
]
/** Where the computer's clock may stand, away from the right time. */
const clocks = [-48 * HOUR, -2 * HOUR, -3 * MINUTE, 3 * MINUTE, 2 * HOUR, 40 * 24 * HOUR, 365 * 24 * HOUR]
/** What may become of a database while the application is closed. */
const losses = ['gone', 'goneWithMarker', 'blank', 'olderPutBack', 'olderTakenUp'] as const
/** On the worst days one call in five fails. */
const WORST_RATE = 0.2
const MOST_CUTS = 3
/** Troubles end within two days; four more are given for what is left to do, then it counts as not ended. */
const TROUBLED_HOURS = 48
const LEFT_HOURS = 96

/** A die that falls the same way each time for the same seed. */
function dice(seed: number) {
  let state = Math.imul(seed, 2654435761) >>> 0
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

/** A plain PDF, a structured file, and two of them that leave together. */
const circuits = ['pdf', 'flux', 'lot 1', 'lot 2', 'own pdf', 'own flux'] as const
export type SubmissionFormat = (typeof circuits)[number]
const LOT = ['lot 1', 'lot 2'] as const
const numberOf = (circuit: SubmissionFormat, seed: number) =>
  ({
    pdf: `P${seed}`,
    flux: `F${seed}`,
    'lot 1': `L${seed}A`,
    'lot 2': `L${seed}B`,
    'own pdf': `O${seed}P`,
    'own flux': `O${seed}F`,
  })[circuit]
const isPdf = (circuit: SubmissionFormat) => circuit === 'pdf' || circuit === 'own pdf'

/** Two firms; the second one has a technical account, and so a connection, of its own. */
const firm = Company.parse({ siret: '98765432400019', name: 'SARL FICTIVE' })
const other = Company.parse({ siret: '55566675900017', name: 'TITULAIRE FICTIF SAS' })
const own = { ...credentials, login: 'TECH_2_55566675900017@cpro.fr', password: 'autre-compte' }
const accounts = [
  { login: credentials.login, password: credentials.password, sirets: [firm.siret] },
  { login: own.login, password: own.password, sirets: [other.siret] },
]
const issuerOf = (circuit: SubmissionFormat) =>
  circuit.startsWith('own') ? { supplierSiret: other.siret, supplierName: other.name } : {}
export type End = { circuit: SubmissionFormat; stage: string; isFinal: boolean }
/** `doubles` and `strays` each say how to live through it again. */
export type Tally = {
  schedules: number
  calls: number
  cuts: number
  clocks: number
  losses: number
  ends: End[]
  doubles: string[]
  strays: string[]
  /** Errors that were reported. */
  faults: string[]
}

/** So many schedules of failures on one computer, one after the other; each sends a PDF, a flow and a lot, and a PDF and a flow of another firm by its own account, and follows them to the end. */
export async function endure(first: number, many: number): Promise<Tally> {
  let roll = dice(first)
  let cutsLeft = 0
  const tally: Tally = {
    ...{ schedules: many, calls: 0, cuts: 0, clocks: 0, losses: 0 },
    ...{ ends: [], doubles: [], strays: [], faults: [] },
  }
  const powerCut = () => {
    if (!cutsLeft || roll() >= 0.06) return undefined
    cutsLeft--
    tally.cuts++
    return roll() < 0.5 ? 'before' : 'after'
  }
  const w = world({
    powerCut,
    accounts,
    inTurn: true,
    credentials: (connection) => (connection === PRINCIPAL ? credentials : own),
  })
  /** The owner says whose firms these are, again where a lost database has forgotten it. */
  function setUp() {
    const { settings, connections } = w.core
    if (connections.own().length) return
    settings.save({ ...settings.get(), company: firm, otherCompanies: [other] })
    connections.add(other.siret)
    settings.save(withCompanyPatch(settings.get(), 1, { isByHand: false }))
  }
  /** Enough to live through it again. */
  const said = (seed: number) => `npm run endure -- ${seed - first + 1} ${first}, seed ${seed}`

  async function schedule(seed: number) {
    roll = dice(seed)
    setUp()
    const { platform } = w
    const troubledUntil = right() + roll() * TROUBLED_HOURS * HOUR
    const end = troubledUntil + LEFT_HOURS * HOUR
    // Each meets its troubles with its own density: some days are worse than others.
    platform.shake({ seed: String(seed), rate: roll() * WORST_RATE, among })
    cutsLeft = Math.floor(roll() * (MOST_CUTS + 1))
    const setsClock = roll() < 0.3
    const spell = roll() < 0.3 ? spells[Math.floor(roll() * spells.length)] : undefined
    if (spell)
      platform.expect(...(['soumettre', 'deposer/flux'] as const).map((on) => ({ trouble: 'answerLost', on }) as const))
    let lossesLeft = roll() < 0.3 ? 1 : 0
    if (roll() < 0.5) await w.core.keepCopy()
    const ids = {} as Record<SubmissionFormat, string>
    const names = {} as Record<SubmissionFormat, string>
    for (const circuit of circuits) {
      const document = isPdf(circuit) ? {} : ({ kind: 'cii', paymentMeansCode: '30' } as const)
      ids[circuit] = await w.draft({ number: numberOf(circuit, seed), ...issuerOf(circuit) }, document)
      names[circuit] = w.get(ids[circuit]).file.name
    }
    press(ids)
    if (roll() < 0.5) await w.core.keepCopy()
    const isOver = (id: string) => {
      const invoice = w.get(id)
      return invoice.stage === 'followed' && isFinal(invoice.status)
    }
    /** The owner brings a file in again. */
    async function again(circuit: SubmissionFormat) {
      const id = await w.take(join(w.home, names[circuit]))
      while (w.stage(id) === 'arrived') await w.run(1)
      ids[circuit] = id
    }
    while (right() < end && !Object.values(ids).every(isOver)) {
      const before = right()
      press(ids)
      if (spell && before < troubledUntil && platform.troublesLeft() < 3)
        platform.expect({ trouble: spell, on: 'rechercher/fournisseur' })
      await w.run(1)
      if (right() === before) w.pass(HOUR / 60)
      if (setsClock && roll() < 0.05) {
        w.setClock(clocks[Math.floor(roll() * clocks.length)]!)
        tally.clocks++
      }
      if (lossesLeft && roll() < 0.1) {
        lossesLeft--
        tally.losses++
        const how = losses[Math.floor(roll() * losses.length)]!
        await w.restart(() => lose(how))
        setUp()
        for (const circuit of circuits) await again(circuit)
      }
      if (right() >= troubledUntil) beQuiet()
    }
    beQuiet()
    for (const circuit of circuits) check(seed, circuit, ids[circuit])
  }
  /** The owner approves what is not on its way; what Chorus Pro turned away is not sent again by hand. */
  function press(ids: Record<SubmissionFormat, string>) {
    const isWaiting = (id: string) => {
      const invoice = w.get(id)
      if (invoice.stage !== 'draft') return false
      return !invoice.refusal?.problems.some(({ code }) => !code.startsWith('recipient.'))
    }
    const lot = LOT.map((circuit) => ids[circuit])
    if (lot.every(isWaiting)) w.core.ledger.approveTogether(lot)
    for (const id of Object.values(ids)) if (isWaiting(id)) w.record(id, { type: 'approved' })
  }
  const right = () => w.platform.now()
  function beQuiet() {
    w.platform.shake(undefined)
    w.platform.forgetTroubles()
    w.setClock(0)
    cutsLeft = 0
  }

  function lose(how: (typeof losses)[number]) {
    const { dataFolder } = w
    const copies = join(dataFolder, 'sauvegardes')
    const [copy] = existsSync(copies) ? readdirSync(copies).filter((name) => name.endsWith('.db')) : []
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(dataFolder, DATABASE + suffix), { force: true })
    if (how === 'goneWithMarker') rmSync(join(dataFolder, 'departs.json'), { force: true })
    if (how === 'blank') writeFileSync(join(dataFolder, DATABASE), '')
    if (how === 'olderPutBack' && copy) copyFileSync(join(copies, copy), join(dataFolder, DATABASE))
    if (how === 'olderTakenUp' && copy) takeUp(join(copies, copy), dataFolder, w.now())
  }

  /** What counts is what the platform has, whatever was believed here. */
  function check(seed: number, circuit: SubmissionFormat, id: string) {
    const { stage, ...invoice } = w.get(id)
    const number = numberOf(circuit, seed)
    const there = w.platform.invoices().filter((each) => each.number === number)
    const flows = w.platform.flows().filter(({ papers }) => papers.some((paper) => paper.number === number))
    if (Math.max(there.length, flows.length) > 1) tally.doubles.push(`${said(seed)}: ${number} was deposited twice`)
    const resent = w.core.invoices.journal(id).filter(({ event }) => event.type === 'resent')
    if (resent.length > 1) tally.doubles.push(`${said(seed)}: ${number} was sent again by itself more than once`)
    const isFollowed = stage === 'followed' && 'remoteKey' in invoice && invoice.remoteKey === String(there[0]?.id)
    const isAtWork = ['leaving', 'uncertain', 'sent'].includes(stage)
    if (there.length ? !isFollowed : !isAtWork)
      tally.strays.push(`${said(seed)}: ${number} is ${there.length ? 'there' : 'not there'}, and ${stage} here`)
    tally.ends.push({ circuit, stage, isFinal: 'status' in invoice && isFinal(invoice.status) })
  }

  for (let seed = first; seed < first + many; seed++) await schedule(seed)
  // What cannot be read is reported; anything else is a fault of ours.
  tally.faults = w.failures.filter((error) => !(error instanceof Unanswered)).map(String)
  tally.calls = Object.values(w.platform.calls()).reduce((sum, count) => sum + count, 0)
  return tally
}

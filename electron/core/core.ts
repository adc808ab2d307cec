import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Step } from '../../shared/domain/lifecycle/step.ts'
import { companiesOf, connectionOf } from '../../shared/contract/settings.ts'
import type { InvoiceEvent } from '../../shared/domain/lifecycle/events.ts'
import { isKnown, type Invoice } from '../../shared/domain/lifecycle/invoice.ts'
import { nameFor, PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import { dayOf } from '../../shared/base/dates.ts'
import type { AccessState } from '../../shared/domain/wording/unsent.ts'
import type { Environment } from '../../shared/domain/platform/environment.ts'
import { createBuyers } from './buyers/buyers.ts'
import { createValideurs } from './buyers/valideurs.ts'
import { contextAfter, createFacts } from './queries/rule-context.ts'
import { createInquiries } from './buyers/lookups.ts'
import { createIntake } from './intake/intake.ts'
import { createVault } from './intake/vault.ts'
import { createLearning } from './reading/lessons/learning.ts'
import { createLedger } from './engine/ledger.ts'
import { createPortal } from './transports/portal/portal.ts'
import { createKeptWords } from './reading/scan/kept-words.ts'
import type { Scanner } from './reading/scan/scanner.ts'
import type { Reader } from './reading/thread.ts'
import { createChorus } from './transports/chorus/chorus.ts'
import { createAccounts } from './connections/accounts.ts'
import { createConnections } from './connections/registry.ts'
import type { Fetch, Pause } from './transports/chorus/calls.ts'
import type { Call } from './transports/port.ts'
import type { Credentials } from './transports/chorus/sign-in.ts'
import { createSeparation } from './splitting/separate.ts'
import { straightened } from './splitting/straighten.ts'
import { DATABASE, openStore } from './store/database.ts'
import { copyBeforeMigrating, keepCopy } from './backup/copies.ts'
import { COPIES } from './backup/copy-files.ts'
import { createPast } from './backup/past.ts'
import { LOCAL } from './store/jobs.ts'
import { createApprove } from './commands/approve.ts'
import { createHabits } from './commands/habits.ts'
import { createActOnMany } from './commands/act-on-many.ts'
import { createPayments } from './payments/payments.ts'
import { createListing } from './queries/listing.ts'
import { createShownRows } from './queries/shown-rows.ts'
import { createProjecting } from './queries/projecting.ts'
import { createViews } from './queries/invoices.ts'
import { createWatching } from './intake/watched-folder.ts'
import { answerJob } from './jobs/answer-job.ts'
import { outcomeJob, searchJob } from './jobs/search-and-outcome-jobs.ts'
import { depositJob } from './jobs/deposit-job.ts'
import { byLane } from './engine/by-lane.ts'
import { followRound } from './jobs/status-poll.ts'
import { createHistories } from './jobs/fetch-history.ts'
import { createRecalls } from './jobs/draft-reminders.ts'
import { remindJob } from './jobs/remind-job.ts'
import { createLoops } from './engine/loop.ts'
import { createPatience } from './engine/retry-delays.ts'
import { createKnowledge } from './reading/reading-context.ts'
import { createReadJob } from './jobs/read-job.ts'
import { createWorker } from './engine/worker.ts'

export type Surroundings = {
  /** Where this environment's database and files are. */
  dataFolder: string
  environment: Environment
  fetch: Fetch
  /** Of a connection, by its id; undefined while it is not connected. */
  credentials: (connection: string) => Credentials | undefined
  /** Whether it has accesses at all; by its credentials unless said. */
  access?: (connection: string) => AccessState
  /** Knows the files of the demonstration by their sha256. */
  isExample?: (sha256: string) => boolean
  reader: Reader
  /** Recognises scans; without it they stay pictures. */
  scanner?: Scanner
  /** Epoch ms. */
  now: () => number
  /** Milliseconds that only go forward, whatever is done to the clock; Node's unless the tests move them. */
  ticks?: () => number
  /** Waits so many milliseconds; the tests move their clock instead. */
  pause?: Pause
  /** Shortens every wait; 1 for the real platform. */
  haste?: number
  /** The folder the application proposes when none has been chosen. */
  proposedFolder?: string
  /** Where files to be uploaded on the portal by hand are laid out; in the data folder unless said. */
  uploadFolder?: string
  /** A step in an invoice's life: windows ask again, notices are shown. */
  tell?: (step: Step) => void
  /** Something else changed that a window may be showing. */
  changed?: () => void
  /** How invoices are shown has changed, without a step in their life: one is being sent, or tried again later. */
  invoicesChanged?: () => void
  report?: (error: unknown) => void
  /** Hears of each call to the platform, once it has ended. */
  heard?: (call: Call) => void
}
export type Core = ReturnType<typeof createCore>

/** How often we look whether the folder is still there, and try again what could not be taken in. Milliseconds. */
const LOOK_AROUND = 5000
/** How often we look whether a draft has been forgotten. Milliseconds. */
const RECALL = 60_000
/** Max time what is under way is given to end when the application ends. Milliseconds. */
const LEAVE = 1500

/** The whole application without Electron. Tests, the command line and main.ts all start it from here. */
export function createCore(surroundings: Surroundings) {
  const { dataFolder, environment, reader, now, haste = 1, proposedFolder = '' } = surroundings
  const { tell = nothing, changed = nothing } = surroundings
  const { invoicesChanged = changed } = surroundings
  const ending = new AbortController()
  /** What is given up at the end comes upon a closed database: that is no news. */
  const report = (error: unknown) => {
    if (!ending.signal.aborted) surroundings.report?.(error)
  }
  mkdirSync(dataFolder, { recursive: true })
  copyBeforeMigrating(dataFolder, dayOf(now()))
  const store = openStore(join(dataFolder, DATABASE))
  const past = createPast({ store, dataFolder, now })
  past.check()
  // A restore of which the instant cannot be read any more has just been made: what may have left is looked for.
  if (store.settings.hasMark('restoredAt') && store.settings.mark('restoredAt') === undefined)
    store.settings.setMark('restoredAt', now())
  const vault = createVault({ folder: join(dataFolder, 'coffre') })
  const { uploads } = createPortal({
    folder: surroundings.uploadFolder ?? join(dataFolder, 'À déposer sur le portail'),
    vault,
  })
  const patience = createPatience(haste)
  const { fetch, credentials, pause = wait, heard = nothing, ticks = () => performance.now() } = surroundings
  const { access = (id: string) => (credentials(id) ? 'open' : 'none') } = surroundings
  const connections = createConnections({
    ...store,
    transportWith: (id) =>
      createChorus({
        fetch,
        credentials: () => credentials(id),
        now,
        ticks,
        pause,
        haste,
        heard,
        signal: ending.signal,
      }),
    access,
    save: (settings) => watching.save(settings),
  })
  const { over, ofInvoice } = connections
  // At the end the settings are closed, and no call starts.
  const remote = () => over(ending.signal.aborted ? PRINCIPAL : connections.any()).directory
  const buyers = createBuyers({ ...store, dataFolder, remote, now, changed, report })
  const valideurs = createValideurs({ ...store, remote })
  const factsOf = createFacts({ ...store, hearsay: buyers.hearsay, environment, now })
  const inquiries = createInquiries({ ...store, connections, now, changed, report, heard: buyers.note })

  const route = (invoice: Invoice) =>
    isKnown(invoice) ? connectionOf(store.settings.get(), invoice.fields) : undefined
  const ledger = createLedger({
    ...store,
    now,
    wait: patience,
    announce,
    factsOf: (invoice, event) => contextAfter(factsOf, invoice, event),
    route,
    laneOf: ofInvoice,
    report,
  })
  const intake = createIntake({ vault, ledger, strays: store.strays, now, changed })
  const knowledge = createKnowledge({ ...store, vault, reader })
  const parts = { ...store, knowledge, vault, reader, over, inquiries, past, factsOf, now }
  const words = createKeptWords({ folder: join(dataFolder, 'mots') })
  const learning = createLearning({ ...parts, words, ledger, changed, report })
  const reading = createReadJob({ ...parts, scanner: surroundings.scanner, words, changed, report })
  const handlers = {
    read: reading.handler,
    deposit: depositJob(parts),
    search: searchJob(parts),
    outcome: outcomeJob(parts),
    answer: answerJob(parts),
    follow: byLane((lane) => followRound({ ...parts, ...over(lane), mark: nameFor(lane, 'newsUntil') })),
    remind: remindJob,
  }
  const histories = createHistories({
    ...store,
    ledger,
    transportOf: (invoice) => over(ofInvoice(invoice)),
    now: ticks,
    report,
  })
  const lanes = () => [LOCAL, ...connections.ids()]
  const { signal } = ending
  const worker = createWorker({
    ...parts,
    ledger,
    handlers,
    lanes,
    laneOf: ofInvoice,
    signal,
    ticks,
    wait: patience,
    changed,
    invoicesChanged,
    report,
  })
  const loops = createLoops({ lanes, runDue: worker.runDue, now, report })
  const { wake } = loops
  const separation = createSeparation({ ...store, vault, ledger })
  const known = { environment, isExample: surroundings.isExample }
  const views = createViews({
    ...store,
    factsOf,
    hold: worker.hold,
    scanOf: reading.progress,
    access,
    connections,
    ...known,
    now,
  })

  const shown = createShownRows({ ...store, row: views.row, now })
  const projecting = createProjecting({
    ...store,
    row: views.row,
    worked: shown.replace,
    talk: () => connections.ids().flatMap((id) => [id, worker.hold(id), access(id)]),
    now,
    changed: invoicesChanged,
    report,
  })
  const payments = createPayments({ ...store, ledger, projecting, row: views.row, now, changed })
  const listing = createListing({ ...store, ...views, shown: shown.of, projecting, now })

  const recall = createRecalls({ ...store, ledger, now, report })

  /** Each of those who hear of it fails alone. */
  function announce(step: Step, event?: InvoiceEvent) {
    const { invoice, notice } = step
    if (invoice.stage === 'discarded') reading.stopScan(invoice.id)
    if (event?.type === 'approved') {
      attempt(() => learning.from(invoice))
      attempt(() => habits.learnAccount(invoice))
    }
    if ((notice === 'arrived' || event?.type === 'depositedByHand') && isKnown(invoice))
      attempt(() => habits.learnFrom(invoice))
    attempt(() => tell(step))
    wake()
  }
  const habits = createHabits({ ...store, ledger, knowledge, note: buyers.note, changed })
  const watching = createWatching({
    settings: store.settings,
    proposedFolder,
    found: (file) => void intake.take(file, 'folder').catch(report),
    now,
    changed,
  })
  let lookingAround: NodeJS.Timeout | undefined
  let recalling: NodeJS.Timeout | undefined

  /** What time does by itself: a folder that comes back, a file that can be read now. */
  async function lookAround() {
    watching.look()
    await intake.retry()
  }

  function tryNow(which = connections.ids()) {
    inquiries.speakAgain()
    for (const id of which) worker.endHold(id)
    wake()
  }
  /** Asks in the background about the owner's firms. */
  function wantOwn() {
    for (const { siret } of companiesOf(store.settings.get())) inquiries.wantOwn(siret)
  }
  /** What a timer starts, or news, fails alone. */
  function attempt(work: () => void) {
    try {
      work()
    } catch (error) {
      report(error)
    }
  }

  return {
    ...views,
    ...listing,
    payments,
    actOnMany: createActOnMany({ ledger, mayDo: views.mayDo }),
    approve: createApprove({ ...store, ledger, access, straightened: (draft) => straightened(vault, draft) }),
    /** Which invoices are shown otherwise than when this was last asked. */
    takeChanged: projecting.takeChanged,
    environment,
    connections,
    access: (connection = PRINCIPAL) => access(connection),
    invoices: store.invoices,
    jobs: store.jobs,
    strays: { ...store.strays, list: intake.strays },
    markets: store.markets,
    lessons: store.lessons,
    settings: { get: store.settings.get, save: watching.save },
    /** Rows of the database that cannot be read. */
    setAside: store.setAside,
    ledger,
    sayKind: habits.sayKind,
    /** Makes of a PDF with several invoices an invoice each, and puts it aside. */
    separate: separation.separate,
    intake,
    vault,
    uploads,
    ...createAccounts({ ...store, connections, environment, now }),
    /** Bank accounts and services of one of the owner's firms, as Chorus Pro last said. */
    ownOf: store.directory.own,
    wantOwn,
    /** The invoice of this key as Chorus Pro gives it back. */
    download: (invoice: Invoice, remoteKey: string) => over(ofInvoice(invoice)).statuses.download(remoteKey, 'PDF'),
    /** The words recognised on an invoice’s scan, cell by cell, with their places; none where the file has a text. */
    words: async (invoice: Invoice) => (await words.of(invoice.file.sha256)).words,
    stopScan: reading.stopScan,
    inquiries,
    buyers,
    valideurs,
    /** Asks again about the owner's firms, and about buyers of the address book that were last asked about long ago. */
    refreshBuyers: () => {
      wantOwn()
      return inquiries.refresh(store.directory.buyers().map(({ siret }) => siret))
    },
    factsOf,
    folder: watching.view,
    chooseFolder: watching.choose,
    answerExisting: watching.answerExisting,
    /** A person looks at this invoice: what is still owed of its history is asked for now. */
    learnt: learning.settled,
    opened: (id: string) => void histories.want(id),
    /** Keeps today's copy of the database, in case tomorrow's is damaged. */
    keepCopy: () => keepCopy({ store, folder: join(dataFolder, COPIES), today: dayOf(now()) }),
    /** Other accesses of a connection count from now on, and nothing waits because of the old ones. */
    reconnect: (connection = PRINCIPAL) => {
      over(connection).account.reconnect()
      tryNow([connection])
      wantOwn()
    },
    /** The line is back, the computer woke up, or a person asks: nothing waits any longer. */
    tryNow: () => tryNow(),
    lookAround,
    /** Reminds the person of what has stood still. */
    recall,
    start: ({ watching: watches = true } = {}) => {
      worker.recover()
      buyers.start()
      if (watches) {
        watching.start()
        lookingAround = setInterval(() => void lookAround().catch(report), LOOK_AROUND)
        lookingAround.unref()
      }
      recalling = setInterval(() => attempt(recall), RECALL)
      recalling.unref()
      loops.start()
    },
    /** Runs what is due once, without a loop: the tests move time by hand. Answers when the next job falls due. */
    runDue: async (over = connections.ids()) => {
      const here = await worker.runDue(LOCAL)
      const there = await Promise.all(over.map((id) => worker.runDue(id)))
      const next = Math.min(...[here, ...there].map((due) => due ?? Infinity))
      return next === Infinity ? null : next
    },
    recover: worker.recover,
    /**
     * Graceful shutdown: calls are aborted, what is under way may end within LEAVE, the rest is given up. Each piece of work is
     * written whole or not at all, so that it is found again at the next start.
     */
    stop: async () => {
      clearInterval(lookingAround)
      clearInterval(recalling)
      ending.abort()
      projecting.close()
      const ended = Promise.allSettled([
        loops.stop(),
        watching.close(),
        intake.stop(),
        inquiries.settled(),
        histories.settled(),
        learning.stop(),
        separation.settled(),
      ])
      await within(LEAVE, ended.then(buyers.stop))
      store.close()
    },
  }
}

const nothing = () => undefined

/** Resolves when the work has ended, or after so many milliseconds. */
async function within(ms: number, work: Promise<unknown>) {
  const late = new AbortController()
  await Promise.race([work, wait(ms, undefined, { signal: late.signal }).catch(nothing)])
  late.abort()
}

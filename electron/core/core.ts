import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Step } from '../../shared/domain/lifecycle/step.ts'
import { companiesOf, connectionOf } from '../../shared/contract/settings.ts'
import type { InvoiceEvent } from '../../shared/domain/lifecycle/events.ts'
import { isKnown, type InvoiceAt } from '../../shared/domain/lifecycle/invoice.ts'
import { PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import { dayOf } from '../../shared/base/dates.ts'
import { createAuthoring } from './authoring/authoring.ts'
import { createBuyers } from './buyers/buyers.ts'
import { createValideurs } from './buyers/valideurs.ts'
import { contextAfter, createFacts } from './queries/rule-context.ts'
import { createInquiries } from './buyers/lookups.ts'
import { createIntake } from './intake/intake.ts'
import { createReceived, openAgain } from './intake/received.ts'
import { createVault } from './vault/vault.ts'
import { createLearning } from './reading/lessons/learning.ts'
import { createLedger } from './engine/ledger.ts'
import { createPortal } from './transports/portal/portal.ts'
import { createKeptWords } from './reading/scan/kept-words.ts'
import { createChorus } from './transports/chorus/chorus.ts'
import { createAccounts } from './connections/accounts.ts'
import { createConnections } from './connections/registry.ts'
import { createSeparation } from './splitting/separate.ts'
import { straightened } from './splitting/straighten.ts'
import { keepCopy } from './backup/copies.ts'
import { openData } from './backup/open-data.ts'
import { COPIES } from './backup/copy-files.ts'
import { LOCAL } from './store/jobs.ts'
import { createFilesMade } from './commands/files-made.ts'
import { runOnce } from './engine/run-once.ts'
import { createArchivePieces } from './commands/archive-pieces.ts'
import { createCommands } from './commands/commands.ts'
import { createHabits } from './commands/habits.ts'
import { createJobs } from './jobs/jobs.ts'
import { createStatements } from './payments/statements.ts'
import { createQueries } from './queries/queries.ts'
import type { Surroundings } from './surroundings.ts'
import { createTimers, within } from './engine/timers.ts'
import { createListing } from './queries/listing.ts'
import { createShownRows } from './queries/shown-rows.ts'
import { createProjecting } from './queries/projecting.ts'
import { createViews } from './queries/invoices.ts'
import { createWatching } from './intake/watched-folder.ts'
import { createHistories } from './jobs/fetch-history.ts'
import { createRecalls } from './jobs/draft-reminders.ts'
import { createLoops } from './engine/loop.ts'
import { createPatience } from './engine/retry-delays.ts'
import { createKnowledge } from './reading/reading-context.ts'
import { createReadJob } from './jobs/read-job.ts'
import { createWorker } from './engine/worker.ts'

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
  const { store, past } = openData({ dataFolder, now })
  const vault = createVault({ folder: join(dataFolder, 'coffre') })
  const portal = createPortal({
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
        ...{ fetch, now, ticks, pause, haste, heard },
        credentials: () => credentials(id),
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

  const ledger = createLedger({
    ...store,
    now,
    wait: patience,
    announce,
    factsOf: (invoice, event) => contextAfter(factsOf, invoice, event),
    route: (invoice) => (isKnown(invoice) ? connectionOf(store.settings.get(), invoice.fields) : undefined),
    laneOf: ofInvoice,
    report,
  })
  const archivePieces = createArchivePieces({ ...store, ledger, changed })
  const received = createReceived({ ...store, ...archivePieces, vault, ledger, now, changed })
  const intake = createIntake({
    vault,
    ledger,
    received,
    strays: store.strays,
    watched: () => watching.view().path,
    now,
    changed,
  })
  const knowledge = createKnowledge({ ...store, vault, reader })
  const parts = { ...store, knowledge, vault, reader, over, inquiries, past, factsOf, now }
  const words = createKeptWords({ folder: join(dataFolder, 'mots') })
  const upright = (draft: InvoiceAt<'draft'>) => straightened(vault, draft)
  const learning = createLearning({ ...parts, words, ledger, changed, report })
  const reading = createReadJob({ ...parts, scanner: surroundings.scanner, words, changed, report })
  const handlers = createJobs({ ...parts, read: reading.handler })
  const histories = createHistories({
    ...store,
    ledger,
    transportOf: (invoice) => over(ofInvoice(invoice)),
    now: ticks,
    report,
  })
  const lanes = () => [LOCAL, ...connections.ids()]
  const worker = createWorker({
    ...parts,
    ledger,
    handlers,
    lanes,
    laneOf: ofInvoice,
    signal: ending.signal,
    ticks,
    wait: patience,
    changed,
    invoicesChanged,
    report,
  })
  const loops = createLoops({ lanes, runDue: worker.runDue, now, report })
  const { wake } = loops
  const views = createViews({
    ...store,
    factsOf,
    hold: worker.hold,
    scanOf: reading.progress,
    access,
    connections,
    environment,
    isExample: surroundings.isExample,
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
  const listing = createListing({ ...store, ...views, shown: shown.of, projecting, now })

  const recall = createRecalls({ ...store, ledger, now, report })

  /** Each of those who hear of it fails alone. */
  function announce(step: Step, event?: InvoiceEvent) {
    const { invoice, notice } = step
    if (invoice.stage === 'discarded') reading.stopScan(invoice.id)
    if (event?.type === 'read') attempt(() => archivePieces.joinWaiting(invoice.id))
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
  const timers = createTimers(report)

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

  const authoring = createAuthoring({
    ...{ ...store, vault, ledger, factsOf, dataFolder, now, changed, report },
    ...{ save: watching.save, want: inquiries.want, known: buyers.open },
  })
  const separation = createSeparation({ ...store, vault, ledger })
  const accounts = createAccounts({ ...store, connections, environment, now })
  const asked = { connections, accounts, access, factsOf, buyers, hold: worker.hold }
  const statements = createStatements({ ...store, ledger, catchUp: projecting.catchUp, now, changed })
  const queries = createQueries({
    statement: statements.view,
    ...store,
    ...asked,
    hold: views.hold,
    views,
    listing,
    projecting,
    folder: watching.view,
    strays: intake.strays,
    progress: received.progress,
    wordsOf: words.of,
    pathOf: vault.pathOf,
    now,
  })
  const settings = { ...store.settings, save: watching.save }
  const commands = createCommands({
    statements,
    ...parts,
    ...asked,
    settings,
    ledger,
    intake,
    received,
    archivePieces,
    uploads: portal.uploads,
    lotFolder: portal.lots,
    buyerOf: (invoice) => views.row(invoice)?.buyer ?? '',
    valideurs,
    watching,
    mayDo: views.mayDo,
    statusesOf: (invoice) => over(ofInvoice(invoice)).statuses,
    separate: separation.separate,
    sayKind: habits.sayKind,
    straightened: upright,
    stopScan: reading.stopScan,
    wantHistory: histories.want,
    isExample: ({ file }) => surroundings.isExample?.(file.sha256) ?? false,
    environment,
    tryNow,
    wantOwn,
    changed,
  })

  const made = createFilesMade({ ...parts, settings, ledger, intake, straightened: upright, changed })

  return {
    environment,
    queries: { ...queries, ...made.queries, authoring: authoring.queries },
    commands: { ...commands, ...made.commands, authoring: authoring.commands },
    /** Stores and engine, which commands and queries stand before: for tests (tests/support/world.ts), lint keeps others out. */
    inside: {
      ...{ invoices: store.invoices, jobs: store.jobs, markets: store.markets, lessons: store.lessons },
      ...{ settings, draftUndo: store.draftUndo },
      strays: { ...store.strays, list: intake.strays },
      ...{ connections, ledger, intake, received, vault, inquiries, buyers, valideurs, factsOf },
      uploads: portal.uploads,
      ...{ expiryOf: accounts.expiryOf, expiry: accounts.expiryOf(PRINCIPAL) },
      separate: separation.separate,
      authoring: { ...authoring.queries, ...authoring.commands, recover: authoring.recover },
      learnt: learning.settled,
      ...{ lookAround, recall, wantOwn, recover: worker.recover },
      runDue: runOnce(worker.runDue, connections.ids),
    },
    /** Keeps today's copy of the database, in case tomorrow's is damaged. */
    keepCopy: () => keepCopy({ store, folder: join(dataFolder, COPIES), today: dayOf(now()) }),
    start: ({ watching: watches = true } = {}) => {
      worker.recover()
      void authoring.recover().catch(report)
      buyers.start()
      if (watches) {
        watching.start()
        timers.every(LOOK_AROUND, lookAround)
      }
      timers.every(RECALL, recall)
      loops.start()
      openAgain({ ...store, intake }).catch(report)
    },
    /**
     * Graceful shutdown: calls are aborted, what is under way may end within LEAVE, the rest is given up. Each piece of work is
     * written whole or not at all, so that it is found again at the next start.
     */
    stop: async () => {
      timers.stop()
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

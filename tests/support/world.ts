import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { InvoiceEvent } from '../../shared/domain/lifecycle/events.ts'
import { createCore } from '../../electron/core/core.ts'
import { nothingLearnt } from '../../electron/core/reading/lessons/learn.ts'
import type { Scanner } from '../../electron/core/reading/scan/scanner.ts'
import type { Reader } from '../../electron/core/reading/thread.ts'
import type { Account } from '../../electron/sim/account.ts'
import { createPlatform, credentials, type Platform } from '../../electron/sim/platform.ts'
import type { Step } from '../../shared/domain/lifecycle/step.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import type { Invoice } from '../../shared/domain/lifecycle/invoice.ts'
import type { Reading } from '../../shared/domain/document/reading.ts'
import type { Environment } from '../../shared/domain/platform/environment.ts'
import type { AccessState } from '../../shared/domain/wording/unsent.ts'
import { complete } from './complete.ts'
import { opened } from './opened-core.ts'
import { ciiXml, ublXml } from './invoice-xml.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const START = Date.UTC(2026, 10, 23, 8)

/** Where the fields of a file of this kind come from. */
const sourceOf = (kind: Reading['document']['kind'] = 'pdf') => (kind === 'pdf' || kind === 'other' ? 'text' : kind)
/** What a reader says of a plain PDF that carries these fields. */
export const readingOf = (fields: Partial<Fields> = {}, document: Partial<Reading['document']> = {}): Reading => ({
  document: { kind: 'pdf', status: 'read', message: '', pages: 1, hasText: true, notes: [], ...document },
  source: sourceOf(document.kind),
  fields: { ...complete, ...fields },
  origins: Object.fromEntries(
    Object.entries({ number: complete.number, ...fields })
      .filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0))
      .map(([name]) => [name, { source: sourceOf(document.kind), trust: 'likely' }]),
  ),
})

type Cut = 'before' | 'after' | undefined
type Options = {
  /** Power that may fail before or after a request arrives. */
  powerCut?: (path: string) => Cut
  /** Answers that never come, before or after the request has arrived; the power stays on. */
  hang?: (path: string) => Cut
  reader?: Reader
  /** Recognises scans; none unless said. */
  scanner?: Scanner
  environment?: Environment
  isDemonstration?: boolean
  folder?: string
  /** The platform of another world, for two computers of one firm. */
  platform?: Platform
  /** Of the pretend buyers: below 1 they take longer than an hour. */
  haste?: number
  /** Whether the firm has accesses, and whether they are open; open unless said. */
  access?: (connection: string) => AccessState
  /** Technical accounts of the platform that see only their own; one that sees all unless said. */
  accounts?: Account[]
  /** Connections are worked over one after the other, so that the same dice fall the same way. */
  inTurn?: boolean
  /** What opens the platform over each connection; the one account of the platform unless said. */
  credentials?: (connection: string) => typeof credentials | undefined
  /** Knows the files of the demonstration by their sha256; part of what is shown of each invoice. */
  isExample?: (sha256: string) => boolean
  /** Hears of each step besides `told`. */
  tell?: (step: Step) => void
  changed?: () => void
}

/** The whole application without Electron, on a real database in a temporary folder, with time moved by hand. */
export function world(options: Options = {}) {
  const {
    powerCut = () => undefined,
    hang = () => undefined,
    environment = 'production',
    isDemonstration = false,
    access = () => 'open' as const,
  } = options
  const home = mkdtempSync(join(tmpdir(), 'choriste-'))
  const dataFolder = join(home, 'data')
  let time = START
  /** How far the clock of the computer is from the right time. */
  let ahead = 0
  const now = () => time + ahead
  const rightTime = () => time
  const platform =
    options.platform ??
    createPlatform({ now: rightTime, isDemonstration, haste: options.haste, accounts: options.accounts })
  const readings = new Map<string, Reading>()
  const told: string[] = []
  const failures: unknown[] = []
  let darkness = Promise.withResolvers<'dark'>()
  let isDark = false

  /** The reader of files: what the test says the file says. Reading itself is tested on real files. */
  const reader: Reader = options.reader ?? {
    read: (_source, name) => Promise.resolve(readings.get(name) ?? readingOf()),
    learn: () => Promise.resolve(nothingLearnt),
    stop: () => Promise.resolve(),
  }
  /** When the power fails nothing comes back, not even an error: a process that is dead records nothing. */
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (isDark) return new Promise<never>(() => undefined)
    const path = new URL(new Request(input).url).pathname
    const stuck = hang(path)
    if (stuck === 'after') await platform.fetch(input, init)
    if (stuck) return new Promise<never>(() => undefined)
    const cut = powerCut(path)
    if (!cut) return platform.fetch(input, init)
    if (cut === 'after') await platform.fetch(input, init)
    isDark = true
    darkness.resolve('dark')
    return new Promise<never>(() => undefined)
  }
  const tell = (step: Step) => {
    told.push(step.notice ?? step.invoice.stage)
    options.tell?.(step)
  }
  const surroundings = {
    dataFolder,
    environment,
    credentials: (connection: string) => {
      const known = options.credentials ? options.credentials(connection) : credentials
      return access(connection) === 'open' && known ? { ...addresses, ...known } : undefined
    },
    access,
    pause: (ms: number) => Promise.resolve(void (time += ms)),
    reader,
    ...(options.isExample && { isExample: options.isExample }),
    ...(options.changed && { changed: options.changed }),
    ...(options.scanner && { scanner: options.scanner }),
    now,
    ticks: rightTime,
    tell,
    proposedFolder: options.folder ?? '',
  }
  const start = () => opened(createCore({ ...surroundings, fetch, report: (error) => void failures.push(error) }))
  let core = start()

  onTestFinished(async () => {
    await core.stop()
    rmSync(home, { recursive: true, force: true })
  })

  /** The application dies where it stands and is started again on the same data, or on what `between` makes of them. */
  async function restart(between: () => void = () => undefined) {
    // Without power nothing is brought to an end.
    if (!isDark) await core.stop()
    isDark = false
    darkness = Promise.withResolvers()
    between()
    core = start()
    core.recover()
  }

  async function runDue() {
    if (!options.inTurn) return core.runDue()
    const dues = []
    for (const id of core.connections.ids()) dues.push((await core.runDue([id])) ?? Infinity)
    const next = Math.min(...dues)
    return next === Infinity ? null : next
  }

  /** What is due now, and what is asked meanwhile. Answers when the next job falls due, or that the power has failed. */
  async function turn() {
    const settled = runDue().then(async (due) => {
      await core.inquiries.settled()
      return due
    })
    const due = await Promise.race([settled, darkness.promise])
    if (due === 'dark') await restart()
    return due
  }

  /** Lets time pass from job to job, until nothing is due or the rounds are over. */
  async function run(rounds = 60) {
    for (let round = 0; round < rounds; round++) {
      const due = await turn()
      if (due === null) return
      if (due !== 'dark') time = Math.max(time, due - ahead)
    }
  }

  let files = 0
  let last = ''
  /** Brings in a file with these contents, as a person would. Answers the invoice's id. */
  async function arrive(fields: Partial<Fields> = {}, document: Partial<Reading['document']> = {}) {
    const isXml = document.kind === 'cii' || document.kind === 'ubl'
    const name = `facture-${++files}.${isXml ? 'xml' : 'pdf'}`
    readings.set(name, readingOf(fields, document))
    const path = (last = join(home, name))
    writeFileSync(path, contentOf(name, { ...complete, ...fields }, document.kind))
    return take(path)
  }
  /** Brings in a file of the disk. Answers the invoice's id. */
  async function take(path: string) {
    const { invoices } = await core.intake.take(path, 'hand')
    return invoices[0]!.id
  }
  /** The same file again, from where it has always been. */
  const takeAgain = () => take(last)
  /** An invoice that has been read. */
  async function draft(fields: Partial<Fields> = {}, document: Partial<Reading['document']> = {}) {
    const id = await arrive(fields, document)
    while ((await turn()) === 'dark');
    return id
  }
  /** An invoice that has been read and approved. */
  async function approved(fields: Partial<Fields> = {}, document: Partial<Reading['document']> = {}) {
    const id = await draft(fields, document)
    if (!core.ledger.record(id, { type: 'approved' }))
      throw new Error(`not ready: ${JSON.stringify(core.page(id)?.problems)}`)
    return id
  }
  return {
    home,
    dataFolder,
    platform,
    readings,
    told,
    failures,
    get core() {
      return core
    },
    get: (id: string): Invoice => core.invoices.get(id),
    stage: (id: string) => core.invoices.get(id).stage,
    record: (id: string, event: InvoiceEvent) => core.ledger.record(id, event),
    now,
    pass: (milliseconds: number) => void (time += milliseconds),
    /** Somebody sets the computer's clock, so many milliseconds ahead of the right time. */
    setClock: (milliseconds: number) => void (ahead = milliseconds),
    run,
    restart,
    arrive,
    take,
    takeAgain,
    draft,
    approved,
  }
}

/** Flows are read over there: they are real. A plain PDF is only kept. */
function contentOf(name: string, fields: Fields, kind: string | undefined) {
  if (kind === 'cii') return ciiXml({ fields })
  return kind === 'ubl' ? ublXml({ fields }) : `%PDF-1.7 ${name}`
}

const addresses = { tokenUrl: 'https://sim.invalid/api/oauth/token', apiUrl: 'https://sim.invalid/' }

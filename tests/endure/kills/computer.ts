/** The application without its window, as a process of its own; its owner takes files in and approves what is ready. */
import { setTimeout as wait } from 'node:timers/promises'
import { createReader } from '../../../electron/core/reading/thread.ts'
import { openSession } from '../../../electron/session.ts'
import { credentials } from '../../../electron/sim/platform.ts'
import { isFinal } from '../../../shared/domain/platform/status.ts'
import { toLookAt } from '../../../shared/domain/rules/looked.ts'
import { opened } from '../../support/opened-core.ts'
import { complete } from '../../support/complete.ts'
import type { FromComputer, Held, Start, ToComputer } from './words.ts'

/** Two calls a second would make a life too long. */
const HASTE = 100

const start = JSON.parse(process.argv[2]!) as Start
let { ahead } = start
const say = (word: FromComputer) => process.send!(word)
const report = (error: unknown) => say({ is: 'fault', why: String(error) })

const session = await openSession({
  userData: start.userData,
  examplesFolder: '',
  environment: 'production',
  keyStore: { isSafe: () => true, encrypt: (text) => Buffer.from(text), decrypt: (bytes) => bytes.toString() },
  ask: ({ message }) => Promise.reject(new Error(message)),
  fetch,
  reader: createReader(),
  now: () => Date.now() + ahead,
  ticks: () => performance.now() + ahead,
  pause: (ms) => wait(ms / HASTE),
  tell: ({ invoice }) => void approve(invoice.id).catch(report),
  report,
})
const { accesses } = session!
const core = opened(session!.core)
const access = accesses!.of('principal')
const settings = core.settings.get()
if (!settings.welcomed) {
  const { supplierSiret: siret, supplierName: name } = complete
  core.settings.save({ ...settings, company: { ...settings.company, siret, name }, welcomed: true, watching: false })
}
if (access.state() === 'none')
  accesses!
    .of('principal')
    .save({ ...credentials, tokenUrl: `${start.url}/api/oauth/token`, apiUrl: `${start.url}/`, passphrase: '' })

/** As many as there are, as one lot; the last one alone. */
async function sendLot(least: number) {
  const drafts = core.invoices.at('draft').filter(({ refusal }) => !refusal)
  if (drafts.length < least) return
  for (const { fields } of drafts) await core.inquiries.fresh(fields).catch(() => undefined)
  for (const { id, fields, circuit } of drafts) {
    const invoice = core.invoices.get(id)
    if (invoice.stage !== 'draft') return
    const confirmed = toLookAt(fields, core.factsOf(invoice))
    if (confirmed.length) core.ledger.record(id, { type: 'edited', fields, confirmed, circuit })
  }
  const [only, second] = drafts
  if (only && !second) core.ledger.record(only.id, { type: 'approved' })
  else if (only) core.lots.send(drafts.map(({ id }) => id))
}

/** Whatever is ready leaves; what Chorus Pro has turned away waits for a word. */
async function approve(id: string) {
  if (start.lot) return sendLot(start.lot)
  const draft = () => {
    const invoice = core.invoices.get(id)
    return invoice.stage === 'draft' && !invoice.refusal ? invoice : undefined
  }
  const fields = draft()?.fields
  if (!fields) return
  await core.inquiries.fresh(fields).catch(() => undefined)
  const invoice = draft()
  if (!invoice) return
  const confirmed = toLookAt(fields, core.factsOf(invoice))
  if (confirmed.length) core.ledger.record(id, { type: 'edited', fields, confirmed, circuit: invoice.circuit })
  core.ledger.record(id, { type: 'approved' })
}

const held = (): Held[] =>
  [...core.invoices.each()].map((invoice) => ({
    file: invoice.file.name,
    stage: invoice.stage,
    isFinal: 'status' in invoice && isFinal(invoice.status),
    remoteKey: 'remoteKey' in invoice ? invoice.remoteKey : undefined,
    resends: 'resends' in invoice ? invoice.resends : 0,
  }))

async function take(path: string) {
  await core.intake.take(path, 'hand')
  say({ is: 'taken', path })
}

process.on('message', (word: ToComputer) => {
  if (word.is === 'take') void take(word.path).catch(report)
  else if (word.is === 'how') {
    if (start.lot) void sendLot(1).catch(report)
    say({ is: 'held', invoices: held() })
  } else {
    // The computer has slept so long.
    ahead += word.ms
    core.tryNow()
  }
})
process.on('disconnect', () => process.exit())
session!.start(() => undefined)
for (const { id } of core.invoices.at('draft')) void approve(id).catch(report)
say({ is: 'ready' })

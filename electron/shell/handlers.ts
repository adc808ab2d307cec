import { clipboard, dialog, shell } from 'electron'
import {
  companiesOf,
  withCompanyPatch,
  withFirm,
  withoutCompany,
  withPatch,
  type Settings,
} from '../../shared/contract/settings.ts'
import { Company } from '../../shared/domain/firms/company.ts'
import { fail, ok, type Result } from '../../shared/contract/result.ts'
import type { InvoiceEvent } from '../../shared/domain/lifecycle/events.ts'
import type { Environment } from '../../shared/domain/platform/environment.ts'
import type { Accesses } from '../core/connections/accesses.ts'
import type { Action } from '../../shared/domain/lifecycle/actions.ts'
import { emptyMarket } from '../../shared/domain/buyers/works-contract.ts'
import { fieldsToAsk, mailto, requestMail, textOf } from '../../shared/domain/lifecycle/buyer-request.ts'
import { check } from '../../shared/domain/rules/check.ts'
import { isKnown, type Invoice } from '../../shared/domain/lifecycle/invoice.ts'
import type { Beginning } from '../../shared/contract/calls.ts'
import type { Core } from '../core/core.ts'
import type { Taken } from '../core/intake/intake.ts'
import type { Demonstration } from '../demonstration.ts'
import { keepCompressed, keepParts, keepPiece } from '../core/intake/keep-piece.ts'
import { countInvoices } from '../core/intake/count.ts'
import { ENDINGS } from '../core/intake/ignored.ts'
import { isNotSplit } from '../core/splitting/split.ts'
import { createAnswerHandlers } from './answer-handlers.ts'
import { createRedo } from './redo.ts'
import { createBuyerHandlers } from './buyer-handlers.ts'
import { createPaymentHandlers } from './payment-handlers.ts'
import { createPortalHandlers } from './portal-handlers.ts'
import { createConnectionHandlers } from './connection-handlers.ts'
import type { GivenPaths } from './given-paths.ts'
import { openFolder } from './open-folder.ts'
import { createExportHandlers } from './export-handlers.ts'
import { createListHandlers, firmsOf, shownFirm } from './list-handlers.ts'
import { createLessonHandlers } from './lesson-handlers.ts'
import type { Handlers } from './bridge.ts'

type Deps = {
  core: Core
  /** Undefined outside the demonstration. */
  demonstration: Demonstration | undefined
  accesses: Accesses | undefined
  givenPaths: GivenPaths
  version: string
  changed: () => void
  switchTo: (environment: Environment) => void
  /** To the real invoices, with what was tried in the demonstration. */
  beginWith: (beginning: Beginning & { invoices: Invoice[] }) => void
}
type Nothing = Record<string, never>

/** One function per call; each is one question to the core. */
export function createHandlers({ core, demonstration, accesses, givenPaths, version, changed, ...to }: Deps): Handlers {
  const { intake, invoices, settings } = core
  const none: Result<Nothing> = ok({})

  const missing = (id: string) => fail(invoices.isUnreadable(id) ? 'invoice.setAside' : 'invoice.gone')
  /** News about one invoice; what no longer fits its stage is too late, and changes nothing. */
  const record = (id: string, event: InvoiceEvent): Result<Nothing> => {
    if (!invoices.find(id)) return missing(id)
    return core.ledger.record(id, event) ? none : fail('invoice.tooLate')
  }
  /** The same where a person may do it now; else it is too late. */
  const act = (id: string, action: Action, event: InvoiceEvent): Result<Nothing> =>
    !invoices.find(id) || core.mayDo(id, action) ? record(id, event) : fail('invoice.tooLate')
  /** Whoever brings a file in has begun: the welcome would hide it. */
  const begin = () => {
    const current = settings.get()
    if (!current.welcomed) settings.save({ ...current, welcomed: true })
  }
  /** In the demonstration: its own files, and those the person has brought; what was put aside is neither. */
  const present = () => [...invoices.each()]
  const all = () => core.stages().reduce((sum, { count }) => sum + count, 0)
  const isExample = ({ file }: Invoice) => demonstration?.isExample(file.sha256) ?? false
  const examples = () => (demonstration ? present().filter(isExample) : [])
  const rehearsed = () => (demonstration ? present().filter((invoice) => !isExample(invoice)) : [])
  const taken = ({ invoices: arrived, strays }: Taken) => {
    if (arrived.length || strays) begin()
    const known = arrived.flatMap(({ id }) => invoices.find(id) ?? [])
    const isOwn = !!demonstration && !settings.get().rehearses && known.some((invoice) => !isExample(invoice))
    return ok({ ids: arrived.map(({ id }) => id), strays, isOwn })
  }

  /** What a firm owns is asked when it is set. */
  const ofFirms = (next: Settings): Result<Nothing> => {
    settings.save(next)
    core.wantOwn()
    return none
  }
  /** Of the firms with an access of their own. */
  const firmConnections = () =>
    core.connections.own().map((firm) => {
      const hold = core.hold(firm.id)
      const expiry = core.expiryOf(firm.id).near()
      return { ...firm, access: core.access(firm.id), ...(hold && { hold }), ...(expiry && { expiry }) }
    })

  return {
    'app.state': () => {
      const hold = core.hold()
      const expiry = accesses && core.expiry.near()
      return ok({
        version,
        environment: core.environment,
        settings: settings.get(),
        folder: core.folder(),
        ...(hold && { hold }),
        ...(expiry && { expiry }),
        ...(accesses && { access: core.access(), firmConnections: firmConnections() }),
        counts: core.counts(shownFirm(core)),
        firms: firmsOf(core),
        strays: core.strays.list(),
        setAside: {
          rows: core.setAside().length,
          invoices: core.setAside().filter(({ table }) => table === 'invoices').length,
        },
        examples: core.examples(),
        rehearsed: demonstration ? all() - core.examples() : 0,
        stale: core.left(),
        isLineCut: demonstration?.isLineCut() ?? false,
      })
    },
    ...createListHandlers(core),
    'invoice.open': ({ id }) => {
      core.opened(id)
      const page = core.page(id)
      return page ? ok(page) : missing(id)
    },
    'invoice.words': async ({ id }) => {
      const invoice = invoices.find(id)
      return invoice ? ok(await core.words(invoice)) : fail('invoice.gone')
    },
    'scan.stop': ({ id }) => {
      core.stopScan(id)
      return none
    },
    'scan.again': ({ id }) => record(id, { type: 'readAgain' }),
    'invoice.withdraw': ({ id }) => act(id, 'withdraw', { type: 'withdrawn' }),
    'invoice.discard': ({ id }) => act(id, 'discard', { type: 'discarded' }),
    'invoice.restore': ({ id }) => act(id, 'restore', { type: 'restored' }),
    'invoice.separate': async ({ id }) => {
      try {
        // Pressed twice: the first press has done it.
        return (await core.separate(id)) || invoices.find(id)?.stage === 'discarded' ? none : fail('invoice.tooLate')
      } catch (error) {
        if (isNotSplit(error)) return fail('file.notSplit')
        throw error
      }
    },
    'invoice.keepWhole': ({ id }) => record(id, { type: 'keptWhole' }),
    'invoice.takeRewritten': ({ id }) => {
      const newer = core.ledger.takeRewritten(id)
      return newer === undefined ? fail('invoice.tooLate') : ok({ id: newer })
    },
    'invoice.tellApart': ({ id }) => record(id, { type: 'toldApart' }),
    'invoice.searchNow': ({ id }) => {
      // Found meanwhile: there is nothing left to look for.
      if (!core.mayDo(id, 'searchNow')) return none
      core.jobs.sooner(id, Date.now())
      core.tryNow()
      return none
    },
    'invoice.resend': ({ id }) => act(id, 'resend', { type: 'resent', by: 'user' }),
    'invoice.cashed': ({ id, on }) => act(id, 'cash', { type: 'cashed', on }),
    'invoice.file': ({ id }) => act(id, 'file', { type: 'filed' }),
    'invoice.reopen': ({ id }) => act(id, 'reopen', { type: 'reopened' }),
    'invoice.redo': createRedo({ core }),
    'buyer.kind': ({ id, kind }) => {
      const invoice = invoices.find(id)
      if (!invoice || !isKnown(invoice)) return fail('invoice.gone')
      core.sayKind(invoice, kind)
      return none
    },
    'market.of': ({ buyerSiret, number }) =>
      ok(core.markets.find(buyerSiret, number) ?? emptyMarket(buyerSiret, number)),
    'market.save': (market) => {
      core.markets.keep(market)
      return none
    },
    'draft.facts': ({ id, fields }) => {
      const invoice = invoices.find(id)
      if (!invoice || !('document' in invoice)) return fail('invoice.gone')
      core.inquiries.want(fields)
      return ok(core.factsOf(invoice, fields))
    },
    'draft.askBuyer': async ({ id, by }) => {
      const draft = invoices.find(id)
      if (draft?.stage !== 'draft') return fail('invoice.tooLate')
      const facts = core.factsOf(draft)
      const problems = check(draft.fields, facts)
      const mail = requestMail(draft.fields, facts, problems)
      await (by === 'mail' ? shell.openExternal(mailto(mail)) : clipboard.writeText(textOf(mail)))
      return record(id, { type: 'asked', fields: fieldsToAsk(problems) })
    },
    'draft.save': ({ id, ...draft }) => record(id, { type: 'edited', ...draft }),
    'draft.approve': ({ id, ...draft }) => core.approve(id, draft),
    ...createBuyerHandlers({ core, givenPaths }),
    ...createPaymentHandlers({ core }),
    ...createPortalHandlers({ core, record }),
    ...createConnectionHandlers({ core, accesses, version, changed, switchTo: to.switchTo }),
    ...createAnswerHandlers({ core, record, act }),
    'piece.keep': async ({ name, bytes, as }) => {
      core.inquiries.wantPieceTypes()
      const keep = { file: keepPiece, zip: keepCompressed, parts: keepParts }[as]
      return ok(await keep(core.vault, { name, bytes }))
    },
    ...createExportHandlers(core),
    ...createLessonHandlers({ core, changed }),
    'clipboard.write': async ({ text }) => {
      await clipboard.writeText(text)
      return none
    },
    'files.add': async ({ paths }) => {
      givenPaths.use(paths)
      return taken(await intake.takeAll(paths, 'hand'))
    },
    'files.addBytes': async ({ name, bytes }) => taken(await intake.takeBytes(name, bytes)),
    'files.choose': async () => {
      const chosen = await dialog.showOpenDialog({
        title: 'Choisir des factures',
        buttonLabel: 'Ajouter',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Factures', extensions: Object.values(ENDINGS).flat() },
          { name: 'Tous les fichiers', extensions: ['*'] },
        ],
      })
      return taken(await intake.takeAll(chosen.canceled ? [] : chosen.filePaths, 'hand'))
    },
    'strays.retry': async ({ path }) => {
      if (!core.strays.list().some((stray) => stray.path === path)) return none
      await intake.take(path, 'hand')
      return none
    },
    'strays.dismiss': ({ paths }) => {
      for (const path of paths) core.strays.drop(path)
      changed()
      return none
    },
    'folder.choose': async () => {
      const chosen = await dialog.showOpenDialog({
        title: 'Choisir le dossier surveillé',
        buttonLabel: 'Surveiller ce dossier',
        properties: ['openDirectory', 'createDirectory'],
      })
      const [path] = chosen.filePaths
      if (chosen.canceled || !path) return none
      const existing = await countInvoices(path).catch(() => -1)
      if (existing < 0) return fail('folder.refused')
      core.chooseFolder({ path, existing })
      return none
    },
    'folder.answerExisting': (answer) => {
      core.answerExisting(answer)
      return none
    },
    'folder.open': async () => ((await openFolder(core.folder().path)) ? none : fail('folder.refused')),
    'folder.watch': ({ isOn }) => {
      settings.save({ ...settings.get(), watching: isOn })
      return none
    },
    'settings.patch': (patch) => {
      settings.save(withPatch(settings.get(), patch))
      return none
    },
    'company.add': (firm) => ofFirms(withFirm(settings.get(), firm)),
    'company.patch': ({ at, patch }) => ofFirms(withCompanyPatch(settings.get(), at, patch)),
    'company.remove': ({ at }) => {
      const own = companiesOf(settings.get())[at]?.connection
      if (own && !core.connections.remove(own)) return fail('access.busy')
      if (own) accesses?.forget(own)
      return ofFirms(withoutCompany(settings.get(), at))
    },
    'company.own': ({ siret }) => {
      const known = core.ownOf(siret)
      return ok({ bankAccounts: [], services: [], ...known?.own, ...(known && { isKnown: known.own !== null }) })
    },
    'platform.tryNow': () => {
      core.tryNow()
      return none
    },
    // The answer leaves first: the window it goes to is about to be loaded again.
    'app.begin': (beginning) => {
      setImmediate(() => to.beginWith({ ...beginning, invoices: beginning.bringsInvoices ? rehearsed() : [] }))
      return none
    },
    'demo.removeExamples': () => {
      for (const { id } of examples()) core.ledger.record(id, { type: 'exampleRemoved' })
      // The firm of the examples is one of them.
      const current = settings.get()
      if (current.company.siret === demonstration?.company.siret)
        settings.save({ ...current, company: Company.parse({}) })
      return none
    },
    'demo.start': async () => {
      if (!demonstration) return none
      const { company, ...rest } = settings.get()
      settings.save({ ...rest, welcomed: true, company: company.siret ? company : demonstration.company })
      core.wantOwn()
      await intake.takeAll(demonstration.examples(), 'hand')
      return none
    },
    'demo.advance': () => {
      demonstration?.advance()
      core.tryNow()
      return none
    },
    'demo.cutLine': ({ isCut }) => {
      demonstration?.cutLine(isCut)
      if (!isCut) core.tryNow()
      changed()
      return none
    },
  }
}

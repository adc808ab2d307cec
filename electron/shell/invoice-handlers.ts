import { clipboard, shell } from 'electron'
import { fail, ok } from '../../shared/contract/result.ts'
import { mailto, textOf } from '../../shared/domain/lifecycle/buyer-request.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'
import type { JoiningCall } from './joining-handlers.ts'

type InvoiceCall = Exclude<
  Extract<keyof Handlers, `invoice.${string}` | `scan.${string}` | `draft.${string}` | `piece.${string}`>,
  JoiningCall
>

/** One invoice: looked at, typed, and what a person does to it. */
export function createInvoiceHandlers({ queries, commands }: Core): Pick<Handlers, InvoiceCall> {
  return {
    'invoice.open': ({ id }) => {
      commands.opened(id)
      const page = queries.page(id)
      return page ? ok(page) : fail(queries.isUnreadable(id) ? 'invoice.setAside' : 'invoice.gone')
    },
    'invoice.words': async ({ id }) => {
      const words = await queries.words(id)
      return words ? ok(words) : fail('invoice.gone')
    },
    'scan.stop': ({ id }) => {
      commands.stopScan(id)
      return ok({})
    },
    'scan.again': ({ id }) => commands.readAgain(id),
    'invoice.withdraw': ({ id }) => commands.withdraw(id),
    'invoice.discard': ({ id }) => commands.discard(id),
    'invoice.restore': ({ id }) => commands.restore(id),
    'invoice.separate': ({ id }) => commands.takeApart(id),
    'invoice.keepWhole': ({ id }) => commands.keepWhole(id),
    'invoice.takeRewritten': ({ id }) => commands.takeRewritten(id),
    'invoice.tellApart': ({ id }) => commands.tellApart(id),
    'invoice.searchNow': ({ id }) => commands.searchNow(id),
    'invoice.resend': ({ id }) => commands.resend(id),
    'invoice.cashed': ({ id, on }) => commands.cash(id, on),
    'invoice.file': ({ id }) => commands.file(id),
    'invoice.reopen': ({ id }) => commands.reopen(id),
    'invoice.redo': (asked) => commands.redo(asked),
    'draft.facts': ({ id, fields }) => {
      const facts = queries.factsWith(id, fields)
      if (!facts) return fail('invoice.gone')
      commands.lookUp(fields)
      return ok(facts)
    },
    'draft.askBuyer': ({ id, by }) =>
      commands.askBuyer(id, async (mail) => {
        await (by === 'mail' ? shell.openExternal(mailto(mail)) : clipboard.writeText(textOf(mail)))
      }),
    'draft.save': ({ id, ...draft }) => commands.saveDraft(id, draft),
    'draft.undo': ({ id, way }) => commands.undoDraft(id, way),
    'draft.approve': ({ id, ...draft }) => commands.approve(id, draft),
    'piece.keep': async (given) => ok(await commands.keepPiece(given)),
  }
}

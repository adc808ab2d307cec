import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import type { BuyerKind } from '../../../shared/domain/buyers/buyer-kind.ts'
import type { Action } from '../../../shared/domain/lifecycle/actions.ts'
import { isKnown, type Known } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Ledger } from '../engine/ledger.ts'
import { isNotSplit } from '../splitting/split.ts'
import type { Store } from '../store/database.ts'
import { done, type Done, type Recording } from './recording.ts'

type Deps = Pick<Store, 'invoices' | 'jobs'> & {
  recording: Recording
  ledger: Pick<Ledger, 'takeRewritten'>
  mayDo: (id: string, action: Action) => boolean
  /** Makes of a PDF with several invoices an invoice each; undefined when there is nothing to take apart any more. */
  separate: (id: string) => Promise<string[] | undefined>
  sayKind: (invoice: Known, kind: BuyerKind) => void
  stopScan: (id: string) => void
  /** Fetches in the background what is still owed of its history. */
  wantHistory: (id: string) => Promise<void>
  tryNow: () => void
  now: () => number
}

/** Commands about one invoice, by its id: what a person does to it, wherever it stands. */
export function createInvoiceCommands({ invoices, jobs, recording, ledger, mayDo, tryNow, now, ...parts }: Deps) {
  const { record, act } = recording
  return {
    /** A person looks at it: what is still owed of its history is asked for now. */
    opened: (id: string): void => void parts.wantHistory(id),
    /** Gives up the recognition of its scan. */
    stopScan: parts.stopScan,
    readAgain: (id: string) => record(id, { type: 'readAgain' }),
    withdraw: (id: string) => act(id, 'withdraw', { type: 'withdrawn' }),
    discard: (id: string) => act(id, 'discard', { type: 'discarded' }),
    restore: (id: string) => act(id, 'restore', { type: 'restored' }),
    resend: (id: string) => act(id, 'resend', { type: 'resent', by: 'user' }),
    /** ISO date: the day the money was seen on the account. */
    cash: (id: string, on: string) => act(id, 'cash', { type: 'cashed', on }),
    file: (id: string) => act(id, 'file', { type: 'filed' }),
    reopen: (id: string) => act(id, 'reopen', { type: 'reopened' }),
    keepWhole: (id: string) => record(id, { type: 'keptWhole' }),
    tellApart: (id: string) => record(id, { type: 'toldApart' }),
    /** Takes a PDF apart; once however often it is asked. */
    async takeApart(id: string): Promise<Done> {
      try {
        // Pressed twice: the first press has done it.
        return (await parts.separate(id)) || invoices.find(id)?.stage === 'discarded' ? done : fail('invoice.tooLate')
      } catch (error) {
        if (isNotSplit(error)) return fail('file.notSplit')
        throw error
      }
    },
    /** A draft gives its place to what its file has become; gives the id of that one. */
    takeRewritten(id: string): Result<{ id: string }> {
      const newer = ledger.takeRewritten(id)
      return newer === undefined ? fail('invoice.tooLate') : ok({ id: newer })
    },
    searchNow(id: string): Done {
      // Found meanwhile: there is nothing left to look for.
      if (!mayDo(id, 'searchNow')) return done
      jobs.sooner(id, now())
      tryNow()
      return done
    },
    /** The kind of buyer it is for, which decides of the delay of payment. */
    setBuyerKind(id: string, kind: BuyerKind): Done {
      const invoice = invoices.find(id)
      if (!invoice || !isKnown(invoice)) return fail('invoice.gone')
      parts.sayKind(invoice, kind)
      return done
    },
  }
}

import { existsSync } from 'node:fs'
import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import { isSha256 } from '../../../shared/domain/document/stored-file.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { Reply } from '../../../shared/domain/lifecycle/reply.ts'
import type { Vault } from '../vault/vault.ts'
import type { Store } from '../store/database.ts'
import { NotSent, Refused } from '../transports/errors.ts'
import type { StatusSource } from '../transports/port.ts'
import type { Done, Recording } from './recording.ts'

type Deps = Pick<Store, 'invoices'> & {
  recording: Recording
  vault: Pick<Vault, 'pathOf'>
  statusesOf: (invoice: Invoice) => Pick<StatusSource, 'download'>
}

/** Commands about an invoice its buyer has: what is answered, and a copy of it as Chorus Pro gives it back. */
export function createReplyCommands({ invoices, recording, vault, statusesOf }: Deps) {
  /** A window names files only by what it was told: a name of its own making is no path. */
  const isKept = (sha256: string) => isSha256(sha256) && existsSync(vault.pathOf(sha256))
  return {
    sendReply(id: string, reply: Reply): Done {
      const isWhole = reply.kind !== 'complete' || reply.files.every(({ sha256 }) => isKept(sha256))
      return isWhole ? recording.record(id, { type: 'answered', reply }) : fail('file.none')
    },
    withdrawReply: (id: string) => recording.act(id, 'withdrawReply', { type: 'answerWithdrawn' }),
    async download(id: string): Promise<Result<{ name: string; bytes: Uint8Array }>> {
      const invoice = invoices.find(id)
      if (!invoice) return fail('invoice.gone')
      if (!('remoteKey' in invoice) || invoice.remoteKey === undefined) return fail('invoice.tooLate')
      try {
        const { bytes, extension } = await statusesOf(invoice).download(invoice.remoteKey, 'PDF')
        const name = `${invoice.remoteNumber.replace(/[^\p{L}\p{N}_+.-]+/gu, '-')}.${extension}`
        return ok({ name, bytes })
      } catch (error) {
        if (error instanceof NotSent) return fail('platform.away')
        if (error instanceof Refused) return fail('platform.refused')
        throw error
      }
    },
  }
}

import { createLotFiles } from '../shipments/lot-files.ts'
import { DamagedCopy, type Vault } from '../vault/vault.ts'
import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import type { Invoice } from '../../../shared/domain/lifecycle/invoice.ts'
import type { LotContainer } from '../../../shared/domain/lifecycle/lot.ts'
import { lotFile, ownNames } from '../transports/lot-file.ts'
import type { Portal } from '../transports/portal/portal.ts'
import { createLots } from './lots.ts'

type Deps = Parameters<typeof createLots>[0] & {
  vault: Pick<Vault, 'read'>
  lotFolder: Portal['lots']
  /** What the buyer of an invoice is called. */
  buyerOf: (invoice: Invoice) => string
}

/** Commands about lots: sent, laid out, noted, taken back; their archives. */
export function createLotCommands(deps: Deps) {
  const lots = createLots(deps)
  const { vault, lotFolder } = deps
  const files = createLotFiles({
    ...deps,
    ...{ read: vault.read, archive: lotFile, ownNames, folder: lotFolder, toDeposit: lots.toDeposit },
    nameOf: deps.buyerOf,
  })
  async function undamaged<T>(work: Promise<T>): Promise<Result<T>> {
    try {
      return ok(await work)
    } catch (error) {
      if (error instanceof DamagedCopy) return fail('file.damaged')
      throw error
    }
  }
  /** What is laid out is of no more use once the lot has left, or will not. */
  async function thenClear<R extends { ok: boolean }>(id: string, result: R): Promise<R> {
    const name = result.ok ? lots.toDeposit(id)?.lot.name : undefined
    if (name !== undefined) await lotFolder.clear(name)
    return result
  }
  return {
    send: lots.send,
    rejected: lots.rejected,
    deposited: (id: string, noted: Parameters<typeof lots.deposited>[1]) => thenClear(id, lots.deposited(id, noted)),
    takeBack: (id: string) => thenClear(id, lots.takenBack(id)),
    /** Lays a lot by hand out on the disk. */
    async lay(id: string) {
      const laid = await undamaged(files.lay(id))
      if (!laid.ok) return laid
      const found = lots.toDeposit(id)
      const [first] = found?.members ?? []
      return laid.value && found && first ? ok({ ...laid.value, fields: first.fields }) : fail('lot.gone')
    },
    /** The archive of these drafts, made but not sent. */
    async archiveOf(ids: string[], as: LotContainer): Promise<Result<Uint8Array>> {
      const made = await undamaged(files.archiveOf(ids, as))
      if (!made.ok) return made
      return made.value ? ok(made.value) : fail('lot.heavy')
    },
  }
}

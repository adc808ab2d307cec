import { fail, ok, type Result } from '../../../shared/contract/result.ts'
import { normalNumber } from '../../../shared/domain/fields/fields.ts'
import { mayBeReplaced } from '../../../shared/domain/lifecycle/replacing.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Intake } from '../intake/intake.ts'
import type { Store } from '../store/database.ts'

type Deps = Pick<Store, 'invoices'> & { ledger: Pick<Ledger, 'replace'>; intake: Pick<Intake, 'takeBytes'> }
type Asked = { id: string; number: string; from: { draft: string } | { name: string; bytes: Uint8Array } }

/**
 * Command: makes a rejected invoice anew from a file of its own, or from a draft: never from what has left, nor under its
 * number. `number` is the new one, empty when its page says it. Gives the id of the draft.
 */
export const createRedo =
  ({ invoices, ledger, intake }: Deps) =>
  async ({ id, number, from }: Asked): Promise<Result<{ id: string }>> => {
    const rejected = invoices.find(id)
    if (!rejected || !mayBeReplaced(rejected)) return fail('invoice.tooLate')
    if (normalNumber(number) === normalNumber(rejected.fields.number)) return fail('redo.number')
    const taken = 'draft' in from ? [{ id: from.draft }] : (await intake.takeBytes(from.name, from.bytes)).invoices
    const [one, ...others] = taken
    if (!one || others.length) return fail('redo.one')
    const stage = invoices.find(one.id)?.stage
    if (stage !== 'arrived' && stage !== 'draft') return fail('redo.same')
    return ledger.replace(id, one.id, number.trim()) ? ok({ id: one.id }) : fail('invoice.tooLate')
  }

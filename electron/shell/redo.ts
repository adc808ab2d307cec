import { fail, ok } from '../../shared/contract/result.ts'
import { normalNumber } from '../../shared/domain/fields/fields.ts'
import { mayBeReplaced } from '../../shared/domain/lifecycle/replacing.ts'
import type { Core } from '../core/core.ts'
import type { Handlers } from './bridge.ts'

/** Makes a rejected invoice anew from a file of its own, or from a draft: never from what has left, nor under its number. */
export function createRedo({ core }: { core: Core }): Handlers['invoice.redo'] {
  return async ({ id, number, from }) => {
    const rejected = core.invoices.find(id)
    if (!rejected || !mayBeReplaced(rejected)) return fail('invoice.tooLate')
    if (normalNumber(number) === normalNumber(rejected.fields.number)) return fail('redo.number')
    const taken = 'draft' in from ? [{ id: from.draft }] : (await core.intake.takeBytes(from.name, from.bytes)).invoices
    const [one, ...others] = taken
    if (!one || others.length) return fail('redo.one')
    const stage = core.invoices.find(one.id)?.stage
    if (stage !== 'arrived' && stage !== 'draft') return fail('redo.same')
    return core.ledger.replace(id, one.id, number.trim()) ? ok({ id: one.id }) : fail('invoice.tooLate')
  }
}

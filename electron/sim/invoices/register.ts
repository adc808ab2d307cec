import type { Parts } from '../operation.ts'
import { lifeOf } from './life.ts'
import type { Paper } from './paper.ts'
import type { Attachment, Invoice } from './store.ts'

/** Takes in an invoice that no rule complains of: it is born at `at` (epoch milliseconds), and its life with it. */
export function register(
  paper: Paper,
  parts: Parts,
  how: {
    at: number
    mode: string
    flow: string
    depositedAt: number
    bankAccount: number | null
    supplierService?: number | null
    mainFile: number | null
    attachments: Attachment[]
    size: number
  },
): Invoice {
  const { directory, store, haste, isDemonstration, recycling, script } = parts
  const supplier = directory.bySiret(paper.supplierSiret)!
  const buyer = directory.bySiret(paper.buyerSiret)!
  const { at, ...rest } = how
  return store.addInvoice({
    ...paper,
    ...rest,
    supplierId: supplier.id,
    history: lifeOf({ paper, buyer, at, haste, isDemonstration, recycling, script }),
    isRejectionHandled: false,
  })
}

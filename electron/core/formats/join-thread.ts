/** What runs in a thread of its own: attaches data to an owner's PDF, or looks whether it can be done; answers once. */
import { parentPort, workerData } from 'node:worker_threads'
import type { AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'
import { attachInvoice } from './attach-invoice.ts'
import type { Dialect } from './dialect.ts'
import { obstacleTo, type Attached } from './facturx/attach.ts'

/** A PDF; with the invoice that says what its page says, for whom and at what instant (epoch ms), it becomes a Factur-X. */
export type Order = { original: Uint8Array; data?: { invoice: AuthoredInvoice; dialect: Dialect; at: number } }
/** Without data, an empty reason where they could be attached. */
export type Answer = Attached | { failure: string }

const { original, data } = workerData as Order
const answer: Answer = await (
  data ? attachInvoice(original, data.invoice, data) : obstacleTo(original).then((reason = '') => ({ reason }))
).catch((error: unknown) => ({ failure: String(error) }))
parentPort!.postMessage(answer)

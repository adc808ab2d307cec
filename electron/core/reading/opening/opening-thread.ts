/** What runs in a thread of its own: makes a PDF of a picture, takes a message apart; one order at a time. */
import { parentPort } from 'node:worker_threads'
import { attachmentsOf, type Attachment } from './attachments.ts'
import { pictureToPdf, type PictureFault } from './picture-pdf.ts'
import type { Picture } from './pages.ts'

export type Order = ({ as: 'picture' } & Picture) | { as: 'mail' | 'outlook'; bytes: Uint8Array }
export type Answer = { pdf: Uint8Array } | { fault: PictureFault } | { attachments: Attachment[] } | { failure: string }

parentPort!.on('message', (order: Order) => {
  open(order).then(tell, (error: unknown) => tell({ failure: String(error) }))
})

const tell = (answer: Answer) => parentPort!.postMessage(answer)

async function open(order: Order): Promise<Answer> {
  if (order.as === 'picture') return pictureToPdf(order)
  return { attachments: await attachmentsOf(order.bytes, order.as) }
}

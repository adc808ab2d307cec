import type { Parts } from '../operation.ts'
import { pdfOf } from '../writing/pdf.ts'
import type { Attachment, Invoice } from './store.ts'

/** A file as it is given back: made up, since what was put down is not kept. */
export type Document = { name: string; bytes: Buffer }

const madeUp = ({ isDemonstration }: Parts) =>
  `${isDemonstration ? 'Démonstration' : 'SIMULÉ'} : les fichiers déposés ne sont pas gardés, celui-ci est fabriqué.`

/** The invoice itself. */
export const mainDocumentOf = (invoice: Invoice, parts: Parts): Document => ({
  name: `${fileName(invoice.number)}.pdf`,
  bytes: pdfOf([
    madeUp(parts),
    '',
    `Facture ${invoice.number} du ${invoice.issueDate}`,
    `Fournisseur ${invoice.supplierSiret}, destinataire ${invoice.buyerSiret}`,
    `Total TTC ${invoice.gross ?? ''} ${invoice.currency}, net à payer ${invoice.payable ?? ''}`,
  ]),
})

/** What goes with it, under the name it was put down with: a page when that says PDF, a text otherwise. */
export const otherDocumentsOf = (invoice: Invoice, parts: Parts): Document[] =>
  invoice.attachments.map((attachment, index) => {
    const name = `${index + 1}_${fileName(nameOf(attachment, parts))}`
    const words = [madeUp(parts), '', `${attachment.designation}, avec la facture ${invoice.number}`]
    return { name, bytes: /\.pdf$/i.test(name) ? pdfOf(words) : Buffer.from(words.join('\n')) }
  })

const nameOf = ({ fileId, designation }: Attachment, { store }: Parts) => store.file(fileId)?.name ?? designation

/** A number may hold a slash, a file name may not (chorus-pro-api.md §8.1). */
export const fileName = (text: string): string => text.replace(/[\\/:]/g, '-')

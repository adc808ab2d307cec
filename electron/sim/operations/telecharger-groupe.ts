import { z } from 'zod'
import limits from '../data/limits.json' with { type: 'json' }
import { fileName, mainDocumentOf, otherDocumentsOf, type Document } from '../invoices/documents.ts'
import { pivotOf } from '../invoices/pivot.ts'
import type { Invoice } from '../invoices/store.ts'
import { downloaded, id, operation, text, TooLarge, type Parts } from '../operation.ts'
import { zipOf } from '../writing/zip.ts'
import { knownInvoice } from './known-invoice.ts'

/**
 * Gives invoices back (chorus-pro-api.md §3.9): one file is itself, several are a zip, several invoices a zip with a folder
 * for each; the pivot is one XML with every file inside. Too heavy is a 413.
 */
export const telechargerGroupe = operation({
  path: '/cpro/factures/v1/telecharger/groupe',
  input: z.object({
    format: z.enum(['PDF', 'PIVOT']),
    avecPiecesJointesComplementaires: text,
    listeFacture: z.array(z.object({ idFacture: id })).min(1),
  }),
  answer({ format, avecPiecesJointesComplementaires, listeFacture }, parts) {
    const { store, now } = parts
    const invoices = listeFacture.map(({ idFacture }) => knownInvoice(idFacture, parts))
    if (invoices.reduce((total, { size }) => total + size, 0) > limits.downloadBytes) throw new TooLarge('groupe')
    const isWhole = /^oui$/i.test(avecPiecesJointesComplementaires)
    const file = format === 'PIVOT' ? pivotOf(invoices, parts) : packed(invoices, isWhole, parts)
    for (const invoice of invoices)
      invoice.actions = [...(invoice.actions ?? []), { code: 'TELECHARGEMENT_FACTURE', at: now() }]
    store.changed()
    return { ...downloaded, fichierResultat: file.toString('base64') }
  },
})

function packed(invoices: Invoice[], isWhole: boolean, parts: Parts): Buffer {
  const [first, ...others] = invoices.map((invoice) => ({
    folder: fileName(invoice.number),
    documents: [mainDocumentOf(invoice, parts), ...(isWhole ? otherDocumentsOf(invoice, parts) : [])],
  }))
  if (others.length > 0) return zipOf([first!, ...others].flatMap(({ folder, documents }) => within(folder, documents)))
  return first!.documents.length === 1 ? first!.documents[0]!.bytes : zipOf(first!.documents)
}

const within = (folder: string, documents: Document[]) =>
  documents.map(({ name, bytes }) => ({ name: `${folder}/${name}`, bytes }))

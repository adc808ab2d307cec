import { z } from 'zod'
import { currentOf, resumed } from '../invoices/life.ts'
import { refusalOf } from '../invoices/refusals.ts'
import { deposited, id, operation, Refusal, text } from '../operation.ts'
import { replyDateOf } from '../time-forms.ts'
import { ComplementaryFiles, filesOf } from './complementary-files.ts'

/** Answers a suspension with files or a word (chorus-pro-api.md §3.4); the recipient then goes on with the invoice. */
export const completer = operation({
  path: '/cpro/factures/v1/completer',
  input: z.object({
    identifiantFactureCPP: id,
    pieceJointeComplementaire: ComplementaryFiles,
    commentaire: text,
  }),
  answer({ identifiantFactureCPP, pieceJointeComplementaire, commentaire }, parts) {
    const { store, directory, now, haste } = parts
    const invoice = store.invoice(identifiantFactureCPP)
    if (!invoice) throw new Refusal(20000, 'GDP_MSG_11.008')
    if (currentOf(invoice.history, now()).status !== 'SUSPENDUE') throw refusalOf({ name: 'notToComplete' })
    if (pieceJointeComplementaire.length === 0 && !commentaire) throw refusalOf({ name: 'nothingAdded' })
    const { attachments, size } = filesOf(pieceJointeComplementaire, parts)

    invoice.attachments.push(...attachments)
    invoice.size += size
    invoice.history = resumed({
      history: invoice.history,
      now: now(),
      entry: { status: 'COMPLETEE', ...(commentaire ? { comment: commentaire } : {}) },
      from: 'MISE_A_DISPOSITION',
      buyer: directory.bySiret(invoice.buyerSiret)!,
      haste,
    })
    store.changed()
    return {
      ...deposited,
      identifiantFactureCPP: invoice.id,
      numeroFacture: invoice.number,
      dateTraitement: replyDateOf(now(), parts),
    }
  },
})

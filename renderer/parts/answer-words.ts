import type { ReplyKind } from '../../shared/domain/lifecycle/reply.ts'

/** What may be done about what came back: the same verb in the panel and on Accueil (mockups, « Words that must not change » 4). */
export const replyVerbs: Record<ReplyKind, string> = {
  complete: 'Compléter',
  recycle: 'Corriger et renvoyer',
  correctValideur: 'Corriger le valideur',
  settleRejection: 'Refaire cette facture',
}

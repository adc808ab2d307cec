import type { HomeView } from '../../../shared/contract/home.ts'
import type { Row } from '../../../shared/contract/views.ts'
import { french } from '../../../shared/base/french.ts'
import { longDay } from '../../app/format.ts'
import { replyVerbs } from '../../parts/answer-words.ts'
import { marks } from '../../parts/marks.ts'
import { firmActOf } from '../../parts/unsent-acts.ts'

export type Todo = {
  row: Row
  /** How many more wait for the same thing, and the sum of all (cents). */
  others: number
  total?: number
  glyph: string
  tone: string
  title: string
  detail: string
  action: string
  /** Where it is done; empty for another try, which is asked for on the spot. */
  href: string
}

/** What waits for the person, the most pressing first: what is approved and has not left, what the buyers sent back, what is late. */
export const todosOf = ({ held, todos }: Pick<HomeView, 'held' | 'todos'>): Todo[] => [
  ...held.map(heldTogether),
  ...todos.flatMap((row) => todoOf(row) ?? []),
]

/** One line for all that the same thing keeps here. */
function heldTogether({ row, count, amount }: HomeView['held'][number]): Todo {
  const others = count - 1
  return {
    row,
    others,
    total: amount,
    glyph: 's-warn',
    tone: 'waits',
    title: notLeft(row, others),
    detail: french(row.unsent!.reason),
    ...firmActOf(row.unsent!)!,
  }
}
function notLeft({ stage, isCreditNote }: Row, others: number) {
  if (others) return 'Validées, pas parties'
  if (stage === 'followed') return 'Votre réponse n’est pas partie'
  return isCreditNote ? 'Validé, pas parti' : 'Validée, pas partie'
}

function todoOf(row: Row): Todo | undefined {
  const { situation, stage, deadline, stoppedOn, unsent } = row
  const { glyph, tone } = marks[situation.mark]
  const base = { row, others: 0, glyph, tone: tone || 'soft', title: situation.word, detail: situation.sentence }
  const invoice = `#/facture/${row.id}`
  const followed = `#/suivi/${row.id}`
  if (stage === 'draft' && unsent)
    return {
      ...base,
      title: 'Pas acceptée par Chorus Pro',
      detail: unsent.reason,
      action: 'Corriger',
      href: invoice,
    }
  if (stage === 'portal')
    return { ...base, title: 'À déposer sur le portail', action: 'Déposer', href: `#/portail/${row.id}` }
  if (stage === 'leaving') return { ...base, action: 'Voir', href: followed }
  if (stage === 'followed' && situation.mark === 'ordered')
    return row.isCreditNote
      ? { ...base, action: 'Classer', href: followed }
      : { ...base, action: 'Noter encaissée', href: `${followed}/encaisser` }
  if (stage === 'followed' && situation.waits) {
    const detail = stoppedOn ? `Le délai de paiement est arrêté depuis le ${longDay(stoppedOn)}.` : situation.sentence
    if (row.redo) return { ...base, detail, action: replyVerbs.settleRejection, href: `#/refaire/${row.id}` }
    if (row.redoneIn) return { ...base, detail, action: 'Reprendre le brouillon', href: `#/facture/${row.redoneIn}` }
    return row.reply
      ? { ...base, detail, action: replyVerbs[row.reply], href: `${followed}/repondre` }
      : { ...base, detail, action: 'Voir', href: followed }
  }
  if (stage === 'followed' && deadline && deadline.daysLeft < 0) {
    const days = -deadline.daysLeft
    return {
      ...base,
      glyph: 's-clock',
      tone: 'stop',
      title: `${days} jour${days > 1 ? 's' : ''} de retard`,
      detail: french(`Échéance le ${longDay(deadline.on)}${deadline.isEstimated ? ', estimée' : ''}.`),
      action: 'Voir',
      href: followed,
    }
  }
  if (row.isToLook)
    return {
      ...base,
      glyph: 's-clock',
      tone: 'waits',
      title: 'Statut à regarder sur le portail',
      detail: french(`Dernier statut noté : ${situation.label ?? situation.word}.`),
      action: 'Noter le statut',
      href: followed,
    }
  if (stage === 'uncertain') return { ...base, action: 'Voir la recherche', href: invoice }
  if (situation.mark === 'ready')
    return {
      ...base,
      title: 'Prête, mais pas encore envoyée',
      detail: situation.sentence.replace(/ Pas encore envoyée\.$/, ''),
      tone: 'soft',
      action: 'Relire et envoyer',
      href: invoice,
    }
  if (stage === 'draft' && situation.mark === 'waits')
    return { ...base, title: 'À relancer : le client n’a pas répondu', action: 'Relancer', href: invoice }
  if (stage === 'draft')
    return { ...base, title: `${situation.word} avant l’envoi`, action: 'Compléter', href: invoice }
  return undefined
}

import { isWaiting } from '../../../shared/contract/rows.ts'
import type { Row } from '../../../shared/contract/views.ts'
import { french } from '../../../shared/domain/typography.ts'
import { longDay } from '../../app/format.ts'
import { replyVerbs } from '../../parts/answer-words.ts'
import { marks } from '../../parts/marks.ts'

export type Todo = {
  row: Row
  glyph: string
  tone: string
  title: string
  detail: string
  action: string
  href: string
}

/** What waits for the person, the most pressing first: what the buyers sent back, what is late, what has not left. */
export const todosOf = (rows: Row[]): Todo[] =>
  rows
    .filter(isWaiting)
    .flatMap((row) => todoOf(row) ?? [])
    .sort((a, b) => a.rank - b.rank)
    .map(({ rank, ...todo }) => todo)

function todoOf(row: Row): (Todo & { rank: number }) | undefined {
  const { situation, stage, deadline, stoppedOn } = row
  const { glyph, tone } = marks[situation.mark]
  const base = { row, glyph, tone: tone || 'soft', title: situation.word, detail: situation.sentence }
  const invoice = `#/facture/${row.id}`
  const followed = `#/suivi/${row.id}`
  if (stage === 'followed' && situation.mark === 'ordered')
    return row.isCreditNote
      ? { ...base, action: 'Classer', href: followed, rank: 3 }
      : { ...base, action: 'Noter encaissée', href: `${followed}/encaisser`, rank: 3 }
  if (stage === 'followed' && situation.waits) {
    const detail = stoppedOn ? `Le délai de paiement est arrêté depuis le ${longDay(stoppedOn)}.` : situation.sentence
    const rank = situation.mark === 'waits' ? 0 : 1
    if (row.redo) return { ...base, detail, action: replyVerbs.settleRejection, href: `#/refaire/${row.id}`, rank }
    if (row.redoneIn)
      return { ...base, detail, action: 'Reprendre le brouillon', href: `#/facture/${row.redoneIn}`, rank }
    return row.reply
      ? { ...base, detail, action: replyVerbs[row.reply], href: `${followed}/repondre`, rank }
      : { ...base, detail, action: 'Voir', href: followed, rank }
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
      rank: 2,
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
      rank: 3,
    }
  if (stage === 'portal')
    return {
      ...base,
      title: 'À déposer sur le portail',
      action: 'Déposer',
      href: `#/portail/${row.id}`,
      rank: 4,
    }
  if (stage === 'uncertain') return { ...base, action: 'Voir la recherche', href: invoice, rank: 1 }
  if (situation.mark === 'ready')
    return {
      ...base,
      title: 'Prête, mais pas encore envoyée',
      detail: situation.sentence.replace(/ Pas encore envoyée\.$/, ''),
      tone: 'soft',
      action: 'Relire et envoyer',
      href: invoice,
      rank: 4,
    }
  if (stage === 'draft' && situation.mark === 'waits')
    return { ...base, title: 'À relancer : le client n’a pas répondu', action: 'Relancer', href: invoice, rank: 2 }
  if (stage === 'draft')
    return { ...base, title: `${situation.word} avant l’envoi`, action: 'Compléter', href: invoice, rank: 5 }
  return undefined
}

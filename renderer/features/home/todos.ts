import { isWaiting } from '../../../shared/contract/rows.ts'
import type { Row } from '../../../shared/contract/views.ts'
import { french } from '../../../shared/domain/typography.ts'
import { longDay } from '../../app/format.ts'
import { replyVerbs } from '../../parts/answer-words.ts'
import { marks } from '../../parts/marks.ts'
import { firmActs } from '../../parts/unsent-acts.ts'

export type Todo = {
  row: Row
  /** As many more that wait for the same thing. */
  others: Row[]
  glyph: string
  tone: string
  title: string
  detail: string
  action: string
  /** Where it is done; empty for another try, which is asked for on the spot. */
  href: string
}

/** What waits for the person, the most pressing first: what is approved and has not left, what the buyers sent back, what is late. */
export const todosOf = (rows: Row[]): Todo[] => {
  const waiting = rows.filter(isWaiting)
  return [
    ...held(waiting),
    ...waiting
      .filter((row) => !isHeld(row))
      .flatMap((row) => todoOf(row) ?? [])
      .sort((a, b) => a.rank - b.rank)
      .map(({ rank, ...todo }) => todo),
  ]
}

/** How many invoices they are about. */
export const countOf = (todos: Todo[]): number => todos.reduce((sum, { others }) => sum + 1 + others.length, 0)

const isHeld = ({ unsent }: Row) => unsent !== undefined && unsent.act in firmActs

/** One line for all that the same thing keeps here. */
function held(rows: Row[]): Todo[] {
  const groups = Map.groupBy(rows.filter(isHeld), ({ unsent }) => unsent!.act)
  return [...groups].map(([act, [row, ...others]]) => ({
    row: row!,
    others,
    glyph: 's-warn',
    tone: 'waits',
    title: notLeft(row!, others.length),
    detail: french(row!.unsent!.reason),
    ...firmActs[act]!,
  }))
}
function notLeft({ stage, isCreditNote }: Row, others: number) {
  if (others) return 'Validées, pas parties'
  if (stage === 'followed') return 'Votre réponse n’est pas partie'
  return isCreditNote ? 'Validé, pas parti' : 'Validée, pas partie'
}

function todoOf(row: Row): (Todo & { rank: number }) | undefined {
  const { situation, stage, deadline, stoppedOn, unsent } = row
  const { glyph, tone } = marks[situation.mark]
  const base = { row, others: [], glyph, tone: tone || 'soft', title: situation.word, detail: situation.sentence }
  const invoice = `#/facture/${row.id}`
  const followed = `#/suivi/${row.id}`
  if (stage === 'draft' && unsent)
    return {
      ...base,
      title: 'Pas acceptée par Chorus Pro',
      detail: unsent.reason,
      action: 'Corriger',
      href: invoice,
      rank: 0,
    }
  if (stage === 'portal')
    return { ...base, title: 'À déposer sur le portail', action: 'Déposer', href: `#/portail/${row.id}`, rank: 1 }
  if (stage === 'leaving') return { ...base, action: 'Voir', href: followed, rank: 0 }
  if (stage === 'followed' && situation.mark === 'ordered')
    return row.isCreditNote
      ? { ...base, action: 'Classer', href: followed, rank: 5 }
      : { ...base, action: 'Noter encaissée', href: `${followed}/encaisser`, rank: 5 }
  if (stage === 'followed' && situation.waits) {
    const detail = stoppedOn ? `Le délai de paiement est arrêté depuis le ${longDay(stoppedOn)}.` : situation.sentence
    const rank = situation.mark === 'waits' ? 2 : 3
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
      rank: 4,
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
      rank: 5,
    }
  if (stage === 'uncertain') return { ...base, action: 'Voir la recherche', href: invoice, rank: 3 }
  if (situation.mark === 'ready')
    return {
      ...base,
      title: 'Prête, mais pas encore envoyée',
      detail: situation.sentence.replace(/ Pas encore envoyée\.$/, ''),
      tone: 'soft',
      action: 'Relire et envoyer',
      href: invoice,
      rank: 6,
    }
  if (stage === 'draft' && situation.mark === 'waits')
    return { ...base, title: 'À relancer : le client n’a pas répondu', action: 'Relancer', href: invoice, rank: 4 }
  if (stage === 'draft')
    return { ...base, title: `${situation.word} avant l’envoi`, action: 'Compléter', href: invoice, rank: 7 }
  return undefined
}

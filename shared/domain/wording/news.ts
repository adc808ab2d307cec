import type { EventType, InvoiceEvent, EventOf } from '../lifecycle/events.ts'
import { wordsOf } from '../platform/status.ts'
import { formatCents } from '../../base/money.ts'
import { french } from '../../base/french.ts'

/** `isRehearsal`: in the demonstration, where nobody receives anything. */
type Named = { number: string; buyer: string; isCreditNote: boolean; isRehearsal?: boolean }

/** News: what is worth telling of all that happens. */
export const newsTypes = [
  'registered',
  'depositedByHand',
  'refused',
  'lost',
  'answerReceived',
  'answerRefused',
  'cashed',
  'paid',
  'statusListed',
  'statusSeen',
  'statusNoted',
] as const satisfies EventType[]
type NewsEvent = EventOf<(typeof newsTypes)[number]>
const isNews = (event: InvoiceEvent): event is NewsEvent => (newsTypes as readonly EventType[]).includes(event.type)

/** One piece of news in one sentence; undefined for what is not news. `number` and `buyer` may be empty. */
export function tell(
  event: InvoiceEvent,
  { number, buyer, isCreditNote, isRehearsal = false }: Named,
): string | undefined {
  if (!isNews(event)) return undefined
  const one = isCreditNote ? 'Un avoir' : 'Une facture'
  return french(phrase(event, { number: number || one, buyer: buyer || 'Le client', isCreditNote, isRehearsal }))
}

function phrase(event: NewsEvent, named: Named): string {
  const { number, isRehearsal } = named
  const chorus = isRehearsal ? 'le Chorus Pro de démonstration' : 'Chorus Pro'
  switch (event.type) {
    case 'registered':
      return isRehearsal
        ? `${number} est arrivée sur ${chorus}. Aucun client ne l’a reçue.`
        : `${number} est bien arrivée sur ${chorus}.`
    case 'depositedByHand':
      return `${number} est déposée sur le portail, par vous.`
    case 'refused':
      return `${number} n’a pas été acceptée : ${event.problems[0]?.message ?? 'voir la facture'}`
    case 'lost':
      return `L’envoi de ${number} est incertain ; Choriste la cherche.`
    case 'answerReceived':
      return `Votre réponse pour ${number} est arrivée sur ${chorus}.`
    case 'answerRefused':
      return `Votre réponse pour ${number} n’a pas été acceptée : ${event.problems[0]?.message ?? 'voir la facture'}`
    case 'cashed':
      return `${number} est encaissée.`
    case 'paid':
      return `${number} : ${formatCents(event.payments.reduce((sum, { cents }) => sum + cents, 0))} notés.`
    case 'statusListed':
      return rehearsed(statusPhrase(event.entry.code, named), isRehearsal)
    case 'statusSeen':
    case 'statusNoted':
      return rehearsed(statusPhrase(event.status, named), isRehearsal)
  }
}

/** What a pretend client does is never taken for a real one. */
const rehearsed = (sentence: string, isRehearsal = false) => (isRehearsal ? `Démonstration : ${sentence}` : sentence)

/** Said of the buyer, never of Chorus Pro, which does not pay (domaine.md §1). */
function statusPhrase(status: string, { number, buyer, isCreditNote }: Named): string {
  const { label, group } = wordsOf(status)
  if (status === 'SUSPENDUE') return `${buyer} demande une pièce ou une précision pour ${number}.`
  if (status === 'A_RECYCLER')
    return `${buyer} renvoie ${number} : le SIRET, le service ou l’engagement est à corriger.`
  if (group === 'ordered' && isCreditNote) return `${buyer} a pris en compte l’avoir ${number}.`
  if (status === 'MISE_EN_PAIEMENT') return `${buyer} a ordonné le virement de ${number}.`
  if (status === 'SERVICE_FAIT') return `${buyer} confirme la livraison ou le travail (${number}).`
  if (status === 'MISE_A_DISPOSITION') return `${number} est chez le client.`
  if (group === 'refused') return `${buyer} refuse ${number}.`
  return `${number} : ${label}.`
}

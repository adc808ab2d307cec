import type { InvoiceEvent } from './events.ts'
import { wordsOf } from './status.ts'
import { french } from './typography.ts'

/** One piece of news in one sentence; undefined for what is not news. `buyer` may be empty. */
export function tell(event: InvoiceEvent, { number, buyer }: { number: string; buyer: string }): string | undefined {
  const sentence = phrase(event, number || 'Une facture', buyer || 'Le client')
  return sentence && french(sentence)
}

function phrase(event: InvoiceEvent, number: string, buyer: string): string | undefined {
  switch (event.type) {
    case 'registered':
      return `${number} est bien arrivée sur Chorus Pro.`
    case 'depositedByHand':
      return `${number} est déposée sur le portail, par vous.`
    case 'refused':
      return `${number} n’a pas été acceptée : ${event.problems[0]?.message ?? 'voir la facture'}`
    case 'lost':
      return `L’envoi de ${number} est incertain ; Choriste la cherche.`
    case 'answerReceived':
      return `Votre réponse pour ${number} est arrivée sur Chorus Pro.`
    case 'answerRefused':
      return `Votre réponse pour ${number} n’a pas été acceptée : ${event.problems[0]?.message ?? 'voir la facture'}`
    case 'cashed':
      return `${number} est encaissée.`
    case 'statusSeen':
    case 'statusNoted':
      return statusPhrase(event.status, number, buyer)
    default:
      return undefined
  }
}

/** Said of the buyer, never of Chorus Pro, which does not pay (domaine.md §1). */
function statusPhrase(status: string, number: string, buyer: string): string {
  const { label, group } = wordsOf(status)
  if (status === 'SUSPENDUE') return `${buyer} demande une pièce ou une précision pour ${number}.`
  if (status === 'A_RECYCLER') return `${buyer} renvoie ${number} : l’adresse est à corriger.`
  if (status === 'MISE_EN_PAIEMENT') return `${buyer} a ordonné le virement de ${number}.`
  if (status === 'SERVICE_FAIT') return `${buyer} a constaté le service fait de ${number}.`
  if (group === 'refused') return `${buyer} refuse ${number}.`
  return `${number} : ${label}.`
}

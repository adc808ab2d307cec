import type { InvoiceEvent } from './events.ts'
import { wordsOf } from './status.ts'
import { french } from './typography.ts'

type Named = { number: string; buyer: string; isCreditNote: boolean }

/** One piece of news in one sentence; undefined for what is not news. `number` and `buyer` may be empty. */
export function tell(event: InvoiceEvent, { number, buyer, isCreditNote }: Named): string | undefined {
  const one = isCreditNote ? 'Un avoir' : 'Une facture'
  const sentence = phrase(event, { number: number || one, buyer: buyer || 'Le client', isCreditNote })
  return sentence && french(sentence)
}

function phrase(event: InvoiceEvent, named: Named): string | undefined {
  const { number } = named
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
    case 'statusListed':
      return statusPhrase(event.entry.code, named)
    case 'statusSeen':
    case 'statusNoted':
      return statusPhrase(event.status, named)
    default:
      return undefined
  }
}

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

import { isCreditNote, type Fields } from '../../../shared/domain/fields/fields.ts'
import { isHopeless, type DocumentFacts } from '../../../shared/domain/document/reading.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'
import { french } from '../../../shared/base/french.ts'

type Given = {
  fields: Fields
  document: DocumentFacts
  stops: number
  /** What only the person can say: it comes before all that is decided. */
  question?: Problem | undefined
  /** Of these stops, values nobody has looked at yet. */
  doubts: number
  warnings: number
  /** Mandatory mentions that seem to be missing from the page. */
  mentions: number
  /** Chorus Pro turned it away, and nothing has been changed since. */
  isRefused: boolean
  sentToBuyer: number
}

const ordinals = 'Première Deuxième Troisième Quatrième Cinquième Sixième Septième Huitième Neuvième Dixième'.split(' ')
const numbers = 'Aucun Un Deux Trois Quatre Cinq Six Sept Huit Neuf Dix'.split(' ')
const spelled = (count: number) => numbers[count] ?? String(count)

/** The words over the green light: what is decided, and what else there is to know. */
export function verdict(given: Given): { title: string; aside: string } {
  const { title, aside } = decide(given)
  return { title, aside: french(aside.trim()) }
}

function decide({ fields, document, stops, question, doubts, warnings, mentions, isRefused, sentToBuyer }: Given) {
  const isNote = isCreditNote(fields)
  const name = fields.number && `${isNote ? 'L’avoir' : 'La facture'} ${fields.number}`
  if (isHopeless(document))
    return {
      title: 'Un point empêche l’envoi',
      aside: document.hasText ? 'Rien n’est contrôlé.' : 'Ce fichier n’a pas pu être lu : rien n’est contrôlé.',
    }
  const blocked = stops - (question?.severity === 'stop' ? 1 : 0)
  if (question && !blocked)
    return {
      title: 'Une question d’abord',
      aside: `${name && `${name}. `}${others(warnings - (question.severity === 'warn' ? 1 : 0)) || 'Rien d’autre ne bloque.'}`,
    }
  if (stops)
    return {
      title: stops === doubts ? toLookAt(doubts) : hindered(stops),
      aside: `${name && `${name}. `}${others(warnings)}`,
    }
  if (isRefused)
    return {
      title: `Chorus Pro n’a pas pris ${isNote ? 'cet avoir' : 'cette facture'}`,
      aside: `${name} est toujours ici. Corrigez, ou renvoyez sans rien changer si c’est réglé ailleurs.`,
    }
  const rank = sentToBuyer && !isNote ? `${ordinals[sentToBuyer] ?? `${sentToBuyer + 1}ᵉ`} facture pour ce client.` : ''
  return {
    title: `${name} est ${isNote ? 'prêt' : 'prête'} à partir`,
    aside: `${warnings || mentions ? 'Rien ne bloque.' : 'Rien ne manque.'} ${rank}`,
  }
}

const toLookAt = (count: number) =>
  count === 1 ? 'Une valeur est à vérifier' : `${spelled(count)} valeurs sont à vérifier`
const hindered = (count: number) =>
  count === 1 ? 'Un point empêche l’envoi' : `${spelled(count)} points empêchent l’envoi`

function others(warnings: number): string {
  if (!warnings) return ''
  return warnings === 1
    ? 'Un autre point mérite un coup d’œil ; il n’empêche rien.'
    : `${spelled(warnings)} autres points méritent un coup d’œil ; ils n’empêchent rien.`
}

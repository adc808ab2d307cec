import type { Origin } from './reading.ts'
import { french } from '../../base/french.ts'

const known: Partial<Record<Origin['source'], string>> = {
  written: 'écrit ici, et dans les données du fichier',
  facturx: 'dans les données Factur-X du fichier',
  cii: 'dans les données du fichier',
  ubl: 'dans les données du fichier',
  buyer: 'connu de votre carnet, pour ce client',
  settings: 'pris dans vos réglages',
}

/** Where a value comes from and why it is believed, in one short French sentence. */
export function reasonOf(origin: Origin): string {
  const words = wordsOf(origin)
  return french(`${words.charAt(0).toUpperCase()}${words.slice(1)}.`)
}

function wordsOf({ source, trust, label, place, reason }: Origin): string {
  if (source === 'user') return place ? 'saisi par vous, imprimé sur la page' : 'saisi par vous'
  if (trust === 'typed') return 'vérifié par vous'
  const announced = label && `lu après « ${bare(label)} »`
  // A reason that names the label itself says it all.
  if (reason && label && !reason.includes('annoncé')) return `${announced}, ${reason}`
  if (announced) return announced
  return reason ?? known[source] ?? (place ? 'lu sur la page' : 'déduit, n’est pas imprimé')
}

/** The page's own writing, without its colon: « N° D’ENGAGEMENT ». */
const bare = (label: string) => label.replace(/[\s:]+$/, '')

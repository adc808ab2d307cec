import { isCreditNote, type Fields } from '../../../shared/domain/fields.ts'
import { french } from '../../../shared/domain/typography.ts'

type Given = { fields: Fields; stops: number; warnings: number; sentToBuyer: number }

const ordinals = 'Première Deuxième Troisième Quatrième Cinquième Sixième Septième Huitième Neuvième Dixième'.split(' ')

/** The words over the green light: what is decided, and what else there is to know. */
export function verdict({ fields, stops, warnings, sentToBuyer }: Given): { title: string; aside: string } {
  const isNote = isCreditNote(fields)
  const name = `${isNote ? 'L’avoir' : 'La facture'} ${fields.number}`.trim()
  if (stops === 0) {
    const rank = sentToBuyer ? `${ordinals[sentToBuyer] ?? `${sentToBuyer + 1}ᵉ`} facture pour ce client.` : ''
    return {
      title: `${name} est ${isNote ? 'prêt' : 'prête'} à partir`,
      aside: `${warnings ? 'Rien ne bloque.' : 'Rien ne manque.'} ${rank}`.trim(),
    }
  }
  const others =
    warnings > 1
      ? ` ${warnings} autres points méritent un coup d’œil ; ils n’empêchent rien.`
      : warnings === 1
        ? ' Un autre point mérite un coup d’œil ; il n’empêche rien.'
        : ''
  return {
    title: stops === 1 ? 'Un point empêche l’envoi' : `${stops} points empêchent l’envoi`,
    aside: french(`${name}.${others}`),
  }
}

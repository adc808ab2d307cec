import table from '../data/refusals.json' with { type: 'json' }
import { Refusal } from '../operation.ts'

type RefusalName = keyof typeof table.refusals
/** A rule that is not kept, and the value it is about. */
export type Complaint = { name: RefusalName; about?: string }

/** Without words for flows, `libelle` serves: only a service that answers at once says it. */
type Words = { codeRetour: number; libelle: string; flux?: string; ubl?: string }
const wordsOf = ({ name }: Complaint): Words => table.refusals[name]
const filled = (words: string, { about }: Complaint) => words.replace('{about}', about ?? '')

/** What a service that answers at once says of it. */
export const refusalOf = (complaint: Complaint): Refusal =>
  new Refusal(wordsOf(complaint).codeRetour, filled(wordsOf(complaint).libelle, complaint))

/** What the report of a flow says of it, several complaints in one text (chorus-pro-api.md §9.2). */
export const reportOf = (complaints: Complaint[], dialect: 'CII' | 'UBL'): string =>
  complaints
    .map((complaint) => {
      const words = wordsOf(complaint)
      const flux = words.flux ?? words.libelle
      return filled(dialect === 'UBL' ? (words.ubl ?? flux) : flux, complaint)
    })
    .join('|')

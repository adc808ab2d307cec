import { cadreOf } from '../fields/cadre.ts'
import type { Fields } from '../fields/fields.ts'
import type { Piece } from '../document/attachments.ts'
import type { Buyer } from '../buyers/buyer.ts'
import { french } from '../../base/french.ts'
import type { DeliveryMode } from './delivery-mode.ts'

/** File a PDF leaves as: itself with a form, or a Factur-X made of it. */
export type SendsAs = NonNullable<Buyer['sendsAs']>
/** Proposed file of a draft, with one sentence of why; `isRemembered` where it is the choice made for this buyer. */
export type BestWay = { proposed: SendsAs; why: string; isRemembered: boolean }

type Given = {
  fields: Pick<Fields, 'cadre'>
  pieces: Piece[]
  /** Why no data can be attached to this PDF, a French sentence. */
  obstacle: string | undefined
  remembered: SendsAs | undefined
  delivery: DeliveryMode
}

/**
 * Best way of a plain PDF: what cannot be a Factur-X, or would lose something by it, stays a PDF; then the choice made for this
 * buyer; on the portal a Factur-X spares the form (domaine.md §2.3); by the API a PDF is answered at once (chorus-pro-api.md
 * §3.2, §3.3).
 */
export function bestWay({ fields, pieces, obstacle, remembered, delivery }: Given): BestWay {
  const way = (proposed: SendsAs, why: string, isRemembered = false) => ({ proposed, why: french(why), isRemembered })
  if (obstacle) return way('pdf', obstacle)
  // chorus-pro-api.md §8.9
  if (pieces.length) return way('pdf', 'Un Factur-X part seul : vos pièces ne partiraient pas avec lui.')
  // domaine.md §3
  const { valideur } = cadreOf(fields)
  if (valideur) return way('pdf', `Les données n’ont pas de place pour le ${valideur}, qui doit approuver la facture.`)
  if (remembered) return way(remembered, 'Comme la dernière fois pour ce client.', true)
  return delivery === 'portail'
    ? way('facturx', 'Sur le portail, rien à ressaisir : Chorus Pro prend les données du fichier.')
    : way('pdf', 'Chorus Pro répond aussitôt, et prend ce qui est saisi ici.')
}

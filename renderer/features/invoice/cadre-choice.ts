import { cadreOf } from '../../../shared/domain/fields/cadre.ts'
import type { Cadre, Fields } from '../../../shared/domain/fields/fields.ts'

/** Takes another cadre, and what follows from it: what was already paid leaves nothing to pay, and only some have a valideur. */
export function choosesCadre(fields: Fields, cadre: Cadre): void {
  const before = fields.cadre
  fields.cadre = cadre
  if (cadre === 'A2') {
    fields.prepaid ??= fields.grossTotal
    fields.payable = 0
  } else if (before === 'A2' && fields.payable === 0) {
    fields.prepaid = null
    fields.payable = fields.grossTotal
  }
  if (!cadreOf(fields).valideur) Object.assign(fields, { valideurSiret: '', valideurService: '' })
}

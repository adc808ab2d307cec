import limits from '../../tables/limits.json' with { type: 'json' }
import units from '../../tables/units.json' with { type: 'json' }
import rates from '../../tables/vat-rates.json' with { type: 'json' }
import { formatRate } from '../../base/money.ts'
import { french } from '../../base/french.ts'
import type { AuthoredLine } from './authored.ts'
import { motiveOf } from './motives.ts'

/** What stops an authored invoice from being issued: where (a line from 0, or the whole), a sentence with what to do. */
export type Fault = { code: string; line?: number; message: string }

type Check = (line: AuthoredLine) => string | false | undefined

/** What a line must have, by code, each with its source. */
const CHECKS: Record<string, Check> = {
  // domaine.md §6.1; EN 16931 BR-25
  'line.designation': ({ designation }) => !designation.trim() && 'Cette ligne n’a pas de désignation.',
  // domaine.md §2.5, BR-FR-CPRO-31
  'line.tooLong': ({ designation, details }) =>
    Math.max(designation.length, details.length) > limits.commentLength.value &&
    `Un texte de cette ligne dépasse ${limits.commentLength.value} caractères.`,
  // shared/tables/units.json; EN 16931 BR-CL-23
  'line.unit': ({ unit }) => !units.entries.some(({ code }) => code === unit) && 'Cette unité n’est pas dans la liste.',
  // chorus-pro-api.md §8.6: no negative price; a return has a negative quantity
  'line.price': ({ unitPrice }) => unitPrice < 0 && 'Un prix n’est jamais négatif : mettez une quantité négative.',
  // domaine.md §6.1: quantité et prix unitaire
  'line.quantity': ({ quantity, progress }) => !progress && quantity === 0 && 'Cette ligne n’a pas de quantité.',
  // chorus-pro-api.md §8.6 (A7 G1.24)
  'line.rate': ({ rate }) =>
    !rates.accepted.includes(rate) && `Le taux de ${formatRate(rate)} n’est aucun de ceux que Chorus Pro prend.`,
  // domaine.md §7: why no VAT is counted, or the VAT
  'line.motive': ({ rate, motive }) =>
    (motive !== '' && !motiveOf(motive) && 'Ce motif d’exonération n’est pas dans la liste.') ||
    (motive !== '' && rate > 0 && 'Cette ligne a un taux et un motif pour n’en avoir aucun : choisissez.') ||
    (motive === '' && rate === 0 && 'Cette ligne ne compte pas de TVA : dites pourquoi.'),
}

/** What stops each line of an invoice, with its place from 0. */
export const lineFaults = (lines: AuthoredLine[]): Fault[] =>
  lines.flatMap((line, index) =>
    Object.entries(CHECKS).flatMap(([code, find]) => {
      const message = find(line)
      return message ? [{ code, line: index, message: french(message) }] : []
    }),
  )

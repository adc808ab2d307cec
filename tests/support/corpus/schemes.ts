import type { Fields } from '../../../shared/domain/fields/fields.ts'
import type { Chance } from './random.ts'
import type { FirmKind } from './words.ts'

type Without = { isExempt: boolean; isReverse: boolean }

export const schemeOf = (chance: Chance, { isExempt, isReverse }: Without) =>
  isExempt || isReverse || !chance.is(0.25)
    ? {}
    : { vatScheme: chance.pick(['TVA_SUR_DEBIT', 'TVA_SUR_ENCAISSEMENT'] as const) }

export function mentionOf(
  chance: Chance,
  { vatScheme }: Partial<Fields>,
  { isExempt, isReverse, kind }: Without & { kind: FirmKind },
) {
  if (isReverse)
    return {
      vatScheme: 'SANS_TVA' as const,
      vatMention: chance.pick([
        'Autoliquidation',
        'Autoliquidation de la TVA - art. 283-2 nonies du CGI',
        'TVA due par le preneur assujetti (autoliquidation)',
      ]),
    }
  if (isExempt) {
    const franchise = [
      'TVA non applicable, art. 293 B du CGI',
      'TVA non applicable - article 293B du Code général des impôts',
      'Franchise en base de TVA (article 293 B du CGI)',
    ]
    const others = [
      'Exonéré de TVA - article 261-4-4° a du CGI',
      'Exonération de TVA, art. 261-7-1° du CGI',
      'Association non assujettie à la TVA',
    ]
    return {
      vatScheme: 'EXONERATION' as const,
      vatMention: chance.pick(kind === 'micro' ? franchise : [...franchise, ...others]),
    }
  }
  if (vatScheme === 'TVA_SUR_DEBIT')
    return {
      vatMention: chance.pick([
        'Option pour le paiement de la taxe d’après les débits',
        'TVA acquittée sur les débits',
        'TVA payée d’après les débits',
      ]),
    }
  if (vatScheme === 'TVA_SUR_ENCAISSEMENT')
    return {
      vatMention: chance.pick([
        'TVA acquittée sur les encaissements',
        'TVA exigible à l’encaissement',
        'TVA sur les encaissements',
      ]),
    }
  return { vatMention: '' }
}

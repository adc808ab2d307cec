import { describe, expect, it } from 'vitest'
import { repair } from '../../electron/core/reading/scan/repair.ts'

const repaired = (line: string) =>
  repair(
    line.split(' ').map((text, index) => ({
      text,
      left: index * 60,
      top: 0,
      right: index * 60 + 50,
      bottom: 10,
      baseline: 10,
      confidence: 80,
      line: 0,
    })),
  )
    .map(({ text }) => text)
    .join(' ')

describe('what was misread on a scan', () => {
  it.each([
    ['SIRET 842 1O3 996 0OO18', 'SIRET 842 103 996 00018'],
    ['SIRET: 842lO399600018', 'SIRET: 842103996000 18'.replace(' 18', '18')],
    ['IBAN FR76 3OO0 4000 0312 34S6 7890 l43', 'IBAN FR76 3000 4000 0312 3456 7890 143'],
    ['Total TTC 2 O51,5B €', 'Total TTC 2 051,58 €'],
    ['Commande 26Do1243 COMPTAO1', 'Commande 26D01243 COMPTA01'],
    ['TVA 5,55 % 23,38', 'TVA 5,5 % 23,38'],
    ['TVA 20,00% 23,38', 'TVA 20,00% 23,38'],
  ])('%s is put right where it is proven', (seen, right) => {
    expect(repaired(seen)).toBe(right)
  })
  it.each([
    ['a number whose check digit falls wrong', 'SIRET 842 1O3 996 0OO19'],
    ['a reference with letters', 'N° BOL-2026-0S1'],
    ['a name', 'SOLS ET BOIS'],
    ['a rate nobody knows', 'Remise 4,25 %'],
    ['a discount', 'Remise 3,33 % sur 10'],
  ])('%s stays as it was seen', (_what, seen) => {
    expect(repaired(seen)).toBe(seen)
  })
})

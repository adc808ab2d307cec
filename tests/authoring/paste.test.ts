import { describe, expect, it } from 'vitest'
import { guessColumns, rowsOfTable } from '../../shared/domain/authoring/paste.ts'
import { lineOf } from '../../shared/domain/authoring/sheet.ts'

const table = [
  ['Article', 'Libellé', 'Qté', 'U', 'P.U.', 'TVA', 'Total'],
  ['PB-83', 'Bloc-porte', '4', 'u', '285', '20%', '1140,00'],
  ['HAB-ML', 'Habillages', '14,4', 'ml', '18,5O', '10%', '266,40'],
  ['DEP', 'Déplacement', '1', 'forfait', '1 095,00 €', '5.5%', ''],
]

describe('what is pasted from a spreadsheet', () => {
  it('is recognised by the titles of its columns, and the cell in doubt has a proposal that adds up', () => {
    const guess = guessColumns(table)
    expect(guess).toEqual({
      columns: ['reference', 'designation', 'quantity', 'unit', 'price', 'vat', 'total'],
      hasHead: true,
    })
    const { rows, doubts, changed } = rowsOfTable(table, guess, {})
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatchObject({ reference: 'PB-83', unit: 'H87', price: '285', vat: '2000' })
    expect(rows[2]).toMatchObject({ unit: 'LS', price: '1095,00', vat: '550' })
    expect(doubts).toEqual([
      {
        row: 2,
        column: 4,
        typed: '18,5O',
        proposal: { value: '18,50', why: 'Le total de la ligne tombe alors juste.' },
      },
    ])
    expect(changed).toContainEqual({ typed: 'u', now: 'pièce' })
    const corrected = rowsOfTable(table, guess, { '2 4': '18,50' })
    expect(corrected.doubts).toEqual([])
    expect(lineOf(corrected.rows[1]!, false)).toMatchObject({
      line: { quantity: 144_000, unitPrice: 18_500_000, unit: 'LM', rate: 1000 },
      unread: [],
    })
  })

  it('is recognised by what it holds where it has no titles', () => {
    const bare = [
      ['Bloc-porte intérieur', '4', '285,00', '1140,00', '20 %'],
      ['Pose', '2', '130', '260', '20 %'],
    ]
    expect(guessColumns(bare)).toEqual({
      columns: ['designation', 'quantity', 'price', 'total', 'vat'],
      hasHead: false,
    })
    expect(guessColumns([['Une seule colonne de mots']]).columns).toEqual(['designation'])
  })
})

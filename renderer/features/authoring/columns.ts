import units from '../../../shared/tables/units.json' with { type: 'json' }
import rates from '../../../shared/tables/vat-rates.json' with { type: 'json' }
import { formatRate } from '../../../shared/base/money.ts'
import { motiveOfRegime, type Draft } from '../../../shared/domain/authoring/draft.ts'
import { motives } from '../../../shared/domain/authoring/motives.ts'
import type { Cell } from '../../../shared/domain/authoring/sheet.ts'

/** Column of the sheet: typed into, chosen, or worked out; `size` names its width in the style sheet. */
export type Column = {
  cell: Cell | 'sum' | 'done'
  head: string
  /** Name of a box for a screen reader, when the head is an abbreviation. */
  name?: string
  kind: 'text' | 'number' | 'unit' | 'vat' | 'told' | 'worked'
  size: string
}

const reference: Column = { cell: 'reference', head: 'Réf.', name: 'Référence', kind: 'text', size: 'ref' }
const designation: Column = { cell: 'designation', head: 'Désignation', kind: 'text', size: 'wide' }
const unit: Column = { cell: 'unit', head: 'Unité', kind: 'unit', size: 'unit' }
const vat: Column = { cell: 'vat', head: 'TVA', kind: 'vat', size: 'vat' }

/** Columns of a draft, by its kind: what does not apply is not there. In a regime without VAT there is no VAT column. */
export function columnsOf({ kind, regime }: Pick<Draft, 'kind' | 'regime'>): Column[] {
  const isTaxed = !motiveOfRegime(regime)
  const taxes = isTaxed ? [vat] : []
  const ht = isTaxed ? ' HT' : ''
  if (kind === 'situation') {
    return [
      { ...reference, head: 'Poste', name: 'Poste' },
      designation,
      { cell: 'contract', head: `Marché${ht}`, kind: 'number', size: 'work' },
      { cell: 'toDate', head: 'Avancement', name: 'Avancement cumulé, en pour cent', kind: 'number', size: 'work' },
      { cell: 'done', head: `Cumul${ht}`, kind: 'worked', size: 'work' },
      { cell: 'previous', head: 'Déjà facturé', kind: 'number', size: 'work' },
      ...taxes,
      { cell: 'sum', head: 'Cette fois', kind: 'worked', size: 'work' },
    ]
  }
  const price: Column = { cell: 'price', head: `PU${ht}`, name: 'Prix unitaire', kind: 'number', size: 'price' }
  const discount: Column = {
    cell: 'discount',
    head: 'Remise',
    name: 'Remise en pour cent',
    kind: 'number',
    size: 'off',
  }
  if (kind === 'creditNote') {
    return [
      designation,
      { cell: 'invoiced', head: 'Facturé', kind: 'told', size: 'off' },
      { cell: 'quantity', head: 'À créditer', kind: 'number', size: 'price' },
      unit,
      price,
      discount,
      ...taxes,
      { cell: 'sum', head: `Avoir${ht}`, kind: 'worked', size: 'sum' },
    ]
  }
  return [
    reference,
    designation,
    { cell: 'quantity', head: 'Qté', name: 'Quantité', kind: 'number', size: 'qty' },
    unit,
    price,
    discount,
    ...taxes,
    { cell: 'sum', head: `Total${ht}`, kind: 'worked', size: 'sum' },
  ]
}

/** Units one chooses from (units.json). */
export const unitChoices = units.entries.map(({ code, word }) => ({ value: code, word }))

const others = [...new Set([...rates.overseas, ...rates.corsica])].filter((rate) => !rates.mainland.includes(rate))
const asChoice = (rate: number) => ({ value: String(rate), word: formatRate(rate) })
/** Rates one chooses from, the usual ones first, then the reasons for none of a single line. */
export const vatChoices = [
  { group: 'France', choices: rates.mainland.map(asChoice) },
  { group: 'Corse, outre-mer', choices: others.map(asChoice) },
  {
    group: 'Sans TVA, pour cette ligne',
    choices: motives.filter(({ id }) => id !== 'franchise').map(({ id, label }) => ({ value: id, word: label })),
  },
]

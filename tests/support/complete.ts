import { emptyFields, type Fields } from '../../shared/domain/fields/fields.ts'

/** An invoice that lacks nothing, for a buyer of the pretend platform that asks for nothing (chorus-pro-api.md §14.2). */
export const complete: Fields = {
  ...emptyFields,
  number: 'FA-2026-0043',
  issueDate: '2026-11-20',
  supplierSiret: '98765432400019',
  supplierName: 'Menuiserie Aubrelle',
  buyerSiret: '12345678200051',
  buyerName: 'Commune fictive',
  netTotal: 100_000,
  taxTotal: 20_000,
  grossTotal: 120_000,
  payable: 120_000,
  vatLines: [{ rate: 2000, base: 100_000, tax: 20_000 }],
  vatScheme: 'TVA_SUR_DEBIT',
}

/** The nth of many, each with its own number and its own amount: no two are alike. */
export const numbered = (n: number): Partial<Fields> => {
  const [net, tax] = [100_000 + 100 * n, 20_000 + 20 * n]
  const totals = { netTotal: net, taxTotal: tax, grossTotal: net + tax, payable: net + tax }
  return { number: `FA-${n}`, ...totals, vatLines: [{ rate: 2000, base: net, tax }] }
}

/** Who stands on its page, what was done, and how it is laid out: for `invoicePdf`, with these fields. */
export const printed = {
  supplier: { name: complete.supplierName, address: ['14, rue des Tanneurs'], siret: complete.supplierSiret },
  buyer: { name: complete.buyerName, address: ['1, place du Village'], siret: complete.buyerSiret },
  lines: [{ label: 'Réparation de menuiseries', quantity: 1, price: 100_000, rate: 2000 }],
  layout: 'labelsLeft' as const,
}

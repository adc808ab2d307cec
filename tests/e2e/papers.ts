import type { Fields } from '../../shared/domain/fields/fields.ts'
import { invoicePdf } from '../support/invoice-pdf.ts'

const supplier = { name: 'Menuiserie Aubrelle', address: ['14, rue des Tanneurs'], siret: '98765432400019' }

/** A page of the demonstration's firm for this buyer, whose SIRET may be left out. */
export const invoicePage = (fields: Partial<Fields>, buyer: { name: string; siret: string }) =>
  invoicePdf({
    layout: 'labelsLeft',
    fields: { issueDate: '2026-11-20', supplierSiret: supplier.siret, buyerSiret: buyer.siret, ...fields },
    supplier,
    buyer: { ...buyer, address: ['3, route de Sorel', '99200 Varescourt'] },
    lines: [{ label: 'Fenêtre bois deux vantaux', quantity: 4, price: 52_000, rate: 2000 }],
  })

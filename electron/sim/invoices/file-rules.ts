import flux from '../data/flux.json' with { type: 'json' }
import type { FlowPaper } from '../reading/sheet.ts'
import type { Complaint } from './refusals.ts'

/** What Chorus Pro has against the file itself, beyond the invoice it holds (chorus-pro-api.md §8.9). */
export function complaintsOfFile({ file, supplierSiret, buyerSiret }: FlowPaper): Complaint[] {
  const { typeCode, businessProcess, paymentMeans } = file
  // Said of CII only (chorus-pro-api.md §8.9).
  const isCii = file.dialect === 'CII'
  const stranger = isCii ? paymentMeans.find((code) => !(code in flux.paymentMeans)) : undefined
  const complaints: (Complaint | false)[] = [
    !flux.typeCodes.includes(typeCode) && { name: 'typeCode', about: typeCode },
    businessProcess !== '' && !(businessProcess in flux.cadres) && { name: 'cadreReform', about: businessProcess },
    isCii && paymentMeans.length === 0 && { name: 'paymentMissing' },
    stranger !== undefined && { name: 'paymentUnknown', about: stranger },
    isSiren(supplierSiret) && { name: 'supplierSiren' },
    isSiren(buyerSiret) && { name: 'buyerSiren' },
  ]
  return complaints.filter((complaint) => complaint !== false)
}

const isSiren = (id: string) => /^\d{9}$/.test(id)

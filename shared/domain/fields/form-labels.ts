/** The portal's words for the values of a form (domaine.md §3, §7; chorus-pro-api.md §7.4, §7.5). */
export const vatSchemes = [
  { value: 'TVA_SUR_ENCAISSEMENT', word: 'TVA sur les encaissements' },
  { value: 'TVA_SUR_DEBIT', word: 'TVA sur les débits' },
  { value: 'EXONERATION', word: 'Exonération' },
  { value: 'SANS_TVA', word: 'Sans TVA' },
]
export const paymentModes = [
  { value: 'VIREMENT', word: 'Virement' },
  { value: 'CHEQUE', word: 'Chèque' },
  { value: 'PRELEVEMENT', word: 'Prélèvement' },
  { value: 'ESPECE', word: 'Espèces' },
  { value: 'REPORT', word: 'Report' },
  { value: 'AUTRE', word: 'Autre' },
]

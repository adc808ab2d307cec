export type VatLine = { rate: number | null; code: string; base: number; tax: number }
export type Line = {
  number: number
  reference: string
  name: string
  quantity: number
  unit: string
  unitPrice: number
  discount: number
  rate: number | null
  code: string
}

/** What is written on an invoice, whichever door it came through. Texts that are not there are empty, amounts are euros. */
export type Paper = {
  number: string
  /** AAAA-MM-JJ */
  issueDate: string
  kind: 'FACTURE' | 'AVOIR'
  /** The long code: A1_FACTURE_FOURNISSEUR */
  cadre: string
  supplierSiret: string
  buyerSiret: string
  serviceCode: string
  engagement: string
  contract: string
  /** Number of the invoice a credit note corrects. */
  origin: string
  valideurSiret: string
  valideurService: string
  currency: string
  vatScheme: string
  exemption: string
  paymentMode: string
  net: number | null
  tax: number | null
  discount: number
  gross: number | null
  payable: number | null
  vatLines: VatLine[]
  lines: Line[]
  comment: string
}

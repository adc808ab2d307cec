/** What a recipient asks for: a code service, an engagement, or one of the two (chorus-pro-api.md §8.2). */
export type Need = 'service' | 'engagement' | 'either'

export type Service = { id: number; code: string; name: string; isClosed: boolean; needsEngagement: boolean }

/** Where a structure is. */
export type Seat = { address: string; postcode: string; town: string }

/** A structure of the pretend directory: a SIRET on the portal, public or private. */
export type Structure = {
  id: number
  siret: string
  name: string
  isPrivate: boolean
  /** One that the technical account may issue for. */
  isOurs: boolean
  isClosed: boolean
  needs: Need[]
  /** The State looks whether the engagement exists. */
  checksEngagements: boolean
  /** Never reports MISE_EN_PAIEMENT. */
  hidesPayment: boolean
  /** Takes nothing but invoices of works contracts (domaine.md §4.2, estMoaUniquement). */
  isWorksOnly: boolean
  services: Service[]
  /** None where nobody knows it: a stranger of the demonstration. */
  seat: Seat | null
  bankAccounts: { id: number; name: string }[]
}

/** Reserved to public suppliers (domaine.md §4.2). */
export const PUBLIC_SUPPLIERS = 'FACTURES_PUBLIQUES'

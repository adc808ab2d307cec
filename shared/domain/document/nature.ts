import type { Nature } from './reading.ts'

const isA: Record<Nature, { what: string; advice: string }> = {
  quote: { what: 'un devis', advice: 'Déposez la facture elle-même, une fois le travail fait.' },
  proforma: { what: 'une facture pro forma, qui n’engage à rien', advice: 'Déposez la facture définitive.' },
  order: {
    what: 'un bon de commande',
    advice: 'Déposez la facture : elle en porte le numéro. Le bon peut l’accompagner en pièce.',
  },
  delivery: { what: 'un bon de livraison', advice: 'Déposez la facture ; le bon peut l’accompagner en pièce.' },
  statement: { what: 'un relevé de compte', advice: 'Déposez chaque facture, pas leur relevé.' },
  reminder: {
    what: 'une relance',
    advice: 'La facture est sans doute déjà partie : cherchez-la dans Suivi. Sinon, déposez-la elle-même.',
  },
  cancelled: {
    what: 'une facture annulée',
    advice: 'Elle ne se dépose pas. Si elle est déjà partie, c’est un avoir qui l’annule.',
  },
  duplicate: { what: 'un duplicata', advice: 'L’original est peut-être déjà parti : cherchez son numéro dans Suivi.' },
  receipt: { what: 'un ticket de caisse', advice: 'Le client public veut une facture à son nom, avec son SIRET.' },
}

/** What a document seems to be by its title, and what to do: it may be an invoice all the same. */
export const natureSaid = (nature: Nature): { message: string; advice: string } => ({
  message: `D’après son titre, ce document est ${isA[nature].what}.`,
  advice: `${isA[nature].advice} Si c’est bien une facture, confirmez son type.`,
})

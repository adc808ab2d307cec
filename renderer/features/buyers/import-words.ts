import type { ImportFailure, Report } from '../../../shared/contract/buyers.ts'

/** Why a line was not taken, or is in doubt. */
export const reasonWords: Record<Report['refused'][number]['reason'], string> = {
  noSiret: 'pas de SIRET.',
  siretLost: 'le tableur a arrondi le SIRET, ses chiffres sont perdus.',
  siretShape: 'le SIRET n’a pas 14 chiffres.',
  noName: 'pas de nom.',
  siretKey: 'prise, mais la clé du SIRET ne tombe pas juste.',
}

/** Why nothing was taken from a file, and what to do. */
export const failureWords: Record<ImportFailure, string> = {
  notDirectory: 'Aucune structure n’y a été reconnue. Il faut au moins une colonne SIRET et une colonne de noms.',
  archive: 'Cette archive est abîmée ou incomplète. Téléchargez-la de nouveau.',
  tooBig: 'Ce fichier est trop gros pour un annuaire.',
  tooLong: 'La lecture de ce fichier n’en finissait pas : elle a été arrêtée. Enregistrez-le en CSV, puis recommencez.',
  unreadable: 'Le fichier ne peut pas être ouvert. Vérifiez qu’il existe et qu’aucun autre programme ne le retient.',
  diskFull: 'Le disque est plein. Faites de la place, puis recommencez.',
  unexpected: 'L’import s’est interrompu. Ce qui était déjà pris reste ; vous pouvez recommencer.',
}

/** What a column was taken for. */
export const columnWords: Partial<Record<string, string>> = {
  siret: 'SIRET',
  name: 'Nom',
  postcode: 'Code postal',
  town: 'Ville',
  isActive: 'Structure active',
  needsEither: 'Service ou engagement exigé',
  needsService: 'Code service exigé',
  needsEngagement: 'Engagement exigé',
  hidesPayment: 'Mise en paiement jamais annoncée',
  isMoa: 'Maître d’ouvrage',
  isWorksOnly: 'Maître d’ouvrage seulement',
  serviceCode: 'Code d’un service',
  serviceName: 'Nom d’un service',
  serviceActive: 'Service ouvert',
  serviceNeedsEngagement: 'Service qui exige un engagement',
}

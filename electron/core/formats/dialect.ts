import type { AuthoredInvoice } from '../../../shared/domain/authoring/authored.ts'

/** Who the file is for: Chorus Pro itself, or a platform of the reform (plateformes-agreees.md §6). */
export type Dialect = 'chorus' | 'afnor'
/** File that carries the data: inside of a PDF, or an XML of its own. */
export type Carrier = 'facturx' | 'cii' | 'ubl'

const EN16931 = 'urn:cen.eu:en16931:2017'

/**
 * BT-24, the profile. EN 16931, which Chorus Pro takes as well (chorus-pro-api.md §8.9); for a platform the extended one as soon
 * as there is a second identifier of the buyer or an agent: that of Factur-X in a PDF, the French one in an XML
 * (plateformes-agreees.md §3).
 */
export function guidelineOf(carrier: Carrier, isExtended: boolean): string {
  if (!isExtended) return EN16931
  return `${EN16931}#conformant#${carrier === 'facturx' ? 'urn:factur-x.eu:1p0:extended' : 'urn.cpro.gouv.fr:1p0:extended-ctc-fr'}`
}

/** BT-23: the cadre for Chorus Pro (chorus-pro-api.md §7.1), the code of the reform for a platform (plateformes-agreees.md §2.2). */
export function processOf({ cadre, nature, prepaid }: AuthoredInvoice, dialect: Dialect): string {
  if (dialect === 'chorus') return cadre
  if (cadre === 'A9') return 'S3'
  if (cadre === 'A12') return 'S6'
  const letter = { goods: 'B', services: 'S', mixed: 'M' }[nature]
  return `${letter}${cadre === 'A2' ? 2 : prepaid?.invoice ? 4 : 1}`
}

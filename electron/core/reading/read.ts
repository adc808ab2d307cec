import type { Reading } from '../../../shared/domain/reading.ts'
import { nothingRemembered } from './known.ts'
import { givenUp, note, refusal, refusalOfSize } from './outcome.ts'
import { readPdf } from './read-pdf.ts'
import { readXml } from './read-xml.ts'
import { shapeOf, type FileShape } from './sniff.ts'

const REFUSALS: Partial<Record<FileShape, string>> = {
  empty: 'Ce fichier est vide : il n’a sans doute pas été copié jusqu’au bout. Copiez-le de nouveau.',
  image: 'Ce fichier est une image, pas un PDF. Enregistrez la facture en PDF, puis déposez-la de nouveau.',
  html: 'Ce fichier est une page web enregistrée, pas une facture. Téléchargez le PDF de la facture, puis déposez-le.',
  office: 'Ce fichier vient d’un traitement de texte ou d’un tableur. Enregistrez-le en PDF, puis déposez le PDF.',
  zip: 'Ce fichier est une archive : elle contient des fichiers à lire un par un.',
  gzip: 'Ce fichier est une archive : elle contient des fichiers à lire un par un.',
  tar: 'Ce fichier est une archive : elle contient des fichiers à lire un par un.',
  unknown: 'Ce fichier n’est ni un PDF ni une facture XML. Déposez le PDF de la facture.',
}

/**
 * Reads an invoice. Takes the bytes of a file and its name, which decides nothing; tries the readers from surest to least
 * sure: embedded XML, XML, text. Never throws: a file that cannot be read is answered with a French sentence.
 */
export async function readDocument(bytes: Uint8Array, name: string, memory = nothingRemembered): Promise<Reading> {
  const tooBig = refusalOfSize(bytes.length)
  if (tooBig) return tooBig
  try {
    const shape = shapeOf(bytes)
    if (shape === 'pdf') return await readPdf(bytes, memory)
    if (shape === 'xml') return await readXml(bytes)
    return refusal(REFUSALS[shape] ?? REFUSALS.unknown!)
  } catch (error) {
    const message = 'La lecture de ce fichier a échoué de façon inattendue. Saisissez la facture d’après le document.'
    return givenUp(shapeOf(bytes) === 'pdf', message, [note('unexpected', `${name} : ${String(error)}`)])
  }
}

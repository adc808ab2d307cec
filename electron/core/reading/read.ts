import type { Reading } from '../../../shared/domain/document/reading.ts'
import { nothingRemembered } from './known.ts'
import { givenUp, note, refusal, refusalOfSize } from './outcome.ts'
import { readPdf } from './read-pdf.ts'
import { readXml } from './read-xml.ts'
import { isBundle, isMessage, shapeOf, type FileShape } from './sniff.ts'

const REFUSALS: Partial<Record<FileShape, string>> = {
  empty: 'Ce fichier est vide : il n’a sans doute pas été copié jusqu’au bout. Copiez-le de nouveau.',
  html: 'Ce fichier est une page web enregistrée, pas une facture. Téléchargez le PDF de la facture, puis déposez-le.',
  office: 'Ce fichier vient d’un traitement de texte ou d’un tableur. Enregistrez-le en PDF, puis déposez le PDF.',
  unknown: 'Ce fichier n’est ni un PDF ni une facture XML. Déposez le PDF de la facture.',
}

const refusalOf = (shape: FileShape) => {
  if (isBundle(shape)) return isMessage(shape) ? A_MESSAGE : AN_ARCHIVE
  return REFUSALS[shape] ?? (IMAGES.includes(shape) ? AN_IMAGE : REFUSALS.unknown!)
}

const AN_ARCHIVE = 'Ce fichier est une archive : elle contient des fichiers à lire un par un.'
const A_MESSAGE = 'Ce fichier est un message : ses pièces jointes sont à lire une par une.'
const AN_IMAGE = 'Ce fichier est une image, pas un PDF. Déposez-la de nouveau : Choriste en fera un PDF.'
const IMAGES: FileShape[] = ['jpg', 'png', 'tif', 'webp', 'heic', 'image']

/**
 * Reads an invoice. Takes the bytes of a file and its name, which decides nothing; tries the readers from surest to least
 * sure: embedded XML, XML, text. Never throws: a file that cannot be read is answered with a French sentence.
 */
export async function readDocument(bytes: Uint8Array, name: string, memory = nothingRemembered): Promise<Reading> {
  const tooBig = refusalOfSize(bytes.length)
  if (tooBig) return tooBig
  try {
    const shape = await shapeOf(bytes)
    if (shape === 'pdf') return await readPdf(bytes, memory)
    if (shape === 'xml') return await readXml(bytes)
    return refusal(refusalOf(shape))
  } catch (error) {
    const message = 'La lecture de ce fichier a échoué de façon inattendue. Saisissez la facture d’après le document.'
    return givenUp((await shapeOf(bytes)) === 'pdf', message, [note('unexpected', `${name} : ${String(error)}`)])
  }
}

import { french } from '../../../shared/base/french.ts'
import { isArchiveName, isInvoiceName, isPictureName } from './file-names.ts'
import { openArchive } from './archive.ts'
import type { Packed } from './archive/packed.ts'
import { pdfOfPicture } from './opening/opening.ts'
import type { PictureFault } from './opening/picture-pdf.ts'
import { isBundle, isMessage, isPicture, shapeOf, type FileShape } from './sniff.ts'

type Given = { name: string; bytes: Uint8Array }
type Carried = Given & { carried?: Packed['carried'] | undefined }
/** A file to keep and read: as it was given, or the PDF made of the picture `madeFrom`. */
export type Document = Given & { madeFrom?: string }
/** Why there is none: a French sentence. `isSmall`: too small a picture to hold a page. */
type Refused = { refusal: string; isLocked?: boolean; isSmall?: boolean }

/** One document, or why it is none. `entry` as in an archive, empty for what was given itself. */
export type Unwrapped = { entry: string } & (Document | Refused)

/**
 * The documents in what somebody gave: itself, the PDF of a picture, what an archive or a message holds. What is in it decides,
 * not its name. Small pictures in the text of a message are its logos. Never throws.
 */
export async function* unwrap(given: Given): AsyncGenerator<Unwrapped> {
  const shape = await shapeOf(given.bytes)
  if (!isBundle(shape)) {
    yield { entry: '', ...(await documentOf(given, shape)) }
    return
  }
  let isEmpty = true
  for await (const item of openArchive(given.bytes, given.name)) {
    const made: Document | Refused = 'refusal' in item ? item : await documentOf(item)
    if ('isSmall' in made && 'carried' in item) continue
    isEmpty = false
    yield { entry: item.entry, ...made }
  }
  if (isEmpty) yield { entry: '', refusal: french(isMessage(shape) ? BARE_MESSAGE : BARE_ARCHIVE) }
}

const BARE_MESSAGE =
  'Ce message ne porte aucune facture : ni PDF, ni XML, ni image, ni archive. Si la facture est un lien, téléchargez-la, puis déposez-la.'
export const BARE_ARCHIVE = 'Cette archive ne contient aucun fichier. Vérifiez qu’elle a été faite jusqu’au bout.'

/** Whether a file is kept as it is; what the reader has a sentence for is, when its name says it is an invoice. */
export const isDocument = (shape: FileShape, name: string): boolean =>
  shape === 'pdf' ||
  shape === 'xml' ||
  (!isBundle(shape) && !isPicture(shape) && !(shape in OTHERS) && isInvoiceName(name))

/** What was given, or the PDF of a picture, under a name that says what it is; or why it is no document. */
export async function documentOf({ name, bytes, carried }: Carried, known?: FileShape): Promise<Document | Refused> {
  const shape = known ?? (await shapeOf(bytes))
  if (isPicture(shape)) {
    const made = await pdfOfPicture({ bytes, shape, isInline: carried === 'within' })
    if ('pdf' in made) return { name: `${stemOf(name)}.pdf`, bytes: made.pdf, madeFrom: name }
    return { refusal: french(faultWords(made.fault)), ...(made.fault.is === 'small' && { isSmall: true }) }
  }
  if (isDocument(shape, name)) return { name: named(name, shape), bytes }
  return { refusal: french(OTHERS[shape] ?? notAsNamed(name)) }
}

/** With the extension of what it is: Chorus Pro goes by it. */
export const named = (name: string, shape: FileShape): string =>
  (shape === 'pdf' || shape === 'xml') && !name.toLowerCase().endsWith(`.${shape}`) ? `${stemOf(name)}.${shape}` : name

/** Only what is an extension for certain: « Facture 12.2026 » keeps its year. */
const stemOf = (name: string) =>
  name.replace(/\.(pdf|xml|jpe?g|jfif|png|tiff?|webp|heic|docx?|txt|bin|dat|tmp|octet-stream)$/i, '') || 'Document'

const NO_INVOICE =
  'Chorus Pro n’accepte pas ce genre de fichier comme facture. Exportez-la en PDF, puis déposez le PDF.'

/** What cannot be told from its first bytes is told from its name. */
function notAsNamed(name: string) {
  if (isPictureName(name)) return FAULTS.damaged
  return isArchiveName(name) ? OTHERS.packed! : NO_INVOICE
}

const OTHERS: Partial<Record<FileShape, string>> = {
  heic: 'Cette photo est au format HEIC, que Choriste n’ouvre pas. Enregistrez-la en JPEG ou en PDF, puis déposez-la. Sur l’iPhone, « Réglages », « Appareil photo », « Formats », « Le plus compatible » fait des JPEG.',
  image: 'Choriste n’ouvre pas ce genre d’image. Enregistrez-la en JPEG, en PNG ou en PDF, puis déposez-la.',
  packed:
    'Choriste ouvre les archives .zip, .tar, .tar.gz et .tgz, pas celle-ci. Sortez-en les factures, puis déposez-les.',
  mailbox: 'Ce fichier est une boîte de messages entière. Enregistrez le message seul (.eml), puis déposez-le.',
}

function faultWords(fault: PictureFault): string {
  if (fault.is === 'small')
    return `Cette image est trop petite pour qu’on y lise une facture : ${fault.width} points sur ${fault.height}. Photographiez ou numérisez la page entière, puis déposez-la.`
  return FAULTS[fault.is]
}
const FAULTS = {
  damaged: 'Cette image est abîmée ou incomplète. Copiez-la ou enregistrez-la de nouveau, puis déposez-la.',
  huge: 'Cette image est trop grande pour être ouverte ici. Enregistrez-la en plus petit, puis déposez-la.',
  heavy:
    'Cette image a tant de pages que son PDF dépasserait les 10 Mo de Chorus Pro. Numérisez chaque facture à part, puis déposez-les.',
}

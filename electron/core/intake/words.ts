import { formatBytes } from '../../../shared/base/size.ts'
import { french } from '../../../shared/base/french.ts'
import type { StrayReason } from '../../../shared/contract/stray.ts'
import patience from '../../../shared/tables/patience.json' with { type: 'json' }
import limits from '../../../shared/tables/limits.json' with { type: 'json' }

/** What a person reads about a file that was not taken in. A reason without words does not compile. */
const sentences: Record<StrayReason, string> = {
  empty: 'Ce fichier est vide. Enregistrez-le de nouveau, puis redéposez-le.',
  gone: 'Ce fichier a disparu pendant la lecture. S’il revient, Choriste le prendra.',
  locked: 'Ce fichier est ouvert dans un autre logiciel. Fermez-le ; Choriste réessaie de lui-même.',
  denied: 'Choriste n’a pas le droit de lire ce fichier. Vérifiez ses droits d’accès, ou copiez-le ailleurs.',
  arriving: 'Ce fichier est encore en train d’être écrit. Choriste le prend dès qu’il est entier.',
  blank: 'Ce fichier est encore vide. Choriste le prend dès que son contenu arrive.',
  away: 'Le réseau ou le nuage (OneDrive, Dropbox, iCloud) ne donne pas encore ce fichier. Choriste réessaie de lui-même ; pour le faire venir plus vite, ouvrez-le une fois.',
  tooBig: `Ce fichier est trop lourd : Chorus Pro n’accepte pas plus de ${formatBytes(limits.folderBytes.value)}. Enregistrez-le en plus petit.`,
  notInvoice: 'Chorus Pro n’accepte pas ce genre de fichier comme facture. Exportez-la en PDF, puis déposez le PDF.',
  diskFull:
    'Le disque est plein : ce fichier n’a pas pu être copié. Il reste où il est ; faites de la place, Choriste réessaie.',
  dataFolder:
    'Choriste ne peut plus écrire dans son dossier de données : il a été déplacé, ou ses droits ont changé. Ce fichier reste où il est ; Choriste réessaie.',
  unreadable: 'Ce fichier ne peut pas être lu. Il reste où il est ; Choriste réessaie de lui-même.',
  stopped:
    'Choriste a été fermé avant d’avoir copié ce fichier. Il reste où il est ; Choriste le prend dès qu’il le peut.',
  folder:
    'Ce dossier est trop grand pour être pris d’un coup : seuls ses premiers fichiers le sont. Déposez ses sous-dossiers un à un.',
  archive: 'Cette archive ne peut pas être ouverte. Sortez-en les factures, puis déposez-les une à une.',
}
export const sentenceOf = (reason: StrayReason): string => french(sentences[reason])

/** What is said of a folder in which nothing was found. */
export const bareFolder = french(
  'Ce dossier ne contient aucune facture : ni PDF, ni XML, ni image, ni message, ni archive. Vérifiez que c’est le bon.',
)

/** The same about bytes that came without a path: they are nowhere to be tried again. */
export function looseSentenceOf(reason: StrayReason): string {
  if (!mayPass(reason)) return sentenceOf(reason)
  const matters: Partial<Record<StrayReason, string>> = {
    diskFull: 'Le disque est plein : ce',
    dataFolder: 'Choriste ne peut plus écrire dans son dossier de données : ce',
  }
  const matter = matters[reason] ?? 'Ce'
  const todo = reason === 'diskFull' ? 'Faites de la place, puis déposez-le de nouveau.' : 'Déposez-le de nouveau.'
  return french(`${matter} fichier n’a pas pu être copié. ${todo}`)
}

/**
 * The reason behind an error of the system, by its code (ENOENT, EBUSY, ENOSPC …). `source` is the path of what was brought
 * in, empty for bytes: a trouble with any other place is one of our own folder.
 */
export function reasonOf(error: unknown, source = ''): StrayReason {
  const { code = '', path } = error as { code?: string; path?: string }
  const isOurs = path !== undefined && !(source && path.startsWith(source))
  if (isOurs && ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS'].includes(code)) return 'dataFolder'
  if ((error as Error).name === 'StillChanging') return 'arriving'
  if ((error as Error).name === 'ClosedVault') return 'dataFolder'
  if (/^SQLITE_(READONLY|CANTOPEN|IOERR)/.test(code)) return 'dataFolder'
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'gone'
  if (code === 'EBUSY' || code === 'ETXTBSY') return 'locked'
  if (far.includes(code)) return 'away'
  if (code === 'EACCES' || code === 'EPERM') return 'denied'
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return 'diskFull'
  return 'unreadable'
}

/** What the system says of a file that a network or a cloud does not give; libuv knows no name for those of Windows' clouds. */
const far = ['EIO', 'ETIMEDOUT', 'EDEADLK', 'EAGAIN', 'ESTALE', 'ENXIO', 'ENOTCONN', 'ECONNRESET', 'UNKNOWN'].concat([
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EREMOTEIO',
])

/** After how long it is tried again, in milliseconds: what waits for another program or a network passes soon. */
export const retryAfter = (reason: StrayReason): number =>
  ['arriving', 'blank', 'away', 'locked'].includes(reason) ? patience.arriving.retrySeconds * 1000 : 60_000

/** Reasons that may pass by themselves: tried again after a while. */
export const mayPass = (reason: StrayReason): boolean =>
  !['empty', 'tooBig', 'notInvoice', 'archive', 'folder'].includes(reason)

/** Of an archive that was opened. */
export const asideSentence = (count: number): string =>
  french(
    count > 1
      ? `${count} fichiers de cette archive sont mis de côté : « Lots » dit pourquoi. Le reste est pris.`
      : 'Un fichier de cette archive est mis de côté : « Lots » dit pourquoi. Le reste est pris.',
  )

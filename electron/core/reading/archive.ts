import { basename } from 'node:path'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import { BadArchive, type Packed } from './archive/packed.ts'
import { messageEntries } from './archive/message.ts'
import { gunzip, isBomb, swollen, tarEntries } from './archive/tar.ts'
import { tooMany, zipEntries } from './archive/zip.ts'
import { isBundle, isMessage, shapeOf, type FileShape } from './sniff.ts'

/**
 * One file of an archive: its bytes, or the French sentence that says why it is not taken. `entry` is a name to show, never a
 * path to write to, `name` its last part; it is empty when the sentence is about the archive itself.
 */
export type ArchiveItem =
  | { entry: string; name: string; bytes: Uint8Array; carried?: Packed['carried'] }
  | { entry: string; refusal: string; isLocked?: boolean }

type Budget = { files: number; entries: number; bytes: number }
/** How many archives and messages are open, one within the other. */
type Depth = { archives: number; messages: number }
type Level = { bytes: Uint8Array; name: string; prefix: string; depth: Depth; budget: Budget }

/**
 * The files of a .zip, .tar, .tar.gz or .gz, or of a message (.eml, .msg), unpacked in memory one at a time, within the limits of reading-limits.json: how
 * many, how big, how much they swell, how deep they are nested. Links, devices, encrypted files and paths that lead
 * elsewhere are refused one by one (domaine.md §2.5); what macOS and Windows leave behind is passed over. Never throws.
 */
export async function* openArchive(bytes: Uint8Array, name: string): AsyncGenerator<ArchiveItem> {
  const depth = deeper({ archives: 0, messages: 0 }, await shapeOf(bytes))
  yield* open({ bytes, name, prefix: '', depth, budget: { files: 0, entries: 0, bytes: 0 } })
}

async function* open(level: Level): AsyncGenerator<ArchiveItem> {
  const seen = new Set<string>()
  try {
    for await (const packed of entriesOf(level)) {
      if (++level.budget.entries > limits.archiveEntries.value) throw new BadArchive(tooMany)
      if (packed.kind === 'folder' || isJunk(packed.path)) continue
      const entry = level.prefix + shown(packed.path)
      const refusal = refusalOf(packed, seen)
      seen.add(packed.path)
      if (refusal) yield { entry, refusal, ...(packed.isEncrypted ? { isLocked: true } : {}) }
      else yield* unpack(packed, { ...level, prefix: entry })
      if (level.budget.files >= limits.archiveInvoices.value) throw new BadArchive(onlyTheFirst)
    }
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error
    yield { entry: level.prefix.replace(/!$/, ''), refusal: error.message }
  }
}

const onlyTheFirst = `Cette archive contient plus de ${limits.archiveInvoices.value} fichiers : seuls les premiers sont pris. Faites une autre archive avec la suite.`

const deeper = ({ archives, messages }: Depth, shape: FileShape): Depth =>
  isMessage(shape) ? { archives, messages: messages + 1 } : { archives: archives + 1, messages }

const isTooDeep = ({ archives, messages }: Depth) =>
  archives > 1 + limits.archiveDepth.value || messages > 1 + limits.messageDepth.value

async function* entriesOf({ bytes, name }: Level): AsyncGenerator<Packed> {
  const shape = await shapeOf(bytes)
  if (isMessage(shape)) yield* messageEntries(bytes, shape)
  else if (shape === 'zip') yield* zipEntries(bytes)
  else if (shape === 'tar') yield* tarEntries(bytes)
  else if (shape === 'gzip') yield* gzipEntries(bytes, name)
  else throw new BadArchive('Ce fichier n’est pas une archive que l’on sait ouvrir : .zip, .tar, .tar.gz ou .tgz.')
}

/** A tar.gz, or one file packed by itself: it takes the name of the archive. */
async function* gzipEntries(bytes: Uint8Array, name: string): AsyncGenerator<Packed> {
  const content = await gunzip(bytes)
  if ((await shapeOf(content)) === 'tar') {
    yield* tarEntries(content)
    return
  }
  const path = name.replace(/^.*[/\\]/, '').replace(/\.t?gz$/i, '')
  const size = content.length
  yield { path, kind: 'file', isEncrypted: false, size, packedSize: size, read: () => Promise.resolve(content) }
}

async function* unpack(packed: Packed, level: Level): AsyncGenerator<ArchiveItem> {
  const { budget, prefix: entry } = level
  budget.bytes += packed.size
  if (budget.bytes > limits.archiveBytes.value) throw new BadArchive(swollen)
  let bytes: Uint8Array
  try {
    bytes = await packed.read()
  } catch {
    yield { entry, refusal: 'Ce fichier de l’archive est abîmé. Refaites l’archive, ou déposez ce fichier seul.' }
    return
  }
  const shape = await shapeOf(bytes)
  const depth = deeper(level.depth, shape)
  if (!isBundle(shape)) {
    budget.files++
    yield { entry, name: basename(shown(packed.path)), bytes, ...(packed.carried && { carried: packed.carried }) }
  } else if (isTooDeep(depth)) {
    yield { entry, refusal: isMessage(shape) ? messagesWithin : archivesWithin }
  } else yield* open({ bytes, name: packed.path, prefix: `${entry}!`, depth, budget })
}

const archivesWithin =
  'Des archives sont emboîtées les unes dans les autres : celle-ci n’est pas ouverte. Déposez-la seule.'
const messagesWithin =
  'Des messages sont emboîtés les uns dans les autres : celui-ci n’est pas ouvert. Déposez-le seul.'

function refusalOf(
  { path, kind, isEncrypted, size, packedSize, refusal }: Packed,
  seen: ReadonlySet<string>,
): string | undefined {
  if (refusal) return refusal
  if (kind === 'link') return 'Ce n’est pas un fichier mais un lien vers un autre : il n’est pas suivi.'
  if (kind === 'other') return 'Ce n’est pas un fichier ordinaire : il n’est pas ouvert.'
  if (leadsElsewhere(path)) return 'Le nom de ce fichier désigne un endroit hors de l’archive : il n’est pas ouvert.'
  if (seen.has(path)) return 'Deux fichiers de l’archive portent ce nom : seul le premier est pris.'
  if (isEncrypted) return 'Ce fichier est protégé par un mot de passe. Faites une archive sans mot de passe.'
  if (size > limits.fileBytes.value) return 'Ce fichier dépasse 120 Mo : Chorus Pro ne le prendrait pas.'
  if (isBomb(size, packedSize)) return 'Ce fichier gonfle démesurément quand on l’ouvre : il n’est pas pris.'
  return undefined
}

/** Absolute, with a drive, or climbing out. */
const leadsElsewhere = (path: string) => /^[/\\]|^[a-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(path)

const isJunk = (path: string) =>
  /(?:^|[/\\])(?:__MACOSX[/\\]|\._[^/\\]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$[^/\\]*$)/i.test(path)

/** A name as one may show it: no line ends, not endless. */
function shown(path: string) {
  const oneLine = path.replace(/\p{Cc}/gu, '·')
  return oneLine.length > 200 ? `${oneLine.slice(0, 199)}…` : oneLine
}

import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import limits from '../../../shared/tables/reading-limits.json' with { type: 'json' }
import { BadArchive, type Packed, type Source } from './archive/packed.ts'
import { messageEntries } from './archive/message.ts'
import { gunzip, headOfGzip, isBomb, swollen, tarEntries } from './archive/tar.ts'
import { tooMany, zipEntries } from './archive/zip.ts'
import { isBundle, isMessage, shapeOf, shapeOfFile, type FileShape } from './sniff.ts'

/**
 * One file of an archive: its bytes, or the French sentence that says why it is not taken. `entry` is a name to show, never a
 * path to write to, `name` its last part; it is empty when the sentence is about the archive itself. `archive`: bytes of one that
 * is nested too deep, which may be opened by itself.
 */
export type ArchiveItem =
  | { entry: string; name: string; bytes: Uint8Array; carried?: Packed['carried'] }
  | { entry: string; refusal: string; isLocked?: boolean; size?: number; archive?: Uint8Array }

type Budget = { files: number; entries: number; bytes: number }
/** How many archives and messages are open, one within the other. */
type Depth = { archives: number; messages: number }
type Level = {
  source: Source
  name: string
  prefix: string
  depth: Depth
  budget: Budget
  /** Of the outermost archive: entries done, and how many there are. */
  onProgress: (done: number, total: number) => void
}

/**
 * The files of a .zip, .tar, .tar.gz or .gz, or of a message (.eml, .msg), streamed: unpacked in memory one at a time, within the
 * limits of reading-limits.json: how many, how big, how much they swell, how deep they are nested. Links, devices, encrypted files and paths that lead
 * elsewhere are refused one by one (domaine.md §2.5); what macOS and Windows leave behind is passed over. Never throws.
 */
export async function* openArchive(
  source: Source,
  name: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): AsyncGenerator<ArchiveItem> {
  const depth = deeper({ archives: 0, messages: 0 }, await shapeOfSource(source))
  yield* open({ source, name, prefix: '', depth, budget: { files: 0, entries: 0, bytes: 0 }, onProgress })
}
const shapeOfSource = (source: Source) => (source instanceof Uint8Array ? shapeOf(source) : shapeOfFile(source.path))

async function* open(level: Level): AsyncGenerator<ArchiveItem> {
  const seen = new Set<string>()
  let [done, total] = [0, 0]
  try {
    for await (const packed of entriesOf(level, (entries) => (total = entries))) {
      level.onProgress(done++, total)
      if (++level.budget.entries > limits.archiveEntries.value) throw new BadArchive(tooMany)
      if (packed.kind === 'folder' || isJunk(packed.path)) continue
      if (level.budget.files >= limits.archiveInvoices.value) throw new BadArchive(onlyTheFirst)
      const entry = level.prefix + shown(packed.path)
      const refusal = refusalOf(packed, seen)
      seen.add(packed.path)
      if (refusal) yield { entry, refusal, size: packed.size, ...(packed.isEncrypted ? { isLocked: true } : {}) }
      else yield* unpack(packed, { ...level, prefix: entry })
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

async function* entriesOf({ source, name }: Level, onTotal: (entries: number) => void): AsyncGenerator<Packed> {
  const shape = await shapeOfSource(source)
  if (isMessage(shape)) yield* messageEntries(await bytesOf(source), shape)
  else if (shape === 'zip') yield* zipEntries(source, onTotal)
  else if (shape === 'tar') yield* tarEntries({ source, isGzip: false, size: await sizeOf(source) }, onTotal)
  else if (shape === 'gzip') yield* gzipEntries(source, name, onTotal)
  else throw new BadArchive('Ce fichier n’est pas une archive que l’on sait ouvrir : .zip, .tar, .tar.gz ou .tgz.')
}

/** A tar.gz, or one file packed by itself: it takes the name of the archive. */
async function* gzipEntries(source: Source, name: string, onTotal: (entries: number) => void): AsyncGenerator<Packed> {
  const packed = await sizeOf(source)
  if ((await shapeOf(await headOfGzip(source, TAR_HEAD))) === 'tar') {
    yield* tarEntries({ source, isGzip: true, size: packed }, onTotal)
    return
  }
  const content = await gunzip(source, packed)
  const path = name.replace(/^.*[/\\]/, '').replace(/\.t?gz$/i, '')
  const size = content.length
  yield { path, kind: 'file', isEncrypted: false, size, packedSize: size, read: () => Promise.resolve(content) }
}

/** Enough of a tar to tell it: its first block. */
const TAR_HEAD = 512
const bytesOf = async (source: Source) => (source instanceof Uint8Array ? source : readFile(source.path))
const sizeOf = async (source: Source) => (source instanceof Uint8Array ? source.length : (await stat(source.path)).size)

async function* unpack(packed: Packed, level: Level): AsyncGenerator<ArchiveItem> {
  const { budget, prefix: entry } = level
  budget.bytes += packed.size
  if (budget.bytes > limits.archiveBytes.value) throw new BadArchive(swollen)
  let bytes: Uint8Array
  try {
    bytes = await packed.read()
  } catch {
    yield { entry, refusal: damagedFile, size: packed.size }
    return
  }
  const shape = await shapeOf(bytes)
  const depth = deeper(level.depth, shape)
  if (!isBundle(shape)) {
    budget.files++
    yield { entry, name: basename(shown(packed.path)), bytes, ...(packed.carried && { carried: packed.carried }) }
  } else if (isTooDeep(depth)) {
    if (isMessage(shape)) yield { entry, refusal: messagesWithin, size: packed.size }
    else yield { entry, refusal: archivesWithin, size: packed.size, archive: bytes }
  } else
    yield* open({ source: bytes, name: packed.path, prefix: `${entry}!`, depth, budget, onProgress: () => undefined })
}

const damagedFile = 'Ce fichier de l’archive est abîmé. Refaites l’archive, ou déposez ce fichier seul.'
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

import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Reading } from '../../shared/domain/document/reading.ts'
import { refusal, refusalOfSize } from '../core/reading/outcome.ts'
import type { Progress } from '../core/reading/scan/scanner.ts'
import { isBundle, shapeOf } from '../core/reading/sniff.ts'
import { unwrap, type Unwrapped } from '../core/reading/unwrap.ts'
import { UsageError, type Command } from './command.ts'
import { asJson, asReport, type Answer, type EntryAnswer } from './lire-output.ts'
import { plain } from './plain.ts'
import { openReading, type FileReader } from './reading.ts'

/** Files read at the same time: enough to keep the threads busy. */
const AT_ONCE = 4

const OPTIONS = ['--json', '--sans-reconnaissance']

/** `lire FICHIER… [--json] [--sans-reconnaissance]`: what each file says, in the order given. Writes nothing but its answer. */
export const lire: Command = async ({ args, write }) => {
  const options = args.filter((arg) => arg.startsWith('--'))
  const files = args.filter((arg) => !arg.startsWith('--'))
  const unknown = options.find((option) => !OPTIONS.includes(option))
  if (unknown) throw new UsageError(`L’option ${unknown} n’existe pas.`)
  if (files.length === 0) throw new UsageError('Il manque le fichier à lire.')
  const show = options.includes('--json') ? asJson : asReport
  const reader = openReading({
    scans: !options.includes('--sans-reconnaissance'),
    ...(options.includes('--json') || !process.stderr.isTTY ? {} : { progress: sayProgress }),
  })
  let waits = false
  try {
    const answers = files.map((file, index) => ({ file, index, answer: undefined as Promise<Answer> | undefined }))
    const begin = (index: number) => {
      const next = answers[index]
      if (next) next.answer ??= answerFor(next.file, reader)
    }
    for (const { file, index } of answers) {
      for (let ahead = index; ahead < index + AT_ONCE; ahead++) begin(ahead)
      const answer = await (answers[index]?.answer ?? answerFor(file, reader))
      waits ||= answer.status !== 'read'
      write(show(answer))
    }
  } finally {
    await reader.stop()
  }
  return waits ? 1 : 0
}

const sayProgress = (name: string, { page, of }: Progress) =>
  void process.stderr.write(`${plain(name)} : lecture du scan, page ${page} sur ${of}\n`)

async function answerFor(file: string, reader: FileReader): Promise<Answer> {
  const bytes = await bytesOf(file)
  if (!(bytes instanceof Uint8Array)) return { file, ...answerOf(bytes) }
  if (isBundle(await shapeOf(bytes))) return { file, ...(await bundleAnswer(bytes, { file, reader })) }
  return { file, ...answerOf(await reader.read(bytes, basename(file))) }
}

async function bytesOf(file: string): Promise<Uint8Array | Reading> {
  try {
    const facts = await stat(file)
    if (facts.isDirectory())
      return refusal('C’est un dossier : indiquez les fichiers qu’il contient, par exemple avec « * ».')
    return refusalOfSize(facts.size) ?? (await readFile(file))
  } catch {
    return refusal('Ce fichier n’existe pas, ou il ne peut pas être ouvert.')
  }
}

const answerOf = (reading: Reading) => ({ status: reading.document.status, message: reading.document.message, reading })

async function bundleAnswer(
  bytes: Uint8Array,
  { file, reader }: { file: string; reader: FileReader },
): Promise<Omit<Answer, 'file'>> {
  const entries: EntryAnswer[] = []
  for await (const item of unwrap({ name: basename(file), bytes })) entries.push(await entryAnswer(item, reader))
  const read = entries.filter(({ status }) => status === 'read')
  const [only] = read
  return { ...worthOf(entries), entries, ...(read.length === 1 && only?.reading ? { reading: only.reading } : {}) }
}

async function entryAnswer(item: Unwrapped, reader: FileReader): Promise<EntryAnswer> {
  if ('bytes' in item) return { entry: item.entry, ...answerOf(await reader.read(item.bytes, item.entry)) }
  return { entry: item.entry, status: item.isLocked ? 'password' : 'refused', message: item.refusal }
}

/** What the whole archive is worth: as good as its files, with one sentence. */
function worthOf(entries: EntryAnswer[]): Pick<Answer, 'status' | 'message'> {
  const of = (status: Answer['status']) => entries.filter((entry) => entry.status === status).length
  const [first] = entries
  if (entries.length > 0 && of('read') === entries.length) return { status: 'read', message: '' }
  if (of('read') + of('partial') > 0) {
    const left = entries.length - of('read')
    return {
      status: 'partial',
      message: `${left} ${left > 1 ? 'fichiers' : 'fichier'} sur ${entries.length} ${left > 1 ? 'attendent' : 'attend'} votre attention.`,
    }
  }
  if (of('password') > 0 && first) return { status: 'password', message: first.message }
  if (entries.length === 1 && first?.entry === '') return { status: 'refused', message: first.message }
  return {
    status: 'refused',
    message: 'Ce fichier ne contient aucune facture que l’on sache lire. Déposez des PDF ou des factures XML.',
  }
}

import { parseArgs } from 'node:util'
import { Environment } from '../../shared/domain/platform/environment.ts'
import { UsageError } from './command.ts'

const options = {
  json: { type: 'boolean' },
  demo: { type: 'boolean' },
  donnees: { type: 'string' },
  environnement: { type: 'string' },
  vers: { type: 'string' },
  accepter: { type: 'string', multiple: true },
} as const
type Option = keyof typeof options

/** What an option that takes a value waits for, in French. */
const WANTED: Partial<Record<Option, string>> = {
  donnees: 'un dossier',
  environnement: '« qualification » ou « production »',
  vers: 'un chemin',
  accepter: 'un champ',
}

/**
 * The options and files of a command line; `--donnees` takes a folder, `--vers` where to write, `--environnement` a name,
 * `--accepter` names of fields. Throws `UsageError`, in French.
 */
export function parse(args: string[], known: Option[]) {
  const { values, positionals, tokens } = parseArgs({
    args,
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const name = known.find((option) => option === token.name)
    if (!name) throw new UsageError(`L’option ${token.rawName} n’existe pas.`)
    if (WANTED[name] && !token.value) throw new UsageError(`L’option --${name} attend ${WANTED[name]}.`)
  }
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const accepted = (values.accepter ?? []) as string[]
  return {
    files: positionals,
    json: values.json === true,
    /** Fields whose doubtful value is right: « number,netTotal ». */
    accepted: accepted.flatMap((names) => names.split(',')),
    dataFolder: text(values.donnees),
    target: text(values.vers),
    environment: environmentNamed(values.demo === true, text(values.environnement)),
  }
}

/** The environment that was asked for; undefined where none was. */
function environmentNamed(isDemo: boolean, name: string | undefined): Environment | undefined {
  if (isDemo && name !== undefined) throw new UsageError('Choisissez : --demo, ou --environnement.')
  if (isDemo) return 'demonstration'
  if (name === undefined) return undefined
  const { data } = Environment.safeParse(name)
  if (data) return data
  throw new UsageError('L’option --environnement attend « qualification » ou « production ».')
}

/** At least one file, or a sentence. */
export function someFiles(files: string[], verb: string): string[] {
  if (!files.length) throw new UsageError(`Il manque le fichier à ${verb}.`)
  return files
}

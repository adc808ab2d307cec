import { parseArgs } from 'node:util'
import { UsageError } from './command.ts'

type Option = 'json' | 'demo' | 'donnees' | 'accepter'

/** The options and files of a command line; `--donnees` takes a folder, `--accepter` names of fields. Throws `UsageError`, in French. */
export function parse(args: string[], known: Option[]) {
  const options = {
    json: { type: 'boolean' },
    demo: { type: 'boolean' },
    donnees: { type: 'string' },
    accepter: { type: 'string', multiple: true },
  } as const
  const { values, positionals, tokens } = parseArgs({
    args,
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    if (!(known as string[]).includes(token.name)) throw new UsageError(`L’option ${token.rawName} n’existe pas.`)
    if (token.name === 'donnees' && !token.value) throw new UsageError('L’option --donnees attend un dossier.')
    if (token.name === 'accepter' && !token.value) throw new UsageError('L’option --accepter attend un champ.')
  }
  const folder = values.donnees
  const accepted = (values.accepter ?? []) as string[]
  return {
    files: positionals,
    json: values.json === true,
    demo: values.demo === true,
    /** Fields whose doubtful value is right: « number,netTotal ». */
    accepted: accepted.flatMap((names) => names.split(',')),
    dataFolder: typeof folder === 'string' ? folder : undefined,
  }
}

/** At least one file, or a sentence. */
export function someFiles(files: string[], verb: string): string[] {
  if (!files.length) throw new UsageError(`Il manque le fichier à ${verb}.`)
  return files
}

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Company } from '../shared/contract/settings.ts'
import type { Credentials } from './core/remote/sign-in.ts'
import { createPlatform, credentials as access, type State } from './sim/platform.ts'

export type Demonstration = ReturnType<typeof createDemonstration>
type Parts = { dataFolder: string; examplesFolder: string; now: () => number }

/** A life takes the pretend Chorus Pro an hour; in the demonstration, three minutes. */
const LIFE_HASTE = 20
/** The client asks for news every quarter of a minute instead of every hour. */
const ASKING_HASTE = 240

/** Nothing leaves this computer: the addresses are those of a platform that is a function. */
const credentials: Credentials = {
  tokenUrl: 'https://demonstration.invalid/api/oauth/token',
  apiUrl: 'https://demonstration.invalid/',
  ...access,
}

/** The pretend Chorus Pro of the demonstration: it remembers what it was sent from one start to the next. */
export function createDemonstration({ dataFolder, examplesFolder, now }: Parts) {
  const file = join(dataFolder, 'simulateur.json')
  const platform = createPlatform({
    now,
    haste: LIFE_HASTE,
    isDemonstration: true,
    state: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : undefined,
    onChange: save,
  })
  let isCut = false

  function save() {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(platform.state()))
    renameSync(`${file}.new`, file)
  }
  return {
    fetch: platform.fetch,
    credentials,
    haste: ASKING_HASTE,
    /** The firm of the examples; its SIRET is the one the pretend technical account belongs to. */
    company: {
      siret: '98765432400019',
      name: 'Menuiserie Aubrelle',
      vatScheme: 'TVA_SUR_ENCAISSEMENT',
    } satisfies Company,
    /** Paths of the sample invoices. */
    examples: async () => (await readdir(examplesFolder)).sort().map((name) => join(examplesFolder, name)),
    isLineCut: () => isCut,
    /** Cuts the line, to see that nothing is lost and nothing leaves twice. */
    cutLine: (cut: boolean) => {
      isCut = cut
      platform.outage(cut)
    },
  }
}

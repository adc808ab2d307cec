import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Company } from '../shared/domain/firms/company.ts'
import type { Credentials } from './core/transports/chorus/sign-in.ts'
import { createPlatform, credentials as access, type State } from './sim/platform.ts'

export type Demonstration = ReturnType<typeof createDemonstration>
/** What is kept from one start to the next: all it knows. `ahead` is how far its clock was ahead of ours, before it had ours. */
type Saved = { ahead?: number; state: State }
type Parts = { dataFolder: string; examplesFolder: string; now: () => number }

/** A life takes the pretend Chorus Pro an hour; in the demonstration, three minutes. */
const LIFE_HASTE = 20
/** One press of « Avancer le temps », in milliseconds: a quarter of an hour in the life of an invoice. */
const STEP = (15 * 60_000) / LIFE_HASTE
/** The client asks for news every quarter of a minute instead of every hour. */
const ASKING_HASTE = 240

/** Nothing leaves this computer: the addresses are those of a platform that is a function. */
const credentials: Credentials = {
  tokenUrl: 'https://demonstration.invalid/api/oauth/token',
  apiUrl: 'https://demonstration.invalid/',
  ...access,
}

/** The firm of the examples; its SIRET is the one the pretend technical account belongs to. */
export const exampleCompany = Company.parse({
  siret: '98765432400019',
  name: 'Menuiserie Aubrelle',
  ibans: ['FR7630006000011234567890189'],
  letterhead: {
    ...{ street: '14, rue des Tanneurs', postcode: '99410', city: 'Saint-Aubrac', vatNumber: 'FR14987654324' },
    ...{ email: 'factures@aubrelle.example', phone: '03 53 01 41 28' },
    legal: 'Menuiserie Aubrelle, SARL au capital de 8 000 €. RCS Saint-Aubrac 987 654 324.',
  },
})

/** The pretend Chorus Pro of the demonstration: it remembers what it was sent from one start to the next. */
export function createDemonstration({ dataFolder, examplesFolder, now }: Parts) {
  const file = join(dataFolder, 'simulateur.json')
  const saved = remembered(file)
  let isCut = false
  const platform = createPlatform({
    now,
    haste: LIFE_HASTE,
    isDemonstration: true,
    state: saved?.state,
    onChange: save,
  })

  if (saved?.ahead) platform.hasten(saved.ahead)

  function save() {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify({ state: platform.state() } satisfies Saved))
    renameSync(`${file}.new`, file)
  }
  const examples = () =>
    readdirSync(examplesFolder)
      .sort()
      .map((name) => join(examplesFolder, name))
  let shas: Set<string> | undefined
  /** Read once: an example is known by its bytes, and by nothing else. */
  const exampleShas = () =>
    (shas ??= new Set(examples().map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'))))
  return {
    fetch: platform.fetch,
    credentials: () => credentials,
    haste: ASKING_HASTE,
    company: exampleCompany,
    /** Paths of the sample invoices. */
    examples,
    isExample: (sha256: string) => exampleShas().has(sha256),
    /** Lets its time pass at once: statuses move on. */
    advance: () => platform.hasten(STEP),
    isLineCut: () => isCut,
    /** Cuts the line, to see that nothing is lost and nothing leaves twice. */
    cutLine: (cut: boolean) => {
      isCut = cut
      platform.outage(cut)
    },
  }
}

/** A pretend platform whose memory is damaged starts anew: nothing real is lost. */
function remembered(file: string): Saved | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Saved
  } catch {
    return undefined
  }
}

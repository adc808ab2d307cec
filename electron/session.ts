import type { MessageBoxOptions, MessageBoxReturnValue } from 'electron'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Environment } from '../shared/domain/platform/environment.ts'
import type { Settings } from '../shared/contract/settings.ts'
import environments from '../shared/tables/environments.json' with { type: 'json' }
import { openOrRepair } from './core/backup/open-or-repair.ts'
import { createAccesses } from './core/connections/accesses.ts'
import type { KeyStore } from './core/connections/key-store.ts'
import { createCore } from './core/core.ts'
import type { Surroundings } from './core/surroundings.ts'
import { createDemonstration, exampleCompany } from './demonstration.ts'

export type Session = Awaited<ReturnType<typeof openSession>> & {}
type Deps = Omit<Surroundings, 'dataFolder' | 'credentials' | 'haste'> & {
  userData: string
  examplesFolder: string
  keyStore: KeyStore
  ask: (options: MessageBoxOptions) => Promise<MessageBoxReturnValue>
  /** Settings of the environment one comes from: what holds everywhere is taken over the first time. */
  like?: Settings | undefined
}

/** One copy of the database a day, while the application runs. Milliseconds. */
const DAY = 24 * 3_600_000

/**
 * One environment at work: its own database, files and accesses, so that invoices never mix. Undefined when the person would
 * rather not open it (open-or-repair.ts).
 */
export async function openSession({ userData, examplesFolder, keyStore, ask, like, ...surroundings }: Deps) {
  const { environment, now, report = () => undefined } = surroundings
  const dataFolder = join(userData, environment)
  const release = await openOrRepair({ dataFolder, ask, now })
  if (!release) return undefined
  try {
    const connection =
      environment === 'demonstration'
        ? { demonstration: createDemonstration({ dataFolder, examplesFolder, now }), accesses: undefined }
        : {
            demonstration: undefined,
            accesses: createAccesses({
              dataFolder,
              keyStore,
              official: environments.environments[environment],
            }),
          }
    const { demonstration, accesses } = connection
    const core = createCore({
      ...surroundings,
      dataFolder,
      credentials: (id) => accesses?.of(id).credentials(),
      ...(accesses && { access: (id: string) => accesses.of(id).state() }),
      ...demonstration,
    })
    if (accesses && like) core.commands.takeOver(like, like.company.siret === exampleCompany.siret)

    let daily: NodeJS.Timeout | undefined
    return {
      environment,
      core,
      accesses,
      demonstration,
      start(eachDay: () => void) {
        core.start()
        const keep = () => {
          void core.keepCopy().catch(report)
          void core.commands.refreshBuyers().catch(report)
          eachDay()
        }
        keep()
        daily = setInterval(keep, DAY)
        daily.unref()
      },
      async close() {
        clearInterval(daily)
        await core.stop()
        release()
      },
    }
  } catch (error) {
    // Whoever tries again finds the data free.
    release()
    throw error
  }
}

const fileOf = (userData: string) => join(userData, 'environnement.json')

/** The environment chosen last; the demonstration at first. */
export function chosenEnvironment(userData: string): Environment {
  try {
    return Environment.parse(JSON.parse(readFileSync(fileOf(userData), 'utf8')))
  } catch {
    return 'demonstration'
  }
}
export function chooseEnvironment(userData: string, environment: Environment): void {
  mkdirSync(userData, { recursive: true })
  writeFileSync(fileOf(userData), JSON.stringify(environment))
}

import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import type { Environment } from '../../shared/domain/platform/environment.ts'
import environments from '../../shared/tables/environments.json' with { type: 'json' }
import { openOrRepair } from '../core/backup/open-or-repair.ts'
import { createAccesses } from '../core/connections/accesses.ts'
import { createCore, type Core } from '../core/core.ts'
import type { Surroundings } from '../core/surroundings.ts'
import { createLog } from '../core/log.ts'
import { createScanner } from '../core/reading/scan/scanner.ts'
import { createReader } from '../core/reading/thread.ts'
import { createDemonstration } from '../demonstration.ts'
import { UsageError } from './command.ts'
import { environmentFolder } from './data.ts'
import { givenCredentials, noKeyStore, takeSecrets, unlock } from './secrets.ts'

const examplesFolder = join(import.meta.dirname, '../../resources/exemples')

/** The core at work in a terminal; `next` resolves with the next news, or at an instant (epoch ms). */
export type OpenCore = { core: Core; next: (until: number) => Promise<void>; stop: () => Promise<void> }

/**
 * Opens an environment's data for this process alone, with its accesses. Nothing is made or repaired here that the window would ask
 * about: throws `UsageError` for data that are missing, damaged or in use, and for a passphrase that is not the one.
 */
export async function openCore(environment: Environment, chosen: string | undefined): Promise<OpenCore> {
  const folder = environmentFolder(chosen, environment)
  if (environment !== 'demonstration' && !existsSync(folder)) {
    throw new UsageError('Rien n’est encore réglé ici : ouvrez Choriste une fois dans cet environnement.')
  }
  const release = await openOrSay(folder)
  const reader = createReader()
  const scanner = createScanner()
  const wakeUps = new Set<() => void>()
  const close = async () => {
    scanner.stop()
    await reader.stop()
    release()
  }
  try {
    const core = createCore({
      dataFolder: folder,
      environment,
      ...(await around(environment, folder)),
      reader,
      scanner,
      now: Date.now,
      tell: () => wakeUps.forEach((wakeUp) => wakeUp()),
      report: createLog({ folder: join(dirname(folder), 'journaux'), now: Date.now }).error,
    })
    return {
      core,
      next: (until) => nextOf(wakeUps, until),
      stop: async () => {
        await core.stop()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** What the window would ask about is left to it: nothing is repaired from here. */
async function openOrSay(dataFolder: string): Promise<() => void> {
  let said = ''
  const release = await openOrRepair({
    dataFolder,
    now: Date.now,
    ask: ({ message, buttons }) => {
      said = buttons.length > 1 ? `${message} Ouvrez Choriste, qui propose quoi faire.` : message
      return Promise.resolve({ response: buttons.length - 1 })
    },
  })
  if (release) return release
  throw new UsageError(said)
}

type Around = Pick<Surroundings, 'fetch' | 'credentials'> & Partial<Surroundings>

/** Whom it speaks to: the pretend Chorus Pro, or the real one with the firm's accesses. */
async function around(environment: Environment, folder: string): Promise<Around> {
  if (environment === 'demonstration') return createDemonstration({ dataFolder: folder, examplesFolder, now: Date.now })
  const official = environments.environments[environment]
  const accesses = createAccesses({ dataFolder: folder, keyStore: noKeyStore, official })
  const secrets = takeSecrets()
  const given = givenCredentials(accesses, secrets, official)
  await unlock(accesses, connectionsIn(folder), secrets)
  return {
    fetch: globalThis.fetch,
    credentials: (id) => given(id) ?? accesses.of(id).credentials(),
    access: (id) => (given(id) ? 'open' : accesses.of(id).state()),
  }
}

/** Ids of the connections whose accesses are kept here (accesses.ts names their files). */
const connectionsIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const [found, id = PRINCIPAL] = /^acces(?:\.([a-z0-9-]+))?\.json$/.exec(name) ?? []
    return found ? [id] : []
  })

const nextOf = (wakeUps: Set<() => void>, until: number) =>
  new Promise<void>((done) => {
    const wakeUp = () => {
      clearTimeout(timer)
      wakeUps.delete(wakeUp)
      done()
    }
    const timer = setTimeout(wakeUp, until - Date.now())
    wakeUps.add(wakeUp)
  })

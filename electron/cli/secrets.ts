import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Accesses } from '../core/connections/accesses.ts'
import type { KeyStore } from '../core/connections/key-store.ts'
import { PRINCIPAL } from '../../shared/domain/firms/connection.ts'
import { UsageError } from './command.ts'

/** The system's key store opens to the application only: what it keeps stays locked here. */
export const noKeyStore: KeyStore = {
  isSafe: () => false,
  encrypt: () => {
    throw new Error('no key store in a terminal')
  },
  decrypt: () => {
    throw new Error('no key store in a terminal')
  },
}

type Credentials = NonNullable<ReturnType<ReturnType<Accesses['of']>['credentials']>>
type Given = { phrase: string; clientSecret: string; password: string }

/** Secrets given in the environment; gone from it afterwards, so that no process started from here inherits them. */
export function takeSecrets(env = process.env): Given {
  const take = (name: string) => {
    const value = env[name] ?? ''
    Reflect.deleteProperty(env, name)
    return value
  }
  return {
    phrase: take('CHORISTE_PHRASE'),
    clientSecret: take('CHORISTE_CLIENT_SECRET'),
    password: take('CHORISTE_MOT_DE_PASSE'),
  }
}

/**
 * Opens what a passphrase has locked, of each connection: the one of the environment, else asked for in the terminal. Throws
 * `UsageError` when it is not the one, or there is nobody to ask.
 */
export async function unlock(accesses: Accesses, connections: string[], given: Given): Promise<void> {
  const locked = connections
    .map((id) => accesses.of(id))
    .filter((access) => access.state() === 'locked' && access.view().keptBy === 'passphrase')
  if (!locked.length) return
  const phrase = given.phrase || (await ask('Phrase de passe des accès : '))
  if (!locked.every((access) => access.unlock(phrase))) throw new UsageError('Ce n’est pas la bonne phrase de passe.')
}

/** Accesses whose secrets the environment gives: those of the system's key store cannot be opened here. */
export function givenCredentials(accesses: Accesses, { clientSecret, password }: Given, official: Addresses) {
  const { clientId, login, tokenUrl, apiUrl } = accesses.of(PRINCIPAL).view()
  if (!clientSecret || !password || !clientId || !login) return () => undefined
  const credentials: Credentials = {
    ...{ clientId, login, clientSecret, password },
    tokenUrl: tokenUrl || official.tokenUrl,
    apiUrl: apiUrl || official.apiUrl,
  }
  return (connection: string) => (connection === PRINCIPAL ? credentials : undefined)
}
type Addresses = { tokenUrl: string; apiUrl: string }

/** Asks without showing what is typed. */
async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new UsageError('Les accès sont fermés par une phrase de passe : donnez-la dans CHORISTE_PHRASE.')
  }
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  const answer = await lines.question('')
  lines.close()
  process.stderr.write('\n')
  return answer
}

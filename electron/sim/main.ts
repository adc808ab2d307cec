import { parseArgs } from 'node:util'
import { createPlatform, credentials } from './platform.ts'
import { startServer } from './server.ts'

/** `npm run sim -- --port N [--haste N] [--demonstration] [--strict]`: the pretend Chorus Pro on a local port. */
const USAGE = 'Usage\u00a0: npm run sim -- [--port N] [--haste N] [--demonstration] [--strict]'

const { port, haste, demonstration, strict } = readArguments()
const platform = createPlatform({ haste, isDemonstration: demonstration, isStrict: strict })
const server = await startServer({ platform, port }).catch((error: unknown) =>
  stopWith(
    `Le port ${port} ne peut pas être ouvert (${error instanceof Error ? error.message : String(error)}). Choisissez-en un autre avec --port.`,
  ),
)

const { clientId, clientSecret, login, password } = credentials
console.log(`Chorus Pro SIMULÉ\u00a0: rien de ce qui est déposé ici n’est envoyé.

  Jeton             POST ${server.url}/api/oauth/token
  API               ${server.url}/cpro/…
  Client PISTE      ${clientId} / ${clientSecret}
  Compte technique  ${login} / ${password}
  cpro-account      ${Buffer.from(`${login}:${password}`).toString('base64')}

  ${demonstration ? 'Démonstration\u00a0: tout SIRET bien formé est connu.' : 'Seules les structures du jeu de données sont connues.'}
  La vie des factures va ${haste} fois plus vite. Mode d’emploi\u00a0: electron/sim/README.md. Ctrl-C pour arrêter.`)

const end = () => {
  console.log('\nChorus Pro SIMULÉ est arrêté.')
  void server.close()
}
process.once('SIGINT', end).once('SIGTERM', end)

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8099' },
        haste: { type: 'string', default: '1' },
        demonstration: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
      },
    })
    const [port, haste] = [Number(values.port), Number(values.haste)]
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return stopWith(`--port attend un numéro de port. ${USAGE}`)
    if (!(haste > 0)) return stopWith(`--haste attend un nombre positif. ${USAGE}`)
    return { ...values, port, haste }
  } catch {
    return stopWith(USAGE)
  }
}

function stopWith(message: string): never {
  console.error(message)
  process.exit(2)
}

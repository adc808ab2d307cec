import { parseArgs } from 'node:util'
import { createAdmin } from './admin/admin.ts'
import { credentials } from './platform.ts'
import { BadScenario, platformOf, readScenario, type Scenario } from './scenario.ts'
import { startServer } from './server.ts'

/** `npm run sim -- --port N --scenario FILE`: the pretend Chorus Pro on a local port, and its page at /admin. */
const USAGE =
  'Usage\u00a0: npm run sim -- [--port N] [--scenario FICHIER] [--haste N] [--demonstration] [--strict] [--troubles GRAINE [--rate 0.1]]'

const { port, options, file } = readArguments()
const scenario = readScenarioOrStop()
let ahead = 0
const platform = platformOf(scenario, { ...options, now: () => Date.now() + ahead })
const admin = createAdmin({
  platform,
  advance: (milliseconds) => {
    ahead += milliseconds
  },
})
const server = await startServer({ platform, port, admin }).catch((error: unknown) =>
  stopWith(
    `Le port ${port} ne peut pas être ouvert (${error instanceof Error ? error.message : String(error)}). Choisissez-en un autre avec --port.`,
  ),
)

const { clientId, clientSecret, login, password } = credentials
const { haste = options.haste, isDemonstration = options.isDemonstration, title } = scenario
console.log(`Chorus Pro SIMULÉ\u00a0: rien de ce qui est déposé ici n’est envoyé.${title ? `\n  ${title}` : ''}

  Jeton             POST ${server.url}/api/oauth/token
  API               ${server.url}/cpro/…
  Client PISTE      ${clientId} / ${clientSecret}
  Compte technique  ${login} / ${password}
  Tableau de bord   ${server.url}/admin
  cpro-account      ${Buffer.from(`${login}:${password}`).toString('base64')}

  ${isDemonstration ? 'Démonstration\u00a0: tout SIRET bien formé est connu.' : 'Seules les structures du jeu de données sont connues.'}
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
        scenario: { type: 'string' },
        troubles: { type: 'string' },
        rate: { type: 'string', default: '0.1' },
      },
    })
    const [port, haste, rate] = [Number(values.port), Number(values.haste), Number(values.rate)]
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return stopWith(`--port attend un numéro de port. ${USAGE}`)
    if (!(haste > 0)) return stopWith(`--haste attend un nombre positif. ${USAGE}`)
    if (!(rate >= 0 && rate <= 1)) return stopWith(`--rate attend un nombre entre 0 et 1. ${USAGE}`)
    const chance = values.troubles === undefined ? undefined : { seed: values.troubles, rate }
    const options = { haste, isDemonstration: values.demonstration, isStrict: values.strict, chance }
    return { port, options, file: values.scenario }
  } catch {
    return stopWith(USAGE)
  }
}

function readScenarioOrStop(): Scenario {
  try {
    return file === undefined ? {} : readScenario(file)
  } catch (error) {
    if (error instanceof BadScenario) return stopWith(error.message)
    throw error
  }
}

function stopWith(message: string): never {
  console.error(message)
  process.exit(2)
}

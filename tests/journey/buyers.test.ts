import { expect, it } from 'vitest'
import { createChorus } from '../../electron/core/transports/chorus/chorus.ts'
import { createPlatform, credentials } from '../../electron/sim/platform.ts'
import { fieldsToAsk } from '../../shared/domain/lifecycle/buyer-request.ts'
import { blocking, check } from '../../shared/domain/rules/check.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { choosable } from '../../shared/domain/buyers/requirements.ts'
import type { RuleContext } from '../../shared/domain/rules/rule.ts'
import { complete } from '../support/complete.ts'
import { page, table } from '../support/docs.ts'
import { plainFacts } from '../support/facts.ts'
import { START } from '../support/world.ts'

/** What is given by hand, and the points that must stand in the way until it is. */
type Case = { name: string; siret: string; given?: Partial<Fields>; stops: string[] }
const cases: Case[] = [
  { name: 'n’exige rien', siret: '12345678200051', stops: [] },
  { name: 'exige un service', siret: '12345678200028', stops: ['service.missing'] },
  {
    name: 'exige un service, donné',
    siret: '12345678200028',
    given: { serviceCode: 'SERVICE_DEST_SERV_OBL' },
    stops: [],
  },
  { name: 'exige un engagement', siret: '12345678200036', stops: ['engagement.missing'] },
  { name: 'exige un engagement, donné', siret: '12345678200036', given: { engagementNumber: 'EJ-2026-77' }, stops: [] },
  { name: 'exige les deux', siret: '12345678200044', stops: ['service.missing', 'engagement.missing'] },
  {
    name: 'exige les deux, service donné',
    siret: '12345678200044',
    given: { serviceCode: 'SERVICE_DEST_SERV_OBL' },
    stops: ['engagement.missing'],
  },
  { name: 'l’un ou l’autre', siret: '12345678200069', stops: ['engagement.missing'] },
  { name: 'l’un ou l’autre, service donné', siret: '12345678200069', given: { serviceCode: 'SERVICE_OU' }, stops: [] },
  {
    name: 'l’un ou l’autre, engagement donné',
    siret: '12345678200069',
    given: { engagementNumber: 'EJ-2026-77' },
    stops: [],
  },
  { name: 'parmi douze services', siret: '12345678200093', stops: ['service.missing'] },
  {
    name: 'service qui veut un engagement',
    siret: '12345678200093',
    given: { serviceCode: 'MF11' },
    stops: ['engagement.missing'],
  },
  { name: 'service sans engagement', siret: '12345678200093', given: { serviceCode: 'MF01' }, stops: [] },
  { name: 'État', siret: '11000201100044', stops: ['service.missing', 'engagement.missing'] },
  {
    name: 'État, tout donné',
    siret: '11000201100044',
    given: { serviceCode: 'SFACETAT', engagementNumber: '1300048295' },
    stops: [],
  },
  { name: 'service fermé', siret: '12345678200077', given: { serviceCode: 'ANCIEN' }, stops: ['service.closed'] },
  {
    name: 'service réservé',
    siret: '12345678200028',
    given: { serviceCode: 'FACTURES_PUBLIQUES' },
    stops: ['service.reserved'],
  },
  { name: 'structure inactive', siret: '12345678200085', stops: ['recipient.inactive'] },
  { name: 'travaux seulement', siret: '12345678200119', stops: ['recipient.worksOnly'] },
  { name: 'une entreprise, pas une administration', siret: '55566675900017', stops: ['recipient.unknown'] },
  { name: 'inconnue', siret: '21990417400014', stops: ['recipient.unknown'] },
]
const { directory } = createChorus({
  fetch: createPlatform({ now: () => START, isStrict: true }).fetch,
  credentials: () => ({
    tokenUrl: 'https://sim.invalid/api/oauth/token',
    apiUrl: 'https://sim.invalid/',
    ...credentials,
  }),
  now: () => START,
  ticks: () => START,
  pause: () => Promise.resolve(),
})
async function factsOf(siret: string): Promise<RuleContext> {
  const recipient = await directory.recipient(siret, plainFacts.today)
  return { ...plainFacts, recipient, isRecipientUnknown: recipient === null }
}
const fieldsOf = ({ siret, given }: Case): Fields => ({ ...complete, buyerSiret: siret, buyerName: '', ...given })

it.each(cases)('asks exactly what is required: $name', async (each) => {
  const stops = blocking(check(fieldsOf(each), await factsOf(each.siret)))
  expect(stops.map(({ code }) => code)).toEqual(each.stops)
})

it('is written down in docs/clients.md', async () => {
  const words: Partial<Record<string, string>> = {
    buyerSiret: 'un autre SIRET',
    serviceCode: 'code service',
    engagementNumber: 'engagement',
  }
  const rows = []
  for (const each of cases) {
    const facts = await factsOf(each.siret)
    const stops = blocking(check(fieldsOf(each), facts))
    const asked = fieldsToAsk(stops).map((field) => words[field]!)
    const services = facts.recipient ? choosable(facts.recipient).map(({ code }) => code) : []
    const offered = services.length > 3 ? `${services[0]!} … ${services.at(-1)!}` : services.join(', ')
    rows.push([
      each.siret,
      each.name,
      asked.join(' et ') || 'rien',
      offered,
      stops.map(({ message }) => message).join(' '),
    ])
  }
  const text = `# Ce que le guide demande à chaque client

Engendré par \`npm run docs\` depuis les clients du faux Chorus Pro (electron/sim), interrogés par le vrai client ; le test
\`buyers.test.ts\` dit quand il n’est plus à jour. La facture est complète par ailleurs.

${table(['SIRET', 'Client', 'Demandé', 'Services proposés', 'Ce qui est dit'], rows)}
`
  await expect(await page(text)).toMatchFileSnapshot('../../docs/clients.md')
})

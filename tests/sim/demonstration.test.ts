import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readDocument } from '../../electron/core/reading/read.ts'
import data from '../../electron/sim/data/structures.json' with { type: 'json' }
import { credentials } from '../../electron/sim/platform.ts'
import { cii, facturx, MINUTE, world } from './support.ts'

/** Well-formed SIRETs, by their last digit. */
const byDigit = [
  '55566678300090',
  '55566670000011',
  '55566670000052',
  '55566671800013',
  '55566670000094',
  '55566670000045',
  '55566670000086',
  '55566670000037',
  '55566670000078',
  '55566670000029',
]

it('makes a structure of any well-formed SIRET, without a name it cannot know', async () => {
  const { ask } = world({ isDemonstration: true })
  const find = (identifiantStructure: string) =>
    ask('structures/v1/rechercher', { structure: { identifiantStructure } })
  expect(await find('55566670000011')).toMatchObject({
    listeStructures: [
      {
        idStructureCPP: 55566670000011,
        identifiantStructure: '55566670000011',
        designationStructure: '',
        statut: 'ACTIVE',
      },
    ],
  })
  expect(await find('55566670000012')).toMatchObject({ listeStructures: [] })
  expect(await find('12345678200051')).toMatchObject({ listeStructures: [{ idStructureCPP: 25700101 }] })
})

it.each(readdirSync('resources/exemples'))('holds the client of %s under the name on its page', async (file) => {
  const { ask } = world({ isDemonstration: true })
  const { fields } = await readDocument(new Uint8Array(readFileSync(join('resources/exemples', file))), file)
  const structure = { identifiantStructure: fields.buyerSiret }
  const { listeStructures } = await ask('structures/v1/rechercher', { structure })
  const [found] = listeStructures as { designationStructure: string }[]
  // The State is one SIRET for all its offices.
  if (fields.buyerSiret !== '11000201100044') expect(found!.designationStructure).toBe(fields.buyerName)
})

it('has a cast with names and towns: nothing an owner reads says FICTIVE or SIMULÉ', async () => {
  const { ask, submit, platform } = world({ isDemonstration: true })
  const heard: unknown[] = []
  const hear = async (path: string, question: object = {}) => {
    const answer = await ask(path, question)
    expect(answer.codeRetour).toBe(0)
    heard.push(answer)
    return answer
  }
  for (const { id, siret } of data.structures) {
    const { listeStructures } = await hear('structures/v1/rechercher', { structure: { identifiantStructure: siret } })
    if (!(listeStructures as object[]).length) continue
    const { adressePostaleDuSiege } = await hear('structures/v1/consulter', { idStructureCPP: id })
    const isState = siret === '11000201100044'
    if (!isState) expect(adressePostaleDuSiege).toMatchObject({ ville: expect.stringMatching(/^\p{Lu}/u) as string })
    const { listeServices } = await hear('structures/v1/rechercher/services', { idStructure: id })
    for (const { idService } of listeServices as { idService: number }[])
      await hear('structures/v1/consulter/service', { idStructure: id, idService })
  }
  await hear('transverses/v1/recuperer/motifs/exonerationtva')
  await hear('transverses/v1/recuperer/tauxtva')
  await hear('transverses/v1/recuperer/typespj')
  await hear('transverses/v1/recuperer/coordbanc/valides', { idStructure: 55566670000029 })
  const { identifiantFactureCPP } = await submit()
  platform.move(identifiantFactureCPP as number, 'SERVICE_FAIT')
  await hear('factures/v1/consulter/historique', { idFacture: identifiantFactureCPP })
  expect(heard.at(-1)).toMatchObject({
    historiquesDesStatuts: { histoStatut: [{ histoStatutUtilisateurPrenom: 'Yannick' }, {}] },
  })
  const words = heard.flatMap((answer) => textsOf(answer))
  expect(words.length).toBeGreaterThan(100)
  expect(words.filter((text) => /FICTI|SIMULÉ|\b00000\b/i.test(text))).toEqual([])
})

/** Every text of an answer, codes left out. */
function textsOf(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return name.startsWith('code') ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, Array.isArray(value) ? name : key))
}

it('finds its cast by name, with or without accents on the screen', async () => {
  const { ask } = world({ isDemonstration: true })
  const find = async (raisonSocialeStructure: string) =>
    ((await ask('structures/v1/rechercher', { structure: { raisonSocialeStructure } })).listeStructures as object[])
      .length
  expect([await find('college'), await find('HAUTE-LENE'), await find('boisjoli')]).toEqual([1, 1, 1])
})

it('knows only its data outside the demonstration', async () => {
  const { ask, submit } = world()
  const structure = { identifiantStructure: '55566670000011' }
  expect(await ask('structures/v1/rechercher', { structure })).toMatchObject({ listeStructures: [] })
  expect((await submit({ supplier: 55566670000011 })).libelle).toMatch(/n’est pas une structure de ce compte/)
})

it('asks for what the last digit of the SIRET says', async () => {
  const { ask } = world({ isDemonstration: true })
  const asked = []
  for (const siret of byDigit) {
    const { parametres } = await ask('structures/v1/consulter', { idStructureCPP: Number(siret) })
    asked.push(
      Object.entries(parametres as object)
        .filter(([, isDemanded]) => isDemanded)
        .map(([name]) => name.slice(0, 10))
        .join(' '),
    )
  }
  const [service, engagement, either] = ['codeServic', 'numeroEJDo', 'gestionNum']
  const both = `${service} ${engagement}`
  expect(byDigit.map((siret) => siret.at(-1)).join('')).toBe('0123456789')
  expect(asked).toEqual(['', '', '', service, service, engagement, engagement, both, both, either])
})

it('takes any code service, as nobody knows those of a stranger', async () => {
  const { ask, submit } = world({ isDemonstration: true })
  const buyer = '55566671800013'
  const { listeServices } = await ask('structures/v1/rechercher/services', { idStructure: Number(buyer) })
  expect(listeServices).toEqual([])
  expect((await submit({ number: 'FA-1', buyer })).libelle).toMatch(/code service est obligatoire/)
  expect((await submit({ number: 'FA-1', buyer, service: 'CELUI-DE-MON-CLIENT' })).codeRetour).toBe(0)
})

it('lets anybody try their own invoices', async () => {
  const { submit, deposit, ask, pass, platform } = world({ isDemonstration: true })
  const me = '55566670000029'
  expect((await submit({ supplier: Number(me), buyer: '55566670000011' })).codeRetour).toBe(0)
  await deposit(await facturx(cii({ seller: me, buyer: '55566670000011' })))
  pass(2 * MINUTE)
  expect(platform.invoices().map(({ supplierSiret }) => supplierSiret)).toEqual([me, me])
  const { listeStructures } = await ask('transverses/v1/recuperer/structures/actives/fournisseur')
  expect((listeStructures as { identifiant: string }[]).map(({ identifiant }) => identifiant)).toEqual([
    '98765432400019',
    me,
  ])
  const coordinates = await ask('transverses/v1/recuperer/coordbanc/valides', { idStructure: Number(me) })
  expect(coordinates).toMatchObject({ listeCoordonneeBancaire: [{ nomCoordonneeBancaire: 'Compte courant' }] })
})

it('never takes a number twice from two SIRETs of a SIREN', async () => {
  const { submit } = world({ isDemonstration: true })
  expect((await submit({ number: 'FA-1', supplier: 98765432400027 })).codeRetour).toBe(0)
  expect((await submit({ number: 'FA-1', supplier: 25700001 })).libelle).toMatch(/doublon/)
  expect((await submit({ number: 'FA-1', supplier: 55566670000029 })).codeRetour).toBe(0)
})

it('opens to the technical account of any well-formed SIRET, and names its structure', async () => {
  const account = (siret: string) => Buffer.from(`TECH_2_${siret}@cpro.fr:${credentials.password}`).toString('base64')
  const tell = async (isDemonstration: boolean, siret: string) => {
    const { post, headers } = world({ isDemonstration })
    return post(
      'transverses/v1/recuperer/structures/actives/fournisseur',
      {},
      {
        headers: { ...(await headers()), 'cpro-account': account(siret) },
      },
    )
  }
  expect((await tell(false, '55566670000029')).status).toBe(401)
  expect((await tell(true, '55566670000028')).status).toBe(401)
  expect(await (await tell(true, '55566670000029')).json()).toMatchObject({
    listeStructures: [{ identifiant: '55566670000029' }, { identifiant: '98765432400019' }],
  })
})

it.each([
  ['FA-2026-0037', 'SUSPENDUE', 'Il manque le procès-verbal'],
  ['FA-2026-0038', 'A_RECYCLER', 'Le numéro d’engagement n’est pas'],
  ['FA-2026-0039B', 'REJETEE', 'Le total ne correspond pas'],
])('turns %s to %s', async (number, status, comment) => {
  const { submit, pass, platform } = world({ isDemonstration: true, haste: 20 })
  await submit({ number })
  pass(MINUTE / 4)
  expect(platform.invoices()[0]!.status).toBe('MISE_A_DISPOSITION')
  pass(60 * MINUTE)
  expect(platform.invoices()).toMatchObject([{ status, comment: expect.stringContaining(comment) as string }])
  expect(platform.invoices()[0]!.history.map((entry) => entry.status)).toEqual([
    'DEPOSEE',
    'EN_COURS_ACHEMINEMENT',
    'MISE_A_DISPOSITION',
    status,
  ])
})

it('turns a subcontractor’s invoice once its valideur has spoken', async () => {
  const { submit, pass, platform } = world({ isDemonstration: true })
  await submit({ number: 'FA-7', cadre: 'A9_FACTURE_SOUSTRAITANT', valideur: '55566675900017' })
  pass(19 * MINUTE)
  expect(platform.invoices()[0]!.status).toBe('MISE_A_DISPOSITION')
  pass(MINUTE)
  expect(platform.invoices()[0]!.status).toBe('SUSPENDUE')
})

it('has no fate in store outside the demonstration', async () => {
  const { submit, pass, platform } = world()
  await submit({ number: 'FA-9' })
  pass(60 * MINUTE)
  expect(platform.invoices()[0]!.status).toBe('MISE_EN_PAIEMENT')
})

it('lets time pass without a date in the future: what is to come happens now', async () => {
  const { submit, pass, platform, now } = world({ isDemonstration: true })
  await submit({ number: 'FA-1' })
  pass(5 * MINUTE)
  platform.hasten(1000 * MINUTE)
  const [invoice] = platform.invoices()
  expect(invoice!.status).toBe('MISE_EN_PAIEMENT')
  expect(Math.max(...invoice!.history.map(({ at }) => at))).toBe(now())
})

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { operations } from '../../electron/sim/operations/index.ts'
import { BUYERS, cii, facturx, MINUTE, PDF, SUPPLIER, world } from './support.ts'

/** Every answer of the simulator is what the AIFE's own files describe, save what is listed (foreign-clients.md §4). */

type Schema = Record<string, unknown>
type Swagger = {
  paths: Record<string, { post: { responses: Record<string, { schema: { $ref: string } }> } }>
  definitions: Record<string, Schema>
}
const files = {
  '/cpro/factures': 'chorus-pro-factures.openapi.json',
  '/cpro/structures': 'chorus-pro-structures.swagger2.json',
}
const swaggers = Object.entries(files).map(([base, name]) => {
  const url = new URL(`../fixtures/openapi/${name}`, import.meta.url)
  return [base, JSON.parse(readFileSync(url, 'utf8')) as Swagger] as const
})

/** Where the simulator does otherwise, on purpose: the end of a path, the place in the answer, what is wrong with it, and why. */
const exceptions: { on: string; at: RegExp; error: string; why: string }[] = [
  ...(
    [
      ['completer', /^dateTraitement$/],
      ['recycler', /^dateDepot$/],
      ['consulter/fournisseur', /^facture\/references\/date(Facture|Depot|CreationFacture)$/],
      ['consulter/historique', /\/histo(StatutDatePassage|ActionDateHeure)$/],
      ['deposer/flux', /^dateDepot$/],
      ['soumettre', /^dateDepot$/],
      ['rechercher/fournisseur', /\/date(Facture|Depot)$/],
      ['rechercher/atraiter/fournisseur', /\/date(Facture|Depot)$/],
      ['deposer/pdf', /^dateFacture$/],
    ] as const
  ).map(([on, at]) => ({ on, at, error: 'format', why: 'days and minutes in captures (chorus-pro-api.md §2.3)' })),
  {
    on: 'deposer/pdf',
    at: /^$/,
    error: 'required',
    why: 'what was not read is null or left out (§3.1), a refusal has none',
  },
  { on: 'deposer/pdf', at: /./, error: 'type', why: 'null where nothing was read (§3.1)' },
  {
    on: 'deposer/pdf',
    at: /^$/,
    error: 'additionalProperties',
    why: 'codeRetour and libelle are forgotten there (§2.2)',
  },
  { on: 'deposer/flux', at: /^syntaxeFlux$/, error: 'enum', why: 'eleven values, the file takes more in a question' },
  {
    on: 'rechercher/services',
    at: /^listeServices\/\d+$/,
    error: 'additionalProperties',
    why: 'dateDbtService, dateFinService are in captures (§4)',
  },
]

/** Objects refuse what they do not name; a date-time is one. */
const ajv = new Ajv({ allErrors: true, strict: false })
ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/)
for (const name of ['int32', 'int64', 'float', 'double', 'byte', 'date']) ajv.addFormat(name, true)
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]))
  return copy['properties'] ? { ...copy, additionalProperties: false } : copy
}
for (const [base, { definitions }] of swaggers) ajv.addSchema({ $id: base, definitions: closed(definitions) })

const judges = new Map<string, ValidateFunction>(
  swaggers.flatMap(([base, { paths }]) =>
    Object.entries(paths).map(
      ([path, { post }]) =>
        [`${base}${path}`, ajv.compile({ $ref: `${base}${post.responses['200']!.schema.$ref}` })] as const,
    ),
  ),
)

type Heard = { path: string; content: { codeRetour: number } }
const used = new Set<(typeof exceptions)[number]>()

/** What an answer has that its file does not, and the exceptions do not name. */
function faultsOf({ path, content }: Heard): string[] {
  const judge = judges.get(path)
  if (!judge || judge(content)) return []
  return (judge.errors ?? []).flatMap((error: ErrorObject) => {
    const at = error.instancePath.slice(1)
    const known = exceptions.find(
      (each) => path.endsWith(`/v1/${each.on}`) && each.at.test(at) && each.error === error.keyword,
    )
    if (known) used.add(known)
    return known ? [] : [`${path} ${at} ${error.message ?? ''} ${JSON.stringify(error.params)}`]
  })
}

const heard: Heard[] = []

/** Asks everything there is to ask, of every kind of invoice, and what is refused as well. */
async function askEverything(isDemonstration: boolean, isStrict: boolean) {
  const here = world({ isDemonstration, isStrict })
  const ask = async (path: string, question: object) => {
    const content = await here.ask(path, question)
    heard.push({ path: `/cpro/${path}`, content })
    return content
  }
  const factures = (path: string, question: object) => ask(`factures/v1/${path}`, question)
  const deposit = async (file: Uint8Array, syntaxeFlux: string, nomFichier: string) =>
    factures('deposer/flux', { fichierFlux: Buffer.from(file).toString('base64'), nomFichier, syntaxeFlux })
  const submit = async (changes: Parameters<typeof here.submit>[0]) => {
    const pieceJointeId = await here.putDown()
    const answer = await factures('soumettre', here.submission({ pieceJointeId, ...changes }))
    return answer['identifiantFactureCPP'] as number
  }

  const withXml = Buffer.from(await facturx(cii({ number: 'FA-2' })))
  const formatDepot = 'PDF_NON_SIGNE'
  await factures('deposer/pdf', { fichierFacture: PDF, nomFichier: 'f.pdf', formatDepot })
  await factures('deposer/pdf', { fichierFacture: withXml.toString('base64'), nomFichier: 'f.pdf', formatDepot })
  await factures('deposer/pdf', { fichierFacture: 'AAAA', nomFichier: 'f.pdf', formatDepot })
  await deposit(withXml, 'IN_DP_E2_CII_FACTURX', 'f.pdf')
  await deposit(Buffer.from(cii({ number: 'FA-3' })), 'IN_DP_E1_CII_16B', 'f.xml')
  await deposit(Buffer.from('<x/>'), 'IN_DP_PDFARCHIVE_CII_MUG', 'f.xml')
  here.pass(10 * MINUTE)
  const piece = await ask('transverses/v1/ajouter/fichier', {
    pieceJointeFichier: PDF,
    pieceJointeNom: 'a.pdf',
    pieceJointeTypeMime: 'application/pdf',
    pieceJointeExtension: 'PDF',
  })
  const pieceJointeComplementaire = [
    {
      pieceJointeComplementaireId: piece['pieceJointeId'],
      pieceJointeComplementaireDesignation: 'BL',
      pieceJointeComplementaireType: 'DIVERS',
    },
  ]
  const line = { lignePosteNumero: 1, lignePosteReference: 'R', lignePosteDenomination: 'x', lignePosteQuantite: 1 }
  const lignePoste = [{ ...line, lignePosteUnite: 'u', lignePosteMontantUnitaireHT: 1000, lignePosteTauxTva: 'TVA5' }]
  const whole = await submit({ number: 'FA-10', bankAccount: SUPPLIER.bankAccount, body: { lignePoste } })
  await submit({ number: 'FA-10' })
  const entered = await submit({ body: { modeDepot: 'SAISIE_API', lignePoste, pieceJointePrincipale: undefined } })
  const suspended = await submit({ number: 'FA-11' })
  here.platform.move(suspended, 'SUSPENDUE', 'Il manque le PV')
  await factures('completer', { identifiantFactureCPP: suspended, pieceJointeComplementaire, commentaire: 'Voici' })
  await factures('completer', { identifiantFactureCPP: 1, pieceJointeComplementaire: [], commentaire: '' })
  const misled = await submit({ number: 'FA-12' })
  here.platform.move(misled, 'A_RECYCLER')
  await factures('recycler', { identifiantFactureCPP: misled, destinataire: { codeDestinataire: BUYERS.nothing } })
  const validated = await submit({ number: 'FA-13', cadre: 'A9_FACTURE_SOUSTRAITANT', valideur: '55566675900017' })
  here.platform.move(validated, 'ERREUR_FOURNISSEUR_SUR_VALIDEUR')
  await factures('corriger/valideur/facture', { idFacture: validated, identifiantStructure: '55566675900017' })
  const rejected = await submit({ number: 'FA-14' })
  here.platform.move(rejected, 'REJETEE', 'MONTANT_ERR')
  await factures('rechercher/atraiter/fournisseur', { recupererTaille: true })
  await factures('traiterRejet', { listeDemandePaiement: [{ idDemandePaiement: rejected }] })
  for (const format of ['PDF', 'PIVOT'])
    await factures('telecharger/groupe', { format, listeFacture: [{ idFacture: suspended }] })
  for (const idFacture of [whole, suspended, misled, validated, rejected, 1])
    await factures('consulter/historique', { idFacture })
  for (const identifiantFactureCPP of [whole, entered, suspended, misled, validated, 1])
    await factures('consulter/fournisseur', { identifiantFactureCPP })
  await factures('rechercher/fournisseur', {
    recupererTaille: true,
    rechercheFactureParFournisseur: { nbResultatsParPage: 50 },
  })

  const structures = (path: string, question: object) => ask(`structures/v1/${path}`, question)
  await structures('rechercher', {
    restreindreStructuresPrivees: false,
    structure: {},
    parametres: { nbResultatsParPage: 50 },
  })
  for (let idStructureCPP = 25700101; idStructureCPP <= 25700112; idStructureCPP++) {
    await structures('consulter', { codeLangue: 'fr', idStructureCPP })
    await structures('rechercher/services', { idStructure: idStructureCPP })
  }
  await structures('consulter', { codeLangue: 'fr', idStructureCPP: SUPPLIER.id })
  for (const [idStructure, idService] of [
    [25700107, 10136563],
    [25700109, 10136580],
    [25700109, 1],
  ] as const)
    // prettier-ignore
    await structures('consulter/service', { codeLangue: 'fr', idStructure, idService })
  await structures('lister/rattachementsutilisateur', { idStructure: SUPPLIER.id })
  if (isDemonstration) await structures('lister/rattachementsutilisateur', { identifiantStructure: BUYERS.many })

  for (const path of [
    'recuperer/structures/actives/fournisseur',
    'recuperer/tauxtva',
    'recuperer/motifs/exonerationtva',
    'recuperer/typespj',
    'telecharger/annuaire/destinataire',
  ])
    // prettier-ignore
    await ask(`transverses/v1/${path}`, {})
  await ask('transverses/v1/recuperer/coordbanc/valides', { idStructure: SUPPLIER.id })
  await ask('transverses/v1/consulterCRDetaille', { numeroFluxDepot: here.platform.flows()[0]!.number })
  await ask('utilisateurs/v1/monCompte/recuperer/rattachements', {})
  await ask('engagementsJuridiques/v1/rechercher', {
    structureReceptriceEngagementJuridique: '25700105',
    numeroEngagementJuridique: '1234567890',
  })
}

beforeAll(async () => {
  await askEverything(false, false)
  await askEverything(false, true)
  await askEverything(true, false)
})

it.each([...operations.keys()])('%s answers what its file describes', (path) => {
  const mine = heard.filter((each) => each.path === path)
  expect(mine.some(({ content }) => content.codeRetour === 0)).toBe(true)
  expect([...new Set(mine.flatMap(faultsOf))]).toEqual([])
})

it('names no exception that is not needed', () => {
  heard.forEach(faultsOf)
  expect(exceptions.filter((each) => !used.has(each))).toEqual([])
})

it('answers every official operation of a supplier', () => {
  const others = /valideur$|recipiendaire$|demandePaiement$|factureAValider$|recue$|espaces$/i
  expect([...judges.keys()].filter((path) => !operations.has(path) && !others.test(path))).toEqual([])
})

import { Ajv, type ValidateFunction } from 'ajv'
import { readFileSync } from 'node:fs'
import { operations } from '../../electron/core/transports/chorus/operations.ts'

type Schema = Record<string, unknown>
type Swagger = {
  paths: Record<string, { post: { parameters: { in: string; schema?: { $ref: string } }[] } }>
  definitions: Record<string, Schema>
}
const load = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/openapi/${name}`, import.meta.url), 'utf8')) as Swagger

/** The official descriptions of two services (tests/fixtures/openapi/ORIGIN.md). */
const swaggers = {
  '/cpro/factures': load('chorus-pro-factures.openapi.json'),
  '/cpro/structures': load('chorus-pro-structures.swagger2.json'),
}

/** Where the files are known to be wrong (ORIGIN.md, chorus-pro-api.md §2.3, §3.3): all that we do otherwise. */
const exceptions: { definition: string; property: string; to: (schema: Schema) => Schema; why: string }[] = [
  {
    definition: 'SoumettreFactureParam',
    property: 'pieceJointePrincipale',
    to: (schema) => ({ type: 'array', items: schema, minItems: 1, maxItems: 1 }),
    why: 'described as an object, sent as an array by every client in production',
  },
]
/** Dates are typed date-time; a date with an hour is a 500 (§9.3): days only. */
const DAY = { type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` }

const id = { type: 'integer' }
const string = { type: 'string' }
const paging = object({ nbResultatsParPage: id, pageResultatDemandee: id })
function object(properties: Schema, required: string[] = []): Schema {
  return { type: 'object', properties, required }
}

/** No official file was found for these services: the fields of chorus-pro-api.md §5, §6, all of them required where it says so. */
const rebuilt: Record<string, Schema> = {
  '/cpro/transverses/v1/ajouter/fichier': object(
    {
      idUtilisateurCourant: id,
      pieceJointeFichier: { type: 'string', minLength: 1, pattern: '^[A-Za-z0-9+/]+=*$' },
      pieceJointeNom: { type: 'string', maxLength: 50, pattern: String.raw`^[A-Za-z0-9_.+-]+\.[a-z0-9]+$` },
      pieceJointeTypeMime: { type: 'string', maxLength: 255 },
      pieceJointeExtension: { type: 'string', pattern: '^[A-Z0-9]+$' },
    },
    ['pieceJointeFichier', 'pieceJointeNom', 'pieceJointeTypeMime', 'pieceJointeExtension'],
  ),
  '/cpro/transverses/v1/consulterCRDetaille': object({ numeroFluxDepot: string, syntaxeFlux: string }, [
    'numeroFluxDepot',
  ]),
  '/cpro/transverses/v1/recuperer/structures/actives/fournisseur': object({}),
  '/cpro/transverses/v1/recuperer/coordbanc/valides': object({ idStructure: id }, ['idStructure']),
  '/cpro/transverses/v1/recuperer/tauxtva': object({ codeLangue: string }),
  '/cpro/transverses/v1/recuperer/motifs/exonerationtva': object({ codeLangue: string }),
  '/cpro/transverses/v1/recuperer/typespj': object({ codeLangue: string, typeObjet: string }),
  '/cpro/transverses/v1/telecharger/annuaire/destinataire': object({}),
  '/cpro/engagementsJuridiques/v1/rechercher': object({
    structureReceptriceEngagementJuridique: string,
    numeroEngagementJuridique: string,
    etatCourantEngagementJuridique: string,
  }),
  '/cpro/utilisateurs/v1/monCompte/recuperer/rattachements': object({ parametresRecherche: paging }),
}
/** What the files leave out: « Obl. » of chorus-pro-api.md §3, §4. */
const required: Record<string, string[]> = {
  DeposerPdfFactureParam: ['fichierFacture', 'nomFichier', 'formatDepot'],
  DeposerFluxFactureParam: ['fichierFlux', 'nomFichier', 'syntaxeFlux'],
  SoumettreFactureParam: [
    'modeDepot',
    'destinataire',
    'fournisseur',
    'cadreDeFacturation',
    'references',
    'montantTotal',
  ],
  SoumettreFactureFournisseur: ['idFournisseur'],
  CompleterFactureParam: ['identifiantFactureCPP'],
  RecyclerFactureParam: ['identifiantFactureCPP'],
  ConsulterFactureParFournisseurParam: ['identifiantFactureCPP'],
  ConsulterHistoriqueFactureParam: ['idFacture'],
  TelechargerGroupeFactureParam: ['format', 'listeFacture'],
  CorrigerValideurFactureParam: ['idFacture'],
  TraiterFacturesRejeteesParam: ['listeDemandePaiement'],
  ConsulterStructureAvecTVAIntraComParam: ['idStructureCPP'],
  RechercherServicesStructureParam: ['idStructure'],
  ConsulterServiceStructureParam: ['idStructure', 'idService'],
}

/** Every object refuses what it does not name; the formats of numbers say nothing JSON can check. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict)
  if (typeof schema !== 'object' || schema === null) return schema
  if ((schema as Schema)['format'] === 'date-time') return DAY
  const entries = Object.entries(schema).filter(([name, value]) => name !== 'format' || typeof value !== 'string')
  const copy = Object.fromEntries(entries.map(([name, value]) => [name, strict(value)]))
  return copy['properties'] ? { ...copy, additionalProperties: false } : copy
}

function corrected({ definitions }: Swagger) {
  const copy = structuredClone(definitions)
  for (const { definition, property, to } of exceptions) {
    const properties = copy[definition]?.['properties'] as Record<string, Schema> | undefined
    if (properties) properties[property] = to(properties[property]!)
  }
  for (const [name, fields] of Object.entries(required)) if (copy[name]) copy[name]['required'] = fields
  return strict(copy)
}

/** Of each path in the table of operations, what judges the body of a question; it does not compile without a description. */
export function validators(): Map<string, ValidateFunction> {
  const ajv = new Ajv({ allErrors: true, strict: false })
  for (const [base, swagger] of Object.entries(swaggers)) ajv.addSchema({ $id: base, definitions: corrected(swagger) })
  return new Map(Object.values(operations).map(({ path }) => [path, ajv.compile(schemaOf(path))]))
}

function schemaOf(path: string): Schema {
  for (const [base, { paths }] of Object.entries(swaggers)) {
    if (!path.startsWith(`${base}/`)) continue
    const { schema } = paths[path.slice(base.length)]!.post.parameters.find((parameter) => parameter.in === 'body')!
    return { $ref: `${base}${schema!.$ref}` }
  }
  const known = rebuilt[path]
  if (!known) throw new Error(`No description of ${path}`)
  return strict(known) as Schema
}

import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPlatform, credentials, type Platform } from '../../electron/sim/platform.ts'
import { startServer } from '../../electron/sim/server.ts'
import { BUYERS, cii, facturx, MINUTE, MORNING, PDF, submission } from './support.ts'

/**
 * What clients written by others put on the wire (chorus-pro-api.md §15), byte by byte on a socket: only the address is not
 * the real one.
 */

let time: number
let platform: Platform
let port: number
let close: () => Promise<void>
beforeEach(async () => {
  time = MORNING
  platform = createPlatform({ now: () => time })
  const server = await startServer({ platform, port: 0 })
  port = Number(new URL(server.url).port)
  close = server.close
})
afterEach(() => close())

/** Writes lines and a body on a socket; gives the status, the headers as they came, and the body. */
async function say(lines: string[], body = '') {
  const socket = connect(port, '127.0.0.1')
  socket.write([...lines, `Host: 127.0.0.1:${port}`, 'Connection: close', '', body].join('\r\n'))
  const [head = '', ...rest] = (await text(socket)).split('\r\n\r\n')
  const content = rest.join('\r\n\r\n')
  const isChunked = /^transfer-encoding: chunked$/im.test(head)
  return { status: Number(head.split(' ')[1]), head, body: isChunked ? unchunked(content) : content }
}
const unchunked = (content: string): string => {
  const size = Number.parseInt(content, 16)
  const start = content.indexOf('\r\n') + 2
  return size > 0 ? content.slice(start, start + size) + unchunked(content.slice(start + size + 2)) : ''
}

/** A body cut in chunks, and their end. */
const pieces = (...chunks: string[]) =>
  [...chunks, ''].map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')

type Dialect = { authorization: string; account: string; type: string; scope: string; accept?: string }
const dialects: Record<string, Dialect> = {
  Go: {
    authorization: 'Authorization',
    account: 'Cpro-Account',
    type: 'Content-Type: application/json;charset=utf-8',
    scope: '',
  },
  Python: {
    authorization: 'Authorization',
    account: 'cpro-account',
    type: 'Content-Type: application/json',
    scope: '&scope=openid',
  },
  'Python, with requests': {
    authorization: 'Authorization',
    account: 'cpro-account',
    type: 'Content-Type: application/json; charset=UTF-8',
    scope: '&scope=openid',
  },
  PHP: {
    authorization: 'Authorization',
    account: 'cpro-account',
    type: 'Content-Type: application/json;charset=utf-8',
    scope: '&scope=openid',
    accept: 'Accept: application/json;charset=utf-8',
  },
  Odoo: {
    authorization: 'Authorization',
    account: 'cpro-account',
    type: 'Content-type: application/json;charset=utf-8',
    scope: '&scope=openid',
  },
  'in small letters': {
    authorization: 'authorization',
    account: 'cpro-account',
    type: 'content-type: application/json',
    scope: '&scope=openid%20resource.READ',
  },
}

/** A client that speaks one of these dialects. */
async function clientIn(dialect: Dialect) {
  const form = `grant_type=client_credentials&client_id=${credentials.clientId}&client_secret=${credentials.clientSecret}${dialect.scope}`
  const signed = await say(
    [
      'POST /api/oauth/token HTTP/1.1',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${form.length}`,
    ],
    form,
  )
  const { access_token, token_type, expires_in } = JSON.parse(signed.body) as Record<string, string>
  expect([signed.status, token_type, expires_in]).toEqual([200, 'Bearer', 3600])
  const account = Buffer.from(`${credentials.login}:${credentials.password}`).toString('base64')
  return async (path: string, question: object) => {
    const body = JSON.stringify(question)
    const answer = await say(
      [
        `POST /cpro/${path} HTTP/1.1`,
        `${dialect.authorization}: Bearer ${access_token}`,
        `${dialect.account}: ${account}`,
        dialect.type,
        ...(dialect.accept ? [dialect.accept] : []),
        `Content-Length: ${Buffer.byteLength(body)}`,
      ],
      body,
    )
    expect([path, answer.status, answer.head]).toEqual([
      path,
      200,
      expect.stringMatching(/^content-type: application\/json/im),
    ])
    return JSON.parse(answer.body) as Record<string, unknown>
  }
}

it.each(Object.keys(dialects))('lets a client in %s go from a token to the history of an invoice', async (name) => {
  const ask = await clientIn(dialects[name]!)
  const found = await ask('structures/v1/rechercher', {
    restreindreStructuresPrivees: false,
    parametres: null,
    structure: {
      adresseCodePays: '',
      estMOA: false,
      identifiantStructure: BUYERS.nothing,
      statutStructure: '',
      typeIdentifiantStructure: 'SIRET',
      typeStructure: '',
    },
  })
  expect(found).toMatchObject({ parametresRetour: { total: 1 }, listeStructures: [{ idStructureCPP: 25700101 }] })
  // GO names it idStructure, and counts from 0 what it does not say.
  expect(await ask('structures/v1/consulter', { codeLangue: 'fr', idStructure: 25700101 })).toMatchObject({
    codeRetour: 0,
  })
  const paging = { nbResultatsParPage: 0, pageResultatDemandee: 0, nbResultatsMaximum: 0, triSense: 'Ascendant ' }
  const services = { idUtilisateurCourant: 0, idStructure: 25700109, parametresRechercherServicesStructure: paging }
  expect(await ask('structures/v1/rechercher/services', services)).toMatchObject({
    parametresRetour: { pageCourante: 1, nbResultatsParPage: 10, total: 12 },
  })

  const fichierFlux = Buffer.from(await facturx(cii())).toString('base64')
  const flux = {
    idUtilisateurCourant: 0,
    fichierFlux,
    nomFichier: 'factur-x_chorus_facture_1.pdf',
    avecSignature: false,
  }
  const { numeroFluxDepot } = await ask('factures/v1/deposer/flux', { ...flux, syntaxeFlux: 'IN_DP_E2_CII_FACTURX' })
  time += 3 * MINUTE
  const report = await ask('transverses/v1/consulterCRDetaille', {
    numeroFluxDepot,
    syntaxeFlux: 'IN_DP_E2_CII_FACTURX',
  })
  expect(report).toMatchObject({ codeRetour: 0, etatCourantDepotFlux: 'IN_INTEGRE' })
  // The one form that GO (RFC 3339) and PHP (Y-m-d\TH:i:s.vp) both read.
  expect(report['dateDepotFlux']).toBe('2026-11-23T10:15:42.000+01:00')
  expect(await ask('factures/v1/rechercher/fournisseur', { numeroFluxDepot, typeFacture: 'FACTURE' })).toMatchObject({
    listeFactures: [{ numeroFacture: 'FA-2026-0043' }],
  })

  const pdf = { idUtilisateurCourant: 0, fichierFacture: PDF, nomFichier: 'f.pdf', formatDepot: 'PDF_NON_SIGNE' }
  const { pieceJointeId, ...read } = await ask('factures/v1/deposer/pdf', pdf)
  // PHP reads no null where it awaits a date or a word of a list.
  for (const field of ['dateFacture', 'typeFacture', 'typeTva']) expect(read).not.toHaveProperty(field)
  const submitted = await ask('factures/v1/soumettre', {
    idUtilisateurCourant: 0,
    ...submission({ pieceJointeId: pieceJointeId as number }),
  })
  const history = {
    idUtilisateurCourant: 0,
    idFacture: submitted['identifiantFactureCPP'],
    idEspace: 0,
    nbResultatsMaximum: 0,
  }
  expect(await ask('factures/v1/consulter/historique', history)).toMatchObject({
    codeRetour: 0,
    historiquesDesStatuts: { histoStatut: [{ histoStatutCode: 'DEPOSEE' }], totalHistoStatut: 1 },
  })
})

it('takes the main file as an object or as an array, as each side has it', async () => {
  const ask = await clientIn(dialects['Go']!)
  const { pieceJointeId } = await ask('factures/v1/deposer/pdf', {
    fichierFacture: PDF,
    nomFichier: 'f.pdf',
    formatDepot: 'PDF_NON_SIGNE',
  })
  const main = { pieceJointePrincipaleDesignation: 'F', pieceJointePrincipaleId: pieceJointeId }
  for (const [number, pieceJointePrincipale] of [
    ['FA-1', main],
    ['FA-2', [main]],
  ] as const) {
    const answer = await ask('factures/v1/soumettre', submission({ number, body: { pieceJointePrincipale } }))
    expect(answer).toMatchObject({ codeRetour: 0, numeroFacture: number })
  }
  // GO cannot leave it out: a struct is written even when it is empty.
  const line = {
    lignePosteNumero: 1,
    lignePosteReference: 'R',
    lignePosteDenomination: 'x',
    lignePosteQuantite: 1,
    lignePosteUnite: 'u',
    lignePosteMontantUnitaireHT: 1000,
    lignePosteTauxTvaManuel: 20,
  }
  const entry = {
    modeDepot: 'SAISIE_API',
    lignePoste: [line],
    pieceJointePrincipale: {},
    numeroFactureSaisi: undefined,
  }
  expect(await ask('factures/v1/soumettre', submission({ body: entry }))).toMatchObject({ codeRetour: 0 })
  expect(await ask('factures/v1/soumettre', submission({ body: { pieceJointePrincipale: {} } }))).toMatchObject({
    codeRetour: 29070,
  })
})

it('takes what HTTP allows: pieces of a body, a client that waits to be told, an older version', async () => {
  const { body } = await say(
    ['POST /api/oauth/token HTTP/1.1', 'Content-Type: application/x-www-form-urlencoded', 'Transfer-Encoding: chunked'],
    pieces('grant_type=client_credentials', '&client_id=choriste-demo&client_secret=', 'choriste-demo'),
  )
  const token = (JSON.parse(body) as { access_token?: string }).access_token
  expect(token).toHaveLength(54)
  const account = Buffer.from(`${credentials.login}:${credentials.password}`).toString('base64')
  const heads = [`Authorization: Bearer ${token}`, `cpro-account: ${account}`, 'Content-Type: application/json']
  const taux = (version: string, ...more: string[]) =>
    say([`POST /cpro/transverses/v1/recuperer/tauxtva HTTP/${version}`, ...heads, 'Content-Length: 2', ...more], '{}')
  expect((await taux('1.0')).status).toBe(200)
  expect((await taux('1.1', 'Expect: 100-continue')).body).toContain('"codeRetour":0')
  const health = await say(['GET /cpro/transverses/v1/health-check HTTP/1.1', ...heads, 'Content-Length: 2'], '{}')
  expect(health.body).toContain('"statusCodeValue":200')
})

it('answers 404 outside its addresses, 403 inside, whatever the slashes', async () => {
  const ask = async (line: string) => (await say([line, 'Authorization: Bearer x', 'Content-Length: 0'])).status
  expect(await ask('POST //elsewhere/cpro/factures/v1/soumettre HTTP/1.1')).toBe(404)
  expect(await ask('POST / HTTP/1.1')).toBe(404)
  expect(await ask('POST /cpro/factures/v1/soumettre HTTP/1.1')).toBe(401)
})

import { crc32 } from 'node:zlib'
import { XMLParser } from 'fast-xml-parser'
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, it } from 'vitest'
import yauzl from 'yauzl'
import { createPlatform } from '../../electron/sim/platform.ts'
import { BUYERS, clientOf, MORNING, PDF, world } from './support.ts'

const GROUPE = 'factures/v1/telecharger/groupe'

/** The files of a zip by their names, read by a library that is not the simulator's. */
async function filesOf(zip: Buffer): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {}
  const opened = await yauzl.fromBufferPromise(zip)
  for await (const entry of opened.eachEntry()) {
    const stream = await opened.openReadStreamPromise(entry)
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    files[entry.fileName] = Buffer.concat(chunks)
    expect(crc32(files[entry.fileName]!)).toBe(entry.crc32)
  }
  return files
}

const bytesOf = ({ fichierResultat }: Record<string, unknown>) => Buffer.from(String(fichierResultat), 'base64')

/** A world with two invoices, the second one with an attachment. */
async function library() {
  const here = world()
  const first = await here.submit({ number: 'FA/1' })
  const attached = await here.ask('transverses/v1/ajouter/fichier', {
    pieceJointeFichier: PDF,
    pieceJointeNom: 'Procès-verbal.pdf',
    pieceJointeTypeMime: 'application/pdf',
    pieceJointeExtension: 'PDF',
  })
  const file = { pieceJointeComplementaireDesignation: 'PV', pieceJointeComplementaireType: 'DIVERS' }
  const second = await here.submit({
    number: 'FA-2',
    body: { pieceJointeComplementaire: [{ ...file, pieceJointeComplementaireId: attached.pieceJointeId }] },
  })
  const ids = [first, second].map(({ identifiantFactureCPP }) => ({ idFacture: identifiantFactureCPP as number }))
  const download = (question: object) => here.ask(GROUPE, { format: 'PDF', listeFacture: ids, ...question })
  return { ...here, ids, download }
}

it('gives one invoice back as a PDF that says it is made up', async () => {
  const { download, ids } = await library()
  const answer = await download({ listeFacture: [ids[1]], avecPiecesJointesComplementaires: 'NON' })
  expect(answer).toMatchObject({ codeRetour: 0, libelle: 'Succes' })
  const pdf = bytesOf(answer)
  expect(pdf.toString('latin1')).toMatch(/^%PDF-1\.4[^]*SIMULÉ[^]*FA-2/)
  expect((await PDFDocument.load(pdf)).getPageCount()).toBe(1)
})

it('packs the files of an invoice, and each of several invoices in a folder', async () => {
  const { download, ids } = await library()
  const whole = { avecPiecesJointesComplementaires: 'Oui' }
  const one = await filesOf(bytesOf(await download({ listeFacture: [ids[1]], ...whole })))
  expect(Object.keys(one)).toEqual(['FA-2.pdf', '1_Procès-verbal.pdf'])
  const both = await filesOf(bytesOf(await download(whole)))
  expect(Object.keys(both)).toEqual(['FA-1/FA-1.pdf', 'FA-2/FA-2.pdf', 'FA-2/1_Procès-verbal.pdf'])
  for (const bytes of Object.values(both)) expect(bytes.toString('latin1')).toMatch(/^%PDF-/)
})

it('gives the pivot as one XML with every file inside', async () => {
  const { download } = await library()
  const xml = bytesOf(await download({ format: 'PIVOT' }))
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, isArray: (name) => name === 'PJ' })
  const { CPPFacturePivot } = parser.parse(xml) as {
    CPPFacturePivot: { CPPFactures: { '@_Compteur': string; CPPFacturePivotUnitaire: Unit[] } }
  }
  type Unit = { DonneesFacture: object; PJ: { Contenu: string; TypePJ: string }[] }
  const { '@_Compteur': count, CPPFacturePivotUnitaire: units } = CPPFacturePivot.CPPFactures
  expect([count, units.length]).toEqual(['2', 2])
  expect(units[0]).toMatchObject({
    Fournisseur: { Identifiant: '98765432400019', RaisonSociale: 'SARL FICTIVE' },
    Debiteur: { TypeIdentifiant: '1', Identifiant: BUYERS.nothing },
    DonneesFacture: { Id: 'FA/1', Type: '380', Cadre: 'A1', Montants: { MontantHT: '1000', MontantTTC: '1200' } },
  })
  const [main, other] = units[1]!.PJ.map(({ Contenu }) => Buffer.from(Contenu, 'base64'))
  expect(main!.toString('latin1')).toMatch(/^%PDF-/)
  expect(Object.keys(await filesOf(other!))).toEqual(['1_Procès-verbal.pdf'])
})

it('notes a download among the actions of users', async () => {
  const { download, ids, ask } = await library()
  await download({})
  expect(await ask('factures/v1/consulter/historique', ids[0])).toMatchObject({
    derniereAction: { derniereActionCode: 'TELECHARGEMENT_FACTURE' },
  })
})

it('refuses what it does not know, and more than it can carry', async () => {
  const { platform, post, download, ids } = await library()
  expect(await download({ listeFacture: [{ idFacture: 1 }] })).toMatchObject({ codeRetour: 29100 })
  expect((await post(GROUPE, { format: 'XML', listeFacture: ids })).status).toBe(400)
  expect((await post(GROUPE, { format: 'PDF', listeFacture: [] })).status).toBe(400)
  const state = platform.state()
  state.invoices[0]!.size = 121 * 1024 * 1024
  const heavy = clientOf({ fetch: createPlatform({ now: () => MORNING, state }).fetch })
  const refused = await heavy.post(GROUPE, { format: 'PDF', listeFacture: ids })
  expect([refused.status, await refused.text()]).toEqual([413, ''])
})

it('gives the whole directory of recipients, without private structures', async () => {
  const { ask } = world()
  const files = await filesOf(bytesOf(await ask('transverses/v1/telecharger/annuaire/destinataire')))
  const xml = files['annuaire_SIMULE.xml']!.toString()
  expect(xml).toContain('<Identifiant>12345678200093</Identifiant>')
  expect(xml).toContain("<RaisonSociale>SERVICES DE L'ETAT POUR LA FACTURATION ELECTRONIQUE</RaisonSociale>")
  expect(xml).not.toContain('98765432400019')
})

import { expect, it } from 'vitest'
import { BUYERS, MINUTE, PDF, SUPPLIER, world, type Changes } from './support.ts'

type Options = Parameters<typeof world>[0]

/** A world with one submitted invoice in a given status, and ways to act on it. */
async function worldWith(
  status: string,
  { changes = {}, options = {} }: { changes?: Changes; options?: Options } = {},
) {
  const here = world(options)
  const { identifiantFactureCPP } = await here.submit(changes)
  const id = identifiantFactureCPP as number
  here.pass(MINUTE)
  here.platform.move(id, status, 'SIMULÉ : motif')
  const attach = async () => {
    const file = { pieceJointeNom: 'pv.pdf', pieceJointeTypeMime: 'application/pdf', pieceJointeExtension: 'PDF' }
    const put = await here.ask('transverses/v1/ajouter/fichier', { pieceJointeFichier: PDF, ...file })
    return put.pieceJointeId as number
  }
  const statuses = () => here.platform.invoices()[0]!.history.map((entry) => entry.status)
  const act = (path: string, question: object) => here.ask(`factures/v1/${path}`, question)
  return { ...here, id, attach, statuses, act }
}

it('completes a suspended invoice with a file and a word, and life goes on', async () => {
  const { id, act, attach, pass, platform, statuses } = await worldWith('SUSPENDUE')
  const pieceJointeComplementaireId = await attach()
  const file = { pieceJointeComplementaireDesignation: 'PV', pieceJointeComplementaireType: 'DIVERS' }
  const answer = await act('completer', {
    identifiantFactureCPP: id,
    commentaire: 'PV joint',
    pieceJointeComplementaire: [{ ...file, pieceJointeComplementaireId }],
  })
  expect(answer).toEqual({
    codeRetour: 0,
    libelle: 'GCU_MSG_01_000',
    identifiantFactureCPP: id,
    numeroFacture: 'FA-2026-0042',
    dateTraitement: '2026-11-23 10:16',
  })
  expect(platform.invoices()).toMatchObject([{ status: 'COMPLETEE', comment: 'PV joint' }])
  const { facture } = (await act('consulter/fournisseur', { identifiantFactureCPP: id })) as unknown as {
    facture: { listeDesPiecesJointes: object }
  }
  expect(facture.listeDesPiecesJointes).toMatchObject({ pieceJointe: [{ pieceJointeId: pieceJointeComplementaireId }] })
  pass(60 * MINUTE)
  expect(statuses()).toEqual([
    'DEPOSEE',
    'EN_COURS_ACHEMINEMENT',
    'SUSPENDUE',
    'COMPLETEE',
    'SERVICE_FAIT',
    'MANDATEE',
    'MISE_A_DISPOSITION_COMPTABLE',
    'COMPTABILISEE',
    'MISE_EN_PAIEMENT',
  ])
})

it('completes only what is suspended, and only with something', async () => {
  const { id, act, platform } = await worldWith('SUSPENDUE')
  const complete = (question: object) => act('completer', { identifiantFactureCPP: id, ...question })
  expect(await complete({})).toMatchObject({ codeRetour: 29090 })
  const stranger = { pieceJointeComplementaireId: 1 }
  expect(await complete({ pieceJointeComplementaire: [stranger] })).toMatchObject({ codeRetour: 29071 })
  expect(await complete({ identifiantFactureCPP: 1, commentaire: 'x' })).toMatchObject({
    codeRetour: 20000,
    libelle: 'GDP_MSG_11.008',
  })
  platform.move(id, 'MISE_A_DISPOSITION')
  expect(await complete({ commentaire: 'x' })).toMatchObject({ codeRetour: 20002, libelle: 'GDP_MSG_11.033' })
})

it('recycles to another service and engagement under the same number', async () => {
  const { id, act, pass, platform } = await worldWith('A_RECYCLER')
  const destinataire = { codeDestinataire: BUYERS.both, codeServiceExecutant: 'SERVICE_DEST_SERV_OBL' }
  const recycle = (question: object) => act('recycler', { identifiantFactureCPP: id, ...question })
  expect(await recycle({ destinataire })).toMatchObject({ codeRetour: 29026 })
  expect(await recycle({ destinataire, reference: { numeroBonCommande: 'EJ-1', typeTva: 'SANS_TVA' } })).toEqual({
    codeRetour: 0,
    libelle: 'GCU_MSG_01_000',
    identifiantFactureCPP: id,
    numeroFacture: 'FA-2026-0042',
    statutFacture: 'DEPOSEE',
    dateDepot: '2026-11-23 10:16',
  })
  expect(platform.invoices()).toMatchObject([
    {
      status: 'DEPOSEE',
      number: 'FA-2026-0042',
      buyerSiret: BUYERS.both,
      engagement: 'EJ-1',
      vatScheme: 'TVA_SUR_DEBIT',
    },
  ])
  expect(await recycle({ destinataire })).toMatchObject({
    codeRetour: 29091,
    libelle: expect.stringMatching(/^GDP_MSG_11\.001/) as string,
  })
  pass(60 * MINUTE)
  expect(platform.invoices()).toMatchObject([{ status: 'MISE_EN_PAIEMENT' }])
})

it('forgets the service of the recipient before, not that of the same one', async () => {
  const changes = { buyer: BUYERS.service, service: 'SERVICE_DEST_SERV_OBL' }
  const same = await worldWith('A_RECYCLER', { changes })
  const reference = { numeroBonCommande: 'EJ-1' }
  expect(await same.act('recycler', { identifiantFactureCPP: same.id, reference })).toMatchObject({ codeRetour: 0 })
  expect(same.platform.invoices()).toMatchObject([{ serviceCode: 'SERVICE_DEST_SERV_OBL', engagement: 'EJ-1' }])
  const other = await worldWith('A_RECYCLER', { changes })
  const destinataire = { codeDestinataire: BUYERS.nothing }
  expect(await other.act('recycler', { identifiantFactureCPP: other.id, destinataire })).toMatchObject({
    codeRetour: 0,
  })
  expect(other.platform.invoices()).toMatchObject([{ serviceCode: '', buyerSiret: BUYERS.nothing }])
})

it.each([
  ['actif', 'A_RECYCLER', 0],
  ['extinction', 'REJETEE', 0],
  ['supprime', 'REJETEE', 29092],
] as const)('knows what is left of recycling: %s', async (recycling, sentBack, codeRetour) => {
  const fated = world({ recycling, isDemonstration: true })
  await fated.submit({ number: 'FA-8' })
  fated.pass(11 * MINUTE)
  expect(fated.platform.invoices()).toMatchObject([{ status: sentBack }])

  const { id, act } = await worldWith('A_RECYCLER', { options: { recycling } })
  expect(await act('recycler', { identifiantFactureCPP: id })).toMatchObject({ codeRetour })
})

it('takes note that rejections are dealt with, all or none', async () => {
  const { id, act, ask, submit, search, platform } = await worldWith('REJETEE')
  const { identifiantFactureCPP: other } = await submit({ number: 'FA-2' })
  const treat = (...ids: unknown[]) =>
    act('traiterRejet', { listeDemandePaiement: ids.map((idDemandePaiement) => ({ idDemandePaiement })) })
  expect(await treat(id, other)).toMatchObject({ codeRetour: 29093 })
  expect(await search({ rejetTraite: true })).toMatchObject({ listeFactures: [] })
  expect(await treat(id)).toEqual({ codeRetour: 0, libelle: 'GCU_MSG_01_000' })
  expect(await search({ rejetTraite: true })).toMatchObject({ listeFactures: [{ identifiantFactureCPP: id }] })
  expect(await ask('factures/v1/consulter/historique', { idFacture: id })).toMatchObject({
    historiquesDesActionsUtilisateurs: { histoAction: [{ histoActionId: 1, histoActionCode: 'TRAITEMENT_REJET' }] },
    derniereAction: { derniereActionId: 1, derniereActionCode: 'TRAITEMENT_REJET' },
  })
  expect(platform.invoices()[0]!.status).toBe('REJETEE')
})

it('lets a wrong valideur be corrected', async () => {
  const changes = { cadre: 'A9_FACTURE_SOUSTRAITANT', valideur: '55566675900017' }
  const { id, act, pass, platform } = await worldWith('ERREUR_FOURNISSEUR_SUR_VALIDEUR', { changes })
  const correct = (question: object) => act('corriger/valideur/facture', { idFacture: id, ...question })
  const bySiret = (identifiantStructure: string) => correct({ typeIdentifiantStructure: 'SIRET', identifiantStructure })
  expect(await correct({ idStructure: 0 })).toMatchObject({ codeRetour: 29031 })
  expect(await bySiret('21990417400014')).toMatchObject({ codeRetour: 29032 })
  expect(await bySiret(SUPPLIER.siret)).toMatchObject({ codeRetour: 29033 })
  expect(await correct({ idStructure: 25700101 })).toEqual({
    codeRetour: 0,
    libelle: 'GCU_MSG_01_000',
    idFacture: id,
  })
  expect(platform.invoices()).toMatchObject([{ status: 'A_VALIDER_1', valideurSiret: BUYERS.nothing }])
  expect(await bySiret(BUYERS.nothing)).toMatchObject({ codeRetour: 29094 })
  pass(9 * MINUTE)
  expect(platform.invoices()[0]!.status).toBe('A_VALIDER_1')
  pass(61 * MINUTE)
  expect(platform.invoices()[0]!.status).toBe('MISE_EN_PAIEMENT')
})

it('leaves the second valideur to be moved by hand', async () => {
  const { id, act, pass, platform } = await worldWith('ERREUR_COTRAITANT_SUR_VALIDEUR')
  await act('corriger/valideur/facture', { idFacture: id, identifiantStructure: '55566675900017' })
  pass(90 * MINUTE)
  expect(platform.invoices()[0]!.status).toBe('A_VALIDER_2')
})

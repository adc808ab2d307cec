import { expect, it } from 'vitest'
import { BUYERS, MINUTE, PDF, SUPPLIER, submission, world, type Changes } from './support.ts'

it('goes from a PDF to paid', async () => {
  const { ask, search, pass, platform } = world()
  const upload = await ask('factures/v1/deposer/pdf', {
    fichierFacture: PDF,
    nomFichier: 'FA-2026-0042.pdf',
    formatDepot: 'PDF_NON_SIGNE',
  })
  expect(upload).toMatchObject({ codeRetour: 0, pieceJointeId: 4512345, numeroFacture: null, montantAPayer: null })
  expect(platform.invoices()).toEqual([])

  const answer = await ask(
    'factures/v1/soumettre',
    submission({ pieceJointeId: upload.pieceJointeId as number, bankAccount: SUPPLIER.bankAccount }),
  )
  expect(answer).toEqual({
    codeRetour: 0,
    libelle: 'GCU_MSG_01_000',
    identifiantFactureCPP: 8420532,
    numeroFacture: 'FA-2026-0042',
    statutFacture: 'DEPOSEE',
    dateDepot: '2026-11-23',
    identifiantStructure: SUPPLIER.siret,
    empreinteCertificatDepot: expect.stringMatching(/^[\w+/]{43}=$/) as string,
  })
  expect(await search({ numeroFacture: 'FA-2026-0042' })).toMatchObject({
    parametresRetour: { pageCourante: 1, pages: 1, nbResultatsParPage: 10, total: 1 },
    listeFactures: [
      {
        identifiantFactureCPP: 8420532,
        numeroFacture: 'FA-2026-0042',
        statut: 'DEPOSEE',
        typeFacture: 'FACTURE',
        modeDepot: 'DEPOT_PDF_API',
        dateHeureEtatCourant: '2026-11-23T10:15:42.000+01:00',
        dateDepot: '2026-11-23',
        dateFacture: '2026-11-20',
        codeFournisseur: SUPPLIER.siret,
        idDestinataire: 25700101,
        montantTTC: 1200,
        rejetTraite: false,
      },
    ],
  })

  pass(60 * MINUTE)
  const history = await ask('factures/v1/consulter/historique', { idFacture: 8420532 })
  expect(history).toMatchObject({
    numeroFacture: 'FA-2026-0042',
    statutCourantCode: 'MISE_EN_PAIEMENT',
    historiquesDesStatuts: { pagesHistoStatut: 1, nbResultatsParPageHistoStatut: 10, totalHistoStatut: 8 },
  })
  const { histoStatut } = history.historiquesDesStatuts as { histoStatut: Record<string, unknown>[] }
  expect(
    histoStatut.map(({ histoStatutCode, histoStatutDatePassage }) => [histoStatutCode, histoStatutDatePassage]),
  ).toEqual([
    ['MISE_EN_PAIEMENT', '2026-11-23 11:15'],
    ['COMPTABILISEE', '2026-11-23 11:07'],
    ['MISE_A_DISPOSITION_COMPTABLE', '2026-11-23 11:00'],
    ['MANDATEE', '2026-11-23 10:50'],
    ['SERVICE_FAIT', '2026-11-23 10:35'],
    ['MISE_A_DISPOSITION', '2026-11-23 10:20'],
    ['EN_COURS_ACHEMINEMENT', '2026-11-23 10:16'],
    ['DEPOSEE', '2026-11-23 10:15'],
  ])
  expect(histoStatut.at(-1)).toMatchObject({ histoStatutId: 1 })
})

it('tells an invoice in full, its status under another name', async () => {
  const { ask, submit, platform } = world()
  const { identifiantFactureCPP } = await submit({
    buyer: BUYERS.both,
    service: 'SERVICE_DEST_SERV_OBL',
    engagement: 'EJ-77',
  })
  platform.move('FA-2026-0042', 'SUSPENDUE', 'PV manquant')
  const { facture } = await ask('factures/v1/consulter/fournisseur', { identifiantFactureCPP })
  expect(facture).toMatchObject({
    identifiantFactureCPP,
    numeroFacture: 'FA-2026-0042',
    statutFacture: 'SUSPENDUE',
    destinataire: {
      idDestinataire: 25700104,
      codeServiceExecutant: 'SERVICE_DEST_SERV_OBL',
      idServiceExecutant: 10136558,
    },
    fournisseur: { idFournisseur: SUPPLIER.id, codeFournisseur: SUPPLIER.siret },
    cadreDeFacturation: { codeCadreFacturation: 'A1_FACTURE_FOURNISSEUR' },
    references: { dateCreationFacture: '2026-11-23 10:15', dateDepot: '2026-11-23', numeroBonCommande: 'EJ-77' },
    recapitulatifDeTva: {
      ligneTva: [{ ligneTvaTauxManuel: 20, ligneTvaMontantBaseHtParTaux: 1000, ligneTvaMontantTvaParTaux: 200 }],
      totalLignesRecapitulativesTVA: 1,
    },
    montantTotal: { montantTtcTotal: 1200, montantAPayer: 1200 },
    pieceJointePrincipale: { idPieceJointePrincipale: 4512345 },
    listeDesPiecesJointes: { pieceJointe: [], totalListePiecesJointe: 0 },
  })
  expect(JSON.stringify(facture)).not.toContain('PV manquant')
})

const refused: [string, Changes, RegExp][] = [
  ['no number', { number: '' }, /numéro de facture est obligatoire/],
  ['a number of 21 characters', { number: 'FA-2026-0000000000042' }, /dépasser 20 caractères/],
  ['a number with a dot', { number: 'FA.42' }, /numéro de facture FA\.42 contient/],
  ['no date', { date: '' }, /date de facture est obligatoire/],
  ['a date to come', { date: '2026-11-24' }, /date de facture 2026-11-24 est postérieure/],
  ['a date of the last century', { date: '1999-12-31' }, /entre 2000 et 2099/],
  ['a stranger as supplier', { supplier: 25700101 }, /fournisseur 12345678200051 n’est pas/],
  ['a bank account that is not ours', { bankAccount: 99 }, /coordonnée bancaire 99/],
  ['an unknown recipient', { buyer: '21990417400014' }, /destinataire 21990417400014 n’est pas connu/],
  ['a recipient that has closed', { buyer: BUYERS.closed }, /destinataire 12345678200085 n’est plus actif/],
  ['a firm as recipient', { buyer: '55566675900017' }, /n’est pas connu/],
  ['no service', { buyer: BUYERS.service }, /code service est obligatoire/],
  ['an unknown service', { buyer: BUYERS.service, service: 'X' }, /code service X est inconnu ou inactif/],
  ['a service that has closed', { buyer: BUYERS.hospital, service: 'ANCIEN' }, /ANCIEN est inconnu ou inactif/],
  ['the service of public suppliers', { buyer: BUYERS.service, service: 'FACTURES_PUBLIQUES' }, /fournisseurs publics/],
  ['no engagement', { buyer: BUYERS.engagement }, /numéro d’engagement est obligatoire/],
  ['no engagement for a service that wants one', { buyer: BUYERS.many, service: 'MF11' }, /engagement est obligatoire/],
  [
    'neither service nor engagement',
    { buyer: BUYERS.either },
    /le code service ou le numéro d’engagement est obligatoire/,
  ],
  [
    'an engagement the State does not know',
    { buyer: BUYERS.state, service: 'SFACETAT', engagement: 'EJ-1' },
    /engagement EJ-1 est inconnu/,
  ],
  ['an engagement of 51 characters', { engagement: 'E'.repeat(51) }, /dépasser 50 caractères/],
  ['an amount due although paid', { cadre: 'A2_FACTURE_FOURNISSEUR_DEJA_PAYEE' }, /nul dans le cadre A2/],
  ['no valideur', { cadre: 'A9_FACTURE_SOUSTRAITANT' }, /SIRET du valideur est obligatoire/],
  ['a stranger as valideur', { cadre: 'A12_FACTURE_COTRAITANT', valideur: '1' }, /valideur 1 n’est pas connu/],
  ['oneself as valideur', { cadre: 'A9_FACTURE_SOUSTRAITANT', valideur: SUPPLIER.siret }, /fournisseur lui-même/],
  ['a total that does not add up', { amounts: { montantTtcTotal: 1200.02 } }, /somme du HT et de la TVA/],
  ['more due than the total', { amounts: { montantAPayer: 1300 } }, /net à payer dépasse/],
  ['a negative credit note', { kind: 'AVOIR', amounts: { montantAPayer: -1200 } }, /avoir doivent être positifs/],
  ['no lines of VAT', { vat: [] }, /récapitulatif de TVA/],
  ['no reason to be exempt', { vatScheme: 'EXONERATION' }, /motif d’exonération de TVA est obligatoire/],
  ['no file', { body: { pieceJointePrincipale: undefined } }, /pièce jointe principale est obligatoire/],
  ['an unknown file', { pieceJointeId: 7 }, /pièce jointe 7 est inconnue/],
]
it.each(refused)('refuses %s', async (_, changes, words) => {
  const { submit, platform } = world()
  const answer = await submit(changes)
  expect(answer.codeRetour).toBeGreaterThan(29000)
  expect(answer.libelle).toMatch(words)
  expect(answer.libelle).toMatch(/^SIMULÉ : /)
  expect(platform.invoices()).toEqual([])
})

const taken: [string, Changes][] = [
  ['an engagement where one is wanted', { buyer: BUYERS.engagement, engagement: 'EJ-1' }],
  ['a service where one is wanted', { buyer: BUYERS.service, service: 'SERVICE_DEST_SERV_OBL' }],
  ['the State, with an order of ten digits', { buyer: BUYERS.state, service: 'SFACETAT', engagement: '0000048295' }],
  ['a service in place of an engagement', { buyer: BUYERS.either, service: 'SERVICE_OU' }],
  ['an engagement in place of a service', { buyer: BUYERS.either, engagement: 'EJ-1' }],
  ['an invoice already paid', { cadre: 'A2_FACTURE_FOURNISSEUR_DEJA_PAYEE', amounts: { montantAPayer: 0 } }],
  ['a cent of rounding', { amounts: { montantTtcTotal: 1200.01, montantAPayer: 1200.01 } }],
  ['a discount, the total before it', { amounts: { montantRemiseGlobaleTTC: 100, montantAPayer: 1100 } }],
  ['a positive credit note', { kind: 'AVOIR' }],
  [
    'an object in place of an array of files',
    { body: { pieceJointePrincipale: { pieceJointePrincipaleId: 4512345 } } },
  ],
]
it.each(taken)('takes %s', async (_, changes) => {
  const { submit } = world()
  expect(await submit(changes)).toMatchObject({ codeRetour: 0, statutFacture: 'DEPOSEE' })
})

it('minds bases that do not make the total only when strict: the AIFE’s own examples have some', async () => {
  const vat = [{ ligneTvaTauxManuel: 20, ligneTvaMontantBaseHtParTaux: 900, ligneTvaMontantTvaParTaux: 200 }]
  expect((await world().submit({ vat })).codeRetour).toBe(0)
  expect((await world({ isStrict: true }).submit({ vat })).libelle).toMatch(/bases HT par taux/)
})

it('never takes a number twice from a supplier, whatever its year, its capitals and its spaces', async () => {
  const { submit, platform } = world()
  await submit({ number: 'FA-1' })
  expect(await submit({ number: 'FA-1', buyer: BUYERS.silent })).toMatchObject({
    codeRetour: 29004,
    libelle: expect.stringMatching(/doublon, le numéro de facture FA-1 a déjà/) as string,
  })
  platform.move('FA-1', 'REJETEE', 'SIMULÉ : montant')
  expect((await submit({ number: 'FA-1' })).codeRetour).toBe(29004)
  expect((await submit({ number: 'FA-1', date: '2025-11-20' })).codeRetour).toBe(29004)
  expect((await submit({ number: 'fa -1' })).codeRetour).toBe(29004)
  expect(platform.invoices()).toHaveLength(1)
})

it('numbers by itself what is entered, whatever number was sent', async () => {
  const { ask, platform } = world()
  const line = {
    lignePosteNumero: 1,
    lignePosteReference: 'R001',
    lignePosteDenomination: 'Entretien',
    lignePosteQuantite: 10,
    lignePosteUnite: 'h',
    lignePosteMontantUnitaireHT: 100,
    lignePosteTauxTvaManuel: 20,
  }
  const entry = submission({
    number: 'MINE',
    body: { modeDepot: 'SAISIE_API', pieceJointePrincipale: undefined, lignePoste: [line] },
  })
  expect(await ask('factures/v1/soumettre', entry)).toMatchObject({
    codeRetour: 0,
    numeroFacture: '20260000000000000014',
  })
  expect(platform.invoices()).toMatchObject([{ issueDate: '2026-11-23', mode: 'SAISIE_API' }])
  expect((await ask('factures/v1/soumettre', { ...entry, lignePoste: [] })).libelle).toMatch(/une ligne de poste/)
})

it('falls over at a date with an hour, and says nothing of one that does not exist', async () => {
  const { post } = world()
  expect((await post('factures/v1/soumettre', submission({ date: '2026-11-20T10:00:00' }))).status).toBe(500)
  expect((await post('factures/v1/soumettre', submission({ date: '2026-02-30' }))).status).toBe(400)
})

it('says nothing when the supplier is not named', async () => {
  const { post } = world()
  expect((await post('factures/v1/soumettre', submission({ body: { fournisseur: {} } }))).status).toBe(400)
})

it('lets the valideur speak first for a subcontractor', async () => {
  const { submit, pass, platform } = world()
  const answer = await submit({ cadre: 'A9_FACTURE_SOUSTRAITANT', valideur: '55566675900017' })
  expect(answer).toMatchObject({ codeRetour: 0, statutFacture: 'A_VALIDER_1' })
  pass(10 * MINUTE)
  const statuses = () => platform.invoices()[0]!.history.map(({ status }) => status)
  expect(statuses()).toEqual(['A_VALIDER_1', 'VALIDEE_1', 'DEPOSEE'])
  pass(60 * MINUTE)
  expect(statuses().at(-1)).toBe('MISE_EN_PAIEMENT')
})

it('never pays in sight where payment is not reported', async () => {
  const { submit, pass, platform } = world()
  await submit({ buyer: BUYERS.silent })
  pass(600 * MINUTE)
  expect(platform.invoices()[0]!.status).toBe('COMPTABILISEE')
})

it('runs faster in haste', async () => {
  const { submit, pass, platform } = world({ haste: 20 })
  await submit()
  pass(3 * MINUTE)
  expect(platform.invoices()[0]!.status).toBe('MISE_EN_PAIEMENT')
})

it('stays where it is put by hand', async () => {
  const { submit, pass, platform, search } = world()
  const { identifiantFactureCPP } = await submit()
  pass(6 * MINUTE)
  platform.move(Number(identifiantFactureCPP), 'STATUT_DE_DEMAIN', 'SIMULÉ : inconnu')
  pass(600 * MINUTE)
  expect(await search()).toMatchObject({
    listeFactures: [{ statut: 'STATUT_DE_DEMAIN', commentaireEtatCourant: 'SIMULÉ : inconnu' }],
  })
  expect(() => platform.move('FA-unknown', 'REJETEE')).toThrow('FA-unknown')
})

it('takes only PDFs of ten megabytes', async () => {
  const { ask, post, platform } = world()
  const put = (fichierFacture: string, nomFichier = 'f.pdf') =>
    ask('factures/v1/deposer/pdf', { fichierFacture, nomFichier, formatDepot: 'PDF_NON_SIGNE' })
  expect(await put(Buffer.from('<html>').toString('base64'))).toMatchObject({ codeRetour: 20001 })
  expect(await put(PDF, 'f.doc')).toMatchObject({ codeRetour: 20001 })
  const heavy = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(10 * 1024 * 1024)])
  const tooHeavy = { fichierFacture: heavy.toString('base64'), nomFichier: 'f.pdf', formatDepot: 'PDF_NON_SIGNE' }
  expect((await post('factures/v1/deposer/pdf', tooHeavy)).status).toBe(413)
  platform.speak({ heavyPdf: 'code' })
  expect(await put(heavy.toString('base64'))).toMatchObject({ codeRetour: 20003 })
  const locked = Buffer.from('%PDF-1.7 trailer << /Encrypt 3 0 R >>')
  expect(await put(locked.toString('base64'))).toMatchObject({ codeRetour: 20004 })
})

it('takes attachments, and lists them with their invoice', async () => {
  const { ask, submit } = world()
  const add = (changes: object) =>
    ask('transverses/v1/ajouter/fichier', {
      pieceJointeFichier: PDF,
      pieceJointeNom: 'pv.pdf',
      pieceJointeTypeMime: 'application/pdf',
      pieceJointeExtension: 'PDF',
      ...changes,
    })
  const { pieceJointeId } = await add({})
  const { identifiantFactureCPP } = await submit({
    body: {
      pieceJointeComplementaire: [
        {
          pieceJointeComplementaireDesignation: 'PV',
          pieceJointeComplementaireType: 'DIVERS',
          pieceJointeComplementaireId: pieceJointeId,
        },
      ],
      pieceJointePrincipale: { pieceJointePrincipaleId: pieceJointeId },
    },
  })
  expect(await ask('factures/v1/consulter/fournisseur', { identifiantFactureCPP })).toMatchObject({
    facture: { listeDesPiecesJointes: { pieceJointe: [{ pieceJointeId, pieceJointeExtension: 'PDF' }] } },
  })
  const heavy = Buffer.alloc(10 * 1024 * 1024 + 1).toString('base64')
  expect(await add({ pieceJointeFichier: heavy })).toMatchObject({ codeRetour: 20003 })
  expect((await add({ pieceJointeFichier: '' })).libelle).toMatch(/vide/)
  expect((await add({ pieceJointeNom: `${'n'.repeat(47)}.pdf` })).libelle).toMatch(/50 caractères/)
  expect((await add({ pieceJointeExtension: 'EXE' })).libelle).toMatch(/EXE/)
})

import { expect, it } from 'vitest'
import { BUYERS, MINUTE, SUPPLIER, world } from './support.ts'

/** A platform with as many invoices as asked for, FA-001 and on, a minute apart. */
async function full(many: number) {
  const here = world()
  const pieceJointeId = await here.putDown()
  for (let index = 1; index <= many; index++) {
    await here.submit({ number: `FA-${String(index).padStart(3, '0')}`, pieceJointeId })
    here.pass(MINUTE)
  }
  const numbers = async (question: object) => {
    const { listeFactures } = await here.search(question)
    return (listeFactures as { numeroFacture: string }[]).map(({ numeroFacture }) => numeroFacture)
  }
  return { ...here, numbers }
}

it('shows ten, the newest first, unless asked otherwise', async () => {
  const { search, numbers } = await full(23)
  expect(await search()).toMatchObject({
    parametresRetour: { pageCourante: 1, pages: 3, nbResultatsParPage: 10, total: 23 },
  })
  expect((await numbers({})).slice(0, 2)).toEqual(['FA-023', 'FA-022'])
  const page = (rechercheFactureParFournisseur: object) => numbers({ rechercheFactureParFournisseur })
  expect(await page({ pageResultatDemandee: 3 })).toEqual(['FA-003', 'FA-002', 'FA-001'])
  expect(await page({ pageResultatDemandee: 4 })).toEqual([])
  expect(await page({ nbResultatsParPage: 100 })).toHaveLength(23)
  expect(await page({ nbResultatsParPage: 2, triColonne: 'numeroFacture', triSens: 'Ascendant' })).toEqual([
    'FA-001',
    'FA-002',
  ])
  expect(await page({ nbResultatsParPage: 1, triColonne: 'NumeroFacture', triSens: 'Descendant' })).toEqual(['FA-023'])
})

it('knows of no more than 200, unless asked for more', async () => {
  const { search } = await full(201)
  const total = async (nbResultatsMaximum?: number) =>
    (await search({ rechercheFactureParFournisseur: { nbResultatsMaximum } })).parametresRetour
  expect(await total()).toMatchObject({ total: 200, pages: 20 })
  expect(await total(1000)).toMatchObject({ total: 201 })
})

it('filters by every thing a client knows of an invoice', async () => {
  const { submit, pass, platform, search } = world()
  await submit({ number: 'FA-1', date: '2026-11-01' })
  pass(24 * 60 * MINUTE)
  await submit({
    number: 'FA-2',
    buyer: BUYERS.both,
    service: 'SERVICE_DEST_SERV_OBL',
    engagement: 'EJ-1',
    bankAccount: SUPPLIER.bankAccount,
    amounts: { montantAPayer: 1100 },
  })
  await submit({
    number: 'AV-1',
    kind: 'AVOIR',
    body: {
      references: {
        deviseFacture: 'EUR',
        typeFacture: 'AVOIR',
        typeTva: 'TVA_SUR_DEBIT',
        numeroFactureOrigine: 'FA-1',
        numeroMarche: 'M-1',
      },
    },
  })
  await submit({ number: 'A9-1', cadre: 'A9_FACTURE_SOUSTRAITANT', valideur: '55566675900017' })
  pass(6 * MINUTE)
  platform.move('FA-2', 'SUSPENDUE')
  const found = async (question: object) => {
    const { listeFactures } = await search({
      ...question,
      rechercheFactureParFournisseur: { triColonne: 'NumeroFacture', triSens: 'Ascendant' },
    })
    return (listeFactures as { numeroFacture: string }[]).map(({ numeroFacture }) => numeroFacture).join(' ')
  }
  expect(await found({})).toBe('A9-1 AV-1 FA-1 FA-2')
  expect(await found({ numeroFacture: 'FA-2' })).toBe('FA-2')
  expect(await found({ numeroFacture: 'FA' })).toBe('')
  expect(await found({ idFournisseur: SUPPLIER.id })).toBe('A9-1 AV-1 FA-1 FA-2')
  expect(await found({ idFournisseur: 25700002 })).toBe('')
  expect(await found({ typeFacture: 'AVOIR' })).toBe('AV-1')
  expect(await found({ numeroFactureOrigine: 'FA-1' })).toBe('AV-1')
  expect(await found({ numeroMarche: 'M-1' })).toBe('AV-1')
  expect(await found({ numeroBonCommande: 'EJ-1' })).toBe('FA-2')
  expect(await found({ coordonneeBancaire: SUPPLIER.bankAccount })).toBe('FA-2')
  expect(await found({ cadreFacturation: 'A9_FACTURE_SOUSTRAITANT' })).toBe('A9-1')
  expect(await found({ idStructureValideur: 25700002 })).toBe('A9-1')
  expect(await found({ modeDepot: 'UPLOAD_API' })).toBe('')
  expect(await found({ statutCourant: ['SUSPENDUE', 'A_VALIDER_1'] })).toBe('A9-1 FA-2')
  expect(await found({ periodeDateDepotDu: '2026-11-24' })).toBe('A9-1 AV-1 FA-2')
  expect(await found({ periodeDateDepotAu: '2026-11-23' })).toBe('FA-1')
  expect(await found({ periodeDateFactureDu: '2026-11-01', periodeDateFactureAu: '2026-11-19' })).toBe('FA-1')
  expect(await found({ periodeDateHeureEtatCourantDu: '2026-11-24' })).toBe('A9-1 AV-1 FA-2')
  expect(await found({ periodeDateHeureEtatCourantDu: '2026-11-24T10:21:42+01:00' })).toBe('FA-2')
  expect(await found({ periodeDateHeureEtatCourantAu: '2026-11-24T10:20:00+01:00' })).toBe('A9-1 FA-1')
  expect(await found({ montantApayerMax: 1150 })).toBe('FA-2')
  expect(await found({ montantTTCMin: 1200.01 })).toBe('')
  expect(await found({ listeDestinataire: [{ idDestinataire: 25700104 }] })).toBe('FA-2')
  expect(await found({ listeDestinataire: [{ idDestinataire: 25700104, listeIdServiceExecutant: [10136557] }] })).toBe(
    '',
  )
  expect(await found({ listeDestinataire: [{ idDestinataire: 25700104 }], rechercheSirenDestinataire: true })).toBe(
    'A9-1 AV-1 FA-1 FA-2',
  )
  expect(await found({ listeDestinataire: [{ raisonSocialeStuctDmd: 'ej et service' }] })).toBe('FA-2')
  expect(await found({ rejetTraite: true })).toBe('')
})

it('gives the size of an invoice when asked for it', async () => {
  const { submit, search } = world()
  await submit()
  expect(await search({})).not.toMatchObject({ listeFactures: [{ taille: 15 }] })
  expect(await search({ recupererTaille: true })).toMatchObject({ listeFactures: [{ taille: 15 }] })
})

it('turns the pages of a long history', async () => {
  const { ask, submit, platform, pass } = world()
  const { identifiantFactureCPP: idFacture } = await submit()
  for (let turn = 1; turn <= 10; turn++) {
    pass(MINUTE)
    platform.move('FA-2026-0042', 'SUSPENDUE', `SIMULÉ : ${turn}`)
  }
  const history = await ask('factures/v1/consulter/historique', {
    idFacture,
    paramRechercheHistoStatuts: { pageResultatDemandeeListeHistoStatut: 2, triSensListeHistoStatut: 'Ascendant' },
  })
  expect(history.historiquesDesStatuts).toMatchObject({
    pageCouranteHistoStatut: 2,
    pagesHistoStatut: 2,
    histoStatut: [
      { histoStatutCommentaire: 'SIMULÉ : 9', histoStatutUtilisateurNom: 'SIMULÉ' },
      { histoStatutId: 12, histoStatutCommentaire: 'SIMULÉ : 10' },
    ],
  })
})

it('refuses to tell of an invoice nobody knows', async () => {
  const { ask } = world()
  for (const [path, question] of [
    ['consulter/historique', { idFacture: 1 }],
    ['consulter/fournisseur', { identifiantFactureCPP: 1 }],
  ] as const)
    expect(await ask(`factures/v1/${path}`, question)).toMatchObject({ codeRetour: 29100 })
})

it('turns the pages of the actions, and shows no more than asked for', async () => {
  const { ask, submit } = world()
  const { identifiantFactureCPP: idFacture } = await submit()
  for (let turn = 1; turn <= 12; turn++)
    await ask('factures/v1/telecharger/groupe', { format: 'PDF', listeFacture: [{ idFacture }] })
  const actionsOf = async (question: object) => {
    const history = await ask('factures/v1/consulter/historique', { idFacture, ...question })
    const { histoAction, ...pages } = history.historiquesDesActionsUtilisateurs as { histoAction: object[] }
    return { ids: (histoAction as { histoActionId: number }[]).map(({ histoActionId }) => histoActionId), ...pages }
  }
  const page = { pageResultatDemandeeListeHistoAction: 2, nbResultatsParPageListeHistoAction: 5 }
  expect(await actionsOf({ paramRechercheHistoActionsUtilisateurs: page })).toEqual({
    ids: [7, 6, 5, 4, 3],
    pageCouranteHistoAction: 2,
    pagesHistoAction: 3,
    nbResultatsParPageHistoAction: 5,
    totalHistoAction: 12,
  })
  const oldest = { triColonneListeHistoAction: 'HistoActionDateHeure', triSensListeHistoAction: 'Ascendant' }
  expect(await actionsOf({ nbResultatsMaximum: 3 })).toMatchObject({ ids: [12, 11, 10], totalHistoAction: 3 })
  expect(await actionsOf({ paramRechercheHistoActionsUtilisateurs: { ...oldest, triColonneListeHistoAction: '' } }))
    .toMatchObject({ ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }) // prettier-ignore
  expect(await actionsOf({ nbResultatsMaximum: 0 })).toMatchObject({ totalHistoAction: 12 })
})

it('turns the pages of the lines of an invoice, under either name', async () => {
  const { ask, submit } = world()
  const lignePoste = Array.from({ length: 15 }, (_, index) => ({
    lignePosteNumero: index + 1,
    lignePosteReference: `R${index + 1}`,
    lignePosteDenomination: 'x',
    lignePosteQuantite: 1,
    lignePosteUnite: 'u',
    lignePosteMontantUnitaireHT: 100 - index,
    lignePosteTauxTvaManuel: 20,
  }))
  const { identifiantFactureCPP } = await submit({ body: { lignePoste } })
  const lines = async (question: object) => {
    const answer = await ask('factures/v1/consulter/fournisseur', { identifiantFactureCPP, ...question })
    const { lignePoste: rows, ...pages } = (answer.facture as { lignesDePoste: { lignePoste: object[] } }).lignesDePoste
    return { numbers: (rows as { lignePosteNumero: number }[]).map((row) => row.lignePosteNumero), ...pages }
  }
  const second = { pageResultatDemandeeLignesPoste: 2, nbResultatsParPageLignesPoste: 12 }
  for (const name of ['getpLignesPoste', 'pLignesPoste'])
    expect(await lines({ [name]: second })).toEqual({
      numbers: [13, 14, 15],
      pageCouranteLignesPoste: 2,
      pagesLignesPoste: 2,
      nbResultatsParPageLignesPoste: 12,
      totalLignesPoste: 15,
    })
  expect((await lines({ getpLignesPoste: { nbResultatsParPageLignesPoste: 50 } })).numbers).toHaveLength(15)
  const byPrice = { triColonneListeLignesPoste: 'LignePosteMontantUnitaireHT', triSensListeLignesPoste: 'Ascendant' }
  expect((await lines({ getpLignesPoste: byPrice })).numbers.slice(0, 2)).toEqual([15, 14])
  expect((await lines({})).numbers).toHaveLength(10)
})

it('keeps the service of the supplier, finds by it and by who deposited', async () => {
  const { submit, search, ask } = world()
  const of = (number: string, idServiceFournisseur?: number) =>
    submit({ number, body: { fournisseur: { idFournisseur: SUPPLIER.id, idServiceFournisseur } } })
  await of('FA-1')
  const { identifiantFactureCPP } = await of('FA-2', 10136590)
  expect(await of('FA-3', 999)).toMatchObject({ codeRetour: 29013 })
  expect(await search({ idServiceFournisseur: 10136590 })).toMatchObject({
    listeFactures: [{ numeroFacture: 'FA-2', codeServiceFournisseur: 'ATELIER', nomServiceFournisseur: 'Atelier' }],
  })
  expect(await search({ idServiceFournisseur: 999 })).toMatchObject({ listeFactures: [] })
  expect(await search({ idUtilisateurCreateur: [1] })).toMatchObject({ listeFactures: [] })
  expect((await search({ idUtilisateurCreateur: [1, 900123] })).listeFactures).toHaveLength(2)
  expect(await ask('factures/v1/consulter/fournisseur', { identifiantFactureCPP })).toMatchObject({
    facture: { fournisseur: { idServiceFournisseur: 10136590, codeServiceFournisseur: 'ATELIER' } },
  })
})

it('lists what is still to be handled, rejections too unless they are hidden or settled', async () => {
  const { submit, platform, ask } = world()
  for (const number of ['FA-1', 'FA-2', 'FA-3', 'FA-4']) await submit({ number })
  platform.move('FA-1', 'MISE_EN_PAIEMENT')
  platform.move('FA-2', 'SUSPENDUE')
  platform.move('FA-3', 'REJETEE')
  const found = async (question: object) => {
    const answer = await ask('factures/v1/rechercher/atraiter/fournisseur', question)
    return (answer.listeFactures as { numeroFacture: string }[]).map(({ numeroFacture }) => numeroFacture)
  }
  expect(await found({})).toEqual(['FA-4', 'FA-3', 'FA-2'])
  expect(await found({ masquerRejetee: true })).toEqual(['FA-4', 'FA-2'])
  expect(await found({ idStructure: 1 })).toEqual([])
  const one = { rechercheFactureATraiterParFournisseur: { nbResultatsParPage: 1, pageResultatDemandee: 2 } }
  expect(await found(one)).toEqual(['FA-3'])
  const rejected = platform.invoices().find(({ number }) => number === 'FA-3')!
  await ask('factures/v1/traiterRejet', { listeDemandePaiement: [{ idDemandePaiement: rejected.id }] })
  expect(await found({})).toEqual(['FA-4', 'FA-2'])
})

import { expect, it } from 'vitest'
import { BUYERS, SUPPLIER, world } from './support.ts'

it('finds a structure by its SIRET', async () => {
  const { ask } = world()
  const structure = { identifiantStructure: BUYERS.both, typeIdentifiantStructure: 'SIRET' }
  expect(await ask('structures/v1/rechercher', { restreindreStructuresPrivees: false, structure })).toEqual({
    codeRetour: 0,
    libelle: 'TRA_MSG_00.000',
    parametresRetour: { pageCourante: 1, pages: 1, nbResultatsParPage: 10, total: 1 },
    listeStructures: [
      {
        idStructureCPP: 25700104,
        typeIdentifiantStructure: 'SIRET',
        identifiantStructure: BUYERS.both,
        designationStructure: 'COMMUNE FICTIVE EJ ET SERVICE',
        statut: 'ACTIVE',
      },
    ],
  })
})

it('finds structures by name, kind and state', async () => {
  const { ask } = world()
  const found = async (structure: object, rest: object = {}) => {
    const { listeStructures } = await ask('structures/v1/rechercher', { structure, ...rest })
    return (listeStructures as { designationStructure: string }[]).map(
      ({ designationStructure }) => designationStructure,
    )
  }
  expect(await found({ raisonSocialeStructure: 'métropole' })).toEqual([])
  expect(await found({ raisonSocialeStructure: 'metropole' })).toEqual(['METROPOLE FICTIVE'])
  expect(await found({ typeStructure: 'PRIVEE' })).toEqual(['SARL FICTIVE'])
  expect(await found({ typeStructure: 'PRIVEE' }, { restreindreStructuresPrivees: false })).toHaveLength(2)
  expect(await found({ statutStructure: 'INACTIF' })).toEqual(['COMMUNE FICTIVE FERMEE'])
  expect(await found({ identifiantStructure: '21990417400014' })).toEqual([])
  expect(await found({ estMOA: true })).toEqual(['MAITRE D OUVRAGE FICTIF'])
  expect(await found({ estMOAUniquement: true })).toEqual(['MAITRE D OUVRAGE FICTIF'])
  expect(await found({ adresseCodePays: 'BE' })).toEqual([])
  expect(await found({ nomStructure: 'MARTIN' })).toEqual([])
  expect(await found({ prenomStructure: 'ADA' })).toEqual([])
  const all = await found({}, { parametres: { nbResultatsParPage: 50 } })
  expect(await found({ adresseCodePays: 'FR', estMOA: false }, { parametres: { nbResultatsParPage: 50 } })).toEqual(all)
})

it('says what a structure asks for and what it does not, or leaves that out', async () => {
  const { ask, platform } = world()
  const demands = async (idStructureCPP: number) =>
    (await ask('structures/v1/consulter', { codeLangue: 'fr', idStructureCPP })).parametres
  const nothing = {
    getaMoa: false,
    estMoaUniquement: false,
    gestionNumeroEJOuCodeService: false,
    codeServiceDoitEtreRenseigne: false,
    numeroEJDoitEtreRenseigne: false,
    statutMiseEnPaiementNestPasRemonte: false,
  }
  expect(await demands(25700101)).toEqual(nothing)
  expect(await demands(25700112)).toEqual({ ...nothing, getaMoa: true, estMoaUniquement: true })
  platform.speak({ flags: 'absent' })
  expect(await demands(25700101)).toEqual({})
  expect(await demands(25700102)).toEqual({ numeroEJDoitEtreRenseigne: true })
  expect(await demands(25700103)).toEqual({ codeServiceDoitEtreRenseigne: true })
  expect(await demands(25700104)).toEqual({ codeServiceDoitEtreRenseigne: true, numeroEJDoitEtreRenseigne: true })
  expect(await demands(25700106)).toEqual({ gestionNumeroEJOuCodeService: true })
  expect(await demands(25700110)).toEqual({ statutMiseEnPaiementNestPasRemonte: true })
})

it('knows idStructure for idStructureCPP, unless it is strict', async () => {
  const consult = (isStrict: boolean) => world({ isStrict }).post('structures/v1/consulter', { idStructure: 25700101 })
  expect((await consult(false)).status).toBe(200)
  expect((await consult(true)).status).toBe(400)
})

it('keeps private structures of others to itself', async () => {
  const { ask } = world()
  expect(await ask('structures/v1/consulter', { idStructureCPP: 25700002 })).toMatchObject({ codeRetour: 29130 })
  expect(await ask('structures/v1/consulter', { idStructureCPP: SUPPLIER.id })).toMatchObject({
    informationGenerales: { structurePriveePublique: 'PRIVEE' },
  })
})

it('lists services ten by ten, closed ones too', async () => {
  const { ask } = world()
  const list = async (idStructure: number, paging?: object) => {
    const answer = await ask('structures/v1/rechercher/services', {
      idStructure,
      parametresRechercherServicesStructure: paging,
    })
    return {
      answer,
      codes: (answer.listeServices as { codeService: string }[]).map(({ codeService }) => codeService),
    }
  }
  const first = await list(25700109)
  expect(first.codes).toHaveLength(10)
  expect(first.answer.parametresRetour).toEqual({ pageCourante: 1, pages: 2, nbResultatsParPage: 10, total: 12 })
  expect((await list(25700109, { pageResultatDemandee: 2 })).codes).toEqual(['MF11', 'MF12'])
  expect((await list(25700109, { nbResultatsParPage: 10_000 })).codes).toHaveLength(12)
  expect((await list(25700107)).answer.listeServices).toEqual([
    {
      idService: 10136562,
      codeService: 'ACHATS',
      libelleService: 'Achats',
      dateDbtService: '2016-12-28 08:30',
      estActif: true,
    },
    {
      idService: 10136563,
      codeService: 'ANCIEN',
      libelleService: 'Ancien service des achats',
      dateDbtService: '2016-12-28 08:30',
      dateFinService: '2024-12-31 23:59',
      estActif: false,
    },
  ])
})

it('says whether a service asks for an engagement by itself', async () => {
  const { ask } = world()
  const consult = (idService: number) => ask('structures/v1/consulter/service', { idStructure: 25700109, idService })
  expect(await consult(10136580)).toMatchObject({
    informationsGenerales: { codeService: 'MF11', nomService: 'Marchés' },
    parametres: { numeroEngagement: true, dateDebutValidite: '2016-12-28T08:30:47+01:00' },
  })
  expect(await consult(10136570)).toMatchObject({ parametres: { numeroEngagement: false } })
  expect(await consult(1)).toMatchObject({ codeRetour: 29131 })
})

it('names the structures of the account, their bank accounts and what may be chosen', async () => {
  const { ask } = world()
  expect(await ask('transverses/v1/recuperer/structures/actives/fournisseur')).toMatchObject({
    listeStructures: [
      { idStructureCPP: SUPPLIER.id, identifiant: SUPPLIER.siret, designationStructure: 'SARL FICTIVE' },
    ],
  })
  expect(await ask('transverses/v1/recuperer/coordbanc/valides', { idStructure: SUPPLIER.id })).toMatchObject({
    listeCoordonneeBancaire: [{ idCoordonneeBancaire: SUPPLIER.bankAccount }],
    pageCourante: 1,
    total: 1,
  })
  expect(await ask('transverses/v1/recuperer/coordbanc/valides', { idStructure: 25700101 })).toMatchObject({
    codeRetour: 29120,
  })
  const { listeMotifsExonerationTva } = await ask('transverses/v1/recuperer/motifs/exonerationtva', {
    codeLangue: 'fr',
  })
  for (const { libelleMotifExonerationTva } of listeMotifsExonerationTva as Record<string, string>[])
    expect(libelleMotifExonerationTva).toMatch(/^SIMULÉ : /)
})

it('names what an attachment may be, by object', async () => {
  const { ask } = world()
  const types = async (question: object) =>
    (await ask('transverses/v1/recuperer/typespj', question)).listeTypePieceJointe as Record<string, string>[]
  expect((await types({ codeLangue: 'fr', typeObjet: 'FACTURE' }))[0]).toEqual({
    codeTypePieceJointe: 'DIVERS',
    libelleTypePieceJointe: 'Pièce jointe standard',
    idTypePieceJointe: 1,
    typeObjet: 'FACTURE',
  })
  expect(new Set((await types({})).map(({ typeObjet }) => typeObjet)).size).toBe(3)
})

it('looks for orders', async () => {
  const { ask, post } = world()
  const path = 'engagementsJuridiques/v1/rechercher'
  const find = (numeroEngagementJuridique: string, structure = String(SUPPLIER.id)) =>
    ask(path, {
      structureReceptriceEngagementJuridique: structure,
      numeroEngagementJuridique,
      etatCourantEngagementJuridique: 'COMMANDE',
    })
  expect(await find('1512345678')).toEqual({
    codeRetour: 0,
    libelle: 'TRA_MSG_00.000',
    listeEngagementJuridique: [{ numeroEngagementJuridique: '1512345678', etatCourantEngagementJuridique: 'COMMANDE' }],
  })
  expect(await find('1512345000')).toMatchObject({ codeRetour: 0, listeEngagementJuridique: [] })
  expect(await find('1512345678', '1')).toMatchObject({ listeEngagementJuridique: [] })
  const asNumber = { structureReceptriceEngagementJuridique: SUPPLIER.id, numeroEngagementJuridique: '1' }
  expect((await post(path, asNumber)).status).toBe(400)
})

it('says what the account belongs to', async () => {
  const { ask, post } = world()
  expect(await ask('utilisateurs/v1/monCompte/recuperer/rattachements')).toEqual({
    codeRetour: 0,
    libelle: 'TRA_MSG_00.000',
    parametresRetour: { pageCourante: 1, pages: 1, nbResultatsParPage: 10, total: 1 },
    listeStructureRattachement: [
      {
        idRattachementStructure: 501,
        idStructure: SUPPLIER.id,
        typeIdentifiantStructure: 'SIRET',
        identifiantStructure: SUPPLIER.siret,
        designationStructure: 'SARL FICTIVE',
        roleUtilisateur: 'GESTIONNAIRE',
        statutRattachementStructure: 'VALIDEE',
        statutUtilisateur: 'ACTIF',
        listeServicesRattache: [expect.objectContaining({ idService: 10136590, codeService: 'ATELIER' })],
      },
    ],
  })
  const list = 'structures/v1/lister/rattachementsutilisateur'
  expect(await ask(list, { identifiantStructure: SUPPLIER.siret })).toMatchObject({
    idStructure: SUPPLIER.id,
    listeServices: [{ idService: 10136590, dateDebut: '2016-12-28T08:30:47+01:00' }],
  })
  expect(await ask(list, { idStructure: 25700101 })).toMatchObject({ codeRetour: 29120 })
  expect((await post(list, { idStructure: 'x' })).status).toBe(400)
})

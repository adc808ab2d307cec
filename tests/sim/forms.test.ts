import { expect, it } from 'vitest'
import { BUYERS, PDF, SUPPLIER, submission, world } from './support.ts'

/** Where the sources do not agree, the simulator has both forms: what it takes, and what it answers. */

it('takes what clients in production write in another type, unless it is strict', async () => {
  const questions: [string, object][] = [
    [
      'structures/v1/rechercher',
      { restreindreStructuresPrivees: '', structure: { identifiantStructure: BUYERS.both } },
    ],
    ['structures/v1/consulter', { idStructureCPP: '25700101' }],
    ['transverses/v1/telecharger/annuaire/destinataire', []],
    ['factures/v1/rechercher/fournisseur', { montantTTCMin: '1000.50', rechercheFactureParFournisseur: [] }],
  ]
  for (const [path, question] of questions) {
    expect([path, (await world().post(path, question)).status]).toEqual([path, 200])
    expect([path, (await world({ isStrict: true }).post(path, question)).status]).toEqual([path, 400])
  }
  const here = world()
  const pieceJointeId = String(await here.putDown())
  const main = { pieceJointePrincipaleDesignation: 'F', pieceJointePrincipaleId: pieceJointeId }
  const body = { fournisseur: { idFournisseur: String(SUPPLIER.id) }, pieceJointePrincipale: [main] }
  expect(await here.ask('factures/v1/soumettre', submission({ body }))).toMatchObject({ codeRetour: 0 })
  for (const idStructureCPP of ['', 'x', '1e3', true, {}])
    expect((await here.post('structures/v1/consulter', { idStructureCPP })).status).toBe(400)
})

it('writes its answers in the form it is told', async () => {
  const { ask, platform, submit, search } = world({ forms: { unread: 'absent', instants: 'seconds' } })
  const pdf = { fichierFacture: PDF, nomFichier: 'f.pdf', formatDepot: 'PDF_NON_SIGNE' }
  expect(Object.keys(await ask('factures/v1/deposer/pdf', pdf))).toEqual(['codeRetour', 'libelle', 'pieceJointeId'])
  const { identifiantFactureCPP } = await submit()
  const since = async () =>
    ((await search()).listeFactures as { dateHeureEtatCourant: string }[])[0]!.dateHeureEtatCourant
  expect(await since()).toBe('2026-11-23T10:15:42+01:00')
  platform.speak({ instants: 'milliseconds' })
  expect(await since()).toBe('2026-11-23T10:15:42.000+01:00')

  for (const [replyDates, expected] of [
    ['minute', '2026-11-23 10:15'],
    ['day', '2026-11-23'],
    ['instant', '2026-11-23T10:15:42.000+01:00'],
  ] as const) {
    platform.speak({ replyDates })
    platform.move(identifiantFactureCPP as number, 'SUSPENDUE')
    const completed = await ask('factures/v1/completer', { identifiantFactureCPP, commentaire: 'Voici' })
    platform.move(identifiantFactureCPP as number, 'A_RECYCLER')
    const recycled = await ask('factures/v1/recycler', { identifiantFactureCPP })
    expect([completed['dateTraitement'], recycled['dateDepot']]).toEqual([expected, expected])
  }
})

it('insists when it is strict: words of a list, types of attachments', async () => {
  for (const filter of [{ typeFacture: 'X' }, { cadreFacturation: 'A1' }, { modeDepot: 'API' }]) {
    expect(await world().search(filter)).toMatchObject({ listeFactures: [] })
    const response = await world({ isStrict: true }).post('factures/v1/rechercher/fournisseur', filter)
    expect(response.status).toBe(400)
  }
  for (const isStrict of [false, true]) {
    const here = world({ isStrict })
    const file = { pieceJointeComplementaireId: await here.putDown(), pieceJointeComplementaireType: 'INVENTE' }
    const { codeRetour } = await here.submit({ body: { pieceJointeComplementaire: [file] } })
    expect(codeRetour).toBe(isStrict ? 29073 : 0)
  }
})

it('asks for a rate on every line, and for a service the valideur has', async () => {
  const { submit } = world()
  const row = { ligneTvaMontantBaseHtParTaux: 1000, ligneTvaMontantTvaParTaux: 200 }
  expect(await submit({ vat: [row] })).toMatchObject({ codeRetour: 29055 })
  expect(await submit({ number: 'FA-1', vat: [{ ...row, ligneTvaTaux: 'TVA5' }] })).toMatchObject({ codeRetour: 0 })
  const validated = (number: string, codeServiceValideur: string) =>
    submit({
      number,
      body: {
        cadreDeFacturation: {
          codeCadreFacturation: 'A9_FACTURE_SOUSTRAITANT',
          codeStructureValideur: '55566675900017',
          codeServiceValideur,
        },
      },
    })
  expect(await validated('FA-2', 'INCONNU')).toMatchObject({ codeRetour: 29035 })
  expect(await validated('FA-3', 'CHANTIERS')).toMatchObject({ codeRetour: 0 })
})

it('counts every service, and no more than 200 invoices', async () => {
  const { ask } = world()
  const paging = { nbResultatsMaximum: 3 }
  const services = { idStructure: 25700109, parametresRechercherServicesStructure: paging }
  expect(await ask('structures/v1/rechercher/services', services)).toMatchObject({ parametresRetour: { total: 12 } })
  const structures = { structure: {}, parametres: paging }
  expect(await ask('structures/v1/rechercher', structures)).toMatchObject({ parametresRetour: { total: 13 } })
})

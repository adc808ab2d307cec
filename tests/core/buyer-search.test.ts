import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ANNUAIRE, openLocalDirectory } from '../../electron/core/buyers/local-directory.ts'
import type { Structure } from '../../electron/core/buyers/structure.ts'
import { structures } from '../support/structures.ts'

const named = (siret: string, name: string, postcode = '', town = '', more: Partial<Structure> = {}): Structure => ({
  ...{ siret, name, postcode, town, isActive: true, known: 'file', seenAt: 0 },
  ...more,
})
const few = [
  named('21990417400014', 'COMMUNE DE SAINT-AUBRAC', '99410', 'Saint-Aubrac'),
  named('26990417400013', 'CENTRE COMMUNAL D’ACTION SOCIALE DE SAINT AUBRAC', '99410', 'Saint-Aubrac'),
  named('26990086100024', 'Centre hospitalier de Varescourt', '99200', 'Varescourt'),
  named('26990086100032', 'C.H.U. DE SOREL', '99430', 'Sorel'),
  named('19990012300015', 'LYC. PROF. ÉLISE-ŒUVRARD', '99410', 'Saint-Aubrac'),
  named('24990086100025', 'COMMUNAUTE DE COMMUNES DU PAYS DE SOREL', '99430', 'Sorel'),
  named('28990086100021', 'SERVICE DEPARTEMENTAL D’INCENDIE ET DE SECOURS', '99000', 'Grandval'),
  named('21990500700019', 'COMMUNE DE LA BÂTIE-MONTCLAR', '01230', 'La Bâtie-Montclar'),
  named('21990500700027', 'VILLE DE GRANDVAL', '99000', 'Grandval', { isActive: false }),
  named('21990500700035', 'MAIRIE DE GRANDVAL-LE-VIEUX', '99001', 'Grandval-le-Vieux'),
]

function directory(content: Structure[] = few) {
  const folder = mkdtempSync(join(tmpdir(), 'annuaire-'))
  const opened = openLocalDirectory(join(folder, ANNUAIRE))
  opened.put(content)
  onTestFinished(() => {
    opened.close()
    rmSync(folder, { recursive: true })
  })
  return opened
}

describe('finds what is meant', () => {
  const here = openLocalDirectory(':memory:')
  here.put(few)
  it.each([
    ['accents left out', 'batie montclar', 'COMMUNE DE LA BÂTIE-MONTCLAR'],
    ['accents added', 'soréł'.replace('ł', 'l'), 'C.H.U. DE SOREL'],
    ['capitals', 'CENTRE HOSPITALIER', 'Centre hospitalier de Varescourt'],
    ['a ligature', 'oeuvrard', 'LYC. PROF. ÉLISE-ŒUVRARD'],
    ['« mairie » for « commune »', 'mairie de saint-aubrac', 'COMMUNE DE SAINT-AUBRAC'],
    ['« commune » for « mairie »', 'commune grandval le v', 'MAIRIE DE GRANDVAL-LE-VIEUX'],
    ['« CH » for « centre hospitalier »', 'ch varescourt', 'Centre hospitalier de Varescourt'],
    ['« centre hospitalier » for « C.H.U. »', 'centre hospitalier universitaire sorel', 'C.H.U. DE SOREL'],
    ['« hôpital »', 'hôpital varescourt', 'Centre hospitalier de Varescourt'],
    ['« lycée » for « lyc. »', 'lycée élise', 'LYC. PROF. ÉLISE-ŒUVRARD'],
    ['« st » for « saint »', 'st aubrac', 'COMMUNE DE SAINT-AUBRAC'],
    ['« CCAS » for its four words', 'ccas st aubrac', 'CENTRE COMMUNAL D’ACTION SOCIALE DE SAINT AUBRAC'],
    ['« SDIS »', 'sdis', 'SERVICE DEPARTEMENTAL D’INCENDIE ET DE SECOURS'],
    ['« com com »', 'cc sorel', 'COMMUNAUTE DE COMMUNES DU PAYS DE SOREL'],
    ['a word only begun', 'comm saint aub', 'COMMUNE DE SAINT-AUBRAC'],
    ['an apostrophe, straight or not', "d'incendie", 'SERVICE DEPARTEMENTAL D’INCENDIE ET DE SECOURS'],
    ['a small word being typed', 'commune de la', 'COMMUNE DE LA BÂTIE-MONTCLAR'],
    ['a letter left out', 'varscourt', 'Centre hospitalier de Varescourt'],
    ['a letter too many', 'varrescourt', 'Centre hospitalier de Varescourt'],
    ['two letters swapped', 'vraescourt', 'Centre hospitalier de Varescourt'],
    ['two letters swapped in a short word', 'aubarc', 'COMMUNE DE SAINT-AUBRAC'],
    ['a wrong letter in a word only begun', 'aubrec', 'COMMUNE DE SAINT-AUBRAC'],
    ['a fault and a kind', 'mairi saint aubrca', 'COMMUNE DE SAINT-AUBRAC'],
    ['the town', 'mairie 99410', 'COMMUNE DE SAINT-AUBRAC'],
    ['the postcode', '99410', 'COMMUNE DE SAINT-AUBRAC'],
    ['the beginning of a SIRET', '219 904', 'COMMUNE DE SAINT-AUBRAC'],
    ['a SIRET with no-break spaces', '219\u202f904\u202f174\u00a000014', 'COMMUNE DE SAINT-AUBRAC'],
    ['a piece from the middle of a SIRET', '417400014', 'COMMUNE DE SAINT-AUBRAC'],
    ['what is active before what is not', 'grandval', 'MAIRIE DE GRANDVAL-LE-VIEUX'],
  ])('%s: « %s »', (_what, typed, name) => {
    expect(here.search(typed, 5).map((hit) => hit.name)[0]).toBe(name)
  })

  it.each(['ministère des armées', 'zzzz', '999999', '"', '*', 'a* OR b', "';--", '🙂', 'a'.repeat(300)])(
    'says that it has nothing, and takes nothing for an order: « %s »',
    (typed) => expect(here.search(typed, 5)).toEqual([]),
  )

  it.each([
    ['Mairie de Saint-Aubrac – Service technique', 'COMMUNE DE SAINT-AUBRAC'],
    ['Monsieur le Maire de SAINT AUBRAC', 'COMMUNE DE SAINT-AUBRAC'],
    ['CH VARESCOURT Direction des achats BP 12', 'Centre hospitalier de Varescourt'],
    ['Communauté de Communes Pays de Sorel', 'COMMUNAUTE DE COMMUNES DU PAYS DE SOREL'],
    ['Service Départemental d’Incendie et de Secours (SDIS 99)', 'SERVICE DEPARTEMENTAL D’INCENDIE ET DE SECOURS'],
    ['Menuiserie Aubrelle', undefined],
    ['Mairie de Boisjoli-sur-Vesle', undefined],
    ['Monsieur le Maire de Saint-Ylvard', undefined],
    ['Ville de Vieux-Boisjoli', undefined],
    ['Mairie', undefined],
    ['', undefined],
  ])('proposes for the name on a page: « %s »', (name, likely) => {
    expect(here.likely(name)[0]?.name).toBe(likely)
  })
})

it('puts the address book first, and shows it before anything is typed', () => {
  const here = directory()
  here.put([named('24990086100025', 'COMMUNAUTE DE COMMUNES DU PAYS DE SOREL')], { inBook: true })
  expect(here.search('sorel', 5).map(({ name, inBook }) => [name, inBook])).toEqual([
    ['COMMUNAUTE DE COMMUNES DU PAYS DE SOREL', true],
    ['C.H.U. DE SOREL', false],
  ])
  expect(here.search('  ', 5).map(({ name }) => name)).toEqual(['COMMUNAUTE DE COMMUNES DU PAYS DE SOREL'])
})

it('finds a structure under its new name only, and keeps the town a list does not give', () => {
  const here = directory()
  here.put([named('21990417400014', 'COMMUNE NOUVELLE DE HAUTERIVE')])
  expect(here.search('hauterive', 5)[0]).toMatchObject({ siret: '21990417400014', town: 'Saint-Aubrac' })
  expect(here.search('commune saint aubrac', 5).map(({ siret }) => siret)).toEqual(['21990417400014'])
  expect(here.count()).toBe(few.length)
})

it('finds each of many by its own name, and by a name with a fault', () => {
  const many = structures(3000)
  const here = openLocalDirectory(':memory:')
  here.put(many)
  const chosen = many.filter((_each, index) => index % 100 === 0)
  const isFound = (typed: string, siret: string) => here.search(typed, 20).some((hit) => hit.siret === siret)
  for (const { siret, name, postcode } of chosen) {
    expect(isFound(name.toLowerCase(), siret), name).toBe(true)
    expect(isFound(`${name.slice(0, -3)}${name.slice(-2)} ${postcode}`, siret), `${name} with a fault`).toBe(true)
    expect(isFound(siret.slice(3, 12), siret), siret).toBe(true)
  }
})

it('starts anew when its file is damaged, and when the words of today’s tables are others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'annuaire-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, ANNUAIRE)
  writeFileSync(path, 'not a database at all, and long enough to be looked at'.repeat(50))
  const here = openLocalDirectory(path)
  expect([here.count(), here.isUpToDate()]).toEqual([0, true])
  here.put(few)
  here.setMark('words', 'of another year')
  here.close()
  const again = openLocalDirectory(path)
  expect(again.isUpToDate()).toBe(false)
  for (let last: number | undefined = -1; last !== undefined;) last = again.rewrite(last, 3)
  again.setUpToDate()
  expect(again.isUpToDate()).toBe(true)
  expect(again.search('mairie saint aubrac', 5)[0]?.name).toBe('COMMUNE DE SAINT-AUBRAC')
  again.close()
})

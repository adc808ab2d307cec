import { ZipArchive } from 'archiver'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createImporter } from '../../electron/core/buyers/importer.ts'
import { NotADirectory, readDirectory } from '../../electron/core/buyers/read-directory.ts'
import { siretOf, structures } from '../support/structures.ts'
import { world } from '../support/world.ts'

const [one, two, three] = [siretOf(1), siretOf(2), siretOf(3)] as [string, string, string]
const read = (content: string | Uint8Array) =>
  readDirectory(typeof content === 'string' ? Buffer.from(content) : content, 0)
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
const windows = (text: string) => Buffer.from(text, 'latin1')
async function zipOf(contents: Record<string, string | Buffer>) {
  const zip = new ZipArchive()
  for (const [name, content] of Object.entries(contents)) zip.append(content, { name })
  void zip.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of zip) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

describe('reads a CSV, however it is written', () => {
  it.each<[string, string | Uint8Array]>([
    ['semicolons', `SIRET;Nom;Code postal;Ville\n${one};Mairie d’Évron;01234;Évron`],
    ['commas and quotes', `siret,"raison sociale",cp,commune\r\n${one},"Mairie d’Évron",01234,Évron\r\n`],
    ['tabs, other heads, another order', `Commune\tDésignation\tN° SIRET\tCP\nÉvron\tMairie d’Évron\t${one}\t01234`],
    [
      'names of the API',
      `identifiantStructure;designationStructure;adresseCodePostal;adresseVille\n${one};Mairie d’Évron;01234;Évron`,
    ],
    [
      'capitals and underscores',
      `IDENTIFIANT_STRUCTURE;RAISON_SOCIALE;CODE_POSTAL;VILLE\n${one};Mairie d’Évron;01234;Évron`,
    ],
    ['the mark of UTF-8', `\uFEFFSIRET;Nom;Code postal;Ville\n${one};Mairie d’Évron;01234;Évron`],
    ['UTF-16', utf16(`SIRET;Nom;Code postal;Ville\n${one};Mairie d’Évron;01234;Évron`)],
    ['Excel’s first line', `sep=|\nSIRET|Nom|Code postal|Ville\n${one}|Mairie d’Évron|01234|Évron`],
    [
      'a title above the heads',
      `Annuaire du 12 novembre\n\nSIRET;Nom;Code postal;Ville\n${one};Mairie d’Évron;01234;Évron`,
    ],
    [
      'spaces in the SIRET, a zero lost in the postcode',
      `SIRET;Nom;Code postal;Ville\n ${one.replace(/(...)/g, '$1 ')};Mairie d’Évron;1234;Évron`,
    ],
    ['Excel’s trick for digits', `SIRET;Nom;Code postal;Ville\n="${one}";Mairie d’Évron;"01234";Évron`],
    [
      'no-break spaces, lines that end oddly',
      `SIRET;Nom;Code postal;Ville\r\u00a0${one}\u00a0;Mairie d’Évron;01234;Évron\r\r`,
    ],
  ])('%s', async (_what, content) => {
    const { structures, report } = await read(content)
    expect(structures).toMatchObject([{ siret: one, name: 'Mairie d’Évron', postcode: '01234', town: 'Évron' }])
    expect(report.refusedCount).toBe(0)
  })

  it('takes the letters of Windows for what they are', async () => {
    const { structures } = await read(windows(`SIRET;Nom\n${one};Lycée Élise Sérac`))
    expect(structures[0]!.name).toBe('Lycée Élise Sérac')
  })
  it('does without heads', async () => {
    const { structures } = await read(`${one};Mairie de Sorel;99430;Sorel\n${two};Mairie de Grandval;99000;Grandval`)
    expect(structures.map(({ siret, name, postcode }) => [siret, name, postcode])).toEqual([
      [one, 'Mairie de Sorel', '99430'],
      [two, 'Mairie de Grandval', '99000'],
    ])
  })
  it('reads what they ask for, and leaves open what is not said', async () => {
    const { structures } = await read(
      [
        'SIRET;Nom;Statut;Code service obligatoire;Engagement obligatoire;Engagement ou service',
        `${one};Mairie A;Actif;Oui;non;`,
        `${two};Mairie AB;INACTIF;0;1;FAUX`,
        `${three};Mairie ABC;;;;peut-être`,
      ].join('\n'),
    )
    expect(structures).toMatchObject([
      { isActive: true, asks: { needsService: true, needsEngagement: false } },
      { isActive: false, asks: { needsService: false, needsEngagement: true, needsEither: false } },
      { isActive: true },
    ])
    expect(structures[0]!.asks).not.toHaveProperty('needsEither')
    expect(structures[2]!.asks).toBeUndefined()
  })
  it('puts the lines of one structure together: one for each service', async () => {
    const { structures, report } = await read(
      [
        'SIRET;Nom;Code service;Nom service;Service actif',
        `${one};Métropole;VOIRIE;Voirie;oui`,
        `${two};Autre;;;`,
        `${one};Métropole;ECOLES;Écoles;non`,
        `${one};Métropole;VOIRIE;Voirie;oui`,
      ].join('\n'),
    )
    expect(structures.find(({ siret }) => siret === one)!.asks!.services).toEqual([
      { code: 'VOIRIE', name: 'Voirie', isActive: true, needsEngagement: false },
      { code: 'ECOLES', name: 'Écoles', isActive: false, needsEngagement: false },
    ])
    expect([structures.length, report.services]).toEqual([2, 2])
  })
})

it('says of each line that is not taken why, and of each column what it was taken for', async () => {
  const { structures, report } = await read(
    [
      'SIRET;Nom;Téléphone',
      `${one};Mairie A;01`,
      ';Mairie sans numéro;02',
      '2,19904E+13;Mairie abîmée par un tableur;03',
      '1234;Mairie trop courte;04',
      `${two};;05`,
      `"${three}";"Mairie ""du"" \nVal";06`,
      `${one.slice(0, 13)}${(Number(one[13]) + 1) % 10};Clé fausse;07`,
      `${siretOf(9)};"Guillemet jamais fermé;08`,
      `${siretOf(10)};Mairie d’après;09`,
    ].join('\n'),
  )
  expect(report.refused.map(({ line, reason }) => [line, reason])).toEqual([
    [3, 'noSiret'],
    [4, 'siretLost'],
    [5, 'siretShape'],
    [6, 'noName'],
    [9, 'siretKey'],
  ])
  expect(report.refused[0]!.text).toContain('Mairie sans numéro')
  expect(structures.map(({ name }) => name).sort()).toEqual(
    ['"Guillemet jamais fermé', 'Clé fausse', 'Mairie "du" Val', 'Mairie A', 'Mairie d’après'].sort(),
  )
  expect(report.columns).toEqual([
    { header: 'SIRET', column: 'siret' },
    { header: 'Nom', column: 'name' },
    { header: 'Téléphone', column: null },
  ])
})

describe('reads an XML whose schema nobody knows', () => {
  const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8"?><!-- vu le 12 -->${body}`
  const services = [{ code: 'VOIRIE', name: 'Voirie & réseaux', isActive: false, needsEngagement: true }]
  it.each([
    [
      'elements, one in another',
      `<a:Annuaire xmlns:a="x"><a:Structures><a:Structure><a:Identification><a:Siret>${one}</a:Siret></a:Identification>
       <a:RaisonSociale>Mairie A</a:RaisonSociale><a:CodeServiceObligatoire>true</a:CodeServiceObligatoire><a:Adresse><a:CodePostal>01234</a:CodePostal><a:Ville>Évron</a:Ville></a:Adresse>
       <a:Services><a:Service><a:Code>VOIRIE</a:Code><a:Nom>Voirie &amp; réseaux</a:Nom><a:EstActif>false</a:EstActif><a:EngagementObligatoire>1</a:EngagementObligatoire></a:Service></a:Services>
       </a:Structure></a:Structures></a:Annuaire>`,
    ],
    [
      'names of the API',
      `<r><destinataire><identifiantStructure>${one}</identifiantStructure><designationStructure><![CDATA[Mairie A]]></designationStructure>
       <adresseCodePostal>01234</adresseCodePostal><adresseVille>&#201;vron</adresseVille><codeServiceDoitEtreRenseigne>oui</codeServiceDoitEtreRenseigne>
       <serviceExecutant><codeService>VOIRIE</codeService><libelleService>Voirie &amp; réseaux</libelleService><statutService>INACTIF</statutService><numeroEngagement>true</numeroEngagement></serviceExecutant></destinataire></r>`,
    ],
    [
      'attributes, and an element of a name of its own',
      `<r><l><ligne siret="${one}" nom='Mairie A' codePostal="01234" ville="Évron" codeServiceObligatoire="O"><service code="VOIRIE" nom="Voirie &amp; réseaux" actif="N" engagementObligatoire="O"/></ligne></l></r>`,
    ],
  ])('%s', async (_what, body) => {
    const { structures } = await read(xml(body))
    expect(structures).toMatchObject([
      { siret: one, name: 'Mairie A', postcode: '01234', town: 'Évron', asks: { needsService: true, services } },
    ])
  })
  it('keeps what came before a cut', async () => {
    const whole = [one, two].map((siret) => `<Structure><Siret>${siret}</Siret><Nom>N ${siret}</Nom></Structure>`)
    const { structures } = await read(xml(`<A>${whole.join('')}`).slice(0, -20))
    expect(structures.map(({ siret }) => siret)).toEqual([one])
  })
  it('resolves no entity, and goes no deeper than a list can', async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY x "y">]><a>${'<b>'.repeat(10_000)}&x;</a>`
    await expect(read(bomb)).rejects.toThrow(NotADirectory)
  })
})

it.each<[string, string | Uint8Array]>([
  ['nothing', ''],
  ['a letter', 'Bonjour,\nvoici la facture.\n'],
  ['a PDF', '%PDF-1.7 obj'],
  ['HTML', '<html><body><p>Connexion</p></body></html>'],
])('turns away what is not a list of structures: %s', async (_what, content) => {
  await expect(read(content)).rejects.toThrow(NotADirectory)
})

it('reads the files of a zip', async () => {
  const { structures } = await read(
    await zipOf({
      'lisez-moi.pdf': '%PDF',
      'annuaire.csv': `SIRET;Nom\n${one};Mairie A`,
      'autre.xml': `<a><structure><siret>${two}</siret><nom>Mairie B</nom></structure></a>`,
    }),
  )
  expect(structures.map(({ name }) => name)).toEqual(['Mairie A', 'Mairie B'])
})

describe('takes no longer, and no more, than a list is worth', () => {
  it.each([
    ['signs of elements', '<S>' + '<'.repeat(400_000)],
    ['comments that open', '<S>' + '<!--'.repeat(100_000)],
    ['sections that open', '<S>' + '<![CDATA['.repeat(50_000)],
    ['elements that open', '<S>' + '<a b="'.repeat(50_000)],
    ['elements in elements', '<a>'.repeat(100_000)],
    ['names without end', `<${'a:'.repeat(200_000)}`],
    ['spaces within a cell', `SIRET;Nom\n1;a${' '.repeat(400_000)}b`],
    ['quotes', `SIRET;Nom\n${'"'.repeat(400_001)}`],
    ['separators', ';'.repeat(400_000)],
  ])('%s', async (_what, content) => {
    const began = performance.now()
    await read(content).catch((error: unknown) => expect(error).toBeInstanceOf(NotADirectory))
    // It was minutes; a slow machine takes a tenth of a second.
    expect(performance.now() - began).toBeLessThan(5000)
  })

  it('reads on after a slip, and up to where it is cut', async () => {
    const record = (siret: string, name: string) =>
      `<s:structure><siret>${siret}</siret><nom>${name}</nom></s:structure>`
    const xml = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY e "x">]><l>${record(one, 'Mairie &amp; &#201;cole')}</oups>${record(two, 'Lyc\u00e9e &e;')}${record(three, 'Cut').slice(0, -20)}`
    const { structures } = await read(xml)
    expect(new Set(structures.map(({ name }) => name))).toEqual(new Set(['Mairie & \u00c9cole', 'Lyc\u00e9e &e;']))
  })

  it('opens no archive that swells, nor more than a directory holds', async () => {
    await expect(read(await zipOf({ 'a.csv': ' '.repeat(5_000_000) }))).rejects.toThrow(RangeError)
    // Shrinks by fifty, as lists may: only their sum is too much.
    const line = () => `${randomBytes(60).toString('base64')};${' '.repeat(9900)}\n`
    const list = Buffer.from(Array.from({ length: 4000 }, line).join(''))
    const many = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`${index}.csv`, list]))
    await expect(read(await zipOf(many))).rejects.toThrow(RangeError)
  })

  it('is stopped when no news comes, and another list comes in afterwards', async () => {
    const { dataFolder } = world()
    const importer = createImporter({
      database: join(dataFolder, 'annuaire.db'),
      now: () => 0,
      changed: () => undefined,
      report: () => undefined,
      patienceMs: 1,
    })
    const bytes = Buffer.from(`SIRET;Nom\n${one};Mairie A`)
    expect(await importer.take({ bytes }, 'a.csv')).toBe(true)
    expect(importer.now()?.outcome).toEqual({ failure: 'tooLong' })
    expect(importer.isBusy()).toBe(false)
  })
})

describe('in the application', () => {
  const csvOf = (count: number) =>
    [
      'SIRET;Nom;Code postal;Ville',
      ...structures(count).map((s) => `${s.siret};${s.name};${s.postcode};${s.town}`),
    ].join('\n')

  it('brings a file in beside everything else, says how far it is, and can be searched meanwhile', async () => {
    const here = world()
    const path = join(here.home, 'annuaire.csv')
    writeFileSync(path, csvOf(4000))
    const state = { isOver: false }
    const taking = here.core.buyers.takeFile(path).finally(() => (state.isOver = true))
    expect(here.core.buyers.view().running).toMatchObject({ name: 'annuaire.csv' })
    expect(await here.core.buyers.takeFile(path)).toBe(false)
    const seen = new Set<number>()
    while (!state.isOver) {
      seen.add(here.core.buyers.view().running?.done ?? -1)
      here.core.buyers.search('commune', 5)
      await new Promise(setImmediate)
    }
    expect(await taking).toBe(true)
    expect([...seen].some((done) => done > 0 && done < 4000)).toBe(true)
    const { last, count, importedAt } = here.core.buyers.view()
    expect(last?.report).toMatchObject({ taken: 4000, refusedCount: 0 })
    expect([count, importedAt]).toEqual([4001, here.now()])
    const [some] = structures(4000).slice(1234)
    expect(here.core.buyers.search(some!.name, 20).map(({ siret }) => siret)).toContain(some!.siret)
    await here.restart()
    expect(here.core.buyers.view().count).toBe(4001)
  })

  it('takes the directory Chorus Pro gives, and asks for what it says, without stopping anything', async () => {
    const here = world()
    expect(await here.core.buyers.download()).toBe(true)
    expect(here.core.buyers.view().last?.report).toMatchObject({ taken: 12, refusedCount: 1 })
    const view = here.core.buyers.open('12345678200044')
    expect(view).toMatchObject({
      source: 'file',
      recipient: { needsService: true, needsEngagement: true, isHearsay: true },
    })
    expect(here.core.buyers.search('métropole fictive', 3)[0]).toMatchObject({ siret: '12345678200093' })
  })

  it.each([
    ['a file that is gone', '/nowhere/annuaire.csv', undefined, 'unreadable'],
    ['a letter', 'lettre.txt', 'Bonjour', 'notDirectory'],
    ['a broken archive', 'annuaire.zip', 'PK\u0003\u0004 broken', 'archive'],
  ])('says why nothing is taken: %s', async (_what, name, content, failure) => {
    const here = world()
    const path = content === undefined ? name : join(here.home, name)
    if (content !== undefined) writeFileSync(path, content)
    await here.core.buyers.takeFile(path)
    expect(here.core.buyers.view().last).toMatchObject({ failure })
    here.core.buyers.forgetReport()
    expect(here.core.buyers.view().last).toBeUndefined()
  })
})

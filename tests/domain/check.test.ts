import { describe, expect, it } from 'vitest'
import { blocking, check, controlLines } from '../../shared/domain/rules/check.ts'
import { rules } from '../../shared/domain/rules/rulebook.ts'
import { emptyFields, type Fields } from '../../shared/domain/fields/fields.ts'
import type { RuleContext } from '../../shared/domain/rules/rule.ts'
import { shortNumber } from '../../shared/domain/rules/number.ts'
import { clientName } from '../../shared/domain/buyers/requirements.ts'
import { isSameName } from '../../shared/base/same-name.ts'
import { plainFacts, undemanding } from '../support/facts.ts'
import { complete } from '../support/complete.ts'

type Case = [what: string, fields: Partial<Fields>, facts: Partial<RuleContext>, expected: string]
const codes = (fields: Partial<Fields>, facts: Partial<RuleContext> = {}) =>
  check({ ...complete, ...fields }, { ...plainFacts, ...facts }).map(({ severity, code }) => `${severity} ${code}`)

it('has nothing to say of a complete invoice', () => {
  expect(codes({})).toEqual([])
  const lines = controlLines(complete, plainFacts, [])
  expect(lines).toContainEqual({ word: 'Numéro jamais envoyé, 12 caractères', state: 'passed' })
  expect(lines.filter(({ state }) => state !== 'passed')).toEqual([])
})

it('proposes a shorter number that keeps its first letters where a shorter year is enough', () => {
  expect(shortNumber('FAC-2026-PLOMB-000119-BIS')).toBe('FAC26PLOMB000119BIS')
  expect(shortNumber('AC-2026-PLOMB-000119-BIS')).toBe('AC2026PLOMB000119BIS')
  expect(shortNumber('FACTURES-2026-PLOMBERIE-000119')).toBe('RES26PLOMBERIE000119')
})

it('gives each rule a source, and a code of its own', () => {
  expect(rules.filter(({ source }) => !/\.md|domaine/.test(source))).toEqual([])
  expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length)
})

const document = plainFacts.document
const service = { code: 'ST01', name: 'Services techniques', isActive: true, needsEngagement: false }
const recipient = (more: Partial<typeof undemanding>) => ({ recipient: { ...undemanding, ...more } })
const guerin = { siret: '73282932000074', name: 'Guérin Équipements' }
/** The page gave a name and no SIRET: the settings gave theirs. */
const underMySiret: Partial<RuleContext> = {
  origins: {
    supplierSiret: { source: 'settings', trust: 'likely' },
    supplierName: { source: 'text', trust: 'likely' },
  },
}
const piece = (name: string, bytes = 62_000) => ({ name, type: 'DIVERS', file: { name, bytes, sha256: name } })
const flux = { circuit: 'flux', document: { ...document, kind: 'facturx', paymentMeansCode: '30' } } as const
/** The page says 1 000,00 € where the data say 1 200,00 €. */
const unlikeThePage: RuleContext['document'] = {
  ...flux.document,
  notes: [
    {
      code: 'reading.contradiction',
      message: '…',
      differs: { field: 'grossTotal', page: 100_000, data: complete.grossTotal! },
    },
  ],
}
const malformed: RuleContext['document'] = {
  ...flux.document,
  notes: [{ code: 'reading.schema', message: 'Le fichier XML n’a pas la forme voulue, ligne 3 : …', line: 3 }],
}

describe.each<[rule: string, cases: Case[]]>([
  [
    'what goes with it',
    [
      ['a piece beside a flow', {}, { ...flux, pieces: [piece('bl.pdf')] }, 'stop pieces.inFlow'],
      ['a name of 51 characters', {}, { pieces: [piece(`${'a'.repeat(47)}.pdf`)] }, 'stop pieces.name'],
      ['an extension that is not taken', {}, { pieces: [piece('plan.dwg')] }, 'stop pieces.unfit'],
      ['a piece of more than 10 Mo', {}, { pieces: [piece('bl.pdf', 10_000_001)] }, 'stop pieces.unfit'],
      [
        'more than 120 Mo in all',
        {},
        { pieces: Array.from({ length: 12 }, (_, n) => piece(`${String(n)}.pdf`, 10_000_000)) },
        'stop pieces.heavy',
      ],
    ],
  ],
  [
    '1, SIRET',
    [
      ['no supplier', { supplierSiret: '' }, {}, 'stop supplier.siret'],
      ['13 digits', { buyerSiret: '1234567820005' }, {}, 'stop buyer.siret'],
      ['a wrong key', { buyerSiret: '12345678200052' }, {}, 'stop buyer.siret'],
      [
        'a wrong key in qualification',
        { buyerSiret: '00000000012887' },
        { environment: 'qualification' },
        'warn buyer.siret',
      ],
      ['the buyer is the supplier', { buyerSiret: complete.supplierSiret }, {}, 'stop buyer.isSupplier'],
      ['someone else’s', { supplierSiret: guerin.siret, supplierName: guerin.name }, {}, 'warn supplier.notMine'],
      [
        'someone else’s name, under my SIRET of the settings',
        { supplierName: guerin.name },
        underMySiret,
        'warn supplier.notMine',
      ],
    ],
  ],
  [
    '2, number',
    [
      ['none', { number: '' }, {}, 'stop number.missing'],
      ['21 characters', { number: 'FACTURE-2026-00000001' }, {}, 'stop number.tooLong'],
      ['a letter with an accent', { number: 'Éa-1' }, {}, 'stop number.shape'],
      ['two spaces', { number: 'FA  1' }, {}, 'stop number.shape'],
    ],
  ],
  [
    '3, duplicates',
    [
      [
        'already sent',
        {},
        { twins: [{ id: 'x', number: 'FA', stage: 'followed', status: 'DEPOSEE' }] },
        'stop number.twin',
      ],
      [
        'sent and rejected',
        {},
        { twins: [{ id: 'x', number: 'FA', stage: 'followed', status: 'REJETEE' }] },
        'stop number.twin',
      ],
      ['not known to have arrived', {}, { twins: [{ id: 'x', number: 'FA', stage: 'uncertain' }] }, 'stop number.twin'],
      ['another draft', {}, { twins: [{ id: 'x', number: 'FA', stage: 'draft' }] }, 'warn number.otherDraft'],
    ],
  ],
  [
    '4, amounts',
    [
      ['two cents too many', { grossTotal: 120_002, payable: 120_002 }, {}, 'stop amounts.total'],
      ['VAT lines', { vatLines: [{ rate: 2000, base: 100_000, tax: 19_000 }] }, {}, 'stop amounts.vatLines'],
      ['VAT bases', { vatLines: [{ rate: 2000, base: 90_000, tax: 20_000 }] }, {}, 'warn amounts.vatBases'],
      ['no VAT line', { vatLines: [] }, {}, 'stop vatLines.missing'],
      [
        'a line without its rate',
        { vatLines: [{ rate: null, base: 100_000, tax: 20_000 }] },
        {},
        'stop vatLines.missing',
      ],
      ['payable', { payable: 110_000 }, {}, 'stop amounts.payable'],
      ['payable, in data that cannot say what was paid', { payable: 110_000 }, flux, 'warn amounts.payable'],
      [
        'payable, rounded further than it is',
        { payable: 120_041 },
        { document: { ...document, rounding: 39 } },
        'stop amounts.payable',
      ],
      ['no tax in data', { taxTotal: null }, flux, 'stop taxTotal.missing'],
      ['no total', { netTotal: null }, {}, 'stop netTotal.missing'],
      [
        'negative',
        { netTotal: -100_000, taxTotal: -20_000, grossTotal: -120_000, payable: -120_000 },
        {},
        'warn amounts.negative',
      ],
      ...(['pdf', 'flux'] as const).map((circuit): [string, Partial<Fields>, Partial<RuleContext>, string] => [
        `a credit note with a minus sign, ${circuit}`,
        {
          typeCode: '381',
          originNumber: 'FA-1',
          netTotal: -100_000,
          taxTotal: -20_000,
          grossTotal: -120_000,
          payable: -120_000,
          vatLines: [{ rate: 2000, base: -100_000, tax: -20_000 }],
        },
        { circuit },
        'stop amounts.negative',
      ]),
    ],
  ],
  [
    '6, cadre',
    [
      ['A2 with something to pay', { cadre: 'A2' }, {}, 'stop cadre.alreadyPaid'],
      ['A9 without valideur', { cadre: 'A9' }, {}, 'stop cadre.valideur'],
      ['A12, myself as valideur', { cadre: 'A12', valideurSiret: complete.supplierSiret }, {}, 'stop cadre.valideur'],
    ],
  ],
  [
    '7, credit note and franchise',
    [
      ['a credit note that corrects nothing', { typeCode: '381' }, {}, 'warn origin.missing'],
      ['without VAT, with VAT', { vatScheme: 'SANS_TVA' }, {}, 'stop vat.none'],
      ['no scheme', { vatScheme: '' }, {}, 'stop vatScheme.missing'],
      [
        'no reason for no VAT',
        { vatScheme: 'EXONERATION', taxTotal: 0, vatLines: [], netTotal: 120_000 },
        {},
        'stop exemptionReason.missing',
      ],
    ],
  ],
  [
    '8, what the buyer asks for',
    [
      ['service', {}, recipient({ needsService: true }), 'stop service.missing'],
      ['engagement', {}, recipient({ needsEngagement: true }), 'stop engagement.missing'],
      ['either', {}, recipient({ needsEither: true }), 'stop engagement.missing'],
      [
        'closed service',
        { serviceCode: 'ST01' },
        recipient({ services: [{ ...service, isActive: false }] }),
        'stop service.closed',
      ],
      ['unknown service', { serviceCode: 'ST0I' }, recipient({ services: [service] }), 'stop service.closed'],
      [
        'a service that wants an engagement',
        { serviceCode: 'ST01' },
        recipient({ services: [{ ...service, needsEngagement: true }] }),
        'stop engagement.missing',
      ],
      ['asked long ago', {}, recipient({ needsService: true, asOf: '2026-10-01' }), 'warn service.missing'],
      ['another’s SIRET', {}, recipient({ name: 'COMMUNE DE SAINT-AUBRAC' }), 'warn recipient.otherName'],
      ['inactive', {}, recipient({ isActive: false }), 'stop recipient.inactive'],
      ['unknown', {}, { recipient: null, isRecipientUnknown: true }, 'stop recipient.unknown'],
      ['not asked yet', {}, { recipient: null }, 'warn recipient.notAsked'],
      [
        'an engagement of the State with letters',
        { buyerSiret: '11000201100044', engagementNumber: 'EJ-1' },
        {},
        'warn engagement.stateShape',
      ],
    ],
  ],
  [
    '9, date',
    [
      ['none', { issueDate: '' }, {}, 'stop date.missing'],
      ['31 February', { issueDate: '2026-02-31' }, {}, 'stop date.missing'],
      ['tomorrow', { issueDate: '2026-11-24' }, {}, 'stop date.future'],
      ['more than a year ago', { issueDate: '2025-11-22' }, {}, 'warn date.old'],
    ],
  ],
  [
    '10 and 11, the file',
    [
      ['10 MB and a byte', {}, { bytes: 10_000_001 }, 'warn document.tooBig'],
      ['10 MiB and a byte', {}, { bytes: 10_485_761 }, 'stop document.tooBig'],
      ['no page', {}, { document: { ...document, pages: 0 } }, 'stop document.noPage'],
      [
        'several invoices',
        {},
        {
          document: {
            ...document,
            parts: [
              { from: 1, to: 1, number: 'F-1' },
              { from: 2, to: 2, number: 'F-2' },
            ],
          },
        },
        'stop document.several',
      ],
      [
        'a scan',
        {},
        { document: { ...document, hasText: false, scan: { pages: [1], isRead: false } } },
        'warn document.scan',
      ],
      ['hidden data', {}, flux, 'warn document.facturx'],
      ['data unlike the page', {}, { ...flux, document: unlikeThePage }, 'warn data.contradiction'],
      ['a form unlike the page', {}, { document: unlikeThePage }, 'warn data.contradiction'],
      ['data of another form', {}, { ...flux, document: malformed }, 'warn data.schema'],
      [
        'no means of payment',
        {},
        { circuit: 'flux', document: { ...document, kind: 'facturx' } },
        'stop flux.paymentMeans',
      ],
      [
        'the reform’s dialect',
        {},
        { ...flux, document: { ...flux.document, businessProcess: 'S1' } },
        'warn flux.reform',
      ],
      [
        'typed over what the file says',
        { serviceCode: 'ST01' },
        { ...flux, origins: { serviceCode: { source: 'user', trust: 'typed' } } },
        'stop flux.typed',
      ],
    ],
  ],
])('rule %s', (_rule, cases) => {
  it.each(cases)('%s', (_what, fields, facts, expected) => {
    expect(codes(fields, facts)).toContain(expected)
  })
})

it.each<[string, Partial<Fields>, Partial<RuleContext>]>([
  ['one cent of rounding', { grossTotal: 120_001, payable: 120_001 }, {}],
  ['20 characters', { number: 'FACTURE-2026-0000001' }, {}],
  ['a year to the day', { issueDate: '2025-11-23' }, {}],
  ['10 MB', {}, { bytes: 10_000_000 }],
  [
    'a service in place of an engagement',
    { serviceCode: 'ST01' },
    recipient({ needsEither: true, services: [service] }),
  ],
  [
    'a discount, a payment on account, a retention',
    { discount: 1000, prepaid: 2000, retention: 3000, payable: 114_000 },
    {},
  ],
  ['nothing to pay in A2', { cadre: 'A2', payable: 0 }, {}],
  ['A9 with its valideur', { cadre: 'A9', valideurSiret: '21990417400014' }, {}],
  ['an invoice before the firm is set', {}, { company: { siret: '', name: '' } }],
  ['my firm under a longer name', { supplierName: 'SARL MENUISERIE AUBRELLE' }, underMySiret],
  ['two plain pieces', {}, { pieces: [piece('bl.pdf'), piece('pv.pdf')] }],
  ['a piece with a name of 50 characters', {}, { pieces: [piece(`${'a'.repeat(46)}.pdf`)] }],
])('lets pass %s', (_what, fields, facts) => {
  expect(codes(fields, facts)).toEqual([])
})

it.each<[string, Partial<Fields>, string]>([
  [
    'another firm',
    { supplierSiret: guerin.siret, supplierName: guerin.name },
    'Cette facture est émise par Guérin Équipements, pas par Menuiserie Aubrelle.',
  ],
  [
    'a firm without a name',
    { supplierSiret: guerin.siret, supplierName: '' },
    'Cette facture est émise par 732 829 320 00074, pas par Menuiserie Aubrelle.',
  ],
  [
    'a credit note',
    { supplierSiret: guerin.siret, supplierName: guerin.name, typeCode: '381' },
    'Cet avoir est émis par Guérin Équipements, pas par Menuiserie Aubrelle.',
  ],
  [
    'the same name',
    { supplierSiret: guerin.siret },
    'Le SIRET 732 829 320 00074 n’est pas celui de Menuiserie Aubrelle, 987 654 324 00019.',
  ],
  [
    'another address of mine',
    { supplierSiret: '98765432400027' },
    'Le SIRET 987 654 324 00027 est celui d’une autre adresse de votre entreprise.',
  ],
])('says whose invoice it is: %s', (_what, fields, expected) => {
  const [problem] = check({ ...complete, ...fields }, plainFacts)
  expect(problem!.message.replace(/\s/g, ' ')).toBe(expected)
})

it.each([
  ['Commune de Saint-Aubrac', 'COMMUNE DE ST AUBRAC'],
  ['Mairie de Saint-Aubrac', 'SAINT AUBRAC'],
  ['C.C. du Pays de Sorel', 'COMMUNAUTE DE COMMUNES DU PAYS DE SOREL'],
  ['Conseil départemental de la Haute-Lène', 'DEPARTEMENT DE LA HAUTE LENE'],
  ['SDIS', 'SERVICE DEPARTEMENTAL D’INCENDIE ET DE SECOURS'],
  ['Collège Jeanne-Merlin, intendance', 'COLLEGE JEANNE MERLIN'],
  ['', 'COMMUNE DE SAINT-AUBRAC'],
  ['Commune de Saint-Aubrac', ''],
])('takes « %s » for « %s »', (read, held) => {
  expect(isSameName(read, held)).toBe(true)
})
it.each([
  ['Communauté de communes du Pays de Sorel', 'COMMUNE DE SAINT-AUBRAC'],
  ['Commune de Sorel', 'CCAS DE SOREL'],
  ['Ville de Sorel', 'SOREL METROPOLE'],
  ['Département de la Haute-Lène', 'METROPOLE FICTIVE'],
])('does not take « %s » for « %s »', (read, held) => {
  expect(isSameName(read, held)).toBe(false)
})
it('names the client as the page does, or as Chorus Pro when the page names another', () => {
  const held = (name: string) => ({ ...undemanding, name })
  expect(clientName(complete, held('COMMUNE FICTIVE'))).toBe('Commune fictive')
  expect(clientName(complete, held('HOPITAL D’ORÉE'))).toBe('HOPITAL D’ORÉE')
  expect(clientName(complete, null)).toBe('Commune fictive')
  expect(clientName({ ...complete, buyerSiret: '11000201100044' }, held('SERVICES DE L’ETAT'))).toBe('Commune fictive')
  const [problem] = check(complete, { ...plainFacts, recipient: held('HOPITAL D’ORÉE') })
  expect(problem!.message.replace(/\s/g, ' ')).toBe(
    'Ce SIRET est celui de HOPITAL D’ORÉE ; la page dit Commune fictive.',
  )
})

it.each([
  ['', 'Le fichier ne donne que le SIREN 244 500 011.'],
  [
    '24450001100015',
    'Le fichier ne donne que le SIREN 244 500 011. La page porte 244 500 011 00015, dont la clé est fausse.',
  ],
])('says that the data give a SIREN only, the page « %s »', (buyerSiret, expected) => {
  const facts = { ...plainFacts, document: { ...document, sirens: { buyerSiret: '244500011' } } }
  const [problem] = check({ ...complete, buyerSiret }, facts)
  expect(problem!.message.replace(/\s/g, ' ')).toBe(expected)
})
it('stops a flow whose data lack what the page alone says', () => {
  expect(codes({}, { ...flux, origins: { buyerSiret: { source: 'text', trust: 'check' } } })).toContain(
    'stop flux.typed',
  )
})

it('says only that a file cannot be opened, when it cannot', () => {
  const locked = { ...document, status: 'password', message: 'Ce PDF demande un mot de passe.', pages: 0 } as const
  const problems = check({ ...complete, number: '' }, { ...plainFacts, document: locked })
  expect(problems.map(({ message }) => message)).toEqual(['Ce PDF demande un mot de passe.'])
  expect(blocking(problems)).toHaveLength(1)
})

it.each([
  ['a password', { status: 'password' }],
  ['a picture under the name of a PDF', { kind: 'other' }],
  ['nothing of an invoice', { status: 'refused' }],
] as const)('has checked nothing in a file with %s', (_what, facts) => {
  const unread = { ...plainFacts, document: { ...document, pages: 0, ...facts } }
  expect(controlLines(emptyFields, unread, check(emptyFields, unread))).toEqual([])
})
it('names the control that failed, and passes none that saw no value', () => {
  const fields = { ...emptyFields, supplierSiret: complete.supplierSiret }
  const lines = controlLines(fields, plainFacts, check(fields, plainFacts))
  expect(lines.filter(({ state }) => state === 'stop').map(({ word }) => word)).toEqual([
    'SIRET',
    'Numéro de facture',
    'Date de facture',
    'Montants',
  ])
  const late = { ...complete, issueDate: '2025-01-01' }
  expect(controlLines(late, plainFacts, check(late, plainFacts))).toContainEqual({
    word: 'Date de facture',
    state: 'warn',
  })
})

it('writes French spaces', () => {
  const [problem] = check({ ...complete, number: 'FACTURE-2026-00000001' }, plainFacts)
  expect(problem!.message).toContain('caractères\u202f; Chorus')
})

it('takes what data may leave unsaid: the rounding that was told, no VAT where none is counted', () => {
  expect(codes({ payable: 120_039 }, { document: { ...document, rounding: 39 } })).toEqual([])
  const none = { taxTotal: null, netTotal: 120_000, vatLines: [], vatScheme: '' } satisfies Partial<Fields>
  expect(codes(none, flux)).toEqual(['warn document.facturx'])
})

it('is content with a form once the page has been taken, and with a page whose data stay behind', () => {
  const asOnPage: Partial<Fields> = {
    netTotal: 100_000,
    taxTotal: 0,
    grossTotal: 100_000,
    payable: 100_000,
    vatLines: [],
    vatScheme: 'SANS_TVA',
  }
  expect(codes(asOnPage, { document: unlikeThePage })).toEqual([])
  expect(codes({}, { document: malformed })).toEqual([])
})

import { PDFDocument, PDFName, StandardFonts } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import { ciiXml } from '../support/invoice-pdf.ts'
import { bytesOf, fields, pdfOf, read, readPage } from './support.ts'

// Kinds of invoice on which a reader was once wrong and sure of itself; each must be right, or to be looked at.

const TOTALS = ['Total HT : 1 600,00 €', 'TVA 20 % : 320,00 €', 'Total TTC : 1 920,00 €']
const HEAD = ['FACTURE N° F2026-0412', 'Date : 12/11/2026']
const page = (...more: Parameters<typeof readPage>) => readPage(...HEAD, ...TOTALS, ...more)
/** A value, and how far it may be trusted. */
const said = ({ fields: found, origins }: Awaited<ReturnType<typeof read>>, name: keyof typeof fields) => [
  found[name],
  origins[name]?.trust,
]

describe('a value is whole', () => {
  it.each([
    ['2026 / 0143', '2026/0143'],
    ['FA - 2026 - 0087', 'FA-2026-0087'],
    ['2026–041', '2026-041'],
    ['12 - 345', '12-345'],
    ['F2026-041 bis', 'F2026-041 bis'],
  ])('takes « %s » as far as it goes, and has it looked at', async (printed, meant) => {
    expect(said(await readPage(`Facture n° ${printed}`, 'Date : 12/11/2026', ...TOTALS), 'number')).toEqual([
      meant,
      'check',
    ])
  })

  it.each(['F2026-0412', 'F.2026.041', '2026/0143', 'FA_26-12'])('is content with « %s »', async (number) => {
    expect(said(await readPage(`Facture n° ${number}`, ...TOTALS), 'number')).toEqual([number, 'likely'])
  })

  it.each(['2026', '1/2', '20261112'])('does not find « %s » probable: a year, a page, a day', async (number) => {
    const [value, trust] = said(await readPage(`Facture n° ${number}`, 'Date : 12/11/2026', ...TOTALS), 'number')
    expect(value === '' || trust === 'check').toBe(true)
  })

  it('leaves what follows a number where it is', async () => {
    expect(said(await readPage('Facture n° F2026-0412 - 12/11/2026', ...TOTALS), 'number')).toEqual([
      'F2026-0412',
      'likely',
    ])
    expect(said(await readPage('Facture F2026-0412/12.11.2026', ...TOTALS), 'issueDate')[0]).toBe('2026-11-12')
  })

  it('does not find probable what the page calls something else too', async () => {
    const both = await page('N° commande : 514893', 'N° client : 514893')
    expect(said(both, 'engagementNumber')).toEqual(['514893', 'check'])
  })
})

describe('a value has no rival', () => {
  it('shows both numbers, both days, both accounts', async () => {
    const both = await readPage(
      'Facture n° F-101',
      'Facture n° F-202',
      'Date : 12/11/2026',
      'Date : 30/11/2026',
      ...TOTALS,
    )
    expect(said(both, 'number')[1]).toBe('check')
    expect(both.origins.number?.reason).toContain('F-202')
    expect(both.origins.number?.rivals).toMatchObject([{ value: 'F-202', place: { page: 1 } }])
    expect(said(both, 'issueDate')[1]).toBe('check')
    expect(both.origins.issueDate?.reason).toContain('30/11/2026')
    expect(both.origins.issueDate?.rivals).toMatchObject([{ value: '2026-11-30' }])
    const accounts = await page('IBAN FR76 3000 4000 0312 3456 7890 143', 'IBAN FR97 1027 8045 6100 0234 5678 974')
    expect(accounts.origins.iban).toMatchObject({ trust: 'check' })
    expect(accounts.origins.iban?.reason).toContain('FR9710278045610002345678974')
    expect(accounts.origins.iban?.rivals).toMatchObject([{ value: 'FR9710278045610002345678974' }])
  })

  it('knows the same value twice from two', async () => {
    expect(said(await page('Facture n° F2026-0412'), 'number')).toEqual(['F2026-0412', 'likely'])
  })

  it('leaves aside the number of another invoice', async () => {
    expect(said(await page('Annule et remplace la facture n° F2026-0398'), 'number')[0]).toBe('F2026-0412')
    expect(said(await page('Suite à notre facture n° F2026-0398'), 'number')[0]).toBe('F2026-0412')
  })
})

describe('what a document is', () => {
  it.each([
    'Avoir n° A2026-003 imputé sur cette facture',
    'Note de crédit n° A2026-003 jointe',
    'Aucun avoir ne sera émis',
    'Acompte de 30 % demandé à la commande',
    'Selon devis D2026-77',
    'Bon de livraison BL12 joint',
    'Suite à notre relance du 03/11/2026',
  ])('stays an invoice that says « %s »', async (mention) => {
    const found = await page(mention)
    expect(said(found, 'typeCode')).toEqual(['380', 'likely'])
    expect(said(found, 'number')[0]).toBe('F2026-0412')
    expect(found.document.nature).toBeUndefined()
  })

  it.each([
    ['DEVIS N° D2026-77', 'quote'],
    ['FACTURE PRO FORMA', 'proforma'],
    ['BON DE COMMANDE', 'order'],
    ['BON DE LIVRAISON N° 12', 'delivery'],
    ['RELEVÉ DE COMPTE', 'statement'],
    ['RELANCE - Facture n° F2026-0301 du 02/09/2026', 'reminder'],
    ['FACTURE ANNULÉE', 'cancelled'],
    ['DUPLICATA DE FACTURE', 'duplicate'],
    ['TICKET DE CAISSE', 'receipt'],
  ])('names « %s », and waits for a person', async (title, nature) => {
    const found = await readPage([title, 50, 60, 16], 'Date : 12/11/2026', ...TOTALS)
    expect(found.document).toMatchObject({ nature, status: 'partial' })
    expect(found.document.message).toMatch(/^D’après son titre, ce document est /)
    expect(found.origins.typeCode?.trust).toBe('check')
  })

  it('stays an invoice by its title, wherever its number is announced', async () => {
    const found = await readPage(
      ['FACTURE', 50, 60, 16],
      'Avoir n° A-3 imputé sur cette facture',
      'Facture : 2024/4511',
      ...TOTALS,
    )
    expect(said(found, 'typeCode')).toEqual(['380', 'likely'])
    expect(said(found, 'number')[0]).toBe('2024/4511')
  })

  it('is a credit note by its title, and doubts two titles of one size', async () => {
    expect(said(await readPage('AVOIR N° A-12', 'Date : 12/11/2026', ...TOTALS), 'typeCode')).toEqual(['381', 'likely'])
    expect(said(await readPage('FACTURE', 'AVOIR', 'Date : 12/11/2026', ...TOTALS), 'typeCode')[1]).toBe('check')
  })
})

describe('the day of the invoice', () => {
  it.each([
    'Intervention le 28/10/2026',
    'REÇU LE 18 NOV. 2026',
    'Livré le 28/10/2026',
    'Délibération du conseil du 28/10/2026',
    'Votre commande du 28/10/2026',
    '30/11/2026 07:12',
    'https://app.compta.example/imprimer?date=2026-10-02',
    'Escompte de 2 % si paiement avant le 20/11/2026',
  ])('is not that of « %s »', async (other) => {
    const found = await readPage(other, ...HEAD, ...TOTALS)
    expect(said(found, 'issueDate')).toEqual(['2026-11-12', 'likely'])
    expect(found.fields.dueDate).toBe('')
  })

  it.each(['jeudi 12 novembre 2026', '12-nov-26', '12 nov. 2026', '12112026', '12 11 2026', '2026/11/12', '12/11/26'])(
    'is read as « %s »',
    async (printed) => {
      expect(said(await readPage('Facture n° F-1', `Date : ${printed}`, ...TOTALS), 'issueDate')[0]).toBe('2026-11-12')
    },
  )

  it('may be « 1er », or stand after the town', async () => {
    expect(said(await readPage('Facture n° F-1', 'Date : 1er décembre 2026', ...TOTALS), 'issueDate')[0]).toBe(
      '2026-12-01',
    )
    expect(said(await readPage('Facture n° F-1', 'Saint-André-des-Eaux, 12 novembre 2026', ...TOTALS), 'issueDate')[0]).toBe('2026-11-12') // prettier-ignore
  })

  it('is not that of a letter laid over it, which is one for want of another', async () => {
    const letter = 'Fait à Trébuval, le 20/11/2026'
    expect(said(await readPage(letter, ...HEAD, ...TOTALS), 'issueDate')[0]).toBe('2026-11-12')
    expect(said(await readPage(letter, 'Facture n° F-1', ...TOTALS), 'issueDate')).toEqual(['2026-11-20', 'check'])
  })
})

describe('what is left to pay', () => {
  /** The amounts in a column of their own, down to the net to pay. */
  const column = (...rows: [string, string][]) =>
    readPage(
      ...HEAD,
      ...(
        [['Total HT', '1 600,00 €'], ['TVA 20 %', '320,00 €'], ['Total TTC', '1 920,00 €'], ...rows] as const
      ).flatMap(([words, amount], index): [string, number, number][] => [
        [words, 300, 300 + index * 18],
        [amount, 480, 300 + index * 18],
      ]),
    )

  it('adds several deposits up', async () => {
    const found = await column(
      ['Acompte du 02/09/2026', '- 500,00 €'],
      ['Acompte du 15/10/2026', '- 300,00 €'],
      ['Net à payer', '1 120,00 €'],
    )
    expect(found.fields).toMatchObject({ prepaid: 80_000, payable: 112_000 })
    expect(found.origins.payable?.trust).toBe('sure')
    expect(found.document.adjustments).toBeUndefined()
  })

  it('keeps under its own name what Chorus Pro has no field for', async () => {
    const found = await column(
      ['Retenue de garantie 5 %', '- 96,00 €'],
      ['Compte prorata 2 %', '- 38,40 €'],
      ['Net à payer', '1 785,60 €'],
    )
    expect(found.fields).toMatchObject({ retention: 9_600, prepaid: null, discount: null, payable: 178_560 })
    expect(found.document.adjustments).toEqual([{ label: 'Compte prorata 2 %', cents: -3_840 }])
  })

  it('may be more than the total', async () => {
    const found = await column(['Débours (non soumis à TVA)', '50,00 €'], ['Net à payer', '1 970,00 €'])
    expect(found.fields).toMatchObject({ netTotal: 160_000, grossTotal: 192_000, payable: 197_000 })
    expect(found.document.adjustments).toEqual([{ label: 'Débours (non soumis à TVA)', cents: 5_000 }])
  })

  it('is to be looked at when nothing explains it', async () => {
    const found = await column(['Net à payer', '1 300,00 €'])
    expect(said(found, 'payable')).toEqual([130_000, 'check'])
  })

  it('finds the figure whose « € » has slipped to the next line', async () => {
    const found = await readPage(...HEAD, ...TOTALS, ['Acompte versé', 300, 300], ['- 500,00 €', 480, 300], ['Net à payer TTC', 300, 330], ['1 420,00', 480, 330], ['€', 505, 341]) // prettier-ignore
    expect(found.fields).toMatchObject({ prepaid: 50_000, payable: 142_000 })
  })

  it('says that nothing is deducted only when nothing looks like it', async () => {
    expect((await page()).origins.payable).toMatchObject({
      trust: 'likely',
      reason: expect.stringContaining('rien n’en est déduit') as string,
    })
    const doubtful = await page('Avoir n° A2026-003 imputé sur cette facture')
    expect(doubtful.origins.payable?.trust).toBe('check')
    expect(doubtful.origins.payable?.reason).not.toContain('rien')
  })

  it('reads « 1 600,- »', async () => {
    const found = await readPage(...HEAD, 'Total HT : 1 600,- €', 'TVA 20 % : 320,- €', 'Total TTC : 1 920,- €')
    expect(found.fields).toMatchObject({ netTotal: 160_000, taxTotal: 32_000, grossTotal: 192_000 })
  })
})

describe('whose money it is', () => {
  it('gives the account and the mention of an assigned claim', async () => {
    const found = await page(
      'IBAN FR76 3000 4000 0312 3456 7890 143',
      ['Règlement à l’ordre de FACTOLIANCE SA, subrogée dans nos droits,', 50, 300],
      ['sur le compte IBAN FR97 1027 8045 6100 0234 5678 974', 50, 312],
    )
    expect(found.fields.iban).toBe('FR9710278045610002345678974')
    expect(found.origins.iban?.trust).toBe('check')
    expect(found.document.isAssigned).toBe(true)
    expect(found.fields.comment).toContain('FACTOLIANCE')
    expect(found.origins.comment?.trust).toBe('check')
  })
})

describe('data in a PDF', () => {
  async function attached(how: 'AF' | 'annotation', content = ciiXml({ fields }), more: Record<string, string> = {}) {
    const document = await PDFDocument.load(await pdfOf([['FACTURE', 50, 60]]))
    const { context } = document
    const stream = context.register(context.stream(content, { Type: 'EmbeddedFile', Subtype: 'text#2Fxml', ...more }))
    const file = context.register(
      context.obj({ Type: 'Filespec', F: context.obj('x'), AFRelationship: 'Data', EF: { F: stream } }),
    )
    if (how === 'AF') document.catalog.set(PDFName.of('AF'), context.obj([file]))
    else
      document
        .getPage(0)
        .node.set(PDFName.of('Annots'), context.obj([context.obj({ Type: 'Annot', Subtype: 'FileAttachment', Rect: [0, 0, 9, 9], FS: file })])) // prettier-ignore
    await document.embedFont(StandardFonts.Helvetica)
    return document.save()
  }

  it.each(['AF', 'annotation'] as const)('is found by %s alone, whatever its name', async (how) => {
    const found = await read(await attached(how))
    expect(found.document.kind).toBe('facturx')
    expect(found.fields.number).toBe(fields.number)
  })

  it('is passed over where it cannot be unpacked: the page is read', async () => {
    const { document } = await read(await attached('AF', 'no such code', { Filter: 'FlateDecode' }))
    expect(document.notes.map(({ code }) => code)).not.toContain('reading.unexpected')
    expect(document).toMatchObject({ kind: 'pdf', pages: 1 })
  })

  it('is held against what Chorus Pro is known to refuse', async () => {
    const xml = ciiXml({ fields })
    const second = xml.replace(/(<ram:SpecifiedTradeSettlementPaymentMeans>[\s\S]*?<\/ram:SpecifiedTradeSettlementPaymentMeans>)/, (block) => block + block.replace(/<ram:TypeCode>.*?<\/ram:TypeCode>/, '')) // prettier-ignore
    expect(second).not.toBe(xml)
    expect((await read(bytesOf(second), 'f.xml')).document.defects).toEqual(['secondPaymentMeans'])
    expect((await read(bytesOf(xml), 'f.xml')).document.defects).toBeUndefined()
  })
})

describe('what a page hints at', () => {
  it.each(['Situation de travaux n° 3', 'Retenue de garantie 5 % : 96,00 €', 'Décompte général'])(
    'asks whether « %s » is about works',
    async (words) => {
      const found = await page(words)
      expect(found.fields.cadre).toBe('A1')
      expect(found.origins.cadre).toMatchObject({ trust: 'check' })
      expect(found.origins.cadre?.reason).toContain('travaux')
    },
  )

  it('does not take an account for a SIRET', async () => {
    const account = 'IBAN FR76 3000 4000 0312 3456 7890 143'
    expect((await page(account)).document.mentions).not.toContain('sirets')
    expect((await page(account, 'SIRET 842 103 996 00018', 'SIRET client 212 201 875 00011')).document.mentions).toContain('sirets') // prettier-ignore
  })

  it('gives the words that say why no VAT is counted', async () => {
    const found = await readPage(...HEAD, 'TOTAL : 850,00 €', 'TVA non applicable, art. 293 B du CGI')
    expect(found.document.exemption).toBe('TVA non applicable, art. 293 B du CGI')
    expect(found.fields).toMatchObject({ netTotal: 85_000, taxTotal: 0, grossTotal: 85_000, payable: 85_000 })
  })
})

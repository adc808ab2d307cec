import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { expect, it, describe } from 'vitest'
import { invoicePdf, layoutNames } from '../support/invoice-pdf.ts'
import { bare } from '../../electron/core/reading/text/names.ts'
import { buyer, fields, invoice, pdfOf, read, readPage, STATE, supplier } from './support.ts'

describe.each(layoutNames)('an invoice that looks like « %s »', (layout) => {
  it('is read whole', async () => {
    const reading = await read(await invoicePdf({ ...invoice, layout }))
    expect(reading.document).toMatchObject({ kind: 'pdf', status: 'read', message: '', pages: 1, hasText: true })
    expect(reading.source).toBe('text')
    expect(reading.fields).toMatchObject({
      ...fields,
      typeCode: '380',
      currency: 'EUR',
      supplierSiret: supplier.siret,
      buyerSiret: buyer.siret,
      netTotal: 176_100,
      taxTotal: 29_058,
      grossTotal: 205_158,
      payable: 205_158,
    })
    expect(bare(reading.fields.supplierName)).toBe(bare(supplier.name))
    expect(bare(reading.fields.buyerName)).toBe(bare(buyer.name))
  })

  it('keeps its places when the page is turned', async () => {
    const [upright, turned] = await Promise.all([
      invoicePdf({ ...invoice, layout }).then((bytes) => read(bytes)),
      invoicePdf({ ...invoice, layout, rotate: 90 }).then((bytes) => read(bytes)),
    ])
    expect(turned.fields).toEqual(upright.fields)
    const { place: before } = upright.origins.number ?? {}
    const { place: after } = turned.origins.number ?? {}
    expect(after?.x).toBeCloseTo(before?.x ?? NaN, 2)
    expect(after?.y).toBeCloseTo(before?.y ?? NaN, 2)
  })

  it('tells what was paid before from what is left to pay', async () => {
    const paid = { ...fields, prepaid: 50_000, payable: 155_158 }
    const reading = await read(await invoicePdf({ ...invoice, fields: paid, layout }))
    expect(reading.fields).toMatchObject({ grossTotal: 205_158, prepaid: 50_000, payable: 155_158 })
    expect(reading.origins.payable?.trust).toBe('sure')
  })

  it('is a credit note when it says so: positive amounts, its own number, that of the invoice it corrects', async () => {
    const avoir = { ...fields, number: 'AV-2026-7', typeCode: '381', originNumber: 'F2026-012', dueDate: '' }
    const reading = await read(await invoicePdf({ ...invoice, fields: avoir, layout }))
    expect(reading.fields).toMatchObject({
      number: 'AV-2026-7',
      typeCode: '381',
      originNumber: 'F2026-012',
      grossTotal: 205_158,
    })
  })
})

describe('where a value was read', () => {
  it('is the box of its letters, in fractions of the page', async () => {
    const font = await (await PDFDocument.create()).embedFont(StandardFonts.Helvetica)
    const { origins } = await readPage(['Facture n° F2026-041', 100, 200, 20], ['Total TTC : 120,00 €', 50, 400])
    const { page, x, y, width, height } = origins.number!.place!
    const start = 100 + font.widthOfTextAtSize('Facture n° ', 20)
    expect(page).toBe(1)
    expect(Math.abs(x * 595 - start)).toBeLessThan(4)
    expect(Math.abs(width * 595 - font.widthOfTextAtSize('F2026-041', 20))).toBeLessThan(4)
    expect(y * 842).toBeGreaterThan(180)
    expect((y + height) * 842).toBeLessThan(206)
    expect(origins.number).toMatchObject({ source: 'text', trust: 'likely', label: 'Facture n°' })
  })
})

describe('why a value is believed', () => {
  it.each([
    ['netTotal', 'HT + TVA = TTC'],
    ['payable', 'le TTC, rien n’en est déduit sur la page'],
    ['number', 'annoncé par «\u00a0FACTURE N°\u00a0»'],
    ['iban', 'clé de l’IBAN juste'],
    ['typeCode', 'rien ne dit que c’est un avoir'],
  ] as const)('is said of %s', async (name, reason) => {
    const { origins } = await readPage(
      'FACTURE N° 77',
      'Total HT 100,00 €',
      'TVA 20 % 20,00 €',
      'Total TTC 120,00 €',
      'IBAN FR76 3000 4000 0312 3456 7890 143',
    )
    expect(origins[name]?.reason).toBe(reason)
  })
})

describe('numbers and codes', () => {
  const TOTAL = 'Total TTC : 120,00 €'
  it.each([
    ['beside the label', ['Facture n° : FA-12/2026', TOTAL], { number: 'FA-12/2026' }],
    [
      'with a space in it',
      ['Facture n° FA 2026-001 du 3 mars 2026', TOTAL],
      { number: 'FA 2026-001', issueDate: '2026-03-03' },
    ],
    ['in groups of figures', ['FACTURE', 'n° 10 245 879 632', TOTAL], { number: '10 245 879 632' }],
    ['as « Réf. » under the title', ['Facture', 'Réf. : FA2403-0017', TOTAL], { number: 'FA2403-0017' }],
    ['not a date', ['Facture du 12/03/2026', TOTAL], { number: '', issueDate: '2026-03-12' }],
    ['not the customer’s', ['Facture n° 77', 'Client n° 4512', TOTAL], { number: '77' }],
    [
      'not that of a policy',
      ['Facture 77', 'Assurance décennale MAAF contrat n° 686009385', TOTAL],
      { contractNumber: '' },
    ],
    [
      'an order by any of its names',
      ['Facture 77', 'Votre bon de commande n° BC 2026-12', TOTAL],
      { engagementNumber: 'BC 2026-12' },
    ],
    [
      'after what the label adds before its colon',
      ['Facture 77', 'Commande M2A : CDE25-00447', TOTAL],
      { engagementNumber: 'CDE25-00447' },
    ],
    ['in a sentence, for want of better', ['Objet : votre facture BR-000771', TOTAL], { number: 'BR-000771' }],
    [
      'EJ as a word of its own',
      ['Facture 77', 'Votre engagement : EJ 2026-00418', TOTAL],
      { engagementNumber: '2026-00418' },
    ],
    [
      'a code that is a word',
      ['Facture 77', 'Code service : FACTURES_PUBLIQUES', TOTAL],
      { serviceCode: 'FACTURES_PUBLIQUES' },
    ],
    [
      'three on one line',
      ['Facture 77', 'Code service : CULTURE - Marché n° 24S0012 - EJ : 1409987654', TOTAL],
      { serviceCode: 'CULTURE', contractNumber: '24S0012', engagementNumber: '1409987654' },
    ],
  ])('%s', async (_, texts, expected) => {
    expect((await readPage(...texts)).fields).toMatchObject(expected)
  })

  it('under heads on two lines, in columns set close together', async () => {
    const reading = await readPage(
      ['NUMÉRO DE', 50, 100],
      ['CODE SERVICE', 125, 100],
      ['N° D’ENGAGEMENT', 215, 100],
      ['FACTURE', 55, 112],
      ['EXÉCUTANT', 132, 112],
      ['JURIDIQUE', 230, 112],
      ['HX-2026-311', 52, 132],
      ['D2D0010069', 130, 132],
      ['1408812345', 225, 132],
      ['Total TTC', 50, 300],
      ['120,00 €', 200, 300],
    )
    expect(reading.fields).toMatchObject({
      number: 'HX-2026-311',
      serviceCode: 'D2D0010069',
      engagementNumber: '1408812345',
    })
  })

  it('broken at a hyphen in a narrow column', async () => {
    const reading = await readPage(
      ['Facture 77', 50, 60],
      ['Marché', 50, 100],
      ['UHA2026-', 50, 118],
      ['0098', 50, 130],
      ['Total TTC 12,00 €', 50, 300],
    )
    expect(reading.fields.contractNumber).toBe('UHA2026-0098')
  })
})

describe('dates', () => {
  it.each([
    ['in words', 'Facture 77 du 1er mars 2026', '2026-03-01'],
    ['cut short', 'Facture 77 du 12 juil. 2026', '2026-07-12'],
    ['with two figures of the year', 'Date : 05/10/26', '2026-10-05'],
    ['with dots', 'Date de facturation : 28.01.2026', '2026-01-28'],
    ['as ISO', 'Date 2026-02-14', '2026-02-14'],
    ['run together', 'Date : 20260815', '2026-08-15'],
    ['after a town', 'Guéret, le 9 janvier 2026', '2026-01-09'],
    ['with the day of the week', 'Le Mans, le vendredi 9 janvier 2026', '2026-01-09'],
  ])('%s', async (_, text, expected) => {
    expect((await readPage('FACTURE N° 77', text, 'Total TTC : 120,00 €')).fields.issueDate).toBe(expected)
  })

  it.each([
    'Date de livraison : 02/03/2026',
    'Période du 01/03/2026 au 31/03/2026',
    'Votre devis du 02/03/2026',
    'Date de facture associée : 01/02/2026',
  ])('is not « %s »', async (text) => {
    const { fields: read } = await readPage('FACTURE N° 77', 'Date : 14/03/2026', text, 'Total TTC : 120,00 €')
    expect(read.issueDate).toBe('2026-03-14')
  })

  it.each([
    'Échéance : 13/04/2026',
    'À régler au plus tard le 13 avril 2026',
    'Règlement à 30 jours, soit le 13.04.2026',
    'Montant à payer avant le 13/04/2026 : 120,00 € TTC',
  ])('due: « %s »', async (text) => {
    expect((await readPage('FACTURE N° 77 du 14/03/2026', text, 'Total TTC : 120,00 €')).fields.dueDate).toBe(
      '2026-04-13',
    )
  })

  it('over two lines in a narrow column', async () => {
    const reading = await readPage(
      ['FACTURE N° 77', 50, 60],
      ['DATE', 60, 100],
      ['11 mars', 60, 116],
      ['2026', 65, 128],
      ['Total TTC 12,00 €', 50, 300],
    )
    expect(reading.fields.issueDate).toBe('2026-03-11')
  })

  it('that do not exist are none', async () => {
    expect((await readPage('FACTURE N° 77', 'Date : 31/02/2026', 'Total TTC : 120,00 €')).fields.issueDate).toBe('')
  })

  it('a due day before the invoice is not believed', async () => {
    expect(
      (await readPage('FACTURE N° 77 du 14/03/2026', 'Échéance : 13/02/2026', 'Total TTC 12,00 €')).fields.dueDate,
    ).toBe('')
  })
})

describe('amounts', () => {
  const TITLE = 'FACTURE N° 77 du 14/03/2026'
  it.each([
    [
      'in a column',
      [TITLE, 'Total HT 1 000,00 €', 'TVA 20 % 200,00 €', 'Total TTC 1 200,00 €'],
      {
        netTotal: 100_000,
        taxTotal: 20_000,
        grossTotal: 120_000,
        payable: 120_000,
        vatLines: [{ rate: 2000, base: 100_000, tax: 20_000 }],
      },
    ],
    [
      'with dots and no cents',
      [TITLE, 'Montant H.T. 1.050 €', 'T.V.A. 20 % 210 €', 'Montant T.T.C. 1.260 €'],
      { netTotal: 105_000, taxTotal: 21_000, grossTotal: 126_000 },
    ],
    [
      'after dotted lines',
      [TITLE, 'TOTAL ................ 126,40 €', 'TVA non applicable, article 293 B du CGI'],
      { netTotal: 12_640, taxTotal: 0, grossTotal: 12_640, vatScheme: 'EXONERATION' },
    ],
    [
      'in a sentence',
      [TITLE, 'Taille de haies : 1 200,00 € HT', 'TVA 20 % : 240,00 €', 'Total : 1 440,00 € TTC'],
      { netTotal: 120_000, taxTotal: 24_000, grossTotal: 144_000 },
    ],
    [
      'rate by rate only',
      [TITLE, 'TVA 5,5 % : base 234,60 TVA 12,90', 'TVA 10 % : base 270,00 TVA 27,00', 'TOTAL TTC : 544,50 €'],
      {
        netTotal: 50_460,
        taxTotal: 3_990,
        grossTotal: 54_450,
        vatLines: [
          { rate: 550, base: 23_460, tax: 1_290 },
          { rate: 1000, base: 27_000, tax: 2_700 },
        ],
      },
    ],
    [
      'without VAT, due by the buyer',
      [TITLE, 'Total H.T. 8 450,00 €', 'TVA : Autoliquidation', 'Total à payer 8 450,00 €'],
      { netTotal: 845_000, taxTotal: 0, grossTotal: 845_000, vatScheme: 'SANS_TVA' },
    ],
    [
      'with a guarantee kept back',
      [
        TITLE,
        'Total HT 1 000,00 €',
        'TVA 20 % 200,00 €',
        'Total TTC 1 200,00 €',
        'Retenue de garantie 5 % - 60,00 €',
        'Net à payer 1 140,00 €',
      ],
      { grossTotal: 120_000, retention: 6_000, payable: 114_000 },
    ],
    [
      'already paid by card',
      [
        'FACTURE ACQUITTÉE',
        'Facture n° 77',
        'Total HT : 100,00 €',
        'TVA 20 % : 20,00 €',
        'Total TTC : 120,00 €',
        'Reste à payer : 0,00 €',
      ],
      { grossTotal: 12_000, payable: 0, cadre: 'A2' },
    ],
    [
      'VAT on debits',
      [TITLE, 'Total HT 100,00 €', 'TVA 20 % 20,00 €', 'Total TTC 120,00 €', 'TVA acquittée d’après les débits'],
      { vatScheme: 'TVA_SUR_DEBIT' },
    ],
    ['not one of the capital', [TITLE, 'Total TTC 120,00 €', 'SARL au capital de 152 449 €'], { grossTotal: 12_000 }],
  ])('%s', async (_, texts, expected) => {
    expect((await readPage(...texts)).fields).toMatchObject(expected)
  })

  it('HT + TVA = TTC wins over what only stands beside a label', async () => {
    const reading = await readPage(
      TITLE,
      'Total HT avant remise 4 260,00',
      'Remise 10 % 426,00',
      'Total HT 3 834,00',
      'TVA 20 % 766,80',
      'Total TTC 4 600,80',
    )
    expect(reading.fields).toMatchObject({ netTotal: 383_400, taxTotal: 76_680, grossTotal: 460_080 })
    expect(reading.origins.netTotal?.trust).toBe('sure')
  })

  it('passes over what stands in brackets between a label and its amount', async () => {
    const reading = await readPage(TITLE, 'Net à payer (TVA non applicable – art. 293 B CGI) : 615,00 €')
    expect(reading.fields).toMatchObject({ netTotal: 61_500, taxTotal: 0, grossTotal: 61_500, payable: 61_500 })
  })

  it('takes an amount in brackets beside another for an aside, alone for one taken off', async () => {
    const reading = await readPage(
      TITLE,
      'Total HT 1 726,00',
      'TVA 10 % (396,00) 39,60',
      'TVA 20 % (1 330,00) 266,00',
      'Total TTC 2 031,60',
      ['Acompte versé', 50, 300],
      ['(31,60)', 200, 300],
      ['Net à payer 2 000,00', 50, 330],
    )
    expect(reading.fields).toMatchObject({
      netTotal: 172_600,
      taxTotal: 30_560,
      grossTotal: 203_160,
      prepaid: 3_160,
      payable: 200_000,
    })
  })

  it('prefers the sum that is exact to one a cent off', async () => {
    const reading = await readPage(TITLE, 'Total HT 100,00', 'TVA 20 % 20,00', 'Total TTC 120,01', 'Total TTC 120,00')
    expect(reading.fields.grossTotal).toBe(12_000)
  })

  it('takes no label met at each article for that of a total', async () => {
    const article = (price: string, tax: string, all: string, y: number): [string, number, number][] => [
      [`Article Montant HT : ${price}`, 50, y],
      [`Montant TVA : ${tax}`, 220, y],
      [`Total TTC : ${all}`, 400, y],
    ]
    const articles = [1, 2, 3, 4, 5].flatMap((n) => article(`${n}0,00`, `${n * 2},00`, `${n * 12},00`, 150 + n * 40))
    const reading = await readPage(
      [TITLE, 50, 60],
      ...articles,
      ['TVA 20 % de 150,00', 50, 500],
      ['30,00', 200, 500],
      ['Montant à régler', 50, 540],
      ['180,00', 200, 540],
    )
    expect(reading.fields.grossTotal).toBe(18_000)
  })

  it('that do not add up are doubted', async () => {
    const reading = await readPage(TITLE, 'Total HT 1 000,00 €', 'TVA 20 % 200,00 €', 'Total TTC 1 300,00 €')
    expect(reading.fields.grossTotal).toBe(130_000)
    expect(reading.origins.grossTotal?.trust).toBe('check')
  })

  it('on the last page of several, and not those carried over', async () => {
    const row = (index: number): [string, number, number][] => [
      [`Article ${index}`, 50, 100 + index * 20],
      ['10,00', 500, 100 + index * 20],
    ]
    const first = Array.from({ length: 20 }, (_, index) => row(index)).flat()
    const reading = await read(
      await pdfOf(
        [[TITLE, 50, 60], ...first, ['À reporter', 300, 600], ['200,00', 500, 600]],
        [
          ['Report', 300, 60],
          ['200,00', 500, 60],
          ...row(2),
          ['Total HT', 300, 300],
          ['210,00', 500, 300],
          ['TVA 20 %', 300, 320],
          ['42,00', 500, 320],
          ['Total TTC', 300, 340],
          ['252,00', 500, 340],
        ],
      ),
    )
    expect(reading.fields).toMatchObject({ netTotal: 21_000, taxTotal: 4_200, grossTotal: 25_200 })
    expect(reading.origins.grossTotal?.place?.page).toBe(2)
  })
})

describe('identifiers', () => {
  const page = (...texts: string[]) => readPage('FACTURE N° 77 du 14/03/2026', 'Total TTC : 120,00 €', ...texts)

  it('gives each SIRET to its owner by the words around it', async () => {
    const { fields: read } = await page(
      `SIRET client : ${buyer.siret}`,
      `SARL au capital de 8 000 € - SIRET ${supplier.siret} - RCS Brest`,
    )
    expect(read).toMatchObject({ buyerSiret: buyer.siret, supplierSiret: supplier.siret })
  })

  it('knows the one SIRET of the State, wherever it stands', async () => {
    const reading = await readPage('FACTURE N° 77', 'Total TTC 12,00 €', ['Siret 110 002 011 00044', 50, 800])
    expect(reading.fields.buyerSiret).toBe(STATE)
  })

  it('shows a number the document calls a SIRET although its key is wrong, as doubtful', async () => {
    const { fields: read, origins } = await page('SIRET fournisseur : 84210399600019')
    expect(read.supplierSiret).toBe('84210399600019')
    expect(origins.supplierSiret?.trust).toBe('check')
  })

  it('gives a SIRET to whoever the head of its column names', async () => {
    const reading = await readPage(
      ['Émetteur', 50, 60],
      ['Client', 320, 60],
      ['SIRET : 26073617692140', 50, 160],
      ['SIRET : 99986401570264', 320, 160],
      ['FACTURE N° 77', 50, 300],
      ['Total TTC 12,00 €', 50, 400],
    )
    expect(reading.fields).toMatchObject({ supplierSiret: '26073617692140', buyerSiret: '99986401570264' })
  })

  it('knows the SIRET of a table by the cell on its left', async () => {
    const reading = await readPage(
      ['SIRET CLIENT', 50, 100],
      ['98765432100029', 160, 100],
      ['FACTURE N° 77', 50, 200],
      ['Total TTC 12,00 €', 50, 300],
    )
    expect(reading.fields.buyerSiret).toBe('98765432100029')
  })

  it('takes no fourteen figures for a SIRET that nothing calls so', async () => {
    expect((await page('Point de livraison 14547896325411')).fields).toMatchObject({
      supplierSiret: '',
      buyerSiret: '',
    })
  })

  it('reads a SIRET and an IBAN printed in pieces, beside each other or on two lines', async () => {
    const reading = await readPage(
      ['FACTURE N° 77', 50, 60],
      ['SIRET :', 50, 100],
      ['842', 110, 100],
      ['103', 150, 100],
      ['996', 190, 100],
      ['00018', 230, 100],
      ['N° SIRET client 212201875', 50, 200],
      ['00011', 50, 212],
      ['Virement : IBAN FR76 3000 4000', 50, 300],
      ['0312 3456 7890 143', 50, 312],
      ['Total TTC 12,00 €', 50, 400],
    )
    expect(reading.fields).toMatchObject({
      supplierSiret: supplier.siret,
      buyerSiret: buyer.siret,
      iban: 'FR7630004000031234567890143',
    })
  })

  it('takes an IBAN with its key right only', async () => {
    expect((await page('IBAN FR76 3000 4000 0312 3456 7890 143')).fields.iban).toBe('FR7630004000031234567890143')
    expect((await page('IBAN FR76 3000 4000 0312 3456 7890 144')).fields.iban).toBe('')
  })
})

describe('credit notes', () => {
  it('are none when one only could have something', async () => {
    const reading = await readPage('FACTURE N° 77', 'Total TTC 12,00 €', 'avoir recours à un médiateur est possible')
    expect(reading.fields.typeCode).toBe('380')
  })
})

describe('names', () => {
  it.each([
    [
      'over two lines',
      [
        ['Destinataire', 50, 80],
        ['Communauté de communes', 50, 94],
        ['du Haut-Jura', 50, 108],
        ['39200 Saint-Claude', 50, 122],
      ],
      'Communauté de communes du Haut-Jura',
    ],
    [
      'without what follows a comma',
      [['Client : Cour d’appel de Nancy, service administratif', 50, 80]],
      'Cour d’appel de Nancy',
    ],
    [
      'of a public body, without any label',
      [
        ['Collège La Boétie', 330, 150],
        ['12 avenue Foch', 330, 164],
        ['24200 Sarlat', 330, 178],
      ],
      'Collège La Boétie',
    ],
    [
      'not the only address, when goods were sent there',
      [
        ['Lieu d’intervention', 330, 136],
        ['École des Tilleuls', 330, 150],
        ['33400 Talence', 330, 164],
      ],
      '',
    ],
    [
      'not that of the place of delivery',
      [
        ['Adresse de livraison', 50, 80],
        ['École des Tilleuls', 50, 94],
        ['33400 Talence', 50, 108],
        ['Adresse de facturation', 300, 80],
        ['Mairie de Talence', 300, 94],
        ['33400 Talence', 300, 108],
      ],
      'Mairie de Talence',
    ],
  ] as [string, [string, number, number][], string][])('%s', async (_, texts, expected) => {
    const reading = await readPage(...texts, ['Facture n° 77', 50, 300], ['Total TTC 12,00 €', 50, 400])
    expect(reading.fields.buyerName).toBe(expected)
  })
})

describe('the name of the supplier', () => {
  it('ends where the letters change their look', async () => {
    const document = await PDFDocument.create()
    const page = document.addPage([595, 842])
    const bold = await document.embedFont(StandardFonts.HelveticaBold)
    page.drawText('LOCAMAT', { x: 50, y: 790, size: 12, font: bold })
    page.drawText('Location de matériel', {
      x: 53 + bold.widthOfTextAtSize('LOCAMAT', 12),
      y: 790,
      size: 12,
      font: await document.embedFont(StandardFonts.Helvetica),
    })
    const rest = ['76300 Sotteville', 'Tél. 02 35 00 00 00', '', 'Facture n° 77', 'Total TTC 12,00 €']
    rest.forEach((text, index) => page.drawText(text, { x: 50, y: 775 - index * 15, size: 12 }))
    expect((await read(await document.save())).fields.supplierName).toBe('LOCAMAT')
  })

  it('is not that of the buyer, where both are in one column', async () => {
    const reading = await readPage(
      ['Société', 50, 60],
      ['Ascenda Formation', 160, 60],
      ['55 rue Bugeaud', 160, 72],
      ['69006 Lyon', 160, 84],
      ['Client', 50, 98],
      ['Hospices de Lyon', 160, 98],
      ['3 quai des Célestins', 160, 110],
      ['69229 Lyon', 160, 122],
      ['Facture n° 77', 50, 300],
      ['Total TTC 12,00 €', 50, 400],
    )
    expect(reading.fields).toMatchObject({ supplierName: 'Ascenda Formation', buyerName: 'Hospices de Lyon' })
  })
})

describe('ways a page may be odd', () => {
  it('a blank after each line, all on the left, as Word does', async () => {
    const reading = await readPage(
      'Sarl Au Jardin Fleuri',
      '4 place du Marché',
      '36000 Châteauroux',
      'Tél. 02 54 00 00 00',
      'Destinataire :',
      'Conseil départemental de l’Indre',
      'Place de la Victoire',
      '36020 Châteauroux Cedex',
      'Facture n° : 118',
      'Date : 02/05/2026',
      'Total TTC 331,10 €',
    )
    expect(reading.fields).toMatchObject({
      supplierName: 'Sarl Au Jardin Fleuri',
      buyerName: 'Conseil départemental de l’Indre',
      number: '118',
      contractNumber: '',
    })
  })

  it('letters set apart', async () => {
    const apart = (text: string, x: number, y: number): [string, number, number][] =>
      Array.from(text, (letter, index) => [letter, x + index * 9, y])
    const reading = await readPage(...apart('FACTURE', 50, 100), ['FA-77', 50, 116], ['Total TTC 12,00 €', 50, 300])
    expect(reading.fields.number).toBe('FA-77')
  })

  it('letters drawn twice to look bold', async () => {
    const reading = await readPage(
      ['Facture n° 77', 50, 100],
      ['Facture n° 77', 50.3, 100],
      ['Total TTC 12,00 €', 50, 300],
      ['Total TTC 12,00 €', 50.3, 300],
    )
    expect(reading.fields).toMatchObject({ number: '77', grossTotal: 1_200 })
  })

  it('fields of a form, filled in', async () => {
    const document = await PDFDocument.load(
      await pdfOf([
        ['Facture n°', 50, 100],
        ['Total TTC', 50, 300],
      ]),
    )
    const page = document.getPage(0)
    const fill = (name: string, text: string, y: number) => {
      const field = document.getForm().createTextField(name)
      field.setText(text)
      field.addToPage(page, { x: 110, y: 842 - y - 4, width: 120, height: 18, borderWidth: 0 })
    }
    fill('numero', 'FA-2026-9', 100)
    fill('total', '120,00 €', 300)
    expect((await read(await document.save())).fields).toMatchObject({ number: 'FA-2026-9', grossTotal: 12_000 })
  })

  it('wider than the paper, printed on two sheets', async () => {
    const name = 'Communauté de communes du Pays de Montbrison-le-Vieux'
    const reading = await read(
      await pdfOf(
        [
          ['Facture n° 77', 50, 60],
          ['Total TTC 12,00 €', 50, 400],
          ['Client', 330, 106],
          ['Communauté de communes du Pays de Montbrison', 400, 120],
          ['42600 Montbrison', 400, 134],
        ],
        [['du Pays de Montbrison-le-Vieux', -2, 120]],
      ),
    )
    expect(reading.fields.buyerName).toBe(name)
  })
})

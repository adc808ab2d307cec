import { describe, expect, it } from 'vitest'
import { ciiXml, invoicePdf, ublXml } from '../support/invoice-pdf.ts'
import { buyer, fields, invoice, read, supplier } from './support.ts'

const whole = {
  ...fields,
  supplierName: supplier.name,
  supplierSiret: supplier.siret,
  buyerName: buyer.name,
  buyerSiret: buyer.siret,
  netTotal: 176_100,
  taxTotal: 29_058,
  grossTotal: 205_158,
  payable: 205_158,
  vatLines: [
    { rate: 2000, base: 133_600, tax: 26_720 },
    { rate: 550, base: 42_500, tax: 2_338 },
  ],
}
/** One element a line, as most programs write it. */
const xml = ciiXml({ fields: whole }).replaceAll('><', '>\n<')
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length

async function notesOf(file: string | Uint8Array) {
  const { document } = await read(file, 'facture.xml')
  return document.notes.filter(({ code }) => code === 'reading.schema' || code === 'reading.profile')
}

it('a file of the right form has nothing said of it', async () => {
  expect(await notesOf(xml)).toEqual([])
})

describe('what the schema finds wrong is said in French, with its line', () => {
  it.each<[string, (text: string) => string, at: string, RegExp]>([
    [
      'an element too many',
      (text) => text.replace('<ram:TypeCode>380', '<ram:Couleur>rouge</ram:Couleur>\n<ram:TypeCode>380'),
      '<ram:Couleur>',
      /« Couleur » n’est pas à sa place : on attend d’abord .*« type de facture » \(BT-3, TypeCode\)/,
    ],
    [
      'a number that is missing',
      (text) => text.replace(/<rsm:ExchangedDocument>[^]*<\/rsm:ExchangedDocument>\n/, ''),
      '<rsm:SupplyChainTradeTransaction>',
      /« SupplyChainTradeTransaction » n’est pas à sa place : on attend d’abord « ExchangedDocument »/,
    ],
    [
      'what should be inside',
      (text) => text.replace(/<ram:ApplicableHeaderTradeDelivery\/>[^]*(?=<\/rsm:SupplyChainTradeTransaction>)/, ''),
      '<rsm:SupplyChainTradeTransaction>',
      /il manque « livraison » \(BG-13, ApplicableHeaderTradeDelivery\) dans « SupplyChainTradeTransaction »/,
    ],
    [
      'words for an amount',
      (text) => text.replace('>2051.58</ram:Grand', '>2 051,58</ram:Grand'),
      '>2 051,58</ram:Grand',
      /pour « total TTC » \(BT-112, GrandTotalAmount\), « 2 051,58 » n’est pas un nombre\.$/,
    ],
    [
      'nothing for an amount',
      (text) => text.replace('>290.58<', '><'),
      '<ram:TaxTotalAmount',
      /« total de TVA » \(BT-110, TaxTotalAmount\) est vide : il faut un nombre\.$/,
    ],
    [
      'an attribute nobody knows',
      (text) => text.replace('currencyID="EUR"', 'devise="EUR"'),
      'devise="EUR"',
      /« devise » est de trop dans « total de TVA » \(BT-110, TaxTotalAmount\)\.$/,
    ],
    [
      'a text among the elements',
      (text) => text.replace('<rsm:ExchangedDocument>', '<rsm:ExchangedDocument>Facture'),
      '<rsm:ExchangedDocument>Facture',
      /« ExchangedDocument » contient un texte là où il ne faut que des balises\.$/,
    ],
    [
      'elements for a value',
      (text) => text.replace('>EUR<', '><b>EUR</b><'),
      '<ram:InvoiceCurrencyCode>',
      /« devise » \(BT-5, InvoiceCurrencyCode\) contient des balises là où il faut une valeur\.$/,
    ],
  ])('%s', async (_, spoil, at, sentence) => {
    const spoilt = spoil(xml)
    const [note] = await notesOf(spoilt)
    const line = lineOf(spoilt, at)
    expect(note).toMatchObject({ code: 'reading.schema', line, details: expect.stringContaining('Element') as string })
    expect(note?.message).toMatch(sentence)
    expect(note?.message).toContain(`, ligne ${line} : `)
    expect(note?.message).not.toMatch(/\{urn|element|expected|xs:/)
  })

  it('with the meaning of elements that have no prefix', async () => {
    const bare = xml
      .replaceAll('ram:', '')
      .replaceAll('xmlns:ram=', 'xmlns:unused=')
      .replace(/(<Applicable\w+|<rsm:\w+>\n)/g, '$1')
      .replace(
        /<(ID|TypeCode|IssueDateTime|BusinessProcess\w+|GuidelineSpecified\w+|ApplicableHeader\w+)(?=[>/])/g,
        '<$1 xmlns="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"',
      )
      .replace('>2051.58</Grand', '>douze</Grand')
    const [note] = await notesOf(bare)
    expect(note?.message).toMatch(/pour « total TTC » \(BT-112, GrandTotalAmount\), « douze » n’est pas un nombre/)
  })

  it('without a line when the file is written in one', async () => {
    const [note] = await notesOf(xml.replaceAll('\n', '').replace('>2051.58</ram:Grand', '>douze</ram:Grand'))
    expect(note?.message).toMatch(/^Le fichier XML n’a pas la forme voulue : pour « total TTC »/)
  })

  it('once when it is the same on several lines; the fifth and what follows is counted', async () => {
    const [same] = await notesOf(xml.replaceAll('</ram:CategoryCode>', '</ram:CategoryCode>\n<ram:Oups/>'))
    expect(same?.message).toMatch(/, lignes \d+ et \d+ : « Oups » n’est pas à sa place/)
    const many = ['Grand', 'DuePay', 'TaxBasis', 'LineTot', 'TaxTot', 'Calcul', 'Basis'].reduce(
      (text, name) => text.replace(new RegExp(`(<ram:${name}\\w+[^>]*>)[\\d.]+`), '$1x'),
      xml,
    )
    const notes = await notesOf(many)
    expect(notes).toHaveLength(5)
    expect(notes.at(-1)?.message).toMatch(/ Il y a 2 autres défauts\.$/)
  })

  it('in a Factur-X too, and whatever the encoding', async () => {
    const spoilt = xml.replace('>2051.58</ram:Grand', '>douze</ram:Grand')
    const { document } = await read(await invoicePdf({ ...invoice, layout: 'labelsLeft', facturx: spoilt }))
    expect(document.notes.map(({ code }) => code)).toContain('reading.schema')
    for (const [encoding, bytes] of [
      ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
      ['windows-1252', (text: string) => Buffer.from(text.replaceAll('’', ' '), 'latin1')],
      ['ISO-8859-15', (text: string) => Buffer.from(text.replaceAll('’', ' '), 'latin1')],
    ] as const)
      expect(await notesOf(new Uint8Array(bytes(spoilt.replace('"UTF-8"', `"${encoding}"`)))), encoding).toHaveLength(1)
  })
})

describe('what is no fault', () => {
  it.each<[string, (text: string) => string]>([
    [
      'two invoices of origin: D16B knows one, the profiles many',
      (text) =>
        text.replace(
          '</ram:SpecifiedTradeSettlementHeaderMonetarySummation>',
          `$&${'<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>1</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>'.repeat(2)}`,
        ),
    ],
    ['a code that is newer than the schema', (text) => text.replace('>VAT<', '>XYZ<')],
    ['no announcement of a profile', (text) => text.replace(/<ram:Guideline[^]*?<\/ram:Guideline\w+>/, '')],
    [
      'a profile that builds upon another',
      (text) =>
        text.replace('urn:factur-x.eu:1p0:basicwl', 'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended'),
    ],
  ])('%s', async (_, change) => {
    expect(await notesOf(change(xml))).toEqual([])
  })

  it('UBL and ZUGFeRD 1, whose schemas are not at hand', async () => {
    expect(await notesOf(ublXml({ fields: whole }).replace('<cbc:ID>', '<cbc:Couleur/><cbc:ID>'))).toEqual([])
  })
})

it('straying from the profile announced is told for what it is: Chorus Pro does not mind', async () => {
  const [note, ...others] = await notesOf(xml.replace('urn:factur-x.eu:1p0:basicwl', 'urn:factur-x.eu:1p0:minimum'))
  expect(others).toEqual([])
  expect(note?.code).toBe('reading.profile')
  expect(note?.message).toMatch(
    /profil qu’elles annoncent, MINIMUM, ligne \d+ : .*Les exemples de Chorus Pro le font aussi/,
  )
})

it('leaves a file of a hundred thousand elements alone, in a moment', async () => {
  const begun = performance.now()
  const huge = xml.replace('<ram:BuyerReference>', `${'<ram:X/>'.repeat(100_000)}<ram:BuyerReference>`)
  expect(await notesOf(huge)).toEqual([])
  expect(performance.now() - begun).toBeLessThan(5_000)
})

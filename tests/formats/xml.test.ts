import { describe, expect, test } from 'vitest'
import { checkXml } from '../../electron/core/formats/check/check-xml.ts'
import type { Carrier, Dialect } from '../../electron/core/formats/dialect.ts'
import { writeXml } from '../../electron/core/formats/write.ts'
import { readDocument } from '../../electron/core/reading/read.ts'
import { fieldsOf } from '../../shared/domain/authoring/fields-of.ts'
import { blocking, check } from '../../shared/domain/rules/check.ts'
import { emptyFields } from '../../shared/domain/fields/fields.ts'
import { authored, courlange, line } from '../support/authored.ts'
import { plainFacts } from '../support/facts.ts'
import { madeInvoices } from '../support/made-invoices.ts'

const made = madeInvoices(20261130)
const ways = (['chorus', 'afnor'] as Dialect[]).flatMap((dialect) =>
  (['cii', 'ubl', 'facturx'] as Carrier[]).map((carrier) => ({ dialect, carrier })),
)

describe('the sixty made invoices', () => {
  test('are sixty, each with its number', () => {
    expect(new Set(made.map(({ invoice }) => invoice.number)).size).toBe(60)
  })

  test.each(ways)('pass our own checks as $carrier for $dialect', async ({ dialect, carrier }) => {
    for (const { name, invoice } of made) {
      const faults = await checkXml(writeXml(invoice, dialect, carrier), { invoice, dialect, carrier })
      expect(faults, name).toEqual([])
    }
  })
})

test('the rulebook stops none of them', async () => {
  for (const { name, invoice } of made) {
    const bytes = new TextEncoder().encode(writeXml(invoice, 'chorus', 'cii'))
    const { fields, document, origins } = await readDocument(bytes, 'f.xml')
    const read = { ...emptyFields, ...fields, valideurSiret: invoice.valideur?.siret ?? '' }
    const found = check(read, { ...plainFacts, circuit: 'flux', document, origins })
    expect(blocking(found), name).toEqual([])
  }
})

test('our reader reads the fields that were meant, all of them sure', async () => {
  const invoice = authored({ kind: 'creditNote', origin: { number: '2026-0125', date: '2026-10-27' }, dueDate: '' })
  for (const carrier of ['cii', 'ubl'] as const) {
    const bytes = new TextEncoder().encode(writeXml(invoice, 'chorus', carrier))
    const { fields, origins, document } = await readDocument(bytes, 'avoir.xml')
    const { number, typeCode, originNumber, grossTotal, payable, iban } = fieldsOf(invoice)
    expect(fields).toMatchObject({ number, typeCode, originNumber, grossTotal, payable, iban })
    expect([document.kind, document.notes, new Set(Object.values(origins).map(({ trust }) => trust))]).toEqual([
      carrier,
      [],
      new Set(['sure']),
    ])
  }
})

describe('what each dialect says', () => {
  const subcontracted = authored({ cadre: 'A9', valideur: courlange, serviceCode: 'ST01' })

  test('Chorus Pro: the cadre, the SIRET under the scheme of the SIREN, no electronic address', () => {
    const xml = writeXml(subcontracted, 'chorus', 'cii')
    expect(xml).toContain('<ram:ID>A9</ram:ID>')
    expect(xml).toContain('<ram:ID schemeID="0002">98765432400019</ram:ID>')
    expect(xml).not.toMatch(/0225|0224|ADN|SalesAgent/)
  })

  test('platform: the code of the reform, SIREN and SIRET apart, the service twice, the agent, the four notes', () => {
    const xml = writeXml(subcontracted, 'afnor', 'cii')
    expect(xml).toContain('<ram:ID>S3</ram:ID>')
    expect(xml).toContain('extended-ctc-fr</ram:ID>')
    expect(xml).toContain('<ram:GlobalID schemeID="0009">98765432400019</ram:GlobalID>')
    expect(xml).toContain('<ram:ID schemeID="0002">987654324</ram:ID>')
    expect(xml).toContain('<ram:BuyerReference>ST01</ram:BuyerReference>')
    expect(xml).toContain('<ram:GlobalID schemeID="0224">ST01</ram:GlobalID>')
    expect(xml).toContain('<ram:SalesAgentTradeParty>')
    for (const code of ['PMT', 'PMD', 'AAB', 'ADN']) expect(xml).toContain(`<ram:SubjectCode>${code}</ram:SubjectCode>`)
  })

  test('platform: goods, services, both; already paid; final after a deposit; EN 16931 without a service', () => {
    const processes = [
      authored({ nature: 'goods' }),
      authored({ nature: 'services' }),
      authored({ nature: 'mixed', cadre: 'A2' }),
      authored({ prepaid: { amount: 100, invoice: { number: 'AC-1', date: '2026-10-01' }, tax: null } }),
      authored({ cadre: 'A12', valideur: courlange }),
    ].map((invoice) => /ProfileID>(\w+)</.exec(writeXml(invoice, 'afnor', 'ubl'))![1])
    expect(processes).toEqual(['B1', 'S1', 'M2', 'M4', 'S6'])
    expect(writeXml(authored(), 'afnor', 'facturx')).toContain('<ram:ID>urn:cen.eu:en16931:2017</ram:ID>')
  })
})

test('texts with signs of XML, lone surrogates and controls stay well-formed', async () => {
  const designation = 'Chêne & <châtaignier> « "œuvre" » \ud800\u0007 fin'
  const invoice = authored({ lines: [line({ designation })] })
  const xml = writeXml(invoice, 'chorus', 'ubl')
  expect(await checkXml(xml, { invoice, dialect: 'chorus', carrier: 'ubl' })).toEqual([])
  expect(xml).toContain('Chêne &#38; &#60;châtaignier&#62; « &#34;œuvre&#34; » \ufffd fin')
})

const plain = authored({ dueDate: '2026-12-23', serviceCode: 'ST01' })
const change = (from: string | RegExp, to: string) => (xml: string) => xml.replace(from, to)

/** Ten files broken on purpose, and the rule that finds each. */
test.each<[string, Carrier, Dialect, (xml: string) => string, RegExp]>([
  ['not well-formed', 'cii', 'chorus', change('</ram:ID>', ''), /abîmé/],
  ['another number', 'cii', 'chorus', change('2026-0137', '2026-0173'), /N° de facture/],
  ['a SIREN for a SIRET', 'cii', 'chorus', change('12345678200051', '123456782'), /SIRET du destinataire/],
  [
    'a total that is no sum',
    'ubl',
    'chorus',
    change(/(?<=TaxInclusiveAmount currencyID="EUR">)120/, '121'),
    /BR-CO-15/,
  ],
  ['a line that is no product', 'ubl', 'chorus', change(/(?<=PriceAmount currencyID="EUR">)100/, '99'), /BT-131/],
  ['three decimals', 'cii', 'chorus', change('<ram:LineTotalAmount>100.00', '<ram:LineTotalAmount>100.001'), /BR-DEC/],
  ['a rate with another VAT', 'cii', 'chorus', change(/(?<=CalculatedAmount>)20/, '19'), /BR-CO-17/],
  ['elements out of order', 'cii', 'chorus', change(/(<ram:ID>2026-0137<\/ram:ID>)\n(.*)/, '$2\n$1'), /XSD/],
  ['no note on recovery costs', 'ubl', 'afnor', change('#PMT#', ''), /PMT/],
  ['no address of the buyer', 'cii', 'afnor', change('123456782_12345678200051', ''), /BR-FR-12/],
  ['a cadre of the reform', 'cii', 'chorus', change('<ram:ID>A1<', '<ram:ID>S1<'), /BT-23/],
])('caught before it leaves: %s', async (_, carrier, dialect, harm, rule) => {
  const xml = writeXml(plain, dialect, carrier)
  const meant = { invoice: plain, dialect, carrier }
  expect(await checkXml(xml, meant)).toEqual([])
  const harmed = harm(xml)
  expect(harmed).not.toBe(xml)
  expect((await checkXml(harmed, meant)).join('\n')).toMatch(rule)
})

import { describe, expect, it } from 'vitest'
import { ciiXml, ublXml } from '../support/invoice-pdf.ts'
import { buyer, fields, read, supplier } from './support.ts'

const whole = {
  ...fields,
  typeCode: '380',
  currency: 'EUR',
  supplierName: supplier.name,
  supplierSiret: supplier.siret,
  buyerName: buyer.name,
  buyerSiret: buyer.siret,
  netTotal: 176_100,
  taxTotal: 29_058,
  grossTotal: 205_158,
  prepaid: 5_158,
  payable: 200_000,
  vatLines: [
    { rate: 2000, base: 133_600, tax: 26_720 },
    { rate: 550, base: 42_500, tax: 2_338 },
  ],
}
const given = { fields: whole, businessProcess: 'A2', paymentMeansCode: '49' }

describe.each([
  ['cii', ciiXml],
  ['ubl', ublXml],
] as const)('an invoice in %s', (kind, xmlOf) => {
  it('is read whole, and is sure', async () => {
    const { document, source, fields: got, origins } = await read(xmlOf(given), 'facture.xml')
    expect(got).toMatchObject({ ...whole, cadre: 'A2', paymentMode: 'PRELEVEMENT' })
    expect(document).toMatchObject({
      kind,
      status: 'read',
      message: '',
      pages: 0,
      hasText: false,
      notes: [],
      businessProcess: 'A2',
      paymentMeansCode: '49',
    })
    expect(source).toBe(kind)
    expect(new Set(Object.values(origins).map(({ trust }) => trust))).toEqual(new Set(['sure']))
  })

  it('is a credit note when it says so', async () => {
    const avoir = { ...whole, typeCode: '381', originNumber: 'F2026-012' }
    expect((await read(xmlOf({ fields: avoir }))).fields).toMatchObject({
      typeCode: '381',
      originNumber: 'F2026-012',
      dueDate: fields.dueDate,
    })
  })

  it('has names with signs in them', async () => {
    const name = 'Dupont & Fils <« l’œuvre »>'
    expect((await read(xmlOf({ fields: { ...whole, supplierName: name } }))).fields.supplierName).toBe(name)
  })
})

const xml = ciiXml(given)

describe('what Chorus Pro’s own dialect and others do differently', () => {
  it.each(['schemeID="0009"', 'schemeID="1"', 'schemeName="1"', ''])('the SIRET under %s', async (scheme) => {
    const { fields: got } = await read(xml.replaceAll('schemeID="0002"', scheme))
    expect(got).toMatchObject({ supplierSiret: supplier.siret, buyerSiret: buyer.siret })
  })

  it('fourteen figures that claim no scheme and have no right key are none', async () => {
    const { fields: got } = await read(xml.replace('schemeID="0002"', '').replace(supplier.siret, '12345678901234'))
    expect(got.supplierSiret).toBe('')
  })

  it('a SIREN is no SIRET: the field stays empty, with a note', async () => {
    const { document, fields: got } = await read(xml.replace(supplier.siret, '842103996'))
    expect(got.supplierSiret).toBe('')
    expect(document.notes.map(({ code }) => code)).toContain('reading.sirenOnly')
  })

  it('a SIRET with a wrong key is shown, as doubtful', async () => {
    const { document, fields: got, origins } = await read(xml.replace(supplier.siret, '84210399600019'))
    expect(got.supplierSiret).toBe('84210399600019')
    expect(origins.supplierSiret?.trust).toBe('check')
    expect(document.notes.map(({ code }) => code)).toContain('reading.siretKey')
  })

  it('other prefixes for the same namespaces', async () => {
    const other = xml
      .replaceAll('ram:', 'b:')
      .replaceAll('xmlns:ram', 'xmlns:b')
      .replaceAll('rsm:', 'a:')
      .replaceAll('xmlns:rsm', 'xmlns:a')
    expect((await read(other)).fields.number).toBe(fields.number)
  })

  it('no prefix at all', async () => {
    const { fields: got } = await read(ublXml(given).replaceAll('cbc:', '').replaceAll('cac:', ''))
    expect(got.number).toBe(fields.number)
  })

  it('an amount with more than two decimals is rounded, and said', async () => {
    const { document, fields: got, origins } = await read(xml.replace('>290.58<', '>290.575<'))
    expect(got.taxTotal).toBe(29_058)
    expect(origins.taxTotal?.trust).toBe('check')
    expect(document.notes).toContainEqual({
      code: 'reading.rounded',
      message: 'Pour le total de TVA, le fichier donne « 290.575 » : il est arrondi au centime.',
    })
  })

  it.each(['NaN', '1e3', '1,200.00', 'douze'])('« %s » is no amount', async (text) => {
    const { document, fields: got } = await read(xml.replace('>2051.58<', `>${text}<`))
    expect(got.grossTotal).toBeNull()
    expect(document.notes.map(({ code }) => code)).toContain('reading.badAmount')
  })

  it('a day that does not exist stays empty', async () => {
    const { document, fields: got } = await read(xml.replace('>20260314<', '>20260231<'))
    expect(got.issueDate).toBe('')
    expect(document).toMatchObject({ status: 'read', notes: [{ code: 'reading.badDate' }] })
  })

  it('leading zeros are kept', async () => {
    expect((await read(ciiXml({ fields: { ...whole, engagementNumber: '0000048295' } }))).fields.engagementNumber).toBe(
      '0000048295',
    )
  })

  it('a version that does not exist is read with a reservation', async () => {
    const { document } = await read(xml.replace('CrossIndustryInvoice:100', 'CrossIndustryInvoice:999'))
    expect(document).toMatchObject({ status: 'partial', kind: 'cii' })
    expect(document.message).toMatch(/version de format qui n’existe pas/)
  })
})

describe('encodings', () => {
  const accented = ciiXml({ fields: { ...whole, supplierName: 'Éclat d’œuvre' } })
  const declared = (encoding: string) => accented.replace('encoding="UTF-8"', `encoding="${encoding}"`)
  const windows1252 = (text: string) =>
    Uint8Array.from(text, (letter) => ({ '’': 0x92, œ: 0x9c })[letter] ?? letter.charCodeAt(0))

  it.each([
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${accented}`)],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${declared('UTF-16')}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(declared('UTF-16'), 'utf16le')],
    ['windows-1252', windows1252(declared('windows-1252'))],
  ])('%s', async (_, bytes) => {
    const { document, fields: got } = await read(bytes, 'facture.xml')
    expect(got.supplierName).toBe('Éclat d’œuvre')
    expect(document.status).toBe('read')
  })

  it('ISO-8859-1', async () => {
    const latin = Uint8Array.from(declared('ISO-8859-1').replace('d’œ', 'de '), (letter) => letter.charCodeAt(0))
    expect((await read(latin)).fields.supplierName).toBe('Éclat de uvre')
  })

  it('one that is not the one announced: read, with a reservation', async () => {
    const { document, fields: got } = await read(windows1252(accented))
    expect(got.supplierName).toBe('Éclat d’œuvre')
    expect(document.status).toBe('partial')
    expect(document.message).toMatch(/encodage/)
  })

  it('one nobody knows is refused', async () => {
    expect((await read(declared('EBCDIC-Nowhere'))).document).toMatchObject({ status: 'refused' })
  })
})

describe('traps', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY b${i} "${`&${i ? `b${i - 1}` : 'a'};`.repeat(10)}">`).join('')}]>`
  const inProlog = (text: string) => xml.replace('?>', `?>${text}`)

  it.each([
    ['an entity bomb', inProlog(bomb).replace(supplier.name, '&b8;')],
    [
      'a file as external entity',
      inProlog('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>').replace(supplier.name, '&a;'),
    ],
    ['an external DTD', inProlog('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')],
    ['elements nested by the thousand', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`],
    ['thousands of attributes', `<Invoice ${Array.from({ length: 5_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
    ['a number of a hundred thousand characters', xml.replace('F2026-041', 'F'.repeat(100_000))],
    ['zero bytes', xml.replace('F2026-041', 'F\u00002026')],
    ['an end that is missing', xml.slice(0, -40)],
    ['a bare « & »', xml.replace('Menuiserie Br', 'Menuiserie & Br')],
    ['no invoice', '<?xml version="1.0"?><facture><numero>12</numero></facture>'],
    ['an order', xml.replaceAll('CrossIndustryInvoice', 'SCRDMCCBDACIOMessageStructure')],
    ['tags that never end', '<a'.repeat(200_000)],
  ])('%s is refused with a sentence', async (_, text) => {
    const { document, source } = await read(text, 'facture.xml')
    expect(document.status).toBe('refused')
    expect(document.message).toMatch(/^\p{Lu}.{30,}\.$/u)
    expect(source).toBeNull()
  })

  it('a DOCTYPE in a comment is none', async () => {
    expect((await read(inProlog('<!-- <!DOCTYPE x> -->'))).document.status).toBe('read')
  })

  it('values that look like commands are text', async () => {
    const hostile = '=HYPERLINK("http://127.0.0.1/","<b>1</b>")'
    expect((await read(ciiXml({ fields: { ...whole, number: hostile } }))).fields.number).toBe(hostile)
  })
})

import { describe, expect, it } from 'vitest'
import { readTable } from '../../electron/core/importing/read-table.ts'
import { toXlsx } from '../../electron/core/exports/xlsx.ts'
import { invoicesOfTable, type TableBase } from '../../shared/domain/authoring/from-table.ts'
import { headsOf, mappingOf } from '../../shared/domain/authoring/table-columns.ts'
import { totalsOf } from '../../shared/domain/authoring/totals.ts'
import { aubrelle, authored, college } from '../support/authored.ts'

const { seller, buyer } = authored({ seller: aubrelle, buyer: college })
const base: TableBase = {
  ...{ seller, legal: '', iban: 'FR7630006000011234567890189', bic: '', isVatOnDebits: false, motive: '' },
  buyerOf: ({ siret, name }) => (siret === buyer.siret || name === buyer.name ? buyer : undefined),
}
const encode = (text: string) => new TextEncoder().encode(text)

async function read(text: string, change: Partial<TableBase> = {}) {
  const table = await readTable(encode(text))
  if ('reason' in table) throw new Error(table.reason)
  return invoicesOfTable(table.lines, mappingOf(table.heads), { ...base, ...change })
}

describe('a table of invoices', () => {
  it('gives invoices, lines of one number together, by price or by amount', async () => {
    const found = await read(
      [
        'N° de facture;Date de facture;SIRET client;Désignation;Qté;Unité;PU HT;Montant HT;TVA;Total TTC;Engagement',
        'FA-1;20/11/2026;123 456 782 00051;Pose;2,5;heure;"48,00";;20 %;"156,00 €";BC-7',
        'FA-1;20/11/2026;12345678200051;Déplacement;;;;10,00;20;156,00;',
        'FA-2;2026-11-21;12345678200051;;;;;"1 000,00";5,5;;',
      ].join('\r\n'),
    )
    expect(found.map(({ number, lines, faults }) => [number, lines, faults])).toEqual([
      ['FA-1', [2, 3], []],
      ['FA-2', [4], []],
    ])
    const [first, second] = found.map(({ invoice }) => invoice!)
    expect(first).toMatchObject({
      issueDate: '2026-11-20',
      engagementNumber: 'BC-7',
      lines: [
        { quantity: 25_000, unit: 'HUR', unitPrice: 48_000_000, rate: 2000 },
        { unit: 'LS', unitPrice: 10_000_000 },
      ],
    })
    expect(totalsOf(first!).grossTotal).toBe(15_600)
    expect(totalsOf(second!)).toMatchObject({ netTotal: 100_000, taxTotal: 5500 })
  })

  it.each([
    ['a day', 'FA-1;31/02/2026;12345678200051;100;20', 'issueDate', /31\/02\/2026.*ne se lit pas/],
    ['no day', 'FA-1;;12345678200051;100;20', 'issueDate', /manque la date/],
    ['no number', ';20/11/2026;12345678200051;100;20', 'number', /manque le numéro/],
    ['a client nobody knows', 'FA-1;20/11/2026;21220187500011;100;20', 'buyerSiret', /pas dans votre carnet/],
    ['an amount of two readings', 'FA-1;20/11/2026;12345678200051;12,500;20', 'net', /12,500.*ne se lit pas/],
    ['no rate', 'FA-1;20/11/2026;12345678200051;100;', 'rate', /manque le taux/],
    ['a rate of nowhere', 'FA-1;20/11/2026;12345678200051;100;17', undefined, /aucun de ceux que Chorus Pro prend/],
  ])('says at its line what is wrong: %s', async (_, line, field, sentence) => {
    const good = 'FA-9;20/11/2026;12345678200051;100;20'
    const found = await read(`Facture;Date;SIRET;Montant HT;TVA\n${good}\n${line}\n`)
    expect(found[0]).toMatchObject({ number: 'FA-9', faults: [], invoice: {} })
    expect(found[1]!.invoice).toBeUndefined()
    expect(found[1]!.faults).toEqual([{ line: 3, ...(field && { field }), message: expect.stringMatching(sentence) as string }]) // prettier-ignore
  })

  it('takes no table for granted: totals, lines that contradict each other', async () => {
    const [one] = await read('Facture;Date;SIRET;Montant HT;TVA;TTC\nF-1;20/11/2026;12345678200051;100;20;119\n')
    expect(one!.faults).toMatchObject([{ field: 'gross', message: expect.stringContaining('120,00') as string }])
    const [two] = await read('Facture;Date;SIRET;Montant HT;TVA\nF-1;20/11/2026;12345678200051;100;20\nF-1;21/11/2026;12345678200051;1;20\n') // prettier-ignore
    expect(two!.faults).toMatchObject([{ line: 3, field: 'issueDate' }])
  })

  it('reads franchise, credit notes, and what a spreadsheet does to numbers', async () => {
    const [one] = await read('Facture;Date;Client;Montant HT\nF-1;20/11/2026;Collège Jeanne-Merlin;100\n', {
      motive: 'franchise',
    })
    expect(one!.invoice).toMatchObject({ lines: [{ rate: 0, motive: 'franchise' }] })
    const columns = ['Facture', 'Type', 'Date', 'SIRET', 'Montant HT', 'Taux de TVA', 'Facture d’origine', 'Date de la facture d’origine'] // prettier-ignore
    const cells = [{ text: 'AV-1' }, { text: 'Avoir' }, { day: '2026-11-20' }, { text: '12345678200051' }, { cents: 1010 }, { cents: 20 }, { text: 'FA-1' }, { day: '2026-10-01' }] // prettier-ignore
    const book = await toXlsx('Avoirs', columns.map((head) => ({ head, width: 10 })), [cells]) // prettier-ignore
    const table = await readTable(new Uint8Array(book))
    if ('reason' in table) throw new Error(table.reason)
    const [credit] = invoicesOfTable(table.lines, mappingOf(table.heads), base)
    expect(credit).toMatchObject({ faults: [], invoice: { kind: 'creditNote', issueDate: '2026-11-20', origin: { number: 'FA-1', date: '2026-10-01' }, lines: [{ rate: 2000, unitPrice: 10_100_000 }] } }) // prettier-ignore
  })

  it('keeps the columns that were chosen for these heads', () => {
    const heads = ['Pièce', 'Le', 'À qui', 'Montant HT']
    expect(mappingOf(heads)).toEqual({ number: 0, net: 3 })
    const chosen = { number: 0, issueDate: 1, buyerName: 2, unitPrice: 3 }
    expect(mappingOf(heads, headsOf(heads, chosen))).toEqual(chosen)
    expect(mappingOf(['LE', 'Facture'], headsOf(heads, chosen))).toEqual({ issueDate: 0, number: 1 })
  })

  it.each([
    ['a letter', encode('Bonjour,\nvoici mes factures.')],
    ['heads alone', encode('Facture;Date\n')],
    ['a damaged workbook', new Uint8Array([0x50, 0x4b, 3, 4, 9, 9])],
    ['nothing', new Uint8Array()],
  ])('is refused with a sentence where it is none: %s', async (_, bytes) => {
    expect(await readTable(bytes)).toEqual({ reason: expect.stringMatching(/\.$/) as string })
  })
})

import { expect, test } from 'vitest'
import { makeFile } from '../../electron/core/formats/make-file.ts'
import { readDocument } from '../../electron/core/reading/read.ts'
import { authored, college, line, type Given } from '../support/authored.ts'

const AT = Date.UTC(2026, 10, 23, 9)
const made = (given: Given, dialect: 'chorus' | 'afnor' = 'chorus', carrier: 'facturx' | 'cii' | 'ubl' = 'cii') =>
  makeFile(authored(given), { dialect, carrier, at: AT })

test('each of the six files is made, and is what it says', async () => {
  const kinds = []
  for (const dialect of ['chorus', 'afnor'] as const)
    for (const carrier of ['facturx', 'cii', 'ubl'] as const) {
      const file = await made({}, dialect, carrier)
      if ('bytes' in file) kinds.push((await readDocument(file.bytes, 'f')).document.kind)
    }
  expect(kinds).toEqual(['facturx', 'cii', 'ubl', 'facturx', 'cii', 'ubl'])
})

/** Ten invoices broken on purpose: none becomes a file. */
test.each<[string, Given, RegExp]>([
  ['no line', { lines: [] }, /aucune ligne/],
  ['no designation', { lines: [line({ designation: '' })] }, /désignation/],
  ['a rate nobody knows', { lines: [line({ rate: 2100 })] }, /21\s%/],
  ['no VAT and no reason', { lines: [line({ rate: 0 })] }, /dites pourquoi/],
  ['a unit out of the list', { lines: [line({ unit: 'PIECE' })] }, /unité/],
  ['a discount beyond the whole', { discount: { kind: 'amount', value: 99_999 } }, /remise dépasse/],
  ['a deposit beyond the total', { prepaid: { amount: 99_999, invoice: null, tax: null } }, /acompte dépasse/],
  ['a credit note on nothing', { kind: 'creditNote' }, /corrige une facture/],
  ['a transfer to nowhere', { iban: '' }, /IBAN/],
  ['a date that is none', { issueDate: '2026-02-31' }, /Date de facture/],
])('no file is made of an invoice with %s', async (_, given, sentence) => {
  const file = await made(given)
  expect('faults' in file && file.faults.join('\n')).toMatch(sentence)
})

test('for a platform, what is lacking stands in the way; for Chorus Pro it does not', async () => {
  const buyer = { ...college, electronicAddress: '' }
  expect(await made({ buyer })).toHaveProperty('bytes')
  const file = await made({ buyer }, 'afnor')
  expect('faults' in file && file.faults).toEqual([expect.stringMatching(/adresse électronique du client/)])
})

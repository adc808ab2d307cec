import { expect, it } from 'vitest'
import { Buyer, learn, shapeInWords, stranger } from '../../shared/domain/buyers/buyer.ts'
import type { Fields } from '../../shared/domain/fields/fields.ts'
import { typedOrigins } from '../../shared/domain/document/origins.ts'
import type { Origins } from '../../shared/domain/document/reading.ts'
import { sameAsLast } from '../../shared/domain/buyers/repeat-last.ts'
import { complete } from '../support/complete.ts'

const before: Buyer = {
  ...stranger(complete.buyerSiret, 'Ville'),
  ...{ serviceCode: 'ST01', contractNumber: '2025-07', vatScheme: 'TVA_SUR_DEBIT', comment: 'Lot 3', invoices: 2 },
}
const empty: Fields = { ...complete, serviceCode: '', contractNumber: '', vatScheme: '', comment: '' }
const same = (fields = empty, origins: Origins = {}, locked: string[] = []) =>
  sameAsLast(fields, { origins, buyer: before, isLocked: (name) => locked.includes(name) })

it('fills what the last invoice had, and never the engagement', () => {
  expect(same()).toEqual({
    serviceCode: 'ST01',
    contractNumber: '2025-07',
    vatScheme: 'TVA_SUR_DEBIT',
    comment: 'Lot 3',
  })
})

it('leaves alone what was read, typed, or stands in the data of a flow', () => {
  const read: Origins = {
    contractNumber: { source: 'text', trust: 'likely' },
    serviceCode: { source: 'user', trust: 'typed' },
  }
  const fields = { ...empty, contractNumber: 'M-1', serviceCode: 'AUTRE' }
  expect(same(fields, read)).toEqual({ vatScheme: 'TVA_SUR_DEBIT', comment: 'Lot 3' })
  expect(same(empty, {}, ['serviceCode', 'vatScheme', 'comment'])).toEqual({ contractNumber: '2025-07' })
  const settings: Origins = { vatScheme: { source: 'settings', trust: 'likely' } }
  expect(same({ ...empty, vatScheme: 'TVA_SUR_ENCAISSEMENT' }, settings).vatScheme).toBe('TVA_SUR_DEBIT')
})

it('says that these values come from the address book, until they are changed or confirmed', () => {
  const draft = { fields: empty, origins: {} }
  const fields = { ...empty, ...same() }
  const origins = (confirmed: ('comment' | 'serviceCode')[]) =>
    typedOrigins(draft, fields, { confirmed, repeated: ['serviceCode', 'comment'] })
  expect(origins([]).serviceCode).toEqual({ source: 'buyer', trust: 'likely' })
  expect(origins(['serviceCode']).serviceCode).toMatchObject({ source: 'user', trust: 'typed' })
  expect(origins([]).contractNumber).toMatchObject({ source: 'user' })
})

it.each([
  ['BC-2026-118', 'La dernière fois, il était de la forme BC-####-### (# pour un chiffre).'],
  ['0000048295', 'La dernière fois, il avait 10 chiffres.'],
  ['', ''],
])('keeps the shape of an engagement only: « %s »', (engagementNumber, words) => {
  const known = learn(undefined, { ...complete, engagementNumber })
  expect(shapeInWords(known)).toBe(words)
  expect(learn(known, { ...complete, engagementNumber: '' }).engagementShape).toBe(known.engagementShape)
})

it('reads an address book from before there was more to remember', () => {
  const old = { siret: '1', name: 'Ville', serviceCode: '', cadre: 'A1', valideurSiret: '', invoices: 1 }
  expect(Buyer.parse(old)).toMatchObject({ contractNumber: '', engagementShape: '' })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AuthoredInvoice } from '../../shared/domain/authoring/authored.ts'
import { draftAgain, draftCredit, draftFromFields } from '../../shared/domain/authoring/begin.ts'
import { invoiceOf, sayUnread } from '../../shared/domain/authoring/draft.ts'
import { fieldsOf } from '../../shared/domain/authoring/fields-of.ts'
import { totalsOf } from '../../shared/domain/authoring/totals.ts'
import { authored, line } from '../support/authored.ts'
import { firm } from '../support/making.ts'
import { randomAuthored } from '../support/random-authored.ts'

const beginning = { id: 'd', firm, today: '2026-11-30' }
const sums = ({ netTotal, taxTotal, grossTotal, lines }: ReturnType<typeof totalsOf>) => ({
  netTotal,
  taxTotal,
  grossTotal,
  lines,
})

describe('a draft that begins with an invoice', () => {
  it('says the same to the cent, typed into a sheet and read back: 500 random ones', () => {
    const isPlain = ({ lines }: AuthoredInvoice) => lines.every(({ progress }) => !progress)
    const property = fc.property(randomAuthored.filter(isPlain), (invoice) => {
      const { invoice: again, unread } = invoiceOf(draftAgain(invoice, beginning), firm, 'N')
      expect(unread).toEqual([])
      expect(sums(totalsOf(again))).toEqual(sums(totalsOf(invoice)))
    })
    fc.assert(property, { numRuns: 500, seed: 20261201 })
  })

  it('of a situation is the next one: what was done is invoiced before', () => {
    const progress = { contract: 1_260_000, toDate: 6000, previous: 378_000 }
    const first = authored({ kind: 'situation', situation: { rank: 2, before: '' }, lines: [line({ progress })] })
    const draft = draftAgain(first, beginning)
    expect(draft).toMatchObject({ rank: 3, issueDate: '2026-11-30', performedTo: '' })
    expect(draft.lines[0]).toMatchObject({ contract: '12600,00', toDate: '60', previous: '7560,00' })
    const credit = draftCredit(first, beginning)
    expect(credit.lines[0]).toMatchObject({ unit: 'LS', price: '3780,00', quantity: '1', invoiced: '1' })
  })

  it('of one not made here has a line for each rate, and its sums', () => {
    const fields = fieldsOf(authored({ lines: [line(), line({ rate: 550, unitPrice: 12_340_000 })] }))
    const { invoice } = invoiceOf(draftFromFields(fields, true, beginning), firm, 'AV-1')
    expect(invoice).toMatchObject({ kind: 'creditNote', origin: { number: '2026-0137', date: '2026-11-23' } })
    expect(totalsOf(invoice)).toMatchObject({ netTotal: fields.netTotal, taxTotal: fields.taxTotal })
  })
})

it('a box that is no number is said, and counts as nothing', () => {
  const draft = {
    ...draftAgain(authored(), beginning),
    retention: 'cinq',
    prepaid: { amount: '6OO', number: '', date: '', tax: '' },
  }
  const { invoice, unread } = invoiceOf(draft, firm, 'N')
  expect(invoice).toMatchObject({ retention: 0, prepaid: { amount: 0, tax: null } })
  expect(unread.map((each) => sayUnread(each, draft))).toEqual([
    'L’acompte versé n’est pas un nombre\u00a0: corrigez ou retirez.',
    'La retenue de garantie n’est pas un nombre\u00a0: corrigez ou retirez.',
  ])
})

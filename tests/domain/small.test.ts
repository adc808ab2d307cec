import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf, daysBetween, isDate, parseDay, typeDay } from '../../shared/base/dates.ts'
import { formatCents, formatRate, parseCents, toDecimal, typeCents } from '../../shared/base/money.ts'
import { demands, isStale, nearestService } from '../../shared/domain/buyers/requirements.ts'
import { formatSiret, isSiren, isSiret, siretDigits } from '../../shared/base/siret.ts'
import { formatBytes } from '../../shared/base/size.ts'
import { french } from '../../shared/base/french.ts'
import { undemanding } from '../support/facts.ts'

describe('SIRET', () => {
  it.each(['98765432400019', '219 904 174 00014', '110.002.011.00044', '35600000000048', '35600000049837'])(
    '%s holds',
    (siret) => {
      expect(isSiret(siret)).toBe(true)
    },
  )
  it.each(['98765432400018', '9876543240001', '', 'A8765432400019', '00000000415049', '35600000000050'])(
    '%s does not',
    (siret) => {
      expect(isSiret(siret)).toBe(false)
    },
  )
  it('groups its digits, and takes groups apart', () => {
    expect(formatSiret('21990417400014')).toBe('219\u202f904\u202f174\u202f00014')
    expect(siretDigits(formatSiret('21990417400014'))).toBe('21990417400014')
    expect(isSiren('987654324')).toBe(true)
  })
})

describe('money', () => {
  it.each([
    ['1 234,56', 123_456],
    ['1\u202f234,56\u00a0€', 123_456],
    ['1.234,56', 123_456],
    ['1,234.56', 123_456],
    ['1234.5', 123_450],
    ['12', 1200],
    ['1 234', 123_400],
    ['1.234.567', 123_456_700],
    ['12,345,6', 1_234_560],
    ['-12,00', -1200],
    ['−0,50', -50],
    ['1200.000000', 120_000],
  ])('%s is %d cents', (text, cents) => expect(parseCents(text)).toBe(cents))
  it.each(['', 'abc', '12,34,6', '1,2,3', '12,505', '12.500', '1e5', '--1', '1 23,4.5', '12,345'])(
    '%s is not an amount',
    (text) => {
      expect(parseCents(text)).toBeUndefined()
    },
  )
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        expect(parseCents(typeCents(cents))).toBe(cents)
        expect(parseCents(toDecimal(cents))).toBe(cents)
        expect(parseCents(formatCents(cents))).toBe(cents)
      }),
    )
  })
  it('writes rates and sizes', () => {
    expect([formatRate(2000), formatRate(550)]).toEqual(['20\u00a0%', '5,5\u00a0%'])
    expect([formatBytes(512), formatBytes(184_000), formatBytes(9_500_000)]).toEqual([
      '512\u00a0octets',
      '184\u00a0Ko',
      '9,5\u00a0Mo',
    ])
  })
})

describe('dates', () => {
  it.each(['2026-02-28', '2024-02-29'])('%s is a day', (day) => expect(isDate(day)).toBe(true))
  it.each(['2026-02-29', '2026-13-01', '26-01-01', ''])('%s is not', (day) => expect(isDate(day)).toBe(false))
  it.each([
    ['20/11/2026', '2026-11-20'],
    ['1.2.26', '2026-02-01'],
    ['2026-11-20', '2026-11-20'],
    [' 20-11-2026 ', '2026-11-20'],
    ['31/02/2026', undefined],
    ['demain', undefined],
  ])('%s is typed for %s', (text, day) => expect(parseDay(text)).toBe(day))
  it('counts days, in France', () => {
    expect(dayOf(Date.UTC(2026, 10, 23, 23, 30))).toBe('2026-11-24')
    expect(addDays('2026-11-23', 30)).toBe('2026-12-23')
    expect(daysBetween('2026-10-20', '2026-11-02')).toBe(13)
    expect(typeDay('2026-11-20')).toBe('20/11/2026')
  })
})

describe('recipient', () => {
  const service = { code: 'ST01', name: 'Services techniques', isActive: true, needsEngagement: true }
  it('takes « the one or the other » before the two flags', () => {
    const both = { ...undemanding, needsEither: true, needsService: true, needsEngagement: true }
    expect(demands(both, '')).toEqual({ service: false, engagement: false, either: true })
  })
  it('lets a service ask for an engagement of its own', () => {
    expect(demands({ ...undemanding, services: [service] }, 'ST01').engagement).toBe(true)
    expect(demands({ ...undemanding, services: [service] }, '').engagement).toBe(false)
  })
  it('guesses a letter read for a digit', () => {
    const recipient = { ...undemanding, services: [service, { ...service, code: 'FACTURES_PUBLIQUES' }] }
    expect(nearestService(recipient, 'STOI')?.code).toBe('ST01')
    expect(nearestService(recipient, 'ABC')).toBeUndefined()
  })
  it('is to be doubted after thirty days', () => {
    expect(isStale({ ...undemanding, asOf: '2026-10-24' }, '2026-11-23')).toBe(false)
    expect(isStale({ ...undemanding, asOf: '2026-10-23' }, '2026-11-23')).toBe(true)
  })
})

it('puts French spaces, and leaves times and addresses alone', () => {
  expect(french('Quoi ? « Oui » : 9:41')).toBe('Quoi\u202f? «\u00a0Oui\u00a0»\u00a0: 9:41')
})

import { describe, expect, it } from 'vitest'
import { deadline, likelyKind } from '../../shared/domain/receivables/due-date.ts'
import { situation } from '../../shared/domain/wording/situation.ts'
import { tell } from '../../shared/domain/wording/news.ts'
import { complete } from '../support/complete.ts'
import { readingOf } from '../support/world.ts'
import { flowOutcome, isFinal, shownStatus, waitsForUser, wordsOf } from '../../shared/domain/platform/status.ts'

const { document, fields, origins } = readingOf()
const known = {
  ...{ id: '1', file: { name: 'a.pdf', bytes: 1, sha256: 'x' }, arrivedAt: 0, savedAt: 0, approvedAt: 0, resends: 0 },
  ...{ document, fields, origins, circuit: 'pdf' as const, pieces: [], history: [], version: '' },
  ...{ remoteKey: '7', remoteNumber: 'FA', depositedOn: '2026-11-23' },
}
const calm = { problems: [], isSending: false }

const history = (...codes: string[]) =>
  codes.map((code, day) => ({ code, at: `2026-11-${String(day + 1).padStart(2, '0')}T10:00` }))

describe('the status to show', () => {
  it.each([
    ['the last one, when they come in order', 'MANDATEE', ['DEPOSEE', 'MISE_A_DISPOSITION', 'MANDATEE'], 'MANDATEE'],
    ['the furthest, when they do not', 'MANDATEE', ['DEPOSEE', 'MISE_EN_PAIEMENT', 'MANDATEE'], 'MISE_EN_PAIEMENT'],
    ['a demand of the buyer', 'SUSPENDUE', ['MISE_A_DISPOSITION', 'SERVICE_FAIT', 'SUSPENDUE'], 'SUSPENDUE'],
    ['what comes after it', 'COMPLETEE', ['SERVICE_FAIT', 'SUSPENDUE', 'COMPLETEE'], 'COMPLETEE'],
    ['one nobody knows', 'NOUVEAU_CODE', ['DEPOSEE', 'NOUVEAU_CODE'], 'NOUVEAU_CODE'],
    ['the current one, without a history', 'DEPOSEE', [], 'DEPOSEE'],
  ])('is %s', (_what, current, codes, shown) => expect(shownStatus(current, history(...codes))).toBe(shown))
})

it('shows a code it does not know as it is, to be checked', () => {
  expect(wordsOf('NOUVEAU_CODE')).toMatchObject({ plain: 'NOUVEAU_CODE', group: 'unknown' })
  expect(waitsForUser('NOUVEAU_CODE')).toBe(true)
})

it('does not take an order of payment for money in the bank', () => {
  expect(wordsOf('MISE_EN_PAIEMENT')).toMatchObject({ plain: 'Virement ordonné', final: true })
  expect(isFinal('MANDATEE')).toBe(false)
})

it('says of a draft that is ready what is worth a look', () => {
  const draft = { ...known, stage: 'draft' } as const
  const warning = { code: 'date.future', severity: 'warn', control: 'c', message: 'La date est lointaine.' } as const
  const said = (count: number) =>
    situation(draft, { problems: Array.from({ length: count }, () => warning), isSending: false }).sentence
  expect([0, 1, 5, 12].map(said)).toEqual([
    'Tous les contrôles sont passés. Pas encore envoyée.',
    'La date est lointaine. Pas encore envoyée.',
    'La date est lointaine. Et 4 autres points. Pas encore envoyée.',
    'La date est lointaine. Et 11 autres points. Pas encore envoyée.',
  ])
})

it('promises no transfer for a credit note', () => {
  const paid = { ...known, stage: 'followed', status: 'MISE_EN_PAIEMENT' } as const
  const credit = { ...paid, fields: { ...complete, typeCode: '381' } }
  expect(situation(paid, calm)).toMatchObject({ word: 'Virement ordonné', waits: true })
  expect(situation(credit, calm)).toMatchObject({
    word: 'Avoir pris en compte',
    sentence: 'Il se déduit d’un prochain paiement.',
    waits: false,
  })
  const news = { type: 'statusSeen' as const, status: 'MISE_EN_PAIEMENT', version: '', history: [] }
  expect(tell(news, { number: 'AV-1', buyer: 'La mairie', isCreditNote: true })).toBe(
    'La mairie a pris en compte l’avoir AV-1.',
  )
})

it('takes an unknown state of a flow for one under way', () => {
  expect(['IN_INTEGRE', 'IN_REJETE', 'IN_INTEGRE_PARTIEL', 'IN_RECU', 'IN_NOUVEAU'].map(flowOutcome)).toEqual([
    'integrated',
    'rejected',
    'partial',
    'pending',
    'pending',
  ])
})

describe('the deadline (domaine.md §10, §16.12)', () => {
  const at = (code: string, day: string) => ({ code, at: `${day}T09:00` })
  const today = '2025-06-10'
  it('counts thirty days from the day it was made available', () => {
    const history = [at('MISE_A_DISPOSITION', '2025-06-03')]
    const due = deadline({ history, depositedOn: '2025-06-02', kind: 'default' }, today)
    expect(due).toEqual({ on: '2025-07-03', isEstimated: false, daysLeft: 23 })
  })
  it('counts fifty for a hospital, sixty for a public company', () => {
    const facts = { history: [at('MISE_A_DISPOSITION', '2025-06-03')], depositedOn: '' }
    expect(deadline({ ...facts, kind: 'health' }, today)?.on).toBe('2025-07-23')
    expect(deadline({ ...facts, kind: 'publicCompany' }, today)?.on).toBe('2025-08-02')
  })
  it('takes a hospital for one by its name, and says that it is an estimate', () => {
    const facts = { history: [at('MISE_A_DISPOSITION', '2025-06-03')], depositedOn: '' }
    const names = ['CENTRE HOSPITALIER DE VARESCOURT', 'Hôpital Saint-Jean', 'CHU de Brumes', 'Commune de Chuvert']
    expect(names.map(likelyKind)).toEqual(['health', 'health', 'health', undefined])
    expect(deadline({ ...facts, likely: 'health' }, today)).toMatchObject({ on: '2025-07-23', isEstimated: true })
    // What the person says wins over the name; while nobody has said, thirty days are an estimate.
    expect(deadline({ ...facts, likely: 'health', kind: 'default' }, today)).toMatchObject({ on: '2025-07-03' })
    expect(deadline(facts, today)).toMatchObject({ on: '2025-07-03', isEstimated: true })
  })
  it('has no date for what is to be recycled, and counts anew once it is made available again', () => {
    const back = [at('MISE_A_DISPOSITION', '2025-06-03'), at('A_RECYCLER', '2025-06-05')]
    const due = (more: typeof back) =>
      deadline({ history: [...back, ...more], depositedOn: '2025-06-02', kind: 'default' }, today)
    expect(due([])).toBeUndefined()
    expect(due([at('DEPOSEE', '2025-06-08')])).toMatchObject({ on: '2025-07-08', isEstimated: true })
    const again = [at('DEPOSEE', '2025-06-08'), at('MISE_A_DISPOSITION', '2025-06-09')]
    expect(due(again)).toMatchObject({ on: '2025-07-09', isEstimated: false })
  })
  it('is an estimate while only the deposit is known', () => {
    expect(deadline({ history: [], depositedOn: '2025-06-02' }, today)).toMatchObject({
      on: '2025-07-02',
      isEstimated: true,
    })
  })
  it('stops while the buyer waits for a document', () => {
    const history = [at('MISE_A_DISPOSITION', '2025-06-03'), at('SUSPENDUE', '2025-06-08')]
    expect(deadline({ history, depositedOn: '2025-06-02' }, today)).toBeUndefined()
  })
  it('starts again for thirty days, or for what was left when that is more', () => {
    const suspended = [
      at('MISE_A_DISPOSITION', '2025-06-03'),
      at('SUSPENDUE', '2025-06-08'),
      at('COMPLETEE', '2025-06-20'),
    ]
    expect(deadline({ history: suspended, depositedOn: '' }, today)?.on).toBe('2025-07-20')
    expect(deadline({ history: suspended, depositedOn: '', kind: 'health' }, today)?.on).toBe('2025-08-04')
  })
})

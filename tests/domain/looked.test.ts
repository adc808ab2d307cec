import { describe, expect, it } from 'vitest'
import { check } from '../../shared/domain/rules/check.ts'
import type { Origin, Origins } from '../../shared/domain/document/reading.ts'
import { reasonOf } from '../../shared/domain/document/trust-reason.ts'
import { toLookAt } from '../../shared/domain/rules/looked.ts'
import { plainFacts } from '../support/facts.ts'
import { complete } from '../support/complete.ts'

const place = { page: 1, x: 0, y: 0, width: 0.1, height: 0.1 }
const doubtful: Origin = { source: 'text', trust: 'check', label: 'TOTAL HT :', place }
const inData: Origin = { source: 'facturx', trust: 'check' }

describe('what is to be looked at before it leaves', () => {
  it.each<[string, Origins, 'pdf' | 'flux', string[]]>([
    ['in the order of the screens', { netTotal: doubtful, buyerSiret: doubtful }, 'pdf', ['buyerSiret', 'netTotal']],
    ['the currency, when it is doubtful', { currency: doubtful, payable: doubtful }, 'pdf', ['payable', 'currency']],
    ['not what is likely, sure or typed', { number: { source: 'text', trust: 'likely' } }, 'pdf', []],
    ['not what has no value', { contractNumber: doubtful, discount: doubtful }, 'pdf', []],
    ['not what does not leave', { buyerName: doubtful, iban: doubtful, dueDate: doubtful }, 'pdf', []],
    ['of a flow only what its data say', { netTotal: inData, taxTotal: doubtful }, 'flux', ['netTotal']],
  ])('%s', (_what, origins, circuit, expected) => {
    expect(toLookAt(complete, { origins, circuit })).toEqual(expected)
  })

  it('is said with its value and why, once for each value', () => {
    const origins = {
      netTotal: doubtful,
      vatLines: { source: 'text' as const, trust: 'check' as const, reason: 'taux déduit' },
    }
    const problems = check(complete, { ...plainFacts, origins })
    expect(problems).toMatchObject([
      { code: 'value.unlooked', severity: 'stop', field: 'netTotal' },
      { code: 'value.unlooked', severity: 'stop', field: 'vatLines' },
    ])
    expect(problems.map(({ message }) => message.replace(/\s/g, ' '))).toEqual([
      'Total HT : 1 000,00 €. Lu après « TOTAL HT ».',
      'TVA par taux : 20 % de 1 000,00 €. Taux déduit.',
    ])
  })

  it('is not said of what is wrong anyway', () => {
    const origins = { buyerSiret: doubtful }
    const problems = check({ ...complete, buyerSiret: '12345678200052' }, { ...plainFacts, origins })
    expect(problems.filter(({ severity }) => severity === 'stop').map(({ code }) => code)).toEqual(['buyer.siret'])
  })
})

it.each<[Origin, string]>([
  [{ source: 'text', trust: 'sure', label: 'N° DE FACTURE :' }, 'Lu après « N° DE FACTURE ».'],
  [
    { source: 'text', trust: 'sure', label: 'Total TTC', reason: 'HT + TVA = TTC' },
    'Lu après « Total TTC », HT + TVA = TTC.',
  ],
  [{ source: 'text', trust: 'likely', label: 'Date', reason: 'annoncé par « Date »' }, 'Lu après « Date ».'],
  [{ source: 'text', trust: 'check', reason: 'clé du SIRET fausse', place }, 'Clé du SIRET fausse.'],
  [{ source: 'text', trust: 'check', place }, 'Lu sur la page.'],
  [{ source: 'text', trust: 'check' }, 'Déduit, n’est pas imprimé.'],
  [{ source: 'facturx', trust: 'sure' }, 'Dans les données Factur-X du fichier.'],
  [{ source: 'buyer', trust: 'likely' }, 'Connu de votre carnet, pour ce client.'],
  [{ source: 'settings', trust: 'likely' }, 'Pris dans vos réglages.'],
  [{ source: 'text', trust: 'typed', label: 'N°', place }, 'Vérifié par vous.'],
  [{ source: 'user', trust: 'typed' }, 'Saisi par vous.'],
  [{ source: 'user', trust: 'typed', place }, 'Saisi par vous, imprimé sur la page.'],
])('says why: %j', (origin, expected) => {
  expect(reasonOf(origin).replace(/\s/g, ' ')).toBe(expected)
})

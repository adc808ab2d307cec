import { describe, expect, test } from 'vitest'
import { printed } from '../../shared/domain/authoring/printed.ts'
import { authored, courlange, department, line, tavernel, type Given } from '../support/authored.ts'

/** Everything the page of an invoice says, in one text with plain spaces. */
const wordsOf = (given: Given) =>
  JSON.stringify(printed(authored(given)))
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/"/g, ' ')
const origin = { number: '2026-0125', date: '2026-10-27' }

describe('the mandatory mentions of a page', () => {
  test('of any invoice to a public buyer (D2192-2, 242 nonies A)', () => {
    const words = wordsOf({
      buyer: department,
      serviceCode: 'ST01',
      serviceName: 'Services techniques',
      engagementNumber: '2026-00433',
      contractNumber: 'M-14',
      lines: [
        line({ reference: 'PB-83', quantity: 144_000, unit: 'LM', unitPrice: 18_500_000, rate: 1000, discount: 500 }),
      ],
    })
    for (const said of [
      ...['Menuiserie Aubrelle', '14, rue des Tanneurs', '99410 Saint-Aubrac', 'SIRET fournisseur : 987 654 324 00019'],
      ...['N° de TVA : FR 14 987 654 324', 'SARL au capital de 8 000 €', 'Assurance décennale'],
      ...['Client, et payeur', 'Département de la Haute-Lène', 'SIRET client : 123 456 782 00044', '99400 Varescourt'],
      ...['N° 2026-0137', 'Date de facture : 23 novembre 2026', 'Livré et exécuté le 18 novembre 2026'],
      ...['2026-00433', 'ST01, Services techniques', 'M-14', 'biens et services'],
      ...['14,4', 'ml', '18,50', '5 %', '10 %', '253,08'],
      ...['Total HT', '25,31', 'Total TTC', '278,39 €', 'Net à payer'],
      ...[
        'Règlement par virement',
        'IBAN : FR76 9999 9000 4200 0001 2345 660',
        '30 jours à compter de la mise à disposition',
      ],
      ...['majoré de huit points', '40 €', 'Pas d’escompte', 'TVA acquittée sur les encaissements'],
    ]) {
      expect(words).toContain(said)
    }
    expect(words).not.toMatch(/fin de mois|taux légal/)
  })

  test.each<[string, Given, string[]]>([
    [
      'franchise',
      { seller: tavernel, lines: [line({ rate: 0, motive: 'franchise' })] },
      ['TVA non applicable, art. 293 B du CGI', 'Prix unitaire', '0,00 €'],
    ],
    [
      'autoliquidation',
      { cadre: 'A9', valideur: courlange, lines: [line({ rate: 0, motive: 'autoliquidation' })] },
      [
        'Autoliquidation',
        'La TVA est due par Bâti Courlange SAS, preneur.',
        'SIRET valideur : 555 666 759 00017',
        'accord du titulaire',
      ],
    ],
    ['débours', { lines: [line(), line({ rate: 0, motive: 'debours' })] }, ['Débours', '0 %']],
    ['TVA sur les débits', { isVatOnDebits: true }, ['Option pour le paiement de la taxe d’après les débits']],
    [
      'avoir',
      { kind: 'creditNote', origin, reason: 'deux tables en trop' },
      [
        'Avoir',
        'Sur la facture : 2026-0125 du 27 octobre 2026',
        'deux tables en trop',
        'À déduire',
        'en déduction de la facture d’origine',
      ],
    ],
    [
      'acompte déduit',
      { prepaid: { amount: 6000, invoice: origin, tax: 1000 } },
      ['Acompte versé', '−60,00 €', 'facture 2026-0125 du 27 octobre 2026, dont TVA 10,00 €', '60,00 €'],
    ],
    ['déjà payée', { cadre: 'A2' }, ['A2, Facture déjà payée', 'Déjà payé', 'Cette facture est déjà payée.']],
    ['échéance', { dueDate: '2026-12-23' }, ['Le 23 décembre 2026.']],
    [
      'remise',
      { discount: { kind: 'percent', value: 1000, reason: 'Remise de fidélité' } },
      ['Total HT avant remise', 'Remise de fidélité, 10 %', '−10,00 €'],
    ],
    [
      'situation et retenue',
      {
        kind: 'situation',
        situation: { rank: 3, before: '' },
        retention: 500,
        lines: [line({ progress: { contract: 1_840_000, toDate: 8000, previous: 920_000 } })],
      },
      [
        'Situation n° 3',
        '18 400,00',
        '80 %',
        '14 720,00',
        '9 200,00',
        '5 520,00',
        'retenue de garantie, 5 %',
        '331,20 €',
        'À régler à l’échéance',
      ],
    ],
  ])('of the case « %s »', (_, given, all) => {
    const words = wordsOf(given)
    for (const said of all) expect(words).toContain(said)
  })

  test('a credit note asks for no payment; in 293 B no rate is printed', () => {
    expect(wordsOf({ kind: 'creditNote', origin })).not.toMatch(/IBAN|Échéance|En cas de retard/)
    expect(
      printed(authored({ seller: tavernel, lines: [line({ rate: 0, motive: 'franchise' })] })).table.columns,
    ).toEqual(
      ['Désignation', 'Qté', 'Unité', 'Prix unitaire', 'Total'].map((head, index) => ({
        head,
        isEnd: [1, 3, 4].includes(index),
      })),
    )
  })
})

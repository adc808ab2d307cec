import type { RuleCode } from '../../shared/domain/rules/rulebook.ts'
import { complete } from '../support/complete.ts'
import { plainFacts, undemanding } from '../support/facts.ts'
import type { RuleCase } from './rule-cases.ts'

type Given = RuleCase['finds']
const document = plainFacts.document
const flux = { circuit: 'flux', document: { ...document, kind: 'facturx', paymentMeansCode: '30' } } as const
const cii = { circuit: 'flux', document: { ...document, kind: 'cii', paymentMeansCode: '30' } } as const
const f = (fields: Given['fields'], facts?: Given['facts']): Given => ({
  ...(fields && { fields }),
  ...(facts && { facts }),
})
const service = { code: 'ST01', name: 'Services techniques', isActive: true, needsEngagement: false }
const buyer = (more: Partial<typeof undemanding>) => ({ recipient: { ...undemanding, ...more } })
const credit = { typeCode: '381', originNumber: 'FA-1' }
const sent = (status: string, stage = 'followed') => ({ twins: [{ id: 'x', number: 'FA', stage, status }] })
const siren = (name: 'supplierSiret' | 'buyerSiret') => ({ document: { ...document, sirens: { [name]: '244500011' } } })

/** Drafts that bring out the other things a rule can say. */
export const otherWordings: Partial<Record<RuleCode, Given[]>> = {
  'document.unreadable': [
    f({}, { document: { ...document, status: 'refused', message: 'Ce PDF est abîmé ou incomplet.' } }),
  ],
  'document.tooBig': [f({}, { bytes: 10_100_000 })],
  'data.contradiction': [
    f(
      {},
      {
        document: {
          ...document,
          kind: 'facturx',
          notes: [
            {
              code: 'reading.contradiction',
              message: '…',
              differs: { field: 'grossTotal', page: 100_000, data: 120_000 },
            },
          ],
        },
      },
    ),
  ],
  'typeCode.refused': [f({ typeCode: '389' }), f({ typeCode: '751' }, flux), f({ typeCode: '751' }, cii)],
  'flux.paymentMeans': [
    f({}, { ...flux, document: { ...document, kind: 'facturx' } }),
    f({}, { ...cii, document: { ...document, kind: 'cii' } }),
  ],
  'flux.cadre': [f({}, { ...flux, document: { ...flux.document, businessProcess: 'Z9' } })],
  'flux.reform': [f({}, { ...cii, document: { ...cii.document, businessProcess: 'B1' } })],
  'flux.typed': [f({ serviceCode: 'ST01' }, { ...cii, origins: { serviceCode: { source: 'user', trust: 'typed' } } })],
  'flux.tooLong': [f({ iban: 'F'.repeat(28) }, { ...cii, origins: { iban: { source: 'cii', trust: 'sure' } } })],
  'supplier.siret': [
    f({ supplierSiret: '' }),
    f({ supplierSiret: '123' }),
    f({ supplierSiret: '' }, siren('supplierSiret')),
  ],
  'buyer.siret': [
    f({ buyerSiret: '' }),
    f({ buyerSiret: '12345678200052' }),
    f({ buyerSiret: '' }, siren('buyerSiret')),
  ],
  'supplier.notMine': [
    f({ supplierSiret: '98765432400027' }),
    f({ supplierSiret: '73282932000074', supplierName: 'Guérin Équipements' }),
    f({ supplierSiret: '73282932000074', supplierName: 'Guérin Équipements', typeCode: '381' }),
  ],
  'recipient.notAsked': [f({}, buyer({ asOf: '2026-10-01' }))],
  'service.missing': [f({ buyerSiret: '11000201100044' }, { recipient: null })],
  'service.closed': [
    f({ serviceCode: 'ST0I' }, buyer({ services: [service] })),
    f({ serviceCode: 'X' }, buyer({ services: [service] })),
  ],
  'engagement.missing': [f({}, buyer({ needsEngagement: true }))],
  'number.shape': [f({ number: 'FA  1' })],
  'number.twin': [f({}, sent('REJETEE')), f({}, sent('', 'portal')), f({}, sent('', 'uncertain'))],
  'number.near': [f({}, { twins: [{ id: 'x', number: 'FA-2026-43', stage: 'draft', likeness: 'near' }] })],
  'date.missing': [f({ issueDate: '' })],
  'origin.several': [f({ ...credit, originNumber: complete.number })],
  'origin.otherBuyer': [
    f(credit, { corrected: { buyerSiret: complete.buyerSiret, serviceCode: 'ST01' } }),
    f({ ...credit, serviceCode: 'ST01' }, { corrected: { buyerSiret: complete.buyerSiret, serviceCode: '' } }),
  ],
  'cadre.valideur': [
    f({ cadre: 'A12' }),
    f({ cadre: 'A9', valideurSiret: '123' }),
    f({ cadre: 'A9', valideurSiret: '55566675900018' }),
    f({ cadre: 'A9', valideurSiret: complete.supplierSiret }),
    f({ cadre: 'A9', valideurSiret: '55566675900017' }, { isValideurUnknown: true }),
    f({ cadre: 'A9' }, flux),
    f({ cadre: 'A12' }, cii),
  ],
  'amounts.payable': [f({ payable: 110_000, discount: 100 })],
  'amounts.negative': [f({ ...credit, grossTotal: -1 }), f({ ...credit, grossTotal: -1 }, flux)],
  'vatLines.missing': [
    f({ vatLines: [{ rate: null, base: 100_000, tax: 20_000 }] }),
    f({ vatLines: [], taxTotal: 0, grossTotal: 100_000, payable: 100_000 }),
    f({ vatLines: [] }, cii),
  ],
  'exemptionReason.missing': [
    f({ vatScheme: 'EXONERATION', taxTotal: 0 }, { exemptions: [{ code: 'F', label: 'Franchise' }] }),
  ],
}

import type { Fields } from '../../shared/domain/fields/fields.ts'
import type { RuleCode } from '../../shared/domain/rules/rulebook.ts'
import type { RuleContext, Severity } from '../../shared/domain/rules/rule.ts'
import { complete } from '../support/complete.ts'
import { plainFacts, undemanding } from '../support/facts.ts'

type Given = { fields?: Partial<Fields>; facts?: Partial<RuleContext> }
/** For each rule: a draft it must speak of and how severely, and one close by of which it must say nothing. */
export type RuleCase = { says: Severity; finds: Given; passes: Given }

const document = plainFacts.document
const service = { code: 'ST01', name: 'Services techniques', isActive: true, needsEngagement: false }
const buyer = (more: Partial<typeof undemanding>): Given => ({ facts: { recipient: { ...undemanding, ...more } } })
const flux: Partial<RuleContext> = {
  circuit: 'flux',
  document: { ...document, kind: 'facturx', paymentMeansCode: '30' },
}
const fluxWith = (more: Partial<RuleContext['document']>, origins: RuleContext['origins'] = {}): Given => ({
  facts: { ...flux, document: { ...flux.document!, ...more }, origins },
})
const inData = { source: 'facturx', trust: 'sure' } as const
const twin = (likeness?: 'near' | 'content', stage = 'followed'): Given => ({
  facts: { twins: [{ id: 'x', number: 'FA-2026-43', stage, status: 'DEPOSEE', ...(likeness && { likeness }) }] },
})
const replacing = (number: string): Given => ({ facts: { replaces: { id: 'x', number } } })
const fields = (changes: Partial<Fields>): Given => ({ fields: changes })
const state = { buyerSiret: '11000201100044' }
const credit = { typeCode: '381', originNumber: 'FA-1' }
const stop = (finds: Given, passes: Given = {}): RuleCase => ({ says: 'stop', finds, passes })
const warn = (finds: Given, passes: Given = {}): RuleCase => ({ says: 'warn', finds, passes })
const exempt: Partial<Fields> = {
  vatScheme: 'EXONERATION',
  taxTotal: 0,
  vatLines: [],
  grossTotal: 100_000,
  payable: 100_000,
}
const reason = { exemptions: [{ code: 'F', label: 'Franchise' }] }

const differs = {
  code: 'reading.contradiction',
  message: '…',
  differs: { field: 'grossTotal' as const, page: 100_000, data: 120_000 },
}
const parts = [
  { from: 1, to: 1, number: 'FA-1' },
  { from: 2, to: 3, number: 'FA-2' },
]
const piece = (name: string, bytes = 62_000) => ({ name, type: 'DIVERS', file: { name, bytes, sha256: name } })
const withPieces = (...pieces: RuleContext['pieces']): Given => ({ facts: { pieces } })

export const ruleCases: Record<RuleCode, RuleCase> = {
  'document.unreadable': stop({ facts: { document: { ...document, status: 'password' } } }),
  'document.noPage': stop({ facts: { document: { ...document, pages: 0 } } }),
  'document.scan': warn({ facts: { document: { ...document, hasText: false, scan: { pages: [1], isRead: false } } } }),
  'document.unread': warn(
    { facts: { document: { ...document, hasText: false, status: 'partial', message: 'Trop de temps.' } } },
    { facts: { document: { ...document, status: 'partial', message: 'Il manque l’essentiel.' } } },
  ),
  'document.tooBig': stop({ facts: { bytes: 10_485_761 } }, { facts: { bytes: 10_000_000 } }),
  'document.facturx': warn({ facts: flux }, { facts: { ...flux, circuit: 'pdf' } }),
  'data.contradiction': warn(fluxWith({ notes: [differs] }), fluxWith({ notes: [{ ...differs, differs: undefined }] })),
  'data.schema': warn(
    fluxWith({ notes: [{ code: 'reading.schema', message: 'Ligne 12 : la date de facture manque.' }] }),
    fluxWith({ notes: [{ code: 'reading.profile', message: 'Ligne 12 : la date de facture manque.' }] }),
  ),
  'document.rewritten': stop({ facts: { rewrittenBy: '2' } }),
  'document.several': stop({ facts: { document: { ...document, parts } } }),
  'document.nature': warn(
    { facts: { document: { ...document, nature: 'quote' } } },
    { facts: { document: { ...document, nature: undefined } } },
  ),
  'document.assigned': warn({ facts: { document: { ...document, isAssigned: true } } }),
  'typeCode.refused': stop({ fields: { typeCode: '389' }, facts: flux }, { fields: { typeCode: '384' }, facts: flux }),
  'flux.paymentMeans': stop(fluxWith({ paymentMeansCode: '68' }), fluxWith({ paymentMeansCode: '58' })),
  'flux.defect': stop(fluxWith({ defects: ['grossPriceAlone'] }), fluxWith({ defects: [] })),
  'flux.cadre': warn(fluxWith({ businessProcess: 'A19' }), fluxWith({ businessProcess: 'A1' })),
  'flux.reform': warn(fluxWith({ businessProcess: 'S1' }), fluxWith({ businessProcess: 'A1' })),
  'flux.tooLong': stop(
    { ...fluxWith({}, { buyerName: inData }), fields: { buyerName: 'x'.repeat(100) } },
    { ...fluxWith({}, { buyerName: inData }), fields: { buyerName: 'x'.repeat(99) } },
  ),
  'flux.typed': stop(
    { ...fluxWith({}, { serviceCode: { source: 'user', trust: 'typed' } }), fields: { serviceCode: 'ST01' } },
    { ...fluxWith({}, { serviceCode: inData }), fields: { serviceCode: 'ST01' } },
  ),
  'pieces.inFlow': stop({ facts: { ...flux, pieces: [piece('bl.pdf')] } }, withPieces(piece('bl.pdf'))),
  'pieces.unfit': stop(withPieces(piece('plan.dwg')), withPieces(piece('plan.pdf'))),
  'pieces.name': stop(withPieces(piece(`${'a'.repeat(47)}.pdf`)), withPieces(piece(`${'a'.repeat(46)}.pdf`))),
  'pieces.heavy': stop(
    withPieces(...Array.from({ length: 12 }, (_, n) => piece(`${String(n)}.pdf`, 10_000_000))),
    withPieces(...Array.from({ length: 11 }, (_, n) => piece(`${String(n)}.pdf`, 10_000_000))),
  ),
  'cadre.works': warn(fields({ cadre: 'A4' }), fields({ cadre: 'A2', payable: 0 })),
  'supplier.siret': stop(fields({ supplierSiret: '98765432400018' })),
  'buyer.siret': stop(fields({ buyerSiret: '1234567820005' })),
  'supplier.unknown': warn({ facts: { isSupplierUnknown: true } }, { facts: { isSupplierUnknown: false } }),
  'supplier.notMine': warn(fields({ supplierSiret: '73282932000074' })),
  'buyer.isSupplier': stop(fields({ buyerSiret: complete.supplierSiret })),
  'currency.shape': stop(fields({ currency: 'euro' })),
  'currency.foreign': warn(fields({ currency: 'USD' })),
  'recipient.unknown': stop({ facts: { recipient: null, isRecipientUnknown: true } }, { facts: { recipient: null } }),
  'recipient.otherName': warn(buyer({ name: 'COMMUNE DE SAINT-AUBRAC' })),
  'recipient.inactive': stop(buyer({ isActive: false })),
  'recipient.worksOnly': stop(buyer({ isWorksOnly: true }), buyer({ isWorksOnly: false })),
  'recipient.notAsked': warn({ facts: { recipient: null } }),
  'service.missing': stop(buyer({ needsService: true }), {
    fields: { serviceCode: 'ST01' },
    ...buyer({ needsService: true }),
  }),
  'service.reserved': stop(fields({ serviceCode: 'FACTURES_PUBLIQUES' }), fields({ serviceCode: 'ST01' })),
  'service.closed': stop(
    { fields: { serviceCode: 'ST01' }, ...buyer({ services: [{ ...service, isActive: false }] }) },
    { fields: { serviceCode: 'ST01' }, ...buyer({ services: [service] }) },
  ),
  'serviceCode.tooLong': stop(fields({ serviceCode: 'x'.repeat(101) }), fields({ serviceCode: 'x'.repeat(100) })),
  'engagement.missing': stop(buyer({ needsEither: true }), {
    fields: { engagementNumber: 'EJ' },
    ...buyer({ needsEither: true }),
  }),
  'engagement.stateShape': warn(
    fields({ ...state, engagementNumber: 'EJ-1' }),
    fields({ ...state, engagementNumber: '1300048295' }),
  ),
  'engagement.unknown': warn(
    { fields: { ...state, engagementNumber: '1300048295' }, facts: { isOrderUnknown: true } },
    { fields: { ...state, engagementNumber: '1300048295' }, facts: { isOrderUnknown: false } },
  ),
  'engagementNumber.tooLong': stop(
    fields({ engagementNumber: 'x'.repeat(51) }),
    fields({ engagementNumber: 'x'.repeat(50) }),
  ),
  'number.missing': stop(fields({ number: ' ' })),
  'number.tooLong': stop(fields({ number: 'F'.repeat(21) }), fields({ number: 'F'.repeat(20) })),
  'number.shape': stop(fields({ number: 'FA.43' }), fields({ number: 'FA 20_26/4+3-1' })),
  'number.day': warn(fields({ number: complete.issueDate.replaceAll('-', '') }), fields({ number: '20260101' })),
  'number.rejected': stop(replacing(complete.number.toLowerCase()), replacing('FA-9')),
  'number.twin': stop(twin(), twin(undefined, 'draft')),
  'number.otherDraft': warn(twin(undefined, 'draft'), twin('near', 'draft')),
  'number.near': warn(twin('near'), twin('content')),
  'content.twin': warn(twin('content'), twin('near')),
  'date.missing': stop(fields({ issueDate: '2026-02-31' })),
  'date.future': stop(fields({ issueDate: '2026-11-24' }), fields({ issueDate: '2026-11-23' })),
  'date.old': warn(fields({ issueDate: '2025-11-22' }), fields({ issueDate: '2025-11-23' })),
  'origin.missing': warn(fields({ ...credit, originNumber: '' }), fields(credit)),
  'origin.several': warn(fields({ ...credit, originNumber: 'FA-1, FA-2' }), fields(credit)),
  'origin.otherBuyer': warn(
    { fields: credit, facts: { corrected: { buyerSiret: '21990417400014', serviceCode: '' } } },
    { fields: credit, facts: { corrected: { buyerSiret: complete.buyerSiret, serviceCode: '' } } },
  ),
  'contractNumber.tooLong': stop(
    fields({ contractNumber: 'x'.repeat(51) }),
    fields({ contractNumber: 'x'.repeat(50) }),
  ),
  'comment.tooLong': stop(fields({ comment: 'x'.repeat(1025) }), fields({ comment: 'x'.repeat(1024) })),
  'cadre.alreadyPaid': stop(fields({ cadre: 'A2' }), fields({ cadre: 'A2', payable: 0 })),
  'cadre.valideur': stop(fields({ cadre: 'A9' }), fields({ cadre: 'A9', valideurSiret: '55566675900017' })),
  'netTotal.missing': stop(fields({ netTotal: null })),
  'taxTotal.missing': stop(fields({ taxTotal: null })),
  'grossTotal.missing': stop(fields({ grossTotal: null })),
  'payable.missing': stop(fields({ payable: null })),
  'amounts.total': stop(fields({ grossTotal: 120_002 }), fields({ grossTotal: 120_001 })),
  'amounts.tooLarge': warn(fields({ grossTotal: 1_000_000_000_000_000 })),
  'amounts.payable': stop(fields({ payable: 110_000 }), fields({ payable: 110_000, prepaid: 10_000 })),
  'amounts.adjusted': warn(
    {
      fields: { payable: 110_000 },
      facts: { document: { ...document, adjustments: [{ label: 'Compte prorata', cents: -10_000 }] } },
    },
    { fields: { payable: 110_000 }, facts: { document: { ...document, adjustments: [] } } },
  ),
  'amounts.negative': warn(fields({ grossTotal: -1 })),
  'vatLines.missing': stop(fields({ vatLines: [] }), fields({ ...exempt, exemptionReason: 'F' })),
  'amounts.vatLines': stop(fields({ vatLines: [{ rate: 2000, base: 100_000, tax: 19_000 }] })),
  'amounts.vatBases': warn(fields({ vatLines: [{ rate: 2000, base: 90_000, tax: 20_000 }] })),
  'vatLines.rate': warn(fields({ vatLines: [{ rate: 1234, base: 100_000, tax: 20_000 }] })),
  'vat.none': stop(fields({ vatScheme: 'SANS_TVA' })),
  'vatScheme.missing': stop(fields({ vatScheme: '' })),
  'exemptionReason.missing': stop(fields(exempt), fields({ ...exempt, exemptionReason: 'F' })),
  'exemptionReason.unknown': stop(
    { fields: { ...exempt, exemptionReason: 'G' }, facts: reason },
    { fields: { ...exempt, exemptionReason: 'F' }, facts: reason },
  ),
}

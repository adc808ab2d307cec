import type { Recipient } from '../../shared/domain/buyers/requirements.ts'
import type { RuleContext } from '../../shared/domain/rules/rule.ts'

/** A buyer that asks for nothing, asked about today. */
export const undemanding: Recipient = {
  siret: '12345678200051',
  name: 'Commune fictive',
  isActive: true,
  needsService: false,
  needsEngagement: false,
  needsEither: false,
  hidesPayment: false,
  services: [],
  asOf: '2026-11-23',
}

/** What the rulebook may know of a plain PDF, on 23 November 2026, for a buyer that asks for nothing. */
export const plainFacts: RuleContext = {
  today: '2026-11-23',
  environment: 'production',
  circuit: 'pdf',
  document: { kind: 'pdf', status: 'read', message: '', pages: 1, hasText: true, notes: [] },
  origins: {},
  bytes: 184_000,
  pieces: [],
  recipient: undemanding,
  isRecipientUnknown: false,
  twins: [],
  exemptions: [],
  company: { siret: '98765432400019', name: 'Menuiserie Aubrelle' },
  companies: [{ siret: '98765432400019', name: 'Menuiserie Aubrelle' }],
}

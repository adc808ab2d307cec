import { amountRules } from './amounts.ts'
import { cadreRules } from './cadre.ts'
import { dataRules } from './data.ts'
import { demandRules } from './demands.ts'
import { documentRules } from './document.ts'
import { numberRules } from './number.ts'
import { partyRules } from './parties.ts'
import { pieceRules } from './pieces.ts'
import { recipientRules } from './recipient.ts'
import { referenceRules } from './references.ts'
import { vatRules } from './vat.ts'

/** Every rule, in the order a person should read what they find. */
export const rules = [
  ...documentRules,
  ...dataRules,
  ...partyRules,
  ...recipientRules,
  ...demandRules,
  ...numberRules,
  ...referenceRules,
  ...cadreRules,
  ...amountRules,
  ...pieceRules,
  ...vatRules,
]

/** Code of a rule: what remedies, letters and tables may name. */
export type RuleCode = (typeof rules)[number]['code']

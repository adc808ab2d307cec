import type { Parts } from '../operation.ts'
import { amountRules } from './amount-rules.ts'
import { buyerRules } from './buyer-rules.ts'
import type { Paper } from './paper.ts'
import { paperRules } from './paper-rules.ts'
import type { Complaint } from './refusals.ts'
import type { Rule } from './rule.ts'
import { submissionRules } from './submission-rules.ts'

const kept = (rules: Rule[], paper: Paper, parts: Parts): Complaint[] =>
  rules.map((rule) => rule(paper, parts)).filter((complaint) => complaint !== undefined)

/** Everything Chorus Pro has against an invoice read in a flow (chorus-pro-api.md §8), in a fixed order. */
export const complaintsOfFlow = (paper: Paper, parts: Parts): Complaint[] =>
  kept([...paperRules, ...buyerRules, ...amountRules], paper, parts)

/** The first thing Chorus Pro has against a submitted invoice: `soumettre` answers one code. */
export const complaintOfSubmission = (paper: Paper, parts: Parts): Complaint | undefined =>
  kept([...paperRules, ...buyerRules, ...submissionRules, ...amountRules], paper, parts)[0]

/** The first thing Chorus Pro has against where a recycled invoice goes now. */
export const complaintOfRouting = (paper: Paper, parts: Parts): Complaint | undefined =>
  kept(buyerRules, paper, parts)[0]

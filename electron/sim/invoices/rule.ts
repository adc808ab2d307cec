import type { Parts } from '../operation.ts'
import type { Paper } from './paper.ts'
import type { Complaint } from './refusals.ts'

/** A rule looks at a paper and says what is wrong with it, if anything. */
export type Rule = (paper: Paper, parts: Parts) => Complaint | undefined

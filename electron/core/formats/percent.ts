import { toDecimalText } from '../../../shared/domain/authoring/decimal.ts'

/** Rate as files write it: two decimals at most, compared as a text (plateformes-agreees.md §4.2, BR-FR-16): 550 → "5.5". */
export const percent = (hundredths: number): string => toDecimalText(hundredths, 2)

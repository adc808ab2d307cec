import { toDecimalText } from '../../../shared/domain/authoring/decimal.ts'
import { PRICE_DECIMALS } from '../../../shared/domain/authoring/decimal.ts'
import type { Article } from '../../../shared/domain/authoring/issued.ts'
import type { SheetLine } from '../../../shared/domain/authoring/sheet.ts'

/** Cells of a row that takes an article; its quantity is for the person to say. */
export const rowOfArticle = ({ reference, designation, unit, unitPrice, vat }: Article) =>
  ({
    ...{ reference, designation, unit, vat },
    price: toDecimalText(unitPrice, PRICE_DECIMALS, 2).replace('.', ','),
  }) satisfies Partial<SheetLine>

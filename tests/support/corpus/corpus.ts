import type { FieldName, Fields } from '../../../shared/domain/fields/fields.ts'
import { table, totals } from './body.ts'
import { makeFacts } from './facts.ts'
import { buyerIdentity, foot } from './foot.ts'
import { delivery, lines, parties, title, type Parts } from './head.ts'
import { lookOf, type Look } from './look.ts'
import { dayAfter } from './numbers.ts'
import { createChance } from './random.ts'
import { harden } from './hard.ts'
import type { Nature } from '../../../shared/domain/document/reading.ts'
import { references } from './references.ts'
import { createSheet, WIDTH } from './sheet.ts'

/** An invented French invoice, what it says, and how it looks. */
export type Sample = {
  seed: number
  bytes: Uint8Array
  truth: Partial<Fields>
  look: Look
  /** Of a hard one: what makes it so, what the document is if no invoice, and what is right as well. */
  kinds: string[]
  nature: Nature | undefined
  accept: Partial<Record<FieldName, unknown[]>>
}

/** The invoice of a seed: always the same one. */
export async function sampleOf(seed: number, { isHard = false } = {}): Promise<Sample> {
  const chance = createChance(seed)
  const [plain, look] = [makeFacts(chance), lookOf(chance)]
  const facts = isHard ? harden(plain, createChance(seed + 7_000_000)) : plain
  const { hard } = facts
  if (hard?.title && look.titleAt === 'references') look.titleAt = 'left'
  look.isDashed = hard?.isDashed ?? false
  look.hand.accents = hard?.accents ?? 'whole'
  const sheet = await createSheet(look.hand, chance)
  const parts: Parts = { sheet, look, facts, chance }
  if (hard) lines(parts, hard.top, look.margin, 24, { size: 8 })
  if (look.supplierAt === 'column') title(parts, 70)
  const { y: under, free } = parties(parts)
  const titled = look.supplierAt === 'column' ? under : title(parts, under + 12)
  const top = lines(parts, hard?.head ?? [], look.margin, titled) + (hard?.head.length ? 8 : 0)
  const isBeside = free !== undefined && ['colon', 'beside'].includes(look.areReferences) && look.titleAt !== 'left'
  const room = isBeside ? { ...free, width: 220 } : { x: look.margin, y: top, width: WIDTH - 2 * look.margin }
  const { y: below, said } = references(parts, room)
  const identified = lines(parts, buyerIdentity(parts), look.margin, Math.max(top, below))
  const at = delivery(parts, look.margin, identified + 8)
  foot(parts, totals(parts, table(parts, at + 14)), said)
  return {
    seed,
    bytes: await sheet.save(),
    truth: { ...facts.fields, vatLines: vatLinesShown(parts), ...dueDateShown(parts) },
    look,
    kinds: hard?.kinds ?? [],
    nature: hard?.nature,
    accept: hard?.accept ?? {},
  }
}

/** Where only a delay is printed, the day it leads to. */
const dueDateShown = ({ look, facts: { fields } }: Parts) =>
  fields.dueDate || !look.terms ? {} : { dueDate: dayAfter(fields.issueDate!, 30) }

/** VAT by rate, where the page tells it: in a table, article by article, or for want of another rate. */
function vatLinesShown({ look, facts: { fields } }: Parts) {
  const lines = fields.vatLines ?? []
  const isRateShown =
    look.hasRate ||
    ['summary', 'bases'].includes(look.vatShown) ||
    (lines.length === 1 && look.vatShown !== 'ratesAndTotal')
  return isRateShown ? lines : []
}

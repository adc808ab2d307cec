import { randomUUID } from 'node:crypto'
import type { FieldName, Fields } from '../../../../shared/domain/fields/fields.ts'
import { TaughtField, type Lesson } from '../../../../shared/domain/document/layout-hint.ts'
import type { Origins } from '../../../../shared/domain/document/reading.ts'
import type { Place } from '../../../../shared/domain/document/page/place.ts'
import { nothingRemembered } from '../known.ts'
import type { Page } from '../../../../shared/domain/document/page/runs.ts'
import { readText, type TextReading } from '../text.ts'
import { placeOf } from '../text/document.ts'
import { isAmount, isSame, patternOf, printed, type Found } from './forms.ts'
import { overlap, suppliersOf } from './recall.ts'
import { describeSpot, isSameLayout } from './spot.ts'
import { stability } from './stable.ts'

/** An invoice as a person has approved it, what was known before, and the pages recognised on a scan: places are on them. */
export type Taught = { fields: Fields; origins: Origins; lessons: Lesson[]; at: number; recognised?: Page[] }

/** What follows from it: new lessons, and the ids of those that were right and of those that were not. */
export type Learnt = { lessons: Lesson[]; confirmed: string[]; dropped: string[] }

export const nothingLearnt: Learnt = { lessons: [], confirmed: [], dropped: [] }

/**
 * Compares what the pages say by themselves with what a person has made of it, and notes where the corrected values stand. A
 * value that is printed nowhere, or that may be any of several, teaches nothing.
 */
export function learnFrom(pages: Page[], taught: Taught): Learnt {
  const [alone, helped] = [readText(pages), readText(pages, { ...nothingRemembered, lessons: taught.lessons })]
  const learnt: Learnt = { lessons: [], confirmed: [], dropped: [] }
  for (const field of TaughtField.options) {
    const value = taught.fields[field]
    const used = helped.used.filter((lesson) => lesson.field === field)
    if (isSame(helped.fields[field], value)) {
      if (!isSame(alone.fields[field], value)) learnt.confirmed.push(...used.map(({ id }) => id))
      continue
    }
    if (taught.origins[field]?.source !== 'user') continue
    const spot = isSame(alone.fields[field], value) ? undefined : spotOf({ field, taught, alone })
    const replaced = taught.lessons.filter((lesson) => spot !== undefined && isReplaced(lesson, alone, field))
    learnt.dropped.push(...new Set([...used, ...replaced].map(({ id }) => id)))
    if (spot) learnt.lessons.push(lessonOf({ field, taught, alone, spot, isRefusal: isEmpty(value) }))
  }
  return learnt
}

const isEmpty = (value: Fields[FieldName] | undefined) => value === '' || value === null || value === undefined

/** What was known of this field in this layout. */
const isReplaced = (lesson: Lesson, { document, fields }: TextReading, field: TaughtField) =>
  lesson.field === field && suppliersOf(fields).includes(lesson.supplier) && isSameLayout(document, lesson.spot)

type About = { field: TaughtField; taught: Taught; alone: TextReading }

function spotOf({ field, taught, alone }: About) {
  const { document, fields } = alone
  const value = isEmpty(taught.fields[field]) ? fields[field] : taught.fields[field]
  if (isEmpty(value)) return undefined
  const found = oneOf(printed(document, field, value), { field, taught, alone })
  if (!found) return undefined
  const stable = stability(document, taught.fields)
  return describeSpot({ document, at: found.at, pattern: patternOf(field, value), ...stable })
}

/** Which of the places where a value is printed is meant: the one pointed at, else the only one no other field is read from. */
function oneOf(found: Found[], { field, taught, alone }: About): Found | undefined {
  const { document, fields, origins } = alone
  const isAt = (one: Found, place: Place | undefined) => overlap(placeOf(one.at, document.pages), place)
  const pointedAt = found.find((one) => isAt(one, taught.origins[field]?.place))
  if (pointedAt) return pointedAt
  if (isEmpty(taught.fields[field])) return found.find((one) => isAt(one, origins[field]?.place))
  const others = (Object.keys(origins) as FieldName[]).filter(
    (name) => name !== field && fields[name] === taught.fields[name],
  )
  const free = found.filter((one) => !others.some((name) => isAt(one, origins[name]?.place)))
  const isAmbiguous = isAmount(field) || field.endsWith('Date')
  // A reference printed twice is the same thing twice; an amount may be that of an article.
  return isAmbiguous && free.length > 1 ? undefined : free[0]
}

type Noted = About & { spot: Lesson['spot']; isRefusal: boolean }

const lessonOf = ({ field, taught: { fields, at }, alone, spot, isRefusal }: Noted): Lesson => ({
  id: randomUUID(),
  supplier: suppliersOf(alone.fields)[0]!,
  supplierName: fields.supplierName || (alone.fields.supplierName ?? ''),
  field,
  isRefusal,
  spot,
  learntAt: at,
  used: 0,
})

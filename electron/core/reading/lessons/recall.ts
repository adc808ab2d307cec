import type { Fields } from '../../../../shared/domain/fields/fields.ts'
import { dayOf } from '../../../../shared/base/dates.ts'
import type { Lesson } from '../../../../shared/domain/document/layout-hint.ts'
import type { Origins } from '../../../../shared/domain/document/reading.ts'
import type { Place } from '../../../../shared/domain/document/page/place.ts'
import { isSiret } from '../../../../shared/base/siret.ts'
import type { AmountName, Figure } from '../text/amounts.ts'
import { originOf, placeOf, type TextDocument } from '../text/document.ts'
import { bare } from '../text/names.ts'
import { isAmount, isSame } from './forms.ts'
import { pointed, type Pointed } from './spot.ts'

/** A lesson that holds for this document, and what it points to. */
export type Recalled = { lesson: Lesson; found: Pointed }

/** Under which names lessons of this supplier may be kept, the surest first. */
export function suppliersOf({ supplierSiret = '', supplierName = '' }: Partial<Fields>): string[] {
  const names = [isSiret(supplierSiret) ? supplierSiret.slice(0, 9) : '', bare(supplierName)].filter(Boolean)
  return names.length > 0 ? names : ['']
}

/** The lessons of this supplier that find their place on these pages: of each field the refusals, and the latest other. */
export function recall(document: TextDocument, lessons: Lesson[], read: Partial<Fields>): Recalled[] {
  const suppliers = suppliersOf(read)
  const found = lessons
    .filter(({ supplier }) => suppliers.includes(supplier))
    .toSorted((a, b) => b.learntAt - a.learntAt)
    .flatMap((lesson): Recalled[] => {
      const { field, spot, supplier } = lesson
      const at = pointed({ document, field, spot, isStrict: supplier === '' })
      return at ? [{ lesson, found: at }] : []
    })
  return found.filter(
    ({ lesson }, index) =>
      lesson.isRefusal ||
      found.findIndex((other) => other.lesson.field === lesson.field && !other.lesson.isRefusal) === index,
  )
}

/** As good as the best label: the sum of HT and TVA still decides. */
const SHOWN = 30

/** Gives figures the names that were shown, and takes away those that were refused; what adds up is chosen afterwards. */
export function nameFigures(figures: Figure[], recalled: Recalled[]): Figure[] {
  return recalled.reduce((named, { lesson: { field, isRefusal }, found }) => {
    // Words beside a total are met at many: without others around it, it is not the one that was shown.
    if (!isAmount(field) || !found.isPlaced) return named
    const name = field as AmountName
    const { cell, from, to } = found.at
    const calling = { name, score: SHOWN, label: found.label ?? { cell, from: 0, to: 0 } }
    const isIt = ({ at }: Figure) => at.cell === cell && at.from < to && at.to > from
    // A whole number is a figure only by what calls it so.
    const all =
      isRefusal || named.some(isIt) ? named : [...named, { cents: Number(found.value), at: found.at, callings: [] }]
    return all.map((figure) => {
      if (!isIt(figure)) return figure
      const others = figure.callings.filter((one) => one.name !== name)
      return { ...figure, callings: isRefusal ? others : [...others, calling] }
    })
  }, figures)
}

type Sheet = { document: TextDocument; fields: Partial<Fields>; origins: Origins; recalled: Recalled[] }

/** Puts what was shown in place of what was read, and takes away what was refused. Gives the lessons that were of use. */
export function putRecalled({ document, fields, origins, recalled }: Sheet): Lesson[] {
  const { pages } = document
  const refusals = recalled.filter(({ lesson, found }) => {
    const { field, isRefusal } = lesson
    if (!isRefusal || isAmount(field)) return isRefusal
    if (!overlap(origins[field]?.place, placeOf(found.at, pages))) return false
    Reflect.deleteProperty(fields, field)
    Reflect.deleteProperty(origins, field)
    return true
  })
  const shown = recalled.filter(({ lesson: { field, isRefusal, learntAt }, found }) => {
    if (isRefusal) return false
    const reason = `comme vous l’avez montré le ${dayAndMonth(learntAt)}`
    const { at, label, value } = found
    const known = origins[field]
    if (isAmount(field)) {
      const isChosen = isSame(Math.abs(Number(fields[field])), value) && overlap(known?.place, placeOf(at, pages))
      if (isChosen && known) origins[field] = { ...known, reason }
      return isChosen
    }
    // Words alone do not stand against what was read by a label of its own.
    const isDoubtful = !known || known.trust === 'check'
    if (isSame(fields[field], value) || !(found.isPlaced || isDoubtful) || contradicts(field, String(value), fields))
      return false
    Object.assign(fields, { [field]: value })
    origins[field] = originOf({ at, label, reason, trust: found.isFirm ? 'likely' : 'check' }, pages)
    return true
  })
  return [...refusals, ...shown].map(({ lesson }) => lesson)
}

/** Due before it is made out, or a buyer who is the supplier. */
const contradicts = (field: string, value: string, { issueDate = '', supplierSiret }: Partial<Fields>) =>
  (field === 'dueDate' && value < issueDate) || (field === 'buyerSiret' && value === supplierSiret)

/** « 12/03 ». */
const dayAndMonth = (at: number) => dayOf(at).split('-').slice(1).toReversed().join('/')

/** The middle of one place lies in the other. */
export function overlap(one: Place | undefined, other: Place | undefined): boolean {
  if (!one || !other || one.page !== other.page) return false
  const isIn = (a: Place, b: Place) => {
    const [x, y] = [a.x + a.width / 2, a.y + a.height / 2]
    return x >= b.x && x <= b.x + b.width && y >= b.y && y <= b.y + b.height
  }
  return isIn(one, other) || isIn(other, one)
}

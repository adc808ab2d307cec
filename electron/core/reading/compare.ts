import type { FieldName, Fields } from '../../../shared/domain/fields/fields.ts'
import { isDate } from '../../../shared/base/dates.ts'
import { COMPARED, type Compared, whatDiffers, written } from '../../../shared/domain/document/differences.ts'
import type { Note } from '../../../shared/domain/document/reading.ts'
import type { Place } from '../../../shared/domain/document/page/place.ts'
import { note } from './outcome.ts'
import type { TextReading } from './text.ts'
import { placeOf, type Span } from './text/document.ts'
import { plain } from '../../../shared/domain/document/page/plain.ts'
import { amountsIn, datesIn } from '../../../shared/domain/document/page/shapes.ts'

/**
 * Compares the data of a Factur-X with its page. Gives where on the page each value is printed, and a note for each value
 * that is nowhere on it although the page announces another one.
 */
export function compareWithPage(
  fields: Partial<Fields>,
  text: TextReading,
): { places: Partial<Record<FieldName, Place>>; notes: Note[] } {
  const places: Partial<Record<FieldName, Place>> = {}
  const notes: Note[] = []
  for (const [name, value] of Object.entries(fields) as [FieldName, Fields[FieldName]][]) {
    if (typeof value !== 'string' && typeof value !== 'number') continue
    const place = text.fields[name] === value ? text.origins[name]?.place : undefined
    const span = place ? undefined : spanOf(value, text)
    const found = place ?? (span && placeOf(span, text.document.pages))
    if (found) places[name] = found
  }
  for (const name of Object.keys(COMPARED) as Compared[]) {
    // What was worked out is not on the page: only what is printed there can contradict.
    const [inData, onPage] = [fields[name], text.origins[name]?.place && text.fields[name]]
    const isKnown = inData !== undefined && inData !== null && onPage !== undefined && onPage !== null
    if (!isKnown || places[name] || inData === onPage || areSwapped(inData, onPage)) continue
    const differs = { field: name, page: onPage, data: inData }
    const message = `La page et les données XML ne disent pas la même chose pour ${whatDiffers(name)} : ${written(differs, onPage)} sur la page, ${written(differs, inData)} dans les données. Chorus Pro prendra les données : vérifiez-les.`
    notes.push({ ...note('contradiction', message), differs })
  }
  return { places, notes }
}

/** « 11/03 » is the third of November in some countries. */
const areSwapped = (a: string | number, b: string | number) =>
  typeof a === 'string' && isDate(a) && a.replace(/-(\d\d)-(\d\d)$/, '-$2-$1') === b

/** Where a value is printed, however it is written. */
function spanOf(value: string | number, { document }: TextReading): Span | undefined {
  if (value === '' || (typeof value === 'string' && value.length < 3)) return undefined
  for (const cell of document.cells) {
    if (typeof value === 'number') {
      const amount = amountsIn(cell.plain).find(
        (shape) => Math.abs(shape.value.cents) === Math.abs(value) && shape.value.hasDecimals,
      )
      if (amount) return { cell, from: amount.from, to: amount.to }
    } else {
      const date = datesIn(cell.plain).find((shape) => shape.value === value)
      if (date) return { cell, from: date.from, to: date.to }
      const at = squeezedIndex(cell.plain, plain(value))
      if (at) return { cell, ...at }
    }
  }
  return undefined
}

/** Finds a text whatever spaces are in either. */
function squeezedIndex(text: string, value: string) {
  const kept = [...text.matchAll(/\S/g)].map(({ index }) => index)
  const squeezed = kept.map((index) => text.charAt(index)).join('')
  const wanted = value.replace(/\s/g, '')
  const at = squeezed.indexOf(wanted)
  return at < 0 ? undefined : { from: kept[at]!, to: kept[at + wanted.length - 1]! + 1 }
}

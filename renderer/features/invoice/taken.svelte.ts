import { isCreditNote, type FieldName, type Fields } from '../../../shared/domain/fields/fields.ts'
import { placeOfValue } from '../../../shared/domain/document/page/find.ts'
import type { Value } from '../../../shared/domain/document/page/take.ts'
import type { PageCell } from '../../../shared/domain/document/page/words.ts'
import type { Origins, Places } from '../../../shared/domain/document/reading.ts'
import type { Place } from '../../../shared/domain/document/page/place.ts'

/** One of the boxes of a line of VAT. */
export type VatPart = { index: number; of: 'rate' | 'base' | 'tax' }
/** A field that a value of the page can fill. */
export type Target = { name: FieldName; part?: VatPart | undefined }

type Before = { name: FieldName; value: unknown; place: Place | undefined }
type Form = { fields: Fields; places: Places; readonly origins: Origins }

/** What was taken from the page by hand, and may be taken back; where on the page what was typed stands. */
export class Taken {
  /** The cells of all pages, once the file is shown. */
  readPages: (() => Promise<PageCell[]>) | undefined
  /** Counts what was taken and taken back: a box that is being typed in shows the new value. */
  count = $state(0)
  #before = $state.raw<Before[]>([])
  readonly #form: Form

  constructor(form: Form) {
    this.#form = form
  }

  put({ name, part }: Target, value: Value, place: Place) {
    const { fields, places } = this.#form
    this.#before = [...this.#before, { name, value: $state.snapshot(fields[name]), place: places[name] }]
    // A credit note is entered with positive amounts, whatever sign is printed (chorus-pro-api.md §8.7).
    const entered = typeof value === 'number' && isCreditNote(fields) ? Math.abs(value) : value
    if (part) Object.assign(fields.vatLines[part.index]!, { [part.of]: entered })
    else Object.assign(fields, { [name]: entered })
    this.#setPlace(name, place)
    this.count++
  }
  get mayUndo(): boolean {
    return this.#before.length > 0
  }
  /** As it was before the last value was taken. */
  undo() {
    const before = this.#before.at(-1)
    if (!before) return
    this.#before = this.#before.slice(0, -1)
    Object.assign(this.#form.fields, { [before.name]: before.value })
    this.#setPlace(before.name, before.place)
    this.count++
  }

  /** Nothing of it is taken back any more. */
  forget() {
    this.#before = []
  }

  /** As it was read: its place is that of the reading again. */
  giveBack(name: FieldName, value: unknown) {
    Object.assign(this.#form.fields, { [name]: value })
    this.typed(name)
    this.count++
  }

  /** Someone types: Ctrl+Z is theirs again, and the value has no place any more. */
  typed(name: FieldName) {
    this.forget()
    if (this.#form.places[name]) this.#setPlace(name, undefined)
  }
  /** Looks for what was typed on the page: a value printed there exactly once has its place. */
  async locate(name: FieldName) {
    const form = this.#form
    const value = form.fields[name]
    if (!this.readPages || value === null || typeof value === 'object') return
    if (form.origins[name]?.source !== 'user' || form.origins[name].place) return
    const place = placeOfValue(name, value, await this.readPages())
    if (place && form.fields[name] === value && !form.places[name]) this.#setPlace(name, place)
  }

  #setPlace(name: FieldName, place: Place | undefined) {
    const { [name]: _, ...others } = this.#form.places
    this.#form.places = place ? { ...others, [name]: place } : others
  }
}

import { pointWords, saidValue, type FormField } from '../../../shared/domain/fields/field-labels.ts'
import { isCreditNote, type FieldName } from '../../../shared/domain/fields/fields.ts'
import {
  fieldsFor,
  kindOf,
  kinds,
  valueOf,
  wholeOf,
  type Kind,
  type Value,
} from '../../../shared/domain/document/page/take.ts'
import { around, isOn, textOf, type CellWord } from '../../../shared/domain/document/page/words.ts'
import { formatRate, formatCents } from '../../../shared/base/money.ts'
import type { DraftForm } from './draft-form.svelte.ts'
import type { PageMark } from './page-marks.ts'
import type { Target } from './taken.svelte.ts'

/** Words that are about to be taken, and what they would give. */
export type Live = { page: number; words: CellWord[]; isWhole: boolean }
/** What could be filled with them. */
type Choice = { name: FieldName; word: string; value: Value; words: CellWord[] }

const nouns: Record<Kind, string> = {
  amount: 'un montant',
  rate: 'un taux',
  day: 'une date',
  siret: 'un SIRET',
  iban: 'un IBAN',
  code: 'un numéro',
  words: 'un nom',
}

/** Pointing at the page instead of typing: what lies under the mouse or the cursor, and where it goes. */
export class Pointing {
  live = $state.raw<Live>()
  /** The fields proposed for what was pointed at while no field waited for it. */
  choices = $state.raw<{ live: Live; of: Choice[] }>()
  /** What was just done, to be read out too. */
  message = $state('')
  readonly form: DraftForm

  constructor(form: DraftForm) {
    this.form = form
  }

  /** The field that waits for a value of the page. */
  get target(): Target | undefined {
    const { focus: name, part, isLocked } = this.form
    if (!name || isLocked(name) || !(part ?? kinds[name])) return undefined
    return { name, part }
  }
  kindFor({ name, part }: Target): Kind {
    return part ? (part.of === 'rate' ? 'rate' : 'amount') : kinds[name]!
  }
  /** « Total HT : 1 000,00 € »: what taking these words would do; empty when it would do nothing. */
  get promise(): string {
    const { target, live } = this
    if (!target || !live?.words.length) return ''
    const value = valueOf(this.kindFor(target), live.words)
    return value === undefined ? '' : `${this.wordOf(target)} : ${this.said(target, value)}`
  }
  wordOf = ({ name, part }: Target): string =>
    part ? { rate: 'Taux', base: 'Base HT', tax: 'TVA' }[part.of] : (pointWords[name] ?? name)
  said({ name, part }: Target, value: Value): string {
    if (part && typeof value === 'number') return part.of === 'rate' ? formatRate(value) : formatCents(value)
    return saidValue(name as FormField, { ...this.form.fields, [name]: value })
  }

  /**
   * The field whose value stands here and is to be gone to, rather than taken: none waits for a value, or the one that waits
   * is of another kind.
   */
  fieldAt(word: CellWord, marks: PageMark[]): FieldName | undefined {
    const { target } = this
    const name = marks.find(({ place }) => isOn(word.place, place))?.name
    return target && name && kinds[name] === this.kindFor(target) ? undefined : name
  }
  /** The mouse or the cursor is over this word, or has left. */
  over(page: number, word: CellWord | undefined, marks: PageMark[]) {
    if (this.choices) return
    const name = word && this.fieldAt(word, marks)
    this.form.hover = name
    if (name) return void (this.live = undefined)
    const kind = this.target ? this.kindFor(this.target) : word && kindOf([word])
    this.live = word && kind ? { page, words: wholeOf(kind, word), isWhole: false } : undefined
  }
  /** These words and no others: a rectangle, or what the keyboard has picked. */
  pick(page: number, words: CellWord[]) {
    this.live = words.length ? { page, words, isWhole: true } : undefined
  }
  /** Nothing is about to be taken; what was done is still said. */
  clear() {
    this.live = undefined
    this.choices = undefined
  }
  cancel() {
    this.clear()
    this.message = ''
  }

  /** Takes what is lit: into the field that waits, else proposes fields. True when a value found its field. */
  take(): boolean {
    const { live, target } = this
    if (!live?.words.length) return false
    if (!target) {
      this.#propose(live)
      return false
    }
    const kind = this.kindFor(target)
    const value = valueOf(kind, live.words)
    if (value === undefined) {
      this.message = `« ${textOf(live.words).slice(0, 40)} » n’est pas ${nouns[kind]}.`
      return false
    }
    this.#put(target, value, live.words)
    return true
  }
  choose({ name, value, words }: Choice) {
    this.#put({ name }, value, words)
  }
  undo() {
    if (!this.form.taken.mayUndo) return
    this.form.taken.undo()
    this.message = 'Annulé : la valeur d’avant est revenue.'
  }

  #put(target: Target, value: Value, words: CellWord[]) {
    this.form.taken.put(target, value, around(words)!)
    this.clear()
    this.message = `${this.wordOf(target)} : ${this.said(target, value)}.`
  }
  #propose(live: Live) {
    const { form } = this
    const of = fieldsFor(kindOf(live.words)).flatMap((name): Choice[] => {
      const word = pointWords[name]
      if (!word || form.isLocked(name) || !isAsked(name, form)) return []
      const words = live.isWhole ? live.words : wholeOf(kinds[name]!, live.words[0]!)
      const value = valueOf(kinds[name]!, words)
      return value === undefined ? [] : [{ name, word, value, words }]
    })
    this.choices = { live, of }
  }
}

/** Only what this invoice has. */
const isAsked = (name: FieldName, { fields }: DraftForm): boolean =>
  name === 'originNumber' ? isCreditNote(fields) : name === 'valideurSiret' ? fields.cadre !== 'A1' : true

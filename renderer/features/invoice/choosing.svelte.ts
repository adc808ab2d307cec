import { turnedPlace } from '../../../shared/domain/document/page/turn.ts'
import { textOf, type CellWord } from '../../../shared/domain/document/page/words.ts'
import { french } from '../../../shared/base/french.ts'
import type { PageMark } from './page-marks.ts'
import type { WordsOfPage } from './page-words.ts'
import type { Pointing } from './pointing.svelte.ts'

type Given = {
  pointing: Pointing
  wordsOf: WordsOfPage
  pageCount: number
  marks: () => PageMark[]
  /** How far a page is turned on the screen. */
  quartersOf: (page: number) => number
}

/** « Choisir sur la page »: the same as pointing, with the keyboard. Arrows go from word to word, Shift takes several. */
export class Choosing {
  isOn = $state(false)
  /** The word the cursor is on, to be read out. */
  said = $state('')
  #page = 1
  #words: CellWord[] = []
  #at = 0
  #anchor = 0
  readonly #pointing: Pointing
  readonly #wordsOf: WordsOfPage
  readonly #pageCount: number
  readonly #marks: () => PageMark[]

  readonly #quartersOf: (page: number) => number

  constructor({ pointing, wordsOf, pageCount, marks, quartersOf }: Given) {
    this.#pointing = pointing
    this.#wordsOf = wordsOf
    this.#pageCount = pageCount
    this.#marks = marks
    this.#quartersOf = quartersOf
  }

  /** Starts where the value of the field stands, else on the page in view. */
  async start(page: number) {
    const { target, form } = this.#pointing
    const place = target && form.origins[target.name]?.place
    await this.#toPage(place?.page ?? page)
    const near = place
      ? this.#words.findIndex((word) => word.place.x >= place.x - 0.01 && word.place.y >= place.y - 0.01)
      : 0
    this.isOn = true
    this.#goTo(Math.max(0, near), false)
  }
  stop() {
    this.isOn = false
    this.said = ''
    this.#pointing.clear()
  }

  /** True when the key meant something. Enter and Escape are for whoever started. */
  async key(key: string, isExtending: boolean): Promise<void> {
    const live = this.#pointing.live?.words ?? []
    const [first, last] = isExtending ? [this.#at, this.#at] : [this.#indexOf(live[0]), this.#indexOf(live.at(-1))]
    if (key === 'ArrowRight') this.#goTo(last + 1, isExtending)
    else if (key === 'ArrowLeft') this.#goTo(first - 1, isExtending)
    else if (key === 'ArrowDown') this.#goTo(this.#vertically(1), isExtending)
    else if (key === 'ArrowUp') this.#goTo(this.#vertically(-1), isExtending)
    else if (key === 'Home') this.#goTo(0, isExtending)
    else if (key === 'End') this.#goTo(this.#words.length - 1, isExtending)
    else await this.#turn(key === 'PageDown' ? 1 : -1)
  }

  #indexOf = (word: CellWord | undefined) => (word ? this.#words.indexOf(word) : this.#at)
  async #turn(by: 1 | -1) {
    const page = this.#page + by
    if (page < 1 || page > this.#pageCount) return
    await this.#toPage(page)
    this.#goTo(0, false)
  }
  async #toPage(page: number) {
    this.#page = page
    this.#words = (await this.#wordsOf(page)).flatMap(({ words }) => words)
  }

  /** The nearest word of the next line, down or up. */
  #vertically(by: 1 | -1): number {
    const quarters = this.#quartersOf(this.#page)
    const words = this.#words.map(({ place }, index) => ({ index, place: turnedPlace(place, quarters) }))
    const here = words[this.#at]?.place
    if (!here) return 0
    const middle = ({ y, height }: CellWord['place']) => y + height / 2
    const beyond = words.filter(({ place }) => by * (middle(place) - middle(here)) > here.height / 2)
    const step = Math.min(...beyond.map(({ place }) => Math.abs(middle(place) - middle(here))))
    const line = beyond.filter(({ place }) => Math.abs(middle(place) - middle(here)) < step + here.height / 2)
    const [nearest] = line.toSorted((a, b) => Math.abs(a.place.x - here.x) - Math.abs(b.place.x - here.x))
    return nearest?.index ?? this.#at
  }
  #goTo(index: number, isExtending: boolean) {
    const pointing = this.#pointing
    this.#at = Math.max(0, Math.min(index, this.#words.length - 1))
    if (!isExtending) this.#anchor = this.#at
    const [from, to] = [Math.min(this.#anchor, this.#at), Math.max(this.#anchor, this.#at)]
    const words = this.#words.slice(from, to + 1)
    if (words.length === 1) pointing.over(this.#page, words[0], pointing.target ? [] : this.#marks())
    else pointing.pick(this.#page, words)
    // A value that stands here already has its field: it is that field that lights up.
    if (!pointing.live) pointing.pick(this.#page, words)
    const { live, promise } = pointing
    const text = textOf(live?.words ?? [])
    this.said = words.length ? french(promise ? `${text}. ${promise}` : text) : 'Aucun mot sur cette page.'
  }
}

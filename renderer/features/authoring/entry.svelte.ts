import type { Standing } from '../../../shared/contract/authoring.ts'
import { french } from '../../../shared/base/french.ts'
import { invoiceOf, type Draft } from '../../../shared/domain/authoring/draft.ts'
import { printed } from '../../../shared/domain/authoring/printed.ts'
import { blankLine, isBlankLine, type SheetLine } from '../../../shared/domain/authoring/sheet.ts'
import { totalsOf } from '../../../shared/domain/authoring/totals.ts'
import type { Company } from '../../../shared/domain/firms/company.ts'
import { ask, failureOf } from '../../app/api.ts'
import { say } from '../../app/say.ts'

/** Debounce of the autosave, in milliseconds after the last keystroke. */
const SAVE_AFTER = 400

/** Form of an invoice being written: what is typed, the invoice it gives, and the autosave of its draft. */
export class Entry {
  draft: Draft
  standing: Standing
  /** Epoch ms; undefined until something was saved here. */
  savedAt: number | undefined
  failure: string
  /** Places to where the cursor is to go. */
  wanted: string | undefined
  #saved: string
  #turn = 0
  readonly #firm: (siret: string) => Company

  constructor({ draft, standing }: { draft: Draft; standing: Standing }, firm: (siret: string) => Company) {
    this.draft = $state(withBlank(draft))
    this.standing = $state.raw(standing)
    this.savedAt = $state()
    this.failure = $state('')
    this.wanted = $state()
    this.#saved = JSON.stringify(draft)
    this.#firm = firm
  }

  /** What it gives as it stands: the invoice, its sums and the words of its page; sums beyond what can be counted give none. */
  get made() {
    const of = invoiceOf(this.draft, this.#firm(this.draft.siret), this.standing.number)
    try {
      const totals = totalsOf(of.invoice)
      return { ...of, totals, page: printed(of.invoice, totals) }
    } catch (error) {
      if (error instanceof RangeError) return undefined
      throw error
    }
  }
  get text() {
    return JSON.stringify(this.draft)
  }
  get isSaved() {
    return this.text === this.#saved
  }
  /** Sheets end with an empty row to type into. */
  grow = () => {
    const { lines } = this.draft
    const last = lines.at(-1)
    if (!last || !isBlankLine(last)) lines.push(blankLine(last?.vat))
  }
  add = (rows: SheetLine[]) => {
    const kept = this.draft.lines.filter((row) => !isBlankLine(row))
    this.draft.lines = [...kept, ...rows]
    this.grow()
  }

  /** Saves what has been typed; false when that failed. */
  save = async (): Promise<boolean> => {
    const draft = $state.snapshot(this.draft)
    const text = JSON.stringify(draft)
    if (text === this.#saved) return true
    const turn = ++this.#turn
    try {
      const standing = await ask('authoring.save', { draft })
      this.#saved = text
      if (turn === this.#turn) Object.assign(this, { standing, savedAt: Date.now(), failure: '' })
      return true
    } catch (error) {
      this.failure = french(`${say(failureOf(error)).title} ${say(failureOf(error)).advice}`)
      return false
    }
  }
  /** Something else has changed: what the client asks for is known now, or the firm has another address. */
  again = async () => {
    const turn = this.#turn
    const opened = await ask('authoring.open', { id: this.draft.id }).catch(() => undefined)
    if (opened && turn === this.#turn) this.standing = opened.standing
  }
  /** Autosave, while a component is there. */
  keep = () => {
    $effect(() => {
      if (this.isSaved) return
      const timer = setTimeout(() => void this.save(), SAVE_AFTER)
      return () => clearTimeout(timer)
    })
    $effect(() => {
      const off = window.bridge.onChange(({ isMore }) => {
        if (isMore) void this.again()
      })
      return () => {
        off()
        void this.save()
      }
    })
  }
}

const withBlank = (draft: Draft): Draft => {
  const last = draft.lines.at(-1)
  return last && isBlankLine(last) ? draft : { ...draft, lines: [...draft.lines, blankLine(last?.vat)] }
}

import type { Page } from '../../../shared/contract/views.ts'
import { blocking, check, controlLines } from '../../../shared/domain/rules/check.ts'
import { formFields, type FormField } from '../../../shared/domain/fields/field-labels.ts'
import type { FieldName, Fields } from '../../../shared/domain/fields/fields.ts'
import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import { quartersOf, turnsShown, type PageTurn } from '../../../shared/domain/document/page/turn.ts'
import type { Piece } from '../../../shared/domain/document/attachments.ts'
import type { DraftState, UndoWay } from '../../../shared/domain/lifecycle/draft-undo.ts'
import { straightening } from '../../../shared/domain/lifecycle/straighten.ts'
import { typedOrigins } from '../../../shared/domain/document/origins.ts'
import { isHopeless, isInData, type Origin, type Places, type Rival } from '../../../shared/domain/document/reading.ts'
import type { Repeated } from '../../../shared/domain/buyers/repeat-last.ts'
import { missingTotals } from '../../../shared/domain/fields/totals.ts'
import type { RuleContext } from '../../../shared/domain/rules/rule.ts'
import type { SubmissionFormat } from '../../../shared/domain/document/submission-format.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'
import type { Output } from '../../../shared/contract/calls.ts'
import { ask, failureOf } from '../../app/api.ts'
import { say } from '../../app/say.ts'
import { stepOf, type Step } from './steps.ts'
import { undoWords } from './undo-words.ts'
import { Taken, type VatPart } from './taken.svelte.ts'

/** How long after the last keystroke a draft is saved, in milliseconds. */
const SAVE_AFTER = 400

export const isDoubt = ({ code }: Problem): boolean => code === 'value.unlooked'

/** What the person is typing. The same rules run here while typing and in the main process when it counts. */
export class DraftForm {
  readonly id: string
  fields: Fields
  confirmed: FieldName[]
  /** What « Même chose que la dernière fois » has filled in, as long as it stands. */
  #last: Repeated
  circuit: SubmissionFormat
  pieces: Piece[]
  /** Pages the person has turned, for their own eyes; and whether the pages leave as they are shown. */
  turns: PageTurn[]
  isStraightened: boolean
  facts: RuleContext
  savedAt: number
  /** Where values that were typed or pointed at stand on the page. */
  places: Places
  /** The field the cursor is in: its place lights up on the page. Of VAT by rate, which of its boxes. */
  focus: FieldName | undefined
  part: VatPart | undefined
  /** The field under the mouse, here or on the page. */
  hover: FieldName | undefined
  /** What was taken from the page by hand. */
  readonly taken = new Taken(this)
  /** The field the cursor is to go to, once it is on the screen. */
  wanted: FieldName | undefined
  failure: string
  /** The answer to a button that leaves no other trace on the page. */
  told: string
  /** What the last undo has brought back, in a sentence; empty once something is typed. */
  undone: string
  /** Counts what came back by an undo: a box that is being typed in shows it. */
  restored: number
  isLeaving: boolean

  #read: InvoiceAt<'draft'>
  readonly #first: string
  #saved: string
  #asked = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  origins = $derived.by(() =>
    typedOrigins(this.#read, this.fields, {
      confirmed: this.confirmed,
      places: this.places,
      repeated: this.repeated,
    }),
  )
  /** What the rulebook may know, with what is chosen here and not yet saved. */
  #known = $derived.by(() => ({ ...this.facts, circuit: this.circuit, pieces: this.pieces, origins: this.origins }))
  problems = $derived.by(() => check(this.fields, this.#known))
  stops = $derived.by(() => blocking(this.problems))
  /** What is « à vérifier » and has not been looked at, in the order of the pages. */
  doubts = $derived.by(() => this.problems.filter(isDoubt).map(({ field }) => field as FormField))
  /** The first value that waits for the person: missing, wrong or doubtful, in the order of the pages. */
  first = $derived.by(() => formFields.find((name) => this.stops.some(({ field }) => field === name)))
  /** Whom it is for, which number it bears, whether VAT is counted: they decide what the rulebook must know. */
  identity = $derived.by(() => {
    const { buyerSiret, supplierSiret, number, vatScheme } = this.fields
    return [buyerSiret, supplierSiret, number, vatScheme].join(' ')
  })
  /** Nothing could be read: there is nothing to check, and nothing to fill in. */
  isHopeless = $derived.by(() => isHopeless(this.facts.document))
  /** What only the person can say, and nobody has said yet: whose invoice it is, whether it is one or several. */
  question = $derived.by(() =>
    this.problems.find(({ code }) => code === 'supplier.notMine' || code === 'document.several'),
  )
  /** Under whose name it leaves: the firm of the SIRET, whatever the page says. */
  issuer = $derived.by(() => {
    const { supplierSiret, supplierName } = this.fields
    return this.facts.companies.find(({ siret }) => siret && siret === supplierSiret)?.name || supplierName
  })
  isReady = $derived.by(() => this.stops.length === 0)
  controls = $derived.by(() => controlLines(this.fields, this.#known, this.problems))

  constructor(invoice: InvoiceAt<'draft'>, facts: RuleContext) {
    this.id = invoice.id
    this.#read = $state.raw(invoice)
    this.fields = $state(structuredClone(invoice.fields))
    this.confirmed = $state([])
    this.#last = $state.raw({})
    this.circuit = $state(invoice.circuit)
    this.pieces = $state(structuredClone(invoice.pieces))
    this.turns = $state.raw(invoice.turns ?? [])
    this.isStraightened = $state(invoice.isStraightened ?? false)
    this.facts = $state.raw(facts)
    this.savedAt = $state(invoice.savedAt)
    this.places = $state.raw({})
    this.focus = $state(undefined)
    this.part = $state(undefined)
    this.hover = $state(undefined)
    this.wanted = undefined
    this.failure = $state('')
    this.told = $state('')
    this.undone = $state('')
    this.restored = $state(0)
    this.isLeaving = $state(false)
    this.#saved = this.#first = this.#content()
  }

  /** What Chorus Pro refused last time; it stays in view as long as nothing has been changed. */
  get refusal(): Problem[] {
    return this.#content() === this.#first && this.#read.refusal ? this.#read.refusal.problems : []
  }
  problemOf = (name: FieldName): Problem | undefined =>
    this.problems.find((problem) => problem.field === name && !isDoubt(problem)) ??
    this.refusal.find(({ field }) => field === name)
  problemsAt = (step: Step): Problem[] => this.problems.filter((problem) => stepOf(problem) === step)
  /** The invoice is the firm's own, whatever the page says. */
  takeCompany = ({ siret, name }: { siret: string; name: string } = this.facts.company) => {
    this.fields.supplierSiret = siret
    this.fields.supplierName = name
  }
  /** In a flow, Chorus Pro takes what the file says: there is nothing to type over it. */
  isLocked = (name: FieldName): boolean => {
    const origin = this.#read.origins[name]
    return this.circuit === 'flux' && origin !== undefined && isInData(origin)
  }
  /** Where a value comes from; undefined while there is none. */
  standingOf = (name: FieldName): Origin | undefined => {
    const value = this.fields[name]
    const isEmpty = value === '' || value === null || (Array.isArray(value) && !value.length)
    return isEmpty ? undefined : this.origins[name]
  }
  isDoubtful = (name: FieldName): boolean => this.doubts.some((doubt) => doubt === name)
  get repeated(): FieldName[] {
    return (Object.keys(this.#last) as (keyof Repeated)[]).filter((name) => this.fields[name] === this.#last[name])
  }
  /** The same as in the last invoice to this buyer. */
  repeat = (last: Repeated) => {
    this.#last = { ...this.#last, ...last }
    Object.assign(this.fields, last)
  }
  /** What follows from the totals that are there, once this field has been left. */
  completeTotals = (left: FieldName) => {
    if (this.circuit === 'pdf') Object.assign(this.fields, missingTotals($state.snapshot(this.fields), left))
  }
  /** How its pages are shown. */
  shownTurns = $derived.by(() => turnsShown(this.facts.document.scan?.turns, this.turns))
  /** Its pages could leave as they are shown, and would not be as they are in the file. */
  mayStraighten = $derived.by(
    () => straightening({ document: this.facts.document, circuit: this.circuit, turns: this.turns }).length > 0,
  )
  /** Shows a page a quarter of a circle further, clockwise. */
  turnPage = (page: number) => {
    const turned = this.shownTurns.find((turn) => turn.page === page)
    const quarters = (quartersOf(this.shownTurns, page) + 1) % 4
    this.turns = [...this.turns.filter((turn) => turn.page !== page), { ...turned, page, quarters }]
  }
  /** What else the page offers for a value that was « à vérifier »: after the last of them, what was read again. */
  nextRival = (name: FieldName): Rival | undefined => {
    const { place, rivals = [] } = this.#read.origins[name] ?? {}
    if (!rivals.length || this.isLocked(name)) return undefined
    const all: Rival[] = [{ value: this.#read.fields[name] as Rival['value'], ...(place && { place }) }, ...rivals]
    const at = all.findIndex(({ value }) => value === this.fields[name])
    return at < 0 ? undefined : all[(at + 1) % all.length]
  }
  /** It takes the field, and the mark on the page is at its place. */
  takeRival = (name: FieldName) => {
    const rival = this.nextRival(name)
    if (!rival) return
    if (rival.value === this.#read.fields[name] || !rival.place) this.taken.giveBack(name, rival.value)
    else this.taken.put({ name }, rival.value, rival.place)
  }
  confirm = (name: FieldName) => {
    if (!this.confirmed.includes(name)) this.confirmed.push(name)
  }

  /** The draft has been read again meanwhile, with what another invoice has taught: what nobody has touched follows. */
  follow(invoice: InvoiceAt<'draft'>): void {
    if (invoice.rereadAt === this.#read.rereadAt) return
    const isSaved = this.#content() === this.#saved
    const isSame = (name: FieldName) => JSON.stringify(this.fields[name]) === JSON.stringify(this.#read.fields[name])
    for (const name of Object.keys(this.fields) as FieldName[])
      if (isSame(name) && !this.confirmed.includes(name))
        Object.assign(this.fields, { [name]: structuredClone(invoice.fields[name]) })
    this.#read = invoice
    if (isSaved) this.#saved = this.#content()
  }

  /** Asks again what the rulebook may know: the buyer, the twins. */
  async refreshFacts(): Promise<void> {
    const turn = ++this.#asked
    try {
      const facts = await ask('draft.facts', { id: this.id, fields: $state.snapshot(this.fields) })
      // An answer that comes after a newer question is about something else.
      if (turn === this.#asked) this.facts = facts
    } catch (error) {
      this.#complain(error)
    }
  }

  /** Saves a moment after the last change. */
  saveSoon(): void {
    if (this.#content() === this.#saved) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), SAVE_AFTER)
  }
  async save(): Promise<void> {
    clearTimeout(this.#timer)
    const content = this.#content()
    if (content === this.#saved || this.isLeaving) return
    this.#saved = content
    this.undone = ''
    try {
      await ask('draft.save', this.#draft())
      this.savedAt = Date.now()
      this.failure = ''
    } catch (error) {
      this.#saved = ''
      this.#complain(error)
    }
  }
  /** Undo of what was last typed, or redo: beyond what the field itself can undo, and beyond a restart. */
  async undo(way: UndoWay): Promise<void> {
    await this.save()
    await this.attempt(async () => {
      const { state, names } = await ask('draft.undo', { id: this.id, way })
      if (state) this.#restore(state)
      this.undone = undoWords(way, state && names)
    })
  }
  #restore(state: DraftState) {
    this.#read = { ...this.#read, ...state }
    const { fields, circuit, pieces, turns, isStraightened } = structuredClone(state)
    Object.assign(this, { fields, circuit, pieces, turns, isStraightened, confirmed: [], places: {} })
    this.#last = {}
    this.#saved = this.#content()
    this.taken.forget()
    this.restored++
  }

  /** « Valider et envoyer ». Where it went, undefined when it did not; pressing twice does it once. */
  async approve(): Promise<Output<'draft.approve'>['to'] | undefined> {
    if (this.isLeaving || !this.isReady) return undefined
    this.isLeaving = true
    clearTimeout(this.#timer)
    try {
      return (await ask('draft.approve', this.#draft())).to
    } catch (error) {
      this.isLeaving = false
      this.#complain(error)
      return undefined
    }
  }

  /** Something else asked for from the guide. False when it did not work; the reason is in `failure`. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.failure = ''
    try {
      await work()
      return true
    } catch (error) {
      this.#complain(error)
      return false
    }
  }

  #draft = () => ({
    id: this.id,
    fields: $state.snapshot(this.fields),
    confirmed: $state.snapshot(this.confirmed),
    places: this.places,
    repeated: this.repeated,
    circuit: this.circuit,
    pieces: $state.snapshot(this.pieces),
    turns: this.turns,
    isStraightened: this.isStraightened,
  })
  #content = () =>
    JSON.stringify([
      ...[this.fields, this.confirmed, this.places, this.circuit, this.pieces],
      ...[this.turns, this.isStraightened],
    ])
  #complain(error: unknown) {
    const { title, advice } = say(failureOf(error))
    this.failure = `${title} ${advice}`
  }
}

/** A page that shows a draft: only that has a form. */
export const isDraftPage = (page: Page): page is Page & { invoice: InvoiceAt<'draft'>; facts: RuleContext } =>
  page.invoice.stage === 'draft' && page.facts !== undefined

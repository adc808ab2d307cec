import type { InvoiceAt } from '../../../shared/domain/lifecycle/invoice.ts'
import type { PortalProgress, WalkStep } from '../../../shared/domain/lifecycle/portal-progress.ts'
import { ask, failureOf } from '../../app/api.ts'
import { say } from '../../app/say.ts'

/** How long after the last keystroke what is noted is saved, in milliseconds. */
const SAVE_AFTER = 400

/** How far the person has come on the portal; every step is kept, so that a window may close at any time. */
export class WalkState {
  readonly id: string
  step: WalkStep
  done: WalkStep[]
  copied: string[]
  number: string
  depositedOn: string
  failure: string
  isOver: boolean
  #saved: string
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor({ id, walk }: Pick<InvoiceAt<'portal'>, 'id' | 'walk'>) {
    this.id = id
    this.step = $state(walk.step)
    this.done = $state([...walk.done])
    this.copied = $state([...walk.copied])
    this.number = $state(walk.number)
    this.depositedOn = $state(walk.depositedOn)
    this.failure = $state('')
    this.isOver = $state(false)
    this.#saved = JSON.stringify(this.walk)
  }
  get walk(): PortalProgress {
    const { step, number, depositedOn } = this
    return { step, done: [...this.done], copied: [...this.copied], number, depositedOn }
  }

  /** Saves what was done at once, and what is being typed a moment after the last keystroke. */
  saveSoon(): void {
    const before = JSON.parse(this.#saved) as PortalProgress
    if (before.number === this.number) return void this.save()
    if (JSON.stringify(this.walk) === this.#saved) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), SAVE_AFTER)
  }
  async save(): Promise<void> {
    clearTimeout(this.#timer)
    const { walk } = this
    if (this.isOver || JSON.stringify(walk) === this.#saved) return
    this.#saved = JSON.stringify(walk)
    await this.attempt(() => ask('portal.walk', { id: this.id, walk }))
  }
  markDone(step: WalkStep): void {
    if (!this.done.includes(step)) this.done.push(step)
  }
  markCopied(name: string): void {
    if (!this.copied.includes(name)) this.copied.push(name)
  }
  /** False when it did not work; the reason is in `failure`. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    this.failure = ''
    try {
      await work()
      return true
    } catch (error) {
      const { title, advice } = say(failureOf(error))
      this.failure = `${title} ${advice}`
      return false
    }
  }
}

import type { PlatformResponse } from '../../../shared/domain/platform/messages.ts'
import type { Outage } from '../../../shared/domain/platform/outage.ts'
import type { Problem } from '../../../shared/domain/rules/problem.ts'

/** Error: nothing was taken in, for certain; trying again is safe. Any other failure may have got through. */
export class NotSent extends Error {
  override name = 'NotSent' as const
  readonly hindrance: Outage
  readonly answer: PlatformResponse
  readonly retryAfterMs: number | undefined
  constructor(hindrance: Outage, answer: PlatformResponse, retryAfterMs?: number) {
    super(`${hindrance}: ${inShort(answer)}`)
    this.hindrance = hindrance
    this.answer = answer
    this.retryAfterMs = retryAfterMs
  }
}

/** Timeout of one transfer: nothing was taken in, and it says nothing about the platform for others. */
export class TooLong extends NotSent {}

/** Cancellation: the application ends, or changes its environment: it was not sent, or was only a question. */
export class Stopped extends NotSent {}

/** Error: no answer that says yes or no; what was sent may have arrived. */
export class Unanswered extends Error {
  override name = 'Unanswered' as const
  readonly answer: PlatformResponse
  constructor(answer: PlatformResponse) {
    super(inShort(answer))
    this.answer = answer
  }
}

/** For the log: where, and what came back. */
const inShort = ({ route = '', status, body = '' }: PlatformResponse) =>
  [route, status && `HTTP ${status}`, body.slice(0, 200)].filter(Boolean).join(' ')

/** Refusal: the platform understood, and said no. */
export class Refused extends Error {
  override name = 'Refused' as const
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(`Refused: ${problems.map(({ code }) => code).join(', ')}`)
    this.problems = problems
  }
  /** Is this what it said? */
  means = (wanted: Problem['code']): boolean => this.problems.some(({ code }) => code === wanted)
}

/** Conflict: the number is there, for another invoice. A search that is turned down is `Refused`, and says nothing about it. */
export class NumberTaken extends Error {
  override name = 'NumberTaken' as const
  readonly problems: Problem[]
  constructor(problem: Problem) {
    super(problem.code)
    this.problems = [problem]
  }
}

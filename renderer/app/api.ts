import type { Asked, CallName, Output } from '../../shared/contract/calls.ts'
import type { Change } from '../../shared/contract/topics.ts'
import type { FailureCode, Result } from '../../shared/contract/result.ts'

declare global {
  interface Window {
    /** What the preload hands over (electron/preload.ts). */
    readonly bridge: {
      call: (name: string, input: unknown) => Promise<unknown>
      pathOf: (file: File) => string
      onChange: (listener: (change: Change) => void) => () => void
    }
  }
}

/** Something went wrong in a way that has words (say.ts). */
export class Failed extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode) {
    super(code)
    this.code = code
  }
}

/** Asks the main process, typed by the contract. Throws `Failed`. */
export async function ask<N extends CallName>(name: N, input: Asked<N>): Promise<Output<N>> {
  const result = (await window.bridge.call(name, input)) as Result<Output<N>>
  if (!result.ok) throw new Failed(result.failure)
  return result.value
}

/** The code of a failure; anything else is unexpected. */
export const failureOf = (error: unknown): FailureCode => (error instanceof Failed ? error.code : 'unexpected')

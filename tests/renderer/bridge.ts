import { vi } from 'vitest'
import type { CallName } from '../../shared/contract/calls.ts'
import type { Change } from '../../shared/contract/topics.ts'
import { ok, type Result } from '../../shared/contract/result.ts'

type Answers = Partial<Record<CallName, (input: never) => Result<unknown> | Promise<Result<unknown>>>>

/** The other side of the wall: answers what it is told to, remembers what it was asked, and says « changed » on request. */
export function pretendBridge(answers: Answers = {}) {
  const listeners = new Set<(change: Change) => void>()
  const asked: [string, unknown][] = []
  const call = vi.fn((name: string, input: unknown) => {
    asked.push([name, input])
    const answer = answers[name as CallName] as ((input: unknown) => Result<unknown>) | undefined
    return Promise.resolve(answer ? answer(input) : ok({}))
  })
  Object.defineProperty(window, 'bridge', {
    configurable: true,
    value: {
      call,
      pathOf: (file: File) => (file.name.startsWith('mail') ? '' : `/disk/${file.name}`),
      onChange: (listener: (change: Change) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  })
  return {
    asked: (name: CallName) => asked.filter(([asked]) => asked === name).map(([, input]) => input),
    change: (change: Change = { invoices: 'all', isMore: true }) => listeners.forEach((listener) => listener(change)),
  }
}

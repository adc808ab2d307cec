/** One call: `status` is null when no answer left, undefined while it is under way. */
export type Call = { at: number; operation: string; trouble?: string | undefined; status?: number | null }

const KEPT = 50

/** What was called: how often since the start, and the last fifty in full. */
export function createCallLog(now: () => number) {
  const counts = new Map<string, number>()
  let last: Call[] = []
  return {
    /** Notes a call to a path; gives what notes its outcome. */
    begin(path: string, trouble?: string): (status: number | null) => void {
      const operation = path.replace(/^\/(cpro|api)\//, '')
      counts.set(operation, (counts.get(operation) ?? 0) + 1)
      const call: Call = { at: now(), operation, trouble }
      last = [call, ...last.slice(0, KEPT - 1)]
      return (status) => {
        call.status = status
      }
    },
    counts: (): Record<string, number> => Object.fromEntries(counts),
    last: (): Call[] => structuredClone(last),
  }
}

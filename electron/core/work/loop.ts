const HOUR = 3_600_000
/** After a failure of our own (a full disk, a database in use) we look again, in milliseconds. */
const AFTER_FAILURE = 60_000
type Parts = {
  runDue: (isStopped: () => boolean) => Promise<number | null>
  now: () => number
  report: (error: unknown) => void
}

/** Once started, calls runDue when woken and when the next job falls due; never twice at the same time. */
export function createLoop({ runDue, now, report }: Parts) {
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> | undefined
  let woken = false
  let isOn = false

  async function run() {
    let next: number | null = null
    while (woken) {
      woken = false
      next = await runDue(() => !isOn).catch(afterFailure)
    }
    round = undefined
    if (next !== null && isOn) timer = setTimeout(wake, Math.min(Math.max(next - now(), 0), HOUR))
  }
  function afterFailure(error: unknown) {
    report(error)
    return now() + AFTER_FAILURE
  }
  function wake() {
    if (!isOn) return
    clearTimeout(timer)
    woken = true
    round ??= run()
  }
  /** Resolves when the job under way is over; what else is due waits for the next start. */
  async function stop() {
    isOn = false
    woken = false
    clearTimeout(timer)
    await round
    clearTimeout(timer)
  }
  function start() {
    isOn = true
    wake()
  }
  return { start, wake, stop }
}

const HOUR = 3_600_000
/** Milliseconds after which we look again where we failed ourselves: a full disk, a database in use. */
const AFTER_FAILURE = 60_000
type Deps = {
  runDue: (isStopped: () => boolean) => Promise<number | null>
  now: () => number
  report: (error: unknown) => void
}

type LoopsDeps = Omit<Deps, 'runDue'> & {
  lanes: () => readonly string[]
  runDue: (lane: string, isStopped: () => boolean) => Promise<number | null>
}

/** Loops, one for each lane there is; one for a lane that is new begins with the next waking. */
export function createLoops({ lanes, runDue, ...deps }: LoopsDeps) {
  const loops = new Map<string, ReturnType<typeof createLoop>>()
  let isOn = false

  function loopOf(lane: string) {
    const known = loops.get(lane)
    if (known) return known
    const loop = createLoop({ ...deps, runDue: (isStopped) => runDue(lane, isStopped) })
    loops.set(lane, loop)
    return loop
  }
  function start() {
    isOn = true
    for (const lane of lanes()) loopOf(lane).start()
  }
  return {
    start,
    /** Wakes every lane. */
    wake: () => {
      if (isOn) start()
    },
    /** Resolves when the jobs under way are over. */
    stop: async () => {
      isOn = false
      await Promise.all([...loops.values()].map((loop) => loop.stop()))
    },
  }
}

/** Once started, calls runDue when woken and when the next job falls due; never twice at the same time. */
function createLoop({ runDue, now, report }: Deps) {
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

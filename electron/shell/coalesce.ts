/** The least between two times, in milliseconds, and how many times its own length a time is followed by quiet. */
const QUIET = { least: 200, times: 4 }

/**
 * Many things change at once, and what follows from it costs more the more invoices there are: `work` is done soon after the
 * first change, then again after a quiet that leaves most of the time to others, until nothing has changed any more.
 */
export function coalesce(work: () => void): () => void {
  let isAsked = false
  let isQuiet = false

  function run() {
    isAsked = false
    const started = performance.now()
    try {
      work()
    } finally {
      // One that failed must not be the last.
      const took = performance.now() - started
      setTimeout(endQuiet, Math.max(QUIET.least, took * QUIET.times)).unref()
    }
  }
  function endQuiet() {
    isQuiet = false
    if (isAsked) begin()
  }
  function begin() {
    isQuiet = true
    setImmediate(run)
  }
  return () => {
    isAsked = true
    if (!isQuiet) begin()
  }
}

import { LOCAL } from '../store/jobs.ts'

/**
 * Runs what is due once, without a loop, for whoever moves time by hand: what is done here first, then over these connections
 * at once. Gives when the next job falls due (epoch ms), null when there is none.
 */
export const runOnce =
  (runDue: (lane: string) => Promise<number | null>, connections: () => string[]) =>
  async (over = connections()): Promise<number | null> => {
    const here = await runDue(LOCAL)
    const there = await Promise.all(over.map((id) => runDue(id)))
    const next = Math.min(...[here, ...there].map((due) => due ?? Infinity))
    return next === Infinity ? null : next
  }

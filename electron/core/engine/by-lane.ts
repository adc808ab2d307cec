import type { RoundHandler } from './worker.ts'

/** A round of its own for each lane: each has heard its own news. */
export function byLane(roundOf: (lane: string) => RoundHandler): RoundHandler {
  const rounds = new Map<string, RoundHandler>()
  return (jobs, signal) => {
    const lane = jobs[0]!.lane
    const round = rounds.get(lane) ?? roundOf(lane)
    rounds.set(lane, round)
    return round(jobs, signal)
  }
}

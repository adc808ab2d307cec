import type { RoundHandler } from './worker.ts'

/** Rounds by lane: each lane has one of its own, which has heard its own news. */
export function byLane(roundOf: (lane: string) => RoundHandler): RoundHandler {
  const rounds = new Map<string, RoundHandler>()
  return (jobs, signal) => {
    const lane = jobs[0]!.lane
    const round = rounds.get(lane) ?? roundOf(lane)
    rounds.set(lane, round)
    return round(jobs, signal)
  }
}

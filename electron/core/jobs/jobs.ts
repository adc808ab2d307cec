import { nameFor } from '../../../shared/domain/firms/connection.ts'
import type { Connections } from '../connections/registry.ts'
import { byLane } from '../engine/by-lane.ts'
import type { Handlers } from '../engine/worker.ts'
import { answerJob } from './answer-job.ts'
import { depositJob } from './deposit-job.ts'
import { remindJob } from './remind-job.ts'
import { outcomeJob, searchJob } from './search-and-outcome-jobs.ts'
import { followRound } from './status-poll.ts'

type Needs = Parameters<typeof depositJob>[0] & Parameters<typeof searchJob>[0] & Parameters<typeof answerJob>[0]
type Deps = Omit<Needs, 'over'> & Pick<Connections, 'over'> & { read: Handlers['read'] }

/** Handlers of jobs, by kind: who does what falls due. */
export const createJobs = ({ read, ...parts }: Deps): Handlers => ({
  read,
  deposit: depositJob(parts),
  search: searchJob(parts),
  outcome: outcomeJob(parts),
  answer: answerJob(parts),
  follow: byLane((lane) => followRound({ ...parts, ...parts.over(lane), mark: nameFor(lane, 'newsUntil') })),
  remind: remindJob,
})

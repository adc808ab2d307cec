import { done, type Handler } from '../engine/worker.ts'

/** Job: a reminder. Nobody can be asked about what was deposited by hand: the person is asked to look, and asked again later. */
export const remindJob: Handler = () => Promise.resolve(done({ type: 'reminded' }))

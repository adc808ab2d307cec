import { start } from './0001-start.ts'
import { likeness } from './0002-likeness.ts'

/** One entry per released change, never edited afterwards. Its place in the list is its version. */
export const migrations = [start, likeness]

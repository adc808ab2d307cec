import { start } from './0001-start.ts'
import { lessons } from './0002-lessons.ts'

/** One entry per released change, never edited afterwards. Its place in the list is its version. */
export const migrations = [start, lessons]

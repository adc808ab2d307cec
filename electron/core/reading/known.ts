import type { Lesson } from '../../../shared/domain/document/layout-hint.ts'

/**
 * Who the firm is and whom it has invoiced before. It tells two readings of a page apart and makes one surer; nothing is
 * ever filled in from it.
 */
export type KnownParties = { mySirets: string[]; buyers: { siret: string; name: string }[] }

/** What is remembered that helps to read a page: who is who, and what corrections have taught of its layout. */
export type ReadingContext = { parties: KnownParties; lessons: Lesson[] }

export const nothingRemembered: ReadingContext = { parties: { mySirets: [], buyers: [] }, lessons: [] }

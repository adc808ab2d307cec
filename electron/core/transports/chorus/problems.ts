import { chorusWords, type PlatformResponse } from '../../../../shared/domain/platform/messages.ts'
import type { Problem } from '../../../../shared/domain/rules/problem.ts'
import { Refused } from '../errors.ts'

/** Problems of a refusal of Chorus Pro, in words: one problem for each part of its message (« | » separates them, chorus-pro-api.md §9.2). */
export function problemsOf(answer: PlatformResponse): Problem[] {
  const parts = (answer.message ?? answer.libelle ?? '').split('|').flatMap((part) => part.trim() || [])
  return parts.length ? parts.map((part) => problemOf(answer, part)) : [problemOf(answer)]
}

function problemOf(answer: PlatformResponse, part?: string): Problem {
  const { id, ...words } = chorusWords({ answer, ...(part && { part }) })
  return { code: `chorus.${id}`, severity: 'stop', ...words, answer }
}

/** Predicate: a search that found nothing says so in two ways (chorus-pro-api.md §3.6, §9.1): an empty list, or this refusal of the trade. */
export const foundNothing = (error: unknown): boolean =>
  error instanceof Refused &&
  error.problems.some(({ code, answer }) => code === 'chorus.search.nothing' && answer?.codeRetour)

import type { Problem } from '../../shared/domain/rules/problem.ts'

/** Problems as a person reads them in a terminal. */
export function problemLines(problems: Problem[]): string {
  if (!problems.length) return '  Rien ne s’oppose à l’envoi.'
  return problems
    .map(
      ({ severity, message, advice }) =>
        `  ${severity === 'stop' ? 'Bloquant' : 'À savoir'} · ${message}${advice ? ` ${advice}` : ''}`,
    )
    .join('\n')
}

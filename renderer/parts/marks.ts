import type { Mark } from '../../shared/domain/wording/situation.ts'
import type { Origin, Trust } from '../../shared/domain/document/reading.ts'

/** The drawing and the colour of each state; the word always stands beside it (mockups, « Components and states »). */
export const marks: Record<Mark, { glyph: string; tone: string }> = {
  detected: { glyph: 's-dashed', tone: '' },
  incomplete: { glyph: 's-write', tone: 'waits' },
  ready: { glyph: 's-ready', tone: 'ok' },
  queued: { glyph: 's-clock', tone: '' },
  sending: { glyph: 's-up', tone: '' },
  uncertain: { glyph: 's-unsure', tone: 'waits' },
  sent: { glyph: 's-check', tone: 'ok' },
  received: { glyph: 's-q1', tone: '' },
  withClient: { glyph: 's-q2', tone: '' },
  inProgress: { glyph: 's-q3', tone: '' },
  waits: { glyph: 's-warn', tone: 'waits' },
  refused: { glyph: 's-stop', tone: 'stop' },
  ordered: { glyph: 's-check', tone: 'ok' },
  portal: { glyph: 's-ready', tone: 'waits' },
  cashed: { glyph: 's-done', tone: 'ok' },
  withdrawn: { glyph: 's-gone', tone: '' },
  filed: { glyph: 's-gone', tone: '' },
  unknown: { glyph: 's-unsure', tone: 'waits' },
}

/** How far a value can be trusted: the word, its drawing, its colour. What was read and confirmed is as good as typed. */
export const trustOf = ({ source, trust }: Origin) =>
  trust === 'typed' && source !== 'user' ? { word: 'Vérifié par vous', glyph: 's-done', tone: 'ok' } : trusts[trust]

const trusts: Record<Trust, { word: string; glyph: string; tone: string }> = {
  sure: { word: 'Sûr', glyph: 's-done', tone: 'ok' },
  likely: { word: 'Probable', glyph: 's-q3', tone: 'soft' },
  check: { word: 'À vérifier', glyph: 's-warn', tone: 'waits' },
  typed: { word: 'Saisi par vous', glyph: 's-ready', tone: 'soft' },
}

import { expect, it } from 'vitest'
import { helpStatuses, searchHelp } from '../../shared/domain/help/help.ts'

const titles = (typed: string) => searchHelp(typed).map(({ title }) => title)

it('finds what has every word, whatever the accents and the end of it, titles first', () => {
  expect(titles('engagement')[0]).toBe('Engagement (n° d’)')
  expect(titles('numero engag')).toContain('Où trouver le numéro d’engagement ?')
  expect(titles('SUSPENDUE')[0]).toContain('suspendue')
  expect(titles('2027')).toContain('Ce qui change le 1er septembre 2027')
  expect(titles('F8')).toEqual(['Valeur douteuse suivante'])
  expect(titles('engagement zzz')).toEqual([])
  expect(titles('  ')).toEqual([])
})

it('says of every status what it means and what to do, once', () => {
  expect(helpStatuses.filter(({ means, todo }) => !means || !todo)).toEqual([])
  expect(new Set(helpStatuses.map(({ label, plain }) => `${label} ${plain}`)).size).toBe(helpStatuses.length)
})

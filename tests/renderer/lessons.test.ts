import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import LessonsSection from '../../renderer/features/settings/LessonsSection.svelte'
import type { LessonView } from '../../shared/contract/lessons.ts'
import { fail, ok } from '../../shared/contract/result.ts'
import { pretendBridge } from './bridge.ts'

const lesson: LessonView = {
  id: 'a',
  supplier: 'Vitrerie Kerouanton',
  field: 'engagementNumber',
  isRefusal: false,
  beside: { side: 'above', shown: 'Nos prestations' },
  learntAt: Date.UTC(2026, 2, 12, 9),
  used: 3,
}
const refusal: LessonView = { ...lesson, id: 'b', field: 'contractNumber', isRefusal: true, used: 0 }

it('tells what was learnt of each layout, since when and how often it served', async () => {
  pretendBridge({ 'lessons.list': () => ok({ lessons: [lesson, refusal] }) })
  render(LessonsSection)
  expect(await screen.findByRole('heading', { name: 'Vitrerie Kerouanton' })).toBeTruthy()
  const [first, second] = screen.getAllByRole('listitem').map(({ textContent }) => textContent.replace(/\s+/g, ' '))
  expect(first).toContain('Numéro d’engagement sous « Nos prestations »')
  expect(first).toContain('Montré le 12 mars 2026, utilisé 3 fois')
  expect(second).toContain('N° de marché jamais sous « Nos prestations »')
  expect(second).toContain('pas encore utilisé')
})

it('forgets one, and all only after a second word', async () => {
  const bridge = pretendBridge({ 'lessons.list': () => ok({ lessons: [lesson, refusal] }) })
  render(LessonsSection)
  await fireEvent.click(await screen.findByRole('button', { name: /^Oublier\s: Numéro d’engagement/ }))
  expect(bridge.asked('lessons.forget')).toEqual([{ id: 'a' }])
  await waitFor(() => expect(document.activeElement?.id).toBe('lessons'))
  await fireEvent.click(screen.getByRole('button', { name: 'Tout oublier' }))
  expect(bridge.asked('lessons.forgetAll')).toEqual([])
  await fireEvent.click(screen.getByRole('button', { name: 'Tout oublier' }))
  expect(bridge.asked('lessons.forgetAll')).toHaveLength(1)
})

it('says what is kept before anything was learnt, and why something did not work', async () => {
  pretendBridge({ 'lessons.list': () => ok({ lessons: [] }) })
  const { unmount } = render(LessonsSection)
  expect(await screen.findByText('Rien pour l’instant.')).toBeTruthy()
  expect(screen.getByText(/aucune valeur n’est retenue/)).toBeTruthy()
  unmount()
  pretendBridge({ 'lessons.list': () => ok({ lessons: [lesson] }), 'lessons.forget': () => fail('unexpected') })
  render(LessonsSection)
  await fireEvent.click(await screen.findByRole('button', { name: /^Oublier\s:/ }))
  expect(await screen.findByRole('alert')).toBeTruthy()
})

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { expect, it } from 'vitest'
import { parseRoute } from '../../renderer/app/route.svelte.ts'
import HelpFind from '../../renderer/features/help/HelpFind.svelte'
import HelpStatuses from '../../renderer/features/help/HelpStatuses.svelte'
import { helpEntries, helpStatuses, questions } from '../../shared/domain/help/help.ts'

it('is found by a word, walked through by the arrows and opened by Enter', async () => {
  render(HelpFind)
  const field = screen.getByRole('searchbox')
  expect(document.activeElement).toBe(field)
  await fireEvent.input(field, { target: { value: 'engagement' } })
  expect(screen.getByRole('status').textContent).toMatch(/réponses/)
  const answers = [...document.querySelectorAll<HTMLElement>('.answers a')]
  await fireEvent.keyDown(field, { key: 'ArrowDown' })
  expect(document.activeElement).toBe(answers[0])
  await fireEvent.keyDown(answers[0]!, { key: 'ArrowUp' })
  expect(document.activeElement).toBe(field)
  location.hash = '#/aide'
  await fireEvent.keyDown(field, { key: 'Enter' })
  await waitFor(() => expect(location.hash).toBe('#/aide/glossaire'))
  await fireEvent.keyDown(field, { key: 'Escape' })
  expect(document.querySelectorAll('.answers a')).toHaveLength(0)
})

it('leads only to pages there are', () => {
  for (const to of [...helpEntries, ...questions].flatMap((one) => one.to || []))
    expect([to, parseRoute(`#${to}`).page]).toEqual([to, to.split('/')[1]])
})

it('shows the statuses that ask for something, or those with a word', async () => {
  render(HelpStatuses)
  const shown = () => document.querySelectorAll('.statuses > li:not(.heads)').length
  expect(shown()).toBe(helpStatuses.length)
  await fireEvent.click(screen.getByRole('button', { name: /Vous demandent/ }))
  expect(shown()).toBeGreaterThan(3)
  expect(screen.queryByText('Mandatée')).toBeNull()
  await fireEvent.click(screen.getByRole('button', { name: /Tous/ }))
  await fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'mandatee' } })
  expect(shown()).toBe(1)
})

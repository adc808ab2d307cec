import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { coalesce } from '../../electron/shell/coalesce.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('works soon after the first of many changes, then once for all that came meanwhile', () => {
  const work = vi.fn()
  const changed = coalesce(work)
  changed()
  vi.advanceTimersByTime(1)
  expect(work).toHaveBeenCalledTimes(1)
  for (let more = 0; more < 100; more++) changed()
  vi.advanceTimersByTime(150)
  expect(work).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(60)
  expect(work).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(60_000)
  expect(work).toHaveBeenCalledTimes(2)
})

it('leaves four times as long to others as the work has taken', () => {
  const work = vi.fn()
  const slow = vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValueOnce(500)
  const changed = coalesce(work)
  changed()
  vi.advanceTimersByTime(1)
  slow.mockRestore()
  changed()
  vi.advanceTimersByTime(1900)
  expect(work).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(200)
  expect(work).toHaveBeenCalledTimes(2)
})

it('misses no change that comes while it works', () => {
  const changed = coalesce(() => {
    if (works++ === 0) changed()
  })
  let works = 0
  changed()
  vi.advanceTimersByTime(1000)
  expect(works).toBe(2)
})

it('works again after it has failed', () => {
  const work = vi.fn(() => {
    throw new Error('a listener')
  })
  const changed = coalesce(work)
  for (const times of [1, 2]) {
    changed()
    expect(() => vi.advanceTimersByTime(1)).toThrow('a listener')
    vi.advanceTimersByTime(1000)
    expect(work).toHaveBeenCalledTimes(times)
  }
})

import { cleanup } from '@testing-library/svelte'
import { afterEach } from 'vitest'

// What a browser has and jsdom has not: sizes never change here, nothing comes into view.
class Idle {
  observe = () => undefined
  unobserve = () => undefined
  disconnect = () => undefined
  takeRecords = () => []
}
Object.assign(globalThis, { ResizeObserver: Idle, IntersectionObserver: Idle })
Element.prototype.scrollTo = () => undefined

afterEach(cleanup)

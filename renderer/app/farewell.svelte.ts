/** The draft that has just been dealt with, sent, kept for later, put aside, taken back or taken apart into so many parts: the list one comes back to says what became of it, once. */
export type Farewell = {
  id: string
  name: string
  isCreditNote: boolean
  how: 'sent' | 'kept' | 'discarded' | 'withdrawn'
  parts?: number
  /** So many were put aside together. */
  count?: number
}

let last = $state.raw<Farewell>()

export const farewell = {
  get now() {
    return last
  },
  say: (next: Farewell) => void (last = next),
  /** It has been said; a newer one stays. */
  end: (said: Farewell) => {
    if (last === said) last = undefined
  },
}

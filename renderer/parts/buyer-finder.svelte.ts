import type { Hit } from '../../shared/contract/buyers.ts'
import { ask, failureOf } from '../app/api.ts'
import { say } from '../app/say.ts'

/** Few answers, and so long without a keystroke (milliseconds): Chorus Pro is asked too. */
const FEW = 3
const PAUSE = 600
const SHORTEST = 3

/** Where is looked: what is known here at once, then Chorus Pro. */
export type Source = {
  here: (text: string, most: number) => Promise<{ hits: Hit[] }>
  further: (text: string) => Promise<{ hits: Hit[] }>
}
const buyers: Source = {
  here: (text, most) => ask('buyers.search', { text, most }),
  further: (text) => ask('buyers.searchFurther', { text }),
}
/** Firms are known to Chorus Pro alone. */
export const firms: Source = {
  here: () => Promise.resolve({ hits: [] }),
  further: (text) => ask('valideurs.search', { text }),
}

/** A search for public buyers as it is typed: here at once, then at Chorus Pro. */
export function buyerFinder(most: number, source = buyers) {
  let hits = $state.raw<Hit[]>([])
  let further = $state<'no' | 'asking' | 'asked'>('no')
  let problem = $state('')
  let turn = 0
  let last = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  async function search(text: string): Promise<void> {
    const mine = ++turn
    last = text
    clearTimeout(timer)
    problem = ''
    further = 'no'
    try {
      const found = await source.here(text.slice(0, 300), most)
      if (mine !== turn) return
      hits = found.hits
      if (found.hits.length < FEW && text.trim().length >= SHORTEST)
        timer = setTimeout(() => void searchFurther(text, mine), PAUSE)
    } catch (error) {
      complain(error, mine)
    }
  }
  async function searchFurther(text: string, mine = turn) {
    further = 'asking'
    try {
      const found = await source.further(text.slice(0, 300))
      if (mine !== turn) return
      hits = joined(hits, found.hits)
      further = 'asked'
    } catch (error) {
      complain(error, mine)
    }
  }
  /** What is known here has changed: the same text once more, with what Chorus Pro has found. */
  async function again() {
    const mine = turn
    const found = await source.here(last.slice(0, 300), most).catch(() => undefined)
    if (!found || mine !== turn) return
    hits = further === 'asked' ? joined(found.hits, hits) : found.hits
  }
  function complain(error: unknown, mine: number) {
    if (mine !== turn) return
    further = 'asked'
    const { title } = say(failureOf(error))
    problem = `${title} Seuls les clients connus ici sont montrés.`
  }
  return {
    get hits() {
      return hits
    },
    get isAsking() {
      return further === 'asking'
    },
    get wasAsked() {
      return further === 'asked'
    },
    get problem() {
      return problem
    },
    search,
    again,
    stop: () => {
      turn++
      clearTimeout(timer)
    },
  }
}

/** The first ones, then those of the others that are not among them. */
const joined = (first: Hit[], others: Hit[]): Hit[] => [
  ...first,
  ...others.filter(({ siret }) => !first.some((each) => each.siret === siret)),
]

import { fold } from '../../base/fold-text.ts'
import words from '../../tables/piece-words.json' with { type: 'json' }
import type { Beside } from './received.ts'

type Invoice = { name: string; invoiceId: string }

/** « Novembre/PV réception_0442.jpg » → « pv-reception-0442 »: without folder and extension, words apart by one dash. */
export const stemOf = (name: string): string =>
  fold(name.replace(/^.*[/\\!]/, '').replace(/\.[A-Za-z0-9]{1,5}$/, ''))
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

const has = (stem: string, word: string) => `-${stem}-`.includes(`-${word}-`)

/** Its name says that it goes with an invoice, and is none (piece-words.json). */
export function isPieceName(name: string): boolean {
  const stem = stemOf(name)
  return words.pieces.some((word) => has(stem, word)) && !words.invoices.some((word) => has(stem, word))
}

/** Least figures at the end of a name that may tell one invoice. */
const FIGURES = 3

/**
 * Which of the invoices of an archive a file goes with, by name: `sure` where its name holds the whole name of one, and of no
 * other that is longer; `likely` where the figures it ends with are those of exactly one. Undefined where nothing, or two, fit.
 */
export function besideOf(name: string, invoices: Invoice[]): { invoiceId: string; trust: Beside } | undefined {
  const stem = stemOf(name)
  const named = invoices.filter((invoice) => {
    const own = stemOf(invoice.name)
    return /\d/.test(own) && own.length >= FIGURES && own !== stem && has(stem, own)
  })
  const longest = Math.max(...named.map((invoice) => stemOf(invoice.name).length))
  const sure = only(named.filter((invoice) => stemOf(invoice.name).length === longest))
  if (sure !== undefined) return { invoiceId: sure, trust: 'sure' }
  const figures = figuresOf(stem)
  const likely = figures && only(invoices.filter((invoice) => figuresOf(stemOf(invoice.name)) === figures))
  return likely ? { invoiceId: likely, trust: 'likely' } : undefined
}

/** The last figures of a name. */
function figuresOf(stem: string): string {
  const figures = /(\d+)\D*$/.exec(stem)?.[1] ?? ''
  return figures.length >= FIGURES ? figures : ''
}
/** The one invoice these are, however many files it has. */
function only(invoices: Invoice[]): string | undefined {
  const [id, second] = new Set(invoices.map(({ invoiceId }) => invoiceId))
  return second === undefined ? id : undefined
}

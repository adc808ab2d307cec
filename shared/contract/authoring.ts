import { z } from 'zod'
import { Address } from '../domain/authoring/authored.ts'
import { Draft } from '../domain/authoring/draft.ts'
import { Article } from '../domain/authoring/issued.ts'

const id = z.string()
const ofOne = z.object({ id })
const nothing = z.object({})

/** How a draft stands: the number it would take, what stops its issue (`row` of its sheet from 0), what is only to be known. */
export const Standing = z.object({
  number: z.string(),
  stops: z.array(z.object({ message: z.string(), row: z.number().optional() })),
  warns: z.array(z.string()),
})
export type Standing = z.infer<typeof Standing>

/** A draft, or an issued invoice one may begin from: days ISO, cents; null while its sums cannot be counted. */
export const AuthoredEntry = z.object({
  id,
  kind: z.string(),
  number: z.string(),
  buyer: z.string(),
  subject: z.string(),
  day: z.string(),
  grossTotal: z.number().nullable(),
})
export type AuthoredEntry = z.infer<typeof AuthoredEntry>

/** What a draft begins with: its client, an issued one; an invoice that is credited, or was rejected and is made anew. */
export const BeginFrom = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blank'), buyer: z.object({ siret: z.string(), name: z.string() }).optional() }),
  z.object({ kind: z.literal('again'), id }),
  z.object({ kind: z.literal('credit'), id }),
  z.object({ kind: z.literal('redo'), id }),
])
export type BeginFrom = z.infer<typeof BeginFrom>

/** What a window may ask about invoices made here. */
export const authoringCalls = {
  /** Drafts, and issued ones to begin from, the latest first. */
  'authoring.start': {
    input: nothing,
    output: z.object({ drafts: z.array(AuthoredEntry), issued: z.array(AuthoredEntry) }),
  },
  'authoring.begin': { input: z.object({ from: BeginFrom }), output: ofOne },
  'authoring.open': { input: ofOne, output: z.object({ draft: Draft, standing: Standing }) },
  /** Autosave; says how the draft stands. */
  'authoring.save': { input: z.object({ draft: Draft }), output: Standing },
  'authoring.drop': { input: ofOne, output: nothing },
  /** Takes the number and makes the invoice; or says why not. */
  'authoring.issue': {
    input: ofOne,
    output: z.object({ invoice: id.optional(), faults: z.array(z.string()) }),
  },
  /** Name and address of a buyer, as far as they are known. */
  'authoring.buyer': {
    input: z.object({ siret: z.string() }),
    output: z.object({ name: z.string(), address: Address }),
  },
  'authoring.articles': { input: z.object({ siret: z.string() }), output: z.array(Article) },
  'authoring.dropArticle': { input: z.object({ siret: z.string(), article: Article }), output: nothing },
  /** Next numbers of a firm's series today. */
  'authoring.numbers': {
    input: z.object({ siret: z.string() }),
    output: z.object({ invoice: z.string(), creditNote: z.string() }),
  },
  /** Where a series goes on, by its next number as typed. */
  'authoring.number': {
    input: z.object({
      at: z.number().int().nonnegative(),
      series: z.enum(['invoice', 'creditNote']),
      next: z.string(),
    }),
    output: nothing,
  },
  /** Keeps a logo for a firm, by its place in the settings; without bytes takes it away. */
  'authoring.logo': {
    input: z.object({
      at: z.number().int().nonnegative(),
      logo: z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }).nullable(),
    }),
    output: nothing,
  },
} as const

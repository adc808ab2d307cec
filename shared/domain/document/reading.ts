import { z } from 'zod'
import { FieldName, Fields } from '../fields/fields.ts'
import { Place } from './page/place.ts'
import { PageTurn } from './page/turn.ts'

/**
 * Where a value comes from. `written` is an invoice made here, of which the file carries the data; `ocr` is recognised on a picture of
 * the page, `buyer` is the address book, `settings` what the firm has set once.
 */
export const Source = z.enum(['written', 'facturx', 'cii', 'ubl', 'text', 'ocr', 'user', 'buyer', 'settings'])
export type Source = z.infer<typeof Source>

/** How far a value may be trusted: checked or structured, near the right word, doubtful, typed by a person. */
export const Trust = z.enum(['sure', 'likely', 'check', 'typed'])
export type Trust = z.infer<typeof Trust>

/** Where values stand, those for which it is known. */
export const Places = z.partialRecord(FieldName, Place)
export type Places = z.infer<typeof Places>

/** A word printed on a page, and where. */
export const Word = z.object({ text: z.string(), place: Place })
export type Word = z.infer<typeof Word>

/** Another value of the page with as good a claim: a text, an ISO date or cents, and where it stands. */
export const Rival = z.object({ value: z.union([z.string(), z.number()]), place: Place.optional() })
export type Rival = z.infer<typeof Rival>

/** What is known of a value besides the value. */
export const Origin = z.object({
  source: Source,
  trust: Trust,
  /** The words it was found beside, as printed: « Bon de commande n° ». */
  label: z.string().optional(),
  place: Place.optional(),
  /** Why this value, in a few French words for the screen: « clé du SIRET juste », « HT + TVA = TTC ». */
  reason: z.string().optional(),
  /** What else it could be, the best claim first; only of a value « à vérifier ». */
  rivals: z.array(Rival).optional(),
})
export type Origin = z.infer<typeof Origin>
export const Origins = z.partialRecord(FieldName, Origin)
export type Origins = z.infer<typeof Origins>

/** Read in the file itself, as against typed, set once or known from the address book. */
export const isFromFile = ({ source }: Origin): boolean => !['user', 'buyer', 'settings'].includes(source)

/** In the data Chorus Pro takes from a flow, as against read on its page. */
export const isInData = ({ source }: Origin): boolean => ['written', 'facturx', 'cii', 'ubl'].includes(source)

/** What a file turned out to be. It decides by which door it leaves: a plain PDF is submitted, the others are flows. */
export const FileKind = z.enum(['pdf', 'facturx', 'cii', 'ubl', 'other'])
export type FileKind = z.infer<typeof FileKind>

const value = z.union([z.string(), z.number()])
/** A value the page prints and the data give otherwise: texts, ISO dates, cents. */
export const Difference = z.object({ field: FieldName, page: value, data: value })
export type Difference = z.infer<typeof Difference>

/** A French sentence about a file, with a code for those who program. */
export const Note = z.object({
  code: z.string(),
  message: z.string(),
  /** Of an XML file, from 1. */
  line: z.number().int().optional(),
  /** What a library said, in its own words. */
  details: z.string().optional(),
  /** Of `reading.contradiction`: what differs. */
  differs: Difference.optional(),
})
export type Note = z.infer<typeof Note>

/** What a document says it is, when that is no invoice to send: devis, pro forma, bon de commande, bon de livraison … */
export const Nature = z.enum([
  ...(['quote', 'proforma', 'order', 'delivery', 'statement', 'reminder'] as const),
  ...(['cancelled', 'duplicate', 'receipt'] as const),
])
export type Nature = z.infer<typeof Nature>

/** Blocks of a CII that Chorus Pro refuses though its schema allows them (domaine.md §9 [D2] [D4]). */
export const Defect = z.enum(['secondPaymentMeans', 'grossPriceAlone'])
export type Defect = z.infer<typeof Defect>

/** A line between the gross total and the net to pay that Chorus Pro has no field for, as printed; cents, below zero off. */
export const Adjustment = z.object({ label: z.string(), cents: z.number().int() })
export type Adjustment = z.infer<typeof Adjustment>

/** One invoice of several in a PDF: its pages, from 1, both included, and its number. */
export const Part = z.object({ from: z.number().int().positive(), to: z.number().int().positive(), number: z.string() })
export type Part = z.infer<typeof Part>

/** What the rulebook needs to know of a file without opening it again. */
export const DocumentFacts = z.object({
  kind: FileKind,
  /**
   * `read` what an invoice must say was found; `partial` some of it, or with a reservation; `password` it cannot be
   * opened; `refused` it is not an invoice, or nothing can be made of it.
   */
  status: z.enum(['read', 'partial', 'password', 'refused']),
  /** Empty when there is nothing to say; otherwise a sentence that stands alone. */
  message: z.string(),
  /** Pages of a PDF; 0 for XML. */
  pages: z.number().int().nonnegative(),
  /** A page carries letters, not only a picture. */
  hasText: z.boolean(),
  notes: z.array(Note),
  /** The invoices this PDF seems to hold, when there are several; gone once a person has said that it is one. */
  parts: z.array(Part).optional(),
  /** Pages of a PDF without a text one can use, and whether they have been recognised. */
  scan: z
    .object({
      pages: z.array(z.number().int().positive()),
      isRead: z.boolean(),
      /** How those that did not lie straight were turned to be read. */
      turns: z.array(PageTurn).optional(),
    })
    .optional(),
  /** A PDF with an electronic signature, which any change of it would break. */
  isSigned: z.boolean().optional(),
  /** The mandatory mentions its words show (mentions.json), by id; absent when its pages were not all read, or hold data. */
  mentions: z.array(z.string()).optional(),
  /** Its title names something else than an invoice, or an invoice that is not to be sent. */
  nature: Nature.optional(),
  /** What leads from the gross total to the net to pay without a field of its own: compte prorata, débours, pénalités … */
  adjustments: z.array(Adjustment).optional(),
  /** The page says that the claim belongs to a factor or a bank (affacturage, Dailly). */
  isAssigned: z.boolean().optional(),
  /** The words that say why no VAT is counted: « TVA non applicable, art. 293 B du CGI ». */
  exemption: z.string().optional(),
  /** What Chorus Pro is known to refuse in a CII. */
  defects: z.array(Defect).optional(),
  /** BT-23 of structured data: A1 … for Chorus Pro, B1 or S1 for the reform (chorus-pro-api.md §7.1). */
  businessProcess: z.string().optional(),
  /** BT-81 of structured data: Chorus Pro wants one, credit notes included (chorus-pro-api.md §8.9). */
  paymentMeansCode: z.string().optional(),
  /** BT-114, cents: what was added to round the amount to pay. */
  rounding: z.number().int().optional(),
  /** What structured data give where a SIRET belongs, when it is only a SIREN. */
  sirens: z.object({ supplierSiret: z.string().optional(), buyerSiret: z.string().optional() }).optional(),
})
export type DocumentFacts = z.infer<typeof DocumentFacts>

/** Nothing can be made of the file: it never leaves, and there is nothing in it to check. */
export const isHopeless = ({ kind, status }: DocumentFacts): boolean =>
  kind === 'other' || status === 'password' || status === 'refused'

/** The reading of a PDF failed: nothing is known of its pages, which a person may read and type. */
export const isUnreadPdf = ({ kind, status, hasText, scan }: DocumentFacts): boolean =>
  kind === 'pdf' && status === 'partial' && !hasText && !scan

/** The answer of a reader for one file: facts, fields (those not found stay empty) and where each found one comes from. */
export const Reading = z.object({
  document: DocumentFacts,
  /** The reader that answered; null when none could. */
  source: Source.nullable(),
  fields: Fields,
  origins: Origins,
})
export type Reading = z.infer<typeof Reading>
